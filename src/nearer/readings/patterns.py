"""Habits and urges as they were noticed: how often, when, after what. Counts, no score.

Also the bonds of a life on one line, and old beliefs with their new words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Literal
from uuid import UUID

from nearer.entries import AnyEntry, BondLaid, MomentBegan, MomentEnded, UrgeNoticed
from nearer.readings.present import present
from nearer.readings.versions import Versions

Part = Literal["morning", "afternoon", "evening", "night"]
PARTS: tuple[Part, ...] = ("morning", "afternoon", "evening", "night")
_BEGINS: tuple[tuple[int, Part], ...] = (
    (6, "night"),
    (12, "morning"),
    (18, "afternoon"),
    (23, "evening"),
    (24, "night"),
)
WEEKS = 8
DAYS_OF_WEEK = 7
FEWEST_BONDS = 3
"""Of fewer, nothing is said: two are no pattern."""


@dataclass(frozen=True)
class Notice:
    """One time that an urge or a habit was noticed, in a moment or outside of one."""

    id: UUID
    at: datetime
    day: date
    urge: str
    after: str
    strength: int | None
    acted: bool | None
    note: str
    in_moment: bool


@dataclass(frozen=True)
class Weeks:
    """How often each was noticed in each week; the last week is the present one."""

    mondays: tuple[date, ...]
    counts: Mapping[str, tuple[int, ...]]
    """By urge, the most frequent first."""


@dataclass(frozen=True)
class Shared:
    """A habit that stands with several bonds."""

    habit: str
    times: int
    of: int


def notices(entries: Iterable[AnyEntry]) -> tuple[Notice, ...]:
    """Return everything that was noticed, in the order of writing."""
    standing = present(entries)
    acted = {
        entry.moment: entry.acted
        for entry in standing
        if isinstance(entry, MomentEnded) and entry.acted is not None
    }
    found = []
    for entry in standing:
        if isinstance(entry, UrgeNoticed):
            found.append(_outside(entry))
        elif isinstance(entry, MomentBegan) and entry.urge:
            found.append(_inside(entry, acted.get(entry.id)))
    return tuple(found)


def by_week(found: Iterable[Notice], *, today: date, weeks: int = WEEKS) -> Weeks:
    """Count the last weeks, Monday to Sunday, the present one included.

    What bears a later day, from a clock that was wrong, counts in the present week.
    """
    monday = today - timedelta(days=today.weekday())
    mondays = tuple(monday - timedelta(weeks=n) for n in range(weeks - 1, -1, -1))
    counts: dict[str, list[int]] = {}
    for notice in found:
        nth = min((notice.day - mondays[0]).days // DAYS_OF_WEEK, weeks - 1)
        if nth >= 0:
            counts.setdefault(notice.urge, [0] * weeks)[nth] += 1
    often = sorted(counts, key=lambda urge: (-sum(counts[urge]), urge))
    return Weeks(mondays, {urge: tuple(counts[urge]) for urge in often})


def by_part(found: Iterable[Notice], *, zone: tzinfo) -> dict[Part, int]:
    """Count by the part of the person's day."""
    counts = Counter(part_of(notice.at, zone=zone) for notice in found)
    return {part: counts[part] for part in PARTS}


def part_of(at: datetime, *, zone: tzinfo) -> Part:
    """Return the part of the day that an instant falls into where the person is."""
    hour = at.astimezone(zone).hour
    return next(part for end, part in _BEGINS if hour < end)


def by_weekday(found: Iterable[Notice]) -> tuple[int, ...]:
    """Count by day of the week, Monday first."""
    counts = Counter(notice.day.weekday() for notice in found)
    return tuple(counts[day] for day in range(DAYS_OF_WEEK))


def by_after(found: Iterable[Notice]) -> dict[str, int]:
    """Count what came before, the most frequent first; what was not said is left out.

    Among equals, the one that was noticed first comes first.
    """
    return dict(Counter(n.after for n in found if n.after).most_common())


def often(found: Iterable[Notice], urges: Iterable[str], *, most: int) -> list[str]:
    """Return which of these urges were noticed most, the most frequent first."""
    wanted = set(urges)
    counts = Counter(notice.urge for notice in found if notice.urge in wanted)
    return [urge for urge, _ in counts.most_common(most)]


def on_a_line(
    bonds: Iterable[Versions[BondLaid]],
) -> tuple[Versions[BondLaid], ...]:
    """Return the bonds by their first year; those without a year as they were laid."""
    laid = list(bonds)
    dated = sorted(
        (bond for bond in laid if _year(bond.newest) is not None),
        key=lambda bond: _year(bond.newest) or 0,
    )
    return (*dated, *(bond for bond in laid if _year(bond.newest) is None))


def shared(bonds: Sequence[BondLaid]) -> tuple[Shared, ...]:
    """Return the habits that stand with more than half of at least three bonds."""
    if len(bonds) < FEWEST_BONDS:
        return ()
    counts = Counter(habit for bond in bonds for habit in dict.fromkeys(bond.habits))
    return tuple(
        Shared(habit, times, len(bonds))
        for habit, times in counts.most_common()
        if times * 2 > len(bonds)
    )


def _year(bond: BondLaid) -> int | None:
    return bond.began if bond.began is not None else bond.ended


def _outside(entry: UrgeNoticed) -> Notice:
    return Notice(
        id=entry.id,
        at=entry.at,
        day=entry.day,
        urge=entry.urge,
        after=entry.after,
        strength=entry.strength,
        acted=entry.acted,
        note=entry.note,
        in_moment=False,
    )


def _inside(entry: MomentBegan, acted: bool | None) -> Notice:  # noqa: FBT001 - as it was said
    return Notice(
        id=entry.id,
        at=entry.at,
        day=entry.day,
        urge=entry.urge,
        after="",
        strength=entry.strength,
        acted=acted,
        note="",
        in_moment=True,
    )


__all__ = [
    "PARTS",
    "WEEKS",
    "Notice",
    "Part",
    "Shared",
    "Weeks",
    "by_after",
    "by_part",
    "by_week",
    "by_weekday",
    "notices",
    "often",
    "on_a_line",
    "part_of",
    "shared",
]
