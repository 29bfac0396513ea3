"""What the shape of the project promises."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "nearer"
DECISIONS = ROOT / "docs" / "decisions"


def test_no_source_file_outgrows_its_room() -> None:
    lengths = {
        path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines())
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts
    }

    assert {p: n for p, n in lengths.items() if n > 400} == {}


def test_no_template_outgrows_its_room() -> None:
    lengths = {
        path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines())
        for path in SOURCE.rglob("*.html")
    }

    assert {p: n for p, n in lengths.items() if n > 120} == {}


def imported(path: Path) -> set[str]:
    """Return the top-level names that a file imports anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


PURE = {
    "__future__",
    "collections",
    "concurrent",  # threads that run the same sums
    "dataclasses",
    "enum",
    "functools",
    "importlib",  # compiled sums only where they are asked for
    "itertools",
    "math",
    "types",
    "typing",
    "warnings",
    "numpy",
    "statistics",
    "nearer",
}
RESEARCH = {"scipy", "numba", "llvmlite"}  # Numba brings llvmlite along


def test_the_core_knows_no_files_clock_dice_or_web() -> None:
    foreign = {
        path.relative_to(ROOT): imported(path) - PURE - RESEARCH
        for path in (SOURCE / "core").rglob("*.py")
    }

    assert {path: names for path, names in foreign.items() if names} == {}


def test_only_calibration_and_kernels_need_the_research_extra_at_import() -> None:
    needing = {
        path.relative_to(SOURCE)
        for path in SOURCE.rglob("*.py")
        if imported(path) & RESEARCH
        and "calibration" not in path.parts
        and path.name != "_kernels.py"  # loaded by the engine that needs it, or not
    }

    assert needing == set()


def test_pages_hold_no_inline_script_style_or_outside_address() -> None:
    faults = []
    for path in [
        *SOURCE.rglob("*.html"),
        *SOURCE.rglob("*.css"),
        *SOURCE.rglob("*.svg"),
    ]:
        text = path.read_text(encoding="utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            outside = re.search(r"(https?:)?//[a-z0-9.-]+\.[a-z]{2,}", line)
            inline = re.search(
                r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", line
            )
            if (outside and "w3.org" not in outside[0]) or (
                inline and path.suffix == ".html"
            ):
                faults.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()}")

    assert faults == []


def test_decisions_are_numbered_without_gaps_and_listed() -> None:
    pages = sorted(path.name for path in DECISIONS.glob("[0-9]*.md"))
    index = (DECISIONS / "README.md").read_text(encoding="utf-8")

    assert [int(name[:4]) for name in pages] == list(range(1, len(pages) + 1))
    assert [name for name in pages if name not in index] == []


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    table = (DECISIONS / "0009-dependencies.md").read_text(encoding="utf-8").lower()
    extras = project["project"]["optional-dependencies"].values()
    wanted = [
        *project["project"]["dependencies"],
        *(d for extra in extras for d in extra),
    ]

    names = {re.split(r"[\[<>=]", requirement)[0].lower() for requirement in wanted}

    assert {name for name in names if name not in table} == set()


@pytest.mark.parametrize("lock", ["home.txt", "hosted.txt", "dev.txt", "bench.txt"])
def test_locks_hold_hashes_and_name_no_address(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")

    assert "--hash=sha256:" in text
    assert re.search(r"https?:|file:|--index|--find-links", text) is None


def test_no_view_hides_where_the_reader_is() -> None:
    """`here` is the page's address in the layout; a view's own would stand there."""
    layout = (SOURCE / "web" / "context.py").read_text(encoding="utf-8")
    hidden = [
        path.relative_to(ROOT)
        for path in SOURCE.glob("*/*.py")
        if '"here":' in path.read_text(encoding="utf-8")
    ]

    assert '"here": request.get_full_path()' in layout
    assert hidden == [Path("src/nearer/web/context.py")]
