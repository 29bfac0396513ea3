"""What stands behind a sentence that claims something, ready to show."""

from __future__ import annotations

from dataclasses import dataclass

from nearer.content import Catalogue, Reference, Text


@dataclass(frozen=True)
class Source:
    """One source as it stands on a page."""

    line: str
    doi: str
    checked: str


@dataclass(frozen=True)
class Claim:
    """A sentence that claims something: how sure that is, and from where."""

    words: str
    grade: str
    about: str
    sources: tuple[Source, ...]


def claim_of(text: Text, catalogue: Catalogue) -> Claim | None:
    """Return what is known about a text; None where it claims nothing."""
    if text.grade is None:
        return None
    references = [catalogue.reference(key) for key in text.sources]
    return Claim(
        words=text.words,
        grade=catalogue.say(f"grade.{text.grade}.name", text.language),
        about=catalogue.say(f"grade.{text.grade}.about", text.language),
        sources=tuple(_source(ref, catalogue, text.language) for ref in references),
    )


def _source(found: Reference, catalogue: Catalogue, language: str) -> Source:
    return Source(
        line=f"{found.authors} ({found.year}). {found.title}. {found.where}.",
        doi=found.doi,
        checked=catalogue.say(f"grade.checked.{found.checked}", language),
    )
