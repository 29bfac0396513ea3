"""Things to say about a file that somebody brings, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from nearer.content.catalogue import catalogue
from nearer.content.errors import ContentError


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """One refusal or warning: where, and which text with which gaps."""

    place: str
    """The item's linkId or id; empty for the file as a whole."""
    id: str
    """A text under importing, such as refused.free-text."""
    gaps: Mapping[str, str] = {}

    def say(self, language: str) -> str:
        """Return the remark as one or two sentences, without the place."""
        return catalogue().say(f"importing.{self.id}", language, **self.gaps)

    def __str__(self) -> str:
        said = self.say("en")
        return f"{self.place}: {said}" if self.place else said


def explain(error: ContentError, language: str) -> str:
    """Return what is wrong with a file as a whole, and what to do.

    The place is in `error.place`. Faults of our own file format name keys of the file
    and are for whoever writes one: the detail stands in English.
    """
    said = catalogue().say(f"importing.broken.{error.id or 'detail'}", language)
    return said if error.id else f"{said} {error.what} {error.what_to_do}"
