"""Who may look into the safety space, and what never stands where others see it."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "nearer"
# The reading of entries as switches, the pages that ask, and the store itself.
MAY_LOOK = {
    "readings/switches.py",
    "help/services.py",
    "help/carrying.py",
    "diary/access.py",
    "diary/members.py",
    "diary/sharing.py",
    "keep/private.py",
}
MAKES_UP = {"config/demo_shared.py"}
"""Writes it for the two made-up people of the demo, and opens nobody's."""
MAY_DECIDE = {"readings/switches.py", "help/services.py", "content/safety.py"}


FEATURES = (
    "assess",
    "help",
    "journal",
    "keep",
    "learn",
    "pause",
    "review",
    "today",
    "us",
)
ASKING = ("allows", "may_go_on", "judge", "guard", "coming_back")
"""What asks the switches; `readings.coming_back` lists only what `judge` allows."""
NAMES_ONLY = {
    "review/figures.py",
    "today/forms.py",
    "today/services.py",
    "us/copies.py",
    "us/lines.py",
}
"""They name a step that was taken, and tell nobody how one goes."""
HOW = ("how", "solo", "told", "again", "cards")
"""What a step's words say to do."""


def source_files() -> list[Path]:
    return [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def mentions(path: Path, *names: str) -> bool:
    """Return whether the code names one of these, as a name or an attribute."""
    return any(
        (isinstance(node, ast.Attribute) and node.attr in names)
        or (isinstance(node, ast.Name) and node.id in names)
        or (isinstance(node, ast.alias) and node.name in names)
        for node in nodes(path)
    )


def looks_into_safety(path: Path) -> bool:
    """Return whether the code takes `.safety` of anything but a module's own name."""
    return any(
        isinstance(node, ast.Attribute)
        and node.attr == "safety"
        and not (isinstance(node.value, ast.Name) and node.value.id == "content")
        for node in nodes(path)
    )


def test_only_the_switches_and_the_private_pages_open_the_safety_space() -> None:
    found = {name_of(path) for path in source_files() if looks_into_safety(path)}

    assert found <= MAY_LOOK
    assert "readings/switches.py" in found, "the search finds what it is made for"


def test_only_they_know_the_kinds_of_entries_that_stand_there() -> None:
    kinds = ("SwitchesSet", "SafetyAnswered", "Purpose")
    found = {name_of(path) for path in source_files() if mentions(path, *kinds)}

    assert found <= MAY_LOOK | MAKES_UP | {"entries/__init__.py", "entries/ground.py"}


def test_only_they_decide_from_answers() -> None:
    found = {
        name_of(path)
        for path in source_files()
        if any(
            isinstance(node, ast.ImportFrom)
            and node.module in {"nearer.core.safety", "nearer.core.safety.deciding"}
            and any(alias.name == "switches" for alias in node.names)
            for node in nodes(path)
        )
    }

    assert found <= MAY_DECIDE | {"core/safety/__init__.py"}


def tells_steps_unasked(path: Path, name: str) -> bool:
    """Return whether a feature's code reaches the steps without asking a switch."""
    if name.split("/", maxsplit=1)[0] not in FEATURES or mentions(path, *ASKING):
        return False
    if not any(source.startswith("nearer.content.step") for source in imports(path)):
        return False
    return name not in NAMES_ONLY or any(
        isinstance(node, ast.Attribute) and node.attr in HOW for node in nodes(path)
    )


def imports(path: Path) -> set[str]:
    """Return the modules that the code imports, and what it imports from them."""
    found = set[str]()
    for node in nodes(path):
        if isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def test_no_feature_tells_how_a_step_goes_without_asking() -> None:
    files = {name_of(path): path for path in source_files()}

    assert files.keys() >= NAMES_ONLY
    found = [name for name, path in files.items() if tells_steps_unasked(path, name)]
    assert found == []


@pytest.mark.parametrize(
    "around",
    [
        "from nearer.content.steps import steps\nsteps()['e5a'].words('en').how",
        "import nearer.content.steps as s\nprint(s.steps()['e5a'].words('en').how)",
        "from nearer.content import steps\nsteps.steps()['e5a'].words('en').how",
        "from nearer.content.steps import Step\ndef f(s): return s.words('en').solo",
    ],
)
@pytest.mark.parametrize("name", ["today/extra.py", "learn/extra.py", "us/copies.py"])
def test_a_way_around_is_caught(around: str, name: str, tmp_path: Path) -> None:
    planted = tmp_path / "extra.py"
    planted.write_text(around)

    assert tells_steps_unasked(planted, name)


def test_no_template_outside_the_help_section_names_the_safety_space() -> None:
    found = [
        name_of(path)
        for path in SOURCE.rglob("*.html")
        if "safety" in path.read_text(encoding="utf-8").lower()
    ]

    assert found == []
