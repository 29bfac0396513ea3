"""What helps me: what goes with close days, and which kinds of steps turned out how.

On top of `core.dynamics`; within one person only. It says what goes together, and why
nothing is said where nothing can be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from nearer.core.dynamics import Kinds, SameDay, compare_kinds, same_day
from nearer.entries import AnyEntry
from nearer.readings.days import CONNECTED, Day, days
from nearer.readings.programme import Plan

BESIDE = ("dis", "ppr", "strs")
"""What is looked at beside closeness (science.md 6.2, M1)."""
LOOK_BACK_DAYS = 112
"""Sixteen weeks: what held half a year ago may not hold now."""
HARDEST, SUREST = 10, 100
"""Ends of the scales; a number from elsewhere beyond them is passed over."""
POINTS, IN_A_HUNDRED = 1.0, 20.0
"""How far kinds of steps are thought to lie apart, in points and in a hundred."""
_FIRST_WEEKEND_DAY = 5
_Measure: TypeAlias = Callable[[Plan], float | None]


@dataclass(frozen=True, slots=True)
class Split:
    """How connected one felt on days with more, and with less, than one's own mean."""

    name: str
    more: tuple[int, ...]
    less: tuple[int, ...]


@dataclass(frozen=True)
class Helps:
    """What may be said, and what it rests on."""

    same_day: SameDay
    splits: Mapping[str, Split]
    """Every day with both answers, so that each can be shown beside its estimate."""
    easier: Kinds
    """Expected less actual discomfort, points: above 0 was easier than thought."""
    surprised: Kinds
    """Sureness of the fear less what came of it, in a hundred: above 0 came less."""


def read_helps(
    entries: Iterable[AnyEntry], *, plans: Sequence[Plan], today: date
) -> Helps:
    """Return what helps this person, from their days and steps."""
    lived = _lately(days(entries), today)
    return Helps(
        same_day=_same_day(lived),
        splits={name: _split(lived, name) for name in BESIDE},
        easier=compare_kinds(_by_kind(plans, _easier), unit=POINTS),
        surprised=compare_kinds(_by_kind(plans, _surprised), unit=IN_A_HUNDRED),
    )


def _lately(found: Iterable[Day], today: date) -> list[Day]:
    since = today - timedelta(days=LOOK_BACK_DAYS - 1)
    return [day for day in found if since <= day.about <= today]


def _same_day(lived: Sequence[Day]) -> SameDay:
    """Lay the days on a grid and ask the model."""
    told = [day.about for day in lived if CONNECTED in day.values]
    first, last = (told[0], told[-1]) if told else (date.min, date.min)
    n_days = (last - first).days + 1 if told else 0
    grid = {
        (day.about - first).days: day for day in lived if first <= day.about <= last
    }
    return same_day(
        outcome=_column(grid, CONNECTED, n_days),
        predictors={name: _column(grid, name, n_days) for name in BESIDE},
        asked={name: _asked(grid, name, n_days) for name in BESIDE},
        weekend=np.array(
            [
                (first + timedelta(days=n)).weekday() >= _FIRST_WEEKEND_DAY
                for n in range(n_days)
            ],
            dtype=bool,
        ),
    )


def _column(grid: Mapping[int, Day], name: str, n_days: int) -> NDArray[np.float64]:
    column = np.full(n_days, np.nan)
    for place, day in grid.items():
        column[place] = day.values.get(name, np.nan)
    return column


def _asked(grid: Mapping[int, Day], name: str, n_days: int) -> NDArray[np.bool_]:
    asked = np.zeros(n_days, dtype=bool)
    for place, day in grid.items():
        asked[place] = name in day.asked
    return asked


def _split(lived: Sequence[Day], name: str) -> Split:
    both = [
        (day.values[name], day.values[CONNECTED])
        for day in lived
        if name in day.values and CONNECTED in day.values
    ]
    mean = sum(value for value, _ in both) / len(both) if both else 0.0
    return Split(
        name=name,
        more=tuple(felt for value, felt in both if value > mean),
        less=tuple(felt for value, felt in both if value <= mean),
    )


def _by_kind(plans: Sequence[Plan], measure: _Measure) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for plan in plans:
        value = measure(plan) if plan.done and plan.domain is not None else None
        if value is not None and plan.domain is not None:
            found.setdefault(plan.domain.name.lower(), []).append(value)
    return found


def _easier(plan: Plan) -> float | None:
    expected = plan.planned.expected
    actual = plan.ended.discomfort if plan.ended else None
    if expected is None or actual is None:
        return None
    if not (0 <= expected <= HARDEST and 0 <= actual <= HARDEST):
        return None
    return float(expected - actual)


def _surprised(plan: Plan) -> float | None:
    found = plan.violated
    return float(found) if found is not None and abs(found) <= SUREST else None


__all__ = ["BESIDE", "Helps", "Split", "read_helps"]
