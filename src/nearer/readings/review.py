"""A week looked back on: what was foretold beside what came, and what else it held."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from nearer.entries import AnyEntry, Reviewed
from nearer.readings.days import CONNECTED, days
from nearer.readings.moments import Moment, moments
from nearer.readings.present import present
from nearer.readings.programme import Plan, Programme
from nearer.readings.reviewed import reviews

LAST_WEEK = 10
LOOK_BACK_DAYS = 14
"""Days with an entry are counted over so many; there is no longer count."""
_SHARES = MappingProxyType({"yes": 1.0, "partly": 0.5, "no": 0.0})


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a person's own."""

    number: int
    first: date
    last: date
    """The last day so far."""

    def holds(self, day: date) -> bool:
        """Return whether a day belongs to it."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Feared:
    """What was feared over some steps, and what became of it; shares from 0 to 1."""

    n: int
    yes: int
    partly: int
    no: int
    sure: float
    happened: float


@dataclass(frozen=True)
class LookedBack:
    """What one week holds."""

    week: Week
    ended: tuple[Plan, ...]
    """Steps that ended in it, in the order of their days."""
    feared: Feared | None
    """Over the steps with a fear, how sure it was and whether it happened."""
    moments: tuple[Moment, ...]
    returned: int
    """How often the person came back after time alone."""
    kept: int
    """How often of these in the time that they had said."""
    reviewed: Reviewed | None

    @property
    def done(self) -> int:
        """Return how many steps were done, or partly."""
        return sum(plan.done for plan in self.ended)


def weeks(of: Programme) -> tuple[Week, ...]:
    """Return every week so far, week 0 first; a pause stretches the week it lies in."""
    days_so_far = range(max((of.today - of.began).days, 0) + 1)

    def week_of(nth: int) -> int:
        return of.week_on(of.began + timedelta(days=nth))

    found: list[Week] = []
    first = 0
    while first in days_so_far:
        number = week_of(first)
        after = bisect_right(days_so_far, number, lo=first, key=week_of)
        span = (of.began + timedelta(days=n) for n in (first, after - 1))
        found.append(Week(number, *span))
        first = after
    return tuple(found)


def look_back(
    entries: Iterable[AnyEntry], *, of: Programme, week: int
) -> LookedBack | None:
    """Return what a week holds; None for a week that has not begun."""
    found = next((w for w in weeks(of) if w.number == week), None)
    if found is None:
        return None
    standing = present(entries)
    ended = sorted(
        (
            plan
            for plan in of.plans
            if plan.ended and plan.times == of.times and found.holds(plan.day)
        ),
        key=lambda plan: (plan.day, plan.id),
    )
    lived = [m for m in moments(standing) if found.holds(m.began.day)]
    return LookedBack(
        week=found,
        ended=tuple(ended),
        feared=feared_over(ended),
        moments=tuple(lived),
        kept=sum(m.came_back_in_time is True for m in lived),
        returned=sum(m.came_back_in_time is not None for m in lived),
        reviewed=reviews_by_week(standing, of).get(week),
    )


def feared_over(plans: Iterable[Plan]) -> Feared | None:
    """Return how sure fears were and what came of them; None where none was said."""
    said = [
        (plan.planned.p_feared / 100.0, plan.ended.happened)
        for plan in plans
        if plan.ended
        and plan.ended.happened
        and plan.planned.p_feared is not None
        and 0 <= plan.planned.p_feared <= 100
    ]
    if not said:
        return None
    happened = [what for _, what in said]
    return Feared(
        n=len(said),
        yes=happened.count("yes"),
        partly=happened.count("partly"),
        no=happened.count("no"),
        sure=sum(p for p, _ in said) / len(said),
        happened=sum(_SHARES[what] for what in happened) / len(said),
    )


def days_with_an_entry(entries: Iterable[AnyEntry], *, today: date) -> int:
    """Return on how many of the last 14 days something was noted, this day included."""
    since = today - timedelta(days=LOOK_BACK_DAYS - 1)
    answered = {day.about for day in days(entries) if day.values}
    return sum(since <= day <= today for day in answered)


def connected(
    entries: Iterable[AnyEntry], *, first: date, last: date
) -> tuple[int | None, ...]:
    """Return how connected the person felt on each day; None where nothing was said."""
    said = {day.about: day.values.get(CONNECTED) for day in days(entries)}
    n_days = max((last - first).days + 1, 0)
    return tuple(said.get(first + timedelta(days=n)) for n in range(n_days))


def reviews_by_week(standing: Sequence[AnyEntry], of: Programme) -> dict[int, Reviewed]:
    """Return the reviews of weeks that have begun; a later one replaces."""
    return {
        entry.week: entry
        for entry in reviews(standing)
        if entry.day >= of.began and 0 <= entry.week <= of.week
    }


__all__ = [
    "LAST_WEEK",
    "Feared",
    "LookedBack",
    "Week",
    "connected",
    "days_with_an_entry",
    "feared_over",
    "look_back",
    "reviews_by_week",
    "weeks",
]
