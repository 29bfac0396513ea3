"""Everything that can be wrong with a lesson is named: file, place, what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from nearer.content.audit import audit
from nearer.content.lessons import read_keys
from tests.content.folders import spoil, write

LONG = "word " * 80
WORDS = (
    'title = "Rain"\nlead = "It rains."\nfirst = "First:"\n'
    f'[1]\ntitle = "What"\na = "{LONG}"\nb = "{LONG}"\n'
    '[2]\ntitle = "Then"\na = "Plain."\n[try]\na = "Try."\n'
)
SUN = WORDS.replace('first = "First:"\n', "")
GROUPS = '[group.sky]\nname = "Sky"\nabout = "Above."\n'
KEYS = (
    '[sun]\ngroup = "sky"\nminutes = 1\nsystem = ["A1"]\nplain = ["2.a"]\n'
    '[rain]\ngroup = "sky"\nminutes = 1\nsystem = ["A2"]\nplain = ["2.a"]\n'
    'needs = ["loop"]\nfirst = "sun"\n'
)
EVIDENCE = (
    '[1.a]\ngrade = "partly"\nsources = ["somebody2020"]\n[1.b]\ngrade = "judgement"\n'
)
KEY = "lessons/lessons.toml"
EN, ES = "lessons/rain/en.toml", "lessons/rain/es.toml"
BEHIND = "lessons/rain/evidence.toml"
FILES = {
    KEY: KEYS,
    "lessons/evidence.toml": "",
    "lessons/en.toml": GROUPS,
    "lessons/es.toml": GROUPS,
    EN: WORDS,
    ES: WORDS,
    BEHIND: EVIDENCE,
    "lessons/sun/en.toml": SUN,
    "lessons/sun/es.toml": SUN,
    "lessons/sun/evidence.toml": EVIDENCE,
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_two_small_lessons_are_sound(root: Path) -> None:
    assert audit(root) == []
    assert list(read_keys(root)) == ["sun", "rain"]


FAULTS = [
    (KEY, "[sun]", "[son]", KEY, "son", "no folder"),
    (KEY, "[sun]", "[son]", KEY, "sun", "no lesson"),
    (KEY, "minutes", "minuets", KEY, "[...]", "minuets"),
    (KEY, "minutes = 1", "minutes = 9", KEY, "sun.minutes", "No such time"),
    (KEY, '["A1"]', "[]", KEY, "sun.system", "explains nothing"),
    (KEY, 'first = "sun"', 'first = "rain"', KEY, "rain.first", "no other lesson"),
    (KEY, 'first = "sun"', 'first = "snow"', KEY, "rain.first", "no other lesson"),
    (KEY, '"loop"', '"loops"', KEY, "needs", "loops"),
    (KEY, '["2.a"]', '["2.a", "2.z"]', "lessons/sun/evidence.toml", "2.z", "no such"),
    (KEY, '["2.a"]', '["1.a"]', "lessons/sun/evidence.toml", "2.a", "or neither"),
    (BEHIND, '[1.b]\ngrade = "judgement"', "", BEHIND, "1.b", "or neither"),
    (BEHIND, "somebody2020", "nobody", BEHIND, "1.a", "not in references"),
    (EN, 'title = "Rain"\n', "", EN, "rain.title", "missing"),
    (ES, 'lead = "It rains."\n', "", ES, "rain.lead", "missing"),
    (ES, 'first = "First:"\n', "", ES, "rain.first", "missing"),
    (EN, '[2]\ntitle = "Then"', "[2]", EN, "2.title", "missing"),
    (EN, f'b = "{LONG}"', 'b = "Short."', EN, "lessons.rain", "words"),
    (EN, f'b = "{LONG}"', f'b = "{LONG * 3}"', EN, "lessons.rain", "words"),
    ("lessons/es.toml", 'about = "Above."', "", "lessons/es.toml", "about", "missing"),
    ("lessons/en.toml", "[group.sky]", "[group", "lessons/en.toml", "", ""),
    (BEHIND, "[1.a]", "[1.a", BEHIND, "", ""),
]


@pytest.mark.parametrize("fault", FAULTS, ids=range(len(FAULTS)))
def test_a_fault_is_named(root: Path, fault: tuple[str, ...]) -> None:
    file, old, new, where, place, what = fault
    spoil(root, file, old, new)

    assert [
        found
        for found in audit(root)
        if found.file.startswith(where) and place in found.place and what in found.what
    ], [str(found) for found in audit(root)]


def test_a_group_stays_together(root: Path) -> None:
    sky, sea = '"sky"', '"sea"'
    first, last = KEYS.split("[rain]")
    wind = first.replace("[sun]", "[wind]").replace(sky, sea)
    spoil(root, KEY, KEYS, f"{first}{wind}[rain]{last}")

    assert any("torn apart" in found.what for found in audit(root))


def test_a_folder_without_lessons_can_be_audited_too(tmp_path: Path) -> None:
    assert audit(write(tmp_path)) == []
