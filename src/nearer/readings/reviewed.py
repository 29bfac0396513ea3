"""Weeks that were looked back on: only what was said and can be.

Forms refuse what does not fit. What comes from a file may hold any number: it is kept
as it came, and nothing is told of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import msgspec

from nearer.entries import AnyEntry, ProgrammeBegan, Reviewed

MOST: Mapping[str, int] = MappingProxyType({"low": 3, "worry": 3, "satisfaction": 10})
"""Most of every number, as asked; the least is 0."""


HEAVY = 3
"""Low and worry of a week together, 0 to 6: the limit of the short check of mood."""


@dataclass(frozen=True, slots=True)
class Mood:
    """How a week was, and when that was said."""

    day: date
    week: int
    low: int | None
    worry: int | None

    @property
    def is_heavy(self) -> bool:
        """Whether low and worry together reach the limit; what was not said is 0."""
        return (self.low or 0) + (self.worry or 0) >= HEAVY


def reviews(standing: Iterable[AnyEntry]) -> Iterator[Reviewed]:
    """Give every look back in the order of writing, without numbers that cannot be."""
    for entry in standing:
        if isinstance(entry, Reviewed):
            strange = {
                name: None
                for name, most in MOST.items()
                if (said := getattr(entry, name)) is not None and not 0 <= said <= most
            }
            yield msgspec.structs.replace(entry, **strange) if strange else entry


def moods(standing: Iterable[AnyEntry]) -> tuple[Mood, ...]:
    """Return the mood of every week that told one, by the day on which it was said.

    Another note for a week repeats what was said of it long ago: the mood stays one of
    that day. Weeks are counted anew with each beginning of the ten weeks.
    """
    over: list[Mood] = []
    said: dict[int, Mood] = {}
    for entry in _beginnings_and_reviews(standing):
        if entry is None:
            over += said.values()
            said = {}
            continue
        before = said.pop(entry.week, None)
        if entry.low is None and entry.worry is None:
            continue
        mood = Mood(entry.day, entry.week, entry.low, entry.worry)
        same = before and (before.low, before.worry) == (mood.low, mood.worry)
        said[entry.week] = before if before and same else mood
    return tuple(sorted((*over, *said.values()), key=lambda m: (m.day, m.week)))


def _beginnings_and_reviews(standing: Iterable[AnyEntry]) -> Iterator[Reviewed | None]:
    """Yield the look backs in the order of writing, and None for each beginning."""
    for entry in standing:
        if isinstance(entry, ProgrammeBegan):
            yield None
        elif isinstance(entry, Reviewed):
            yield from reviews([entry])


__all__ = ["HEAVY", "MOST", "Mood", "moods", "reviews"]
