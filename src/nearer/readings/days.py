"""Check-ins → days: several taps about one day are one day, value by value.

Source: science.md 5.4, with two decisions: closeness is asked as the temperature check
of the ten weeks (1 to 10), and about yesterday one may be asked until noon.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from types import MappingProxyType

from nearer.entries import AnyEntry, CheckedIn
from nearer.readings.present import present

CONNECTED = "clo"
SCALES: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        CONNECTED: (1, 10),
        "dis": (0, 4),
        "ppr": (0, 10),
        "pur": (0, 4),
        "wdr": (0, 4),
        "ctc": (0, 3),
        "cfl": (0, 1),
        "anx": (0, 10),
        "avd": (0, 10),
        "mood": (0, 10),
        "strs": (0, 10),
    }
)
"""Least and most of every variable, as asked."""
CORE = (CONNECTED, "dis", "ppr", "pur", "wdr", "ctc", "cfl")
"""Asked every day."""
PAIRS = (
    ("anx", "avd"),
    ("mood", "strs"),
    ("anx", "mood"),
    ("avd", "strs"),
    ("anx", "strs"),
    ("avd", "mood"),
)
"""Two of four a day: each every other day, and every two of them together at times."""
YESTERDAY_UNTIL = time(12)


@dataclass(frozen=True, slots=True)
class Day:
    """What is known of one day."""

    about: date
    values: Mapping[str, int]
    """As shown, by variable; only what was answered and can be."""
    asked: frozenset[str]
    """What was on the page: the rest was left out by plan."""


def days(entries: Iterable[AnyEntry]) -> tuple[Day, ...]:
    """Return every day with a check-in, the earliest first; a later value replaces."""
    values: dict[date, dict[str, int]] = {}
    asked: dict[date, set[str]] = {}
    for entry in present(entries):
        if not isinstance(entry, CheckedIn):
            continue
        fitting = {v: n for v, n in entry.values.items() if _fits(v, n)}
        values.setdefault(entry.about, {}).update(fitting)
        asked.setdefault(entry.about, set()).update(entry.asked, fitting)
    return tuple(
        Day(about, MappingProxyType(values[about]), frozenset(asked[about]))
        for about in sorted(values)
    )


def asked_on(day: date) -> tuple[str, ...]:
    """Return what is asked about a day: the same for everyone on every visit."""
    return (*CORE, *PAIRS[day.toordinal() % len(PAIRS)])


def may_be_about(about: date, *, today: date, clock: time) -> bool:
    """Return whether a check-in at this local time may be about that day."""
    yesterday = today - timedelta(days=1)
    return about == today or (about == yesterday and clock < YESTERDAY_UNTIL)


def of_day(found: Iterable[Day], about: date) -> Day:
    """Return one of the days; an empty one where nothing was said about it."""
    nothing = Day(about, MappingProxyType({}), frozenset())
    return next((day for day in found if day.about == about), nothing)


def _fits(variable: str, value: int) -> bool:
    if variable not in SCALES:
        return False
    least, most = SCALES[variable]
    return least <= value <= most
