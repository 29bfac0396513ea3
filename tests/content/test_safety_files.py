from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from nearer.content import helplines, safety
from nearer.content.audit import audit
from nearer.content.errors import ContentError
from nearer.content.safety import LANGUAGES, SHIPPED


@pytest.fixture
def spoilt(tmp_path: Path) -> Callable[[str, str, str], Path]:
    """Return a copy of the shipped folder with one thing changed."""

    def spoil(file: str, old: str, new: str) -> Path:
        folder = tmp_path / "safety"
        shutil.copytree(SHIPPED, folder)
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return spoil


def test_the_shipped_files_are_whole() -> None:
    shipped = safety.safety()

    assert shipped.rules.version == 1
    assert set(shipped.words) == set(LANGUAGES)
    assert [page.id for page in shipped.pages][:5] == [
        "near",
        "free",
        "going",
        "own",
        "seen",
    ]


def test_a_regional_language_gets_its_own_and_an_unknown_one_english() -> None:
    shipped = safety.safety()

    assert shipped.text("es-AR") is shipped.words["es"]
    assert shipped.text("fr") is shipped.words["en"]


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "said"),
    [
        ("rules.toml", "version = 1", "version = one", "line 4", "Correct the TOML"),
        ("rules.toml", "version = 1", "version = 'one'", "version", "int"),
        ("rules.toml", '"toward", "loop"', '"towards"', "rules", "towards"),
        ("rules.toml", 'of = ["crisis"]', 'of = ["crises"]', "rules", "crises"),
        ("rules.toml", "at_least = 2", "at_least = 3", "rules", "from 1 to 2"),
        ("rules.toml", 'show = "own"', 'show = "owns"', "notices", "owns"),
        ("rules.toml", 'more = ["device"]', 'more = ["toy"]', "notices", "toy"),
        ("en.toml", "crisis = ", "crises = ", "questions", "Nothing for crisis"),
        ("es.toml", "[pages.own]", "[pages.owns]", "pages", "Nothing for own"),
        ("es.toml", "[ends.stopped]", "[ends.halted]", "ends", "title"),
        ("en.toml", "[intro]", "[introduction]", "", "intro"),
    ],
)
def test_a_fault_is_named_with_file_and_place(
    spoilt: Callable[[str, str, str], Path],
    file: str,
    old: str,
    new: str,
    place: str,
    said: str,
) -> None:
    with pytest.raises(ContentError) as error:
        safety.read(spoilt(file, old, new))

    assert error.value.file == f"safety/{file}"
    assert place in error.value.place
    assert said in str(error.value)


def test_a_text_that_is_used_nowhere_is_a_fault(
    spoilt: Callable[[str, str, str], Path],
) -> None:
    idle = '[notices.idle]\ntitle = "x"\nlead = "y"\n\n[notices.own]'

    with pytest.raises(ContentError, match="idle is used nowhere"):
        safety.read(spoilt("en.toml", "[notices.own]", idle))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"rules\.toml"):
        safety.read(tmp_path)


def test_the_audit_looks_at_the_safety_files_and_at_the_day(
    spoilt: Callable[[str, str, str], Path],
) -> None:
    last_day = min(line.expires_on for line in helplines.directory().lines)

    assert audit(today=last_day) == []
    assert audit(today=last_day + timedelta(days=1))

    folder = spoilt("en.toml", "crisis = ", "crises = ")
    assert any("safety/en.toml" in str(fault) for fault in audit(folder.parent))
