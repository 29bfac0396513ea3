"""Short texts for pages, picked by id and language; each knows its sources."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from nearer.content.errors import ContentError
from nearer.content.references import Grade

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+")


class Evidence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands behind a text that claims something."""

    grade: Grade
    sources: tuple[str, ...] = ()


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence or a short paragraph in one language."""

    id: str
    language: str
    words: str
    grade: Grade | None = None
    sources: tuple[str, ...] = ()

    @property
    def gaps(self) -> frozenset[str]:
        """Names that `fill` needs."""
        return gaps_of(self.words)

    def fill(self, /, **gaps: object) -> str:
        """Return the words with every gap filled; KeyError names one left open."""
        return self.words.format_map(gaps)

    def __str__(self) -> str:
        return self.words


def gaps_of(words: str) -> frozenset[str]:
    """Return the names in braces; ValueError where braces do not close."""
    return frozenset(
        name for _, name, _, _ in string.Formatter().parse(words) if name is not None
    )


def flatten(
    tables: Mapping[str, Any], *, topic: str, file: str
) -> Iterator[tuple[str, str]]:
    """Yield (id, words) of nested tables; the id is the topic and the path of keys."""
    for key, value in tables.items():
        path = f"{topic}.{key}"
        if isinstance(value, Mapping):
            yield from flatten(value, topic=path, file=file)
        elif isinstance(value, str) and value.strip() and _ID.fullmatch(path):
            _check_gaps(value, file=file, place=path)
            yield path, value.strip()
        else:
            raise ContentError(
                file=file,
                place=path,
                what="This is no text, or its key is no plain id.",
                what_to_do="Write a text in quotes; use small letters and hyphens.",
            )


def flatten_evidence(
    tables: Mapping[str, Any], *, topic: str, file: str
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield (id, table) for every table that holds a grade."""
    for key, value in tables.items():
        path = f"{topic}.{key}"
        if not isinstance(value, Mapping):
            raise ContentError(
                file=file,
                place=path,
                what="Neither a grade nor a table of texts.",
                what_to_do="Write grade and sources under the id of a text.",
            )
        if "grade" in value:
            yield path, value
        else:
            yield from flatten_evidence(value, topic=path, file=file)


def _check_gaps(words: str, *, file: str, place: str) -> None:
    try:
        names = gaps_of(words)
    except ValueError as error:
        raise ContentError(
            file=file,
            place=place,
            what=f"The gaps cannot be read: {error}.",
            what_to_do="Write a gap as {name}, and a brace itself twice.",
        ) from error
    for name in names:
        if not name.isidentifier():
            raise ContentError(
                file=file,
                place=place,
                what=f"{{{name}}} is no named gap.",
                what_to_do="Name it with letters and underscores.",
            )
