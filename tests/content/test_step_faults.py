"""Everything that can be wrong with a step is named: file, place, what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from nearer.content import ContentError
from nearer.content.audit import audit
from nearer.content.steps import read_steps
from tests.content.folders import spoil, write

IDS = [f"e{level}{variant}" for level in range(1, 6) for variant in "ab"]
STEPS = '[defaults]\ngrade = "partly"\nsources = ["somebody2020"]\n' + "".join(
    f'[steps.{step_id}]\ncompany = "either"\nminutes = 5\nagainst = ["rain"]\n'
    for step_id in IDS
)
WORDS = "".join(
    f'[{step_id}]\ntitle = "T {step_id}"\nwhy = "W."\nhow = "H."\nsolo = "S."\n'
    'again = "A."\n'
    for step_id in IDS
)
KEY = "steps/emotional/steps.toml"
EN = "steps/emotional/en.toml"
ES = "steps/emotional/es.toml"
TOUCH = "steps/touch/steps.toml"
AGAINST = "steps/contraindications.toml"
FILES = {
    AGAINST: "[rain]\ndays = 1\n",
    KEY: STEPS,
    EN: WORDS,
    ES: WORDS,
    "pacing/evidence.toml": "",
    "pacing/en.toml": '[against.rain]\nname = "Rain"\n[card.sun]\nname = "Sun"\n',
    "pacing/es.toml": '[against.rain]\nname = "Lluvia"\n[card.sun]\nname = "Sol"\n',
}
E1A = '[steps.e1a]\ncompany = "either"\nminutes = 5'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_small_ladder_is_sound(root: Path) -> None:
    assert audit(root) == []
    assert [step.id for step in read_steps(root)] == IDS


FAULTS = [
    (AGAINST, "days = 1", "dayz = 1", AGAINST, "", "dayz"),
    (AGAINST, "[rain]", "[rain]\ndays = 2\n[snow]", AGAINST, "snow", "is missing"),
    (KEY, "[steps.e1a]", "[steps.e2c]", KEY, "level 1", "1 steps here"),
    (KEY, "[steps.e1a]", "[steps.e1c]", EN, "e1a", "no such step"),
    (KEY, "[steps.e1a]", "[steps.e1c]", ES, "e1c", "words are missing"),
    (KEY, "[steps.e1a]", "[steps.r1a]", KEY, "r1a", "no id of this domain"),
    (KEY, "[steps.e1a]", "[steps.first]", KEY, "first", "no id of this domain"),
    (KEY, "[steps.e1a]", "[steps.x1a]", KEY, "x1a", "no id of this domain"),
    (KEY, E1A, f"{E1A}\nshift = 0.5", KEY, "e1a.shift", "too far"),
    (KEY, E1A, f"{E1A}\nweeks = [4, 1]", KEY, "e1a.weeks", "No such weeks"),
    (KEY, E1A, f"{E1A}\nweeks = [0, 1]", KEY, "e1a.weeks", "No such weeks"),
    (KEY, E1A, E1A.replace("5", "0"), KEY, "e1a.minutes", "No such time"),
    (KEY, E1A, f'{E1A}\ncards = ["moon"]', KEY, "e1a", "no card moon"),
    (KEY, E1A, f'{E1A}\nsources = ["nobody"]', KEY, "e1a", "nobody is not in"),
    (KEY, E1A, f"{E1A}\nsources = []", KEY, "e1a", "without a source"),
    (KEY, E1A, E1A.replace("either", "alone"), EN, "e1a.solo", "do not fit"),
    (KEY, E1A, E1A.replace("either", "none"), KEY, "", "Invalid enum"),
    (KEY, '["rain"]\n[steps.e1b]', '["hail"]\n[steps.e1b]', KEY, "e1a", "hail"),
    (EN, '"T e1a"', '" "', EN, "e1a.title", "empty"),
    (ES, 'solo = "S."\nagain = "A."\n[e1b]', 'again = "A."\n[e1b]', ES,
     "e1a.solo", "do not fit"),
    ("languages.toml", '[es]\nname = "Español"\n', "", ES, "", "no language"),
]  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_the_fault_is_named(root: Path, case: tuple[str, ...]) -> None:
    spoilt, old, new, file, place, what = case
    spoil(root, spoilt, old, new)

    found = audit(root)

    assert [f for f in found if f.file == file and place in f.place and what in str(f)]
    assert all(fault.what_to_do for fault in found)


def test_touch_without_the_consent_of_both_is_a_fault(root: Path) -> None:
    (root / "steps/emotional").rename(root / "steps/touch")
    for name in ("steps", "en", "es"):
        path = root / f"steps/touch/{name}.toml"
        text = path.read_text("utf-8").replace("[e", "[t").replace(".e", ".t")
        path.write_text(text, "utf-8")

    found = {(f.file, f.place) for f in audit(root) if "consent of both" in f.what}

    assert found == {(TOUCH, step_id.replace("e", "t")) for step_id in IDS}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (EN, "[e1a]", "[e1c]"),
        (KEY, "[steps.e1a]", "[steps.r1a]"),
        (KEY, "[steps.e1a]", "[steps.no]"),
    ],
)
def test_a_step_without_words_or_place_is_never_loaded(
    root: Path, file: str, old: str, new: str
) -> None:
    spoil(root, file, old, new)

    with pytest.raises(ContentError, match="check-content"):
        list(read_steps(root))


def test_a_domain_without_words_is_never_loaded(root: Path) -> None:
    (root / EN).unlink()
    (root / ES).unlink()

    with pytest.raises(ContentError, match="language lacks the words"):
        list(read_steps(root))


def test_a_folder_without_steps_has_none(tmp_path: Path) -> None:
    assert audit(write(tmp_path)) == []
    assert list(read_steps(tmp_path)) == []
