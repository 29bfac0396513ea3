"""The short path of the one beside: steps in an order, each with when not to take it.

Words and grades stand in words/alongside/, as those of any topic do; order and keys in
path.toml there. A step's id is the last part of its address and says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import msgspec

from nearer.content.catalogue import catalogue
from nearer.content.library import WORDS
from nearer.content.reading import read_toml
from nearer.content.texts import Text

TOPIC = "alongside"
BEFORE = f"{TOPIC}.before"
"""What holds before any of them."""


class Kind(StrEnum):
    """What a step does; texts `alongside.kind.<kind>` name it."""

    SOFT = "soft"
    """Leave room, and show that the other matters."""
    CLEAR = "clear"
    """Plain words, and times that hold."""
    WHOLE = "whole"
    """Help to the end, or a kind no."""
    OWN = "own"
    """The limits and needs of the one beside."""


class _Key(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the file says about one step."""

    kind: Kind
    company: Literal["other", "alone"]
    minutes: int


class AlongsideText(msgspec.Struct, frozen=True, kw_only=True):
    """A step in one language."""

    title: str
    why: Text
    """What it is for; graded."""
    how: str
    unless: str
    """When not."""


class Alongside(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One step of the one beside."""

    id: str
    kind: Kind
    is_alone: bool
    """Nothing in it turns to the other person."""
    minutes: int
    text: Mapping[str, AlongsideText]
    """By language."""

    def words(self, language: str) -> AlongsideText:
        """Return its words; in a language that is not there, the first one's."""
        return self.text.get(language) or next(iter(self.text.values()))


@cache
def path() -> Mapping[str, Alongside]:
    """Return every step by id, in their order.

    What a person did may since have left: use `.get`.
    """
    return MappingProxyType(
        {name: _step(name, key) for name, key in read_keys(WORDS).items()}
    )


def read_keys(root: Path) -> dict[str, _Key]:
    """Return the key of every step of a words folder, in the file's order."""
    return read_toml(root / TOPIC / "path.toml", dict[str, _Key], root=root)


def _step(name: str, key: _Key) -> Alongside:
    languages = catalogue().languages
    return Alongside(
        id=name,
        kind=key.kind,
        is_alone=key.company == "alone",
        minutes=key.minutes,
        text=MappingProxyType({code: _text(name, code) for code in languages}),
    )


def _text(name: str, language: str) -> AlongsideText:
    known = catalogue()

    def text(part: str) -> Text:
        return known.text(f"{TOPIC}.{name}.{part}", language)

    return AlongsideText(
        title=text("title").words,
        why=text("why"),
        how=text("how").words,
        unless=text("unless").words,
    )
