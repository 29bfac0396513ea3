"""What stands behind a sentence that claims something, ready to show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nearer.content import Catalogue, Reference, Text
from nearer.content.references import Grade


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
    return claim(
        text.words,
        grade=text.grade,
        sources=text.sources,
        of=catalogue,
        in_=text.language,
    )


def claim(
    words: str, *, grade: Grade, sources: Iterable[str], of: Catalogue, in_: str
) -> Claim:
    """Return what is known about words that have a strength and sources."""
    references = [of.reference(key) for key in sources]
    return Claim(
        words=words,
        grade=of.say(f"grade.{grade}.name", in_),
        about=of.say(f"grade.{grade}.about", in_),
        sources=tuple(_source(ref, of, in_) for ref in references),
    )


def _source(found: Reference, catalogue: Catalogue, language: str) -> Source:
    return Source(
        line=f"{found.authors} ({found.year}). {found.title}. {found.where}.",
        doi=found.doi,
        checked=catalogue.say(f"grade.checked.{found.checked}", language),
    )
