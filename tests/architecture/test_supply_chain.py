"""What comes from others: fixed to the byte, and under licences that allow its use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PINNED = re.compile(
    r"^[\w.-]+==[\w.]+(?: ; [^\\]+)?(?: \\\n    --hash=sha256:[0-9a-f]{64})+$"
)
EXTRAS = ("web", "postgres", "hosted", "research", "cluster")
ALLOWED = re.compile(
    r"^(MIT(-0)?|0BSD|BSD.*|Apache.*|PSF-2\.0|Python Software Foundation.*|ISC|Zlib"
    r"|ZPL.*|Zope Public License|CC0-1\.0)$"
)
NAMED = re.compile(r"^(LGPL-3\.0-only|MPL-2\.0|Mozilla Public License 2\.0.*)$")
"""Allowed as well; who passes them on is told so in NOTICE."""
READ = {"pyrage": "MIT"}
"""From the licence file, where a package says nothing that a program can read."""


def licences(package: str) -> list[str]:
    """Return every licence that a package names, each of which has to be allowed."""
    told = metadata.metadata(package)
    classified = [
        one.rpartition(" :: ")[2]
        for one in told.get_all("Classifier", [])
        if one.startswith("License ::") and "Other" not in one
    ]
    text = next(
        iter(told.get_all("License-Expression") or told.get_all("License") or []), ""
    )
    short = text if len(text) < 60 else ""
    named = re.split(r" AND | OR | WITH [\w-]+|[()]", short) if short else classified
    return [one.strip() for one in named if one.strip()] or [READ[package]]


def installed_for(name: str, extras: frozenset[str] = frozenset()) -> Iterator[str]:
    """Walk what a package needs here, and what that needs."""
    yield name
    for line in metadata.requires(name) or ():
        wanted = Requirement(line)
        if wanted.marker is None or any(
            wanted.marker.evaluate({"extra": extra}) for extra in (*extras, "")
        ):
            yield from installed_for(wanted.name, frozenset(wanted.extras))


@pytest.mark.parametrize("name", ["home", "hosted", "dev", "bench"])
def test_every_part_is_fixed_to_the_byte(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    parts = re.split(r"\n(?=\S)", text.strip())

    assert len(parts) > 20
    assert [part[:40] for part in parts if not PINNED.match(part)] == []


def test_what_runs_here_is_what_is_fixed() -> None:
    text = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
    parts = [Requirement(one) for one in re.findall(r"^\w[^\\\n]+", text, re.MULTILINE)]
    here = [part for part in parts if part.marker is None or part.marker.evaluate()]

    assert len(here) > 50
    assert {
        f"{part} is {metadata.version(part.name)} here"
        for part in here
        if metadata.version(part.name) not in part.specifier
    } == set()


def test_every_part_may_be_used_and_who_passes_it_on_is_told() -> None:
    parts = sorted({*installed_for("nearer", frozenset(EXTRAS))} - {"nearer"})
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")

    faults = []
    for part in parts:
        for licence in licences(part):
            if NAMED.match(licence):
                faults += (
                    []
                    if re.search(rf"\b{part}\b", notice)
                    else [f"{part} is not in NOTICE"]
                )
            elif not ALLOWED.match(licence):
                faults.append(f"{part}: {licence}")

    assert {"django", "pyrage", "psycopg", "numba"} <= {part.lower() for part in parts}
    assert faults == []
