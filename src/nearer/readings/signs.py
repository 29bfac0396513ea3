"""Signs that a person may help more than a program does, from what a diary holds.

Source: science.md 7.5. Nothing of the private questions is read here: what they call
for is shown when they are answered, and is repeated nowhere. How often is often is a
judgement, kept here in one place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from nearer.entries import (
    AnyEntry,
    ProgrammeBegan,
    Reviewed,
    SituationSet,
    UrgeNoticed,
)
from nearer.readings.days import days
from nearer.readings.moving import Move, Moved
from nearer.readings.present import present
from nearer.readings.reviewed import moods, reviews
from nearer.readings.sitting import sittings

ASKED = "asked"
"""The person looks for someone."""
TEN_WEEKS = timedelta(weeks=10)
LATELY = timedelta(days=28)
A_WEEK = timedelta(days=6)
"""From one weekly review to the next, a day early allowed."""
FEWEST_DAYS = 10
"""Days lately with an answer, before anything is said of most days."""
STRONG = 6
"""Of 10, for worry about closeness and for wanting away from it."""
UNHAPPY = 4
"""Of 10, for how good the bond feels: this or less weighs."""
AGAIN = 6
"""The same habit gone along with so often lately."""

TOUCH_HURTS = "touch-hurts"
"""What the person may have said speaks against steps with touch."""
KEPT_AWAY = ("habits", "touch", 3)
"""Touch that was wished for, and kept away from about once a week or more."""


def signs(
    entries: Iterable[AnyEntry], *, moved: Moved | None, today: date
) -> frozenset[str]:
    """Return the signs that are there; ids of the referral rules."""
    written = present(tuple(entries))
    found = {
        "worse": moved is not None and _went(moved, Move.MORE),
        "still": _still_weighs(written, moved, today),
        "low": _was_low(written, today),
        "worry": _on_most_days(written, "anx", today),
        "away": _on_most_days(written, "avd", today),
        "again": _again_and_again(written, today),
        "body": _touch_weighs(written, today),
    }
    return frozenset(name for name, there in found.items() if there)


def _went(moved: Moved, move: Move) -> bool:
    return any(trait.move is move for trait in moved.traits)


def _still_weighs(
    written: Sequence[AnyEntry], moved: Moved | None, today: date
) -> bool:
    """Return whether ten weeks went by, nothing got less, and the bond weighs."""
    began = [e.day for e in written if isinstance(e, ProgrammeBegan)]
    reviews = _reviews(written, today)
    if not began or today - began[-1] < TEN_WEEKS or not reviews:
        return False
    # By week: another note for an old one repeats what was said of it then.
    said = max(reviews, key=lambda e: e.week).satisfaction
    better = moved is not None and _went(moved, Move.LESS)
    return not better and said is not None and said <= UNHAPPY


def _was_low(written: Sequence[AnyEntry], today: date) -> bool:
    """Return whether two reviews in a row, a week apart, were heavy."""
    last = [m for m in moods(written) if timedelta(0) <= today - m.day < LATELY][-2:]
    if len(last) < 2 or last[1].day - last[0].day < A_WEEK:
        return False
    return all(mood.is_heavy for mood in last)


def _reviews(written: Sequence[AnyEntry], today: date) -> list[Reviewed]:
    return [e for e in reviews(written) if timedelta(0) <= today - e.day < LATELY]


def _on_most_days(written: Sequence[AnyEntry], name: str, today: date) -> bool:
    told = [
        day.values[name]
        for day in days(written)
        if name in day.values and timedelta(0) <= today - day.about < LATELY
    ]
    strong = sum(value >= STRONG for value in told)
    return len(told) >= FEWEST_DAYS and 2 * strong > len(told)


def _again_and_again(written: Sequence[AnyEntry], today: date) -> bool:
    went_along = Counter(
        e.urge
        for e in written
        if isinstance(e, UrgeNoticed)
        and e.acted
        and timedelta(0) <= today - e.day < LATELY
    )
    return any(count >= AGAIN for count in went_along.values())


def _touch_weighs(written: Sequence[AnyEntry], today: date) -> bool:
    """Return whether touch hurts, or is kept away from against one's own wish."""
    situations = [e for e in written if isinstance(e, SituationSet)]
    if situations and TOUCH_HURTS in situations[-1].conditions:
        return True
    instrument, item, often = KEPT_AWAY
    told = [
        sitting.given[item]
        for sitting in sittings(written)
        if sitting.instrument == instrument
        and item in sitting.given
        and timedelta(0) <= today - sitting.last < LATELY
    ]
    return bool(told) and told[-1] >= often
