"""Whether things are heavy just now, so that no step gets harder for the time being.

Source: science.md 5.3 ("mood dip: hold all levels") and 5.5. How much is a dip is a
judgement, kept here in one place; it holds levels and says nothing about anyone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from statistics import fmean

from nearer.entries import AnyEntry, CheckedIn, ProgrammeBegan, Reviewed
from nearer.readings.days import Day, days
from nearer.readings.present import present
from nearer.readings.reviewed import moods

FOR_DAYS = 14
"""For how long a review speaks of now."""
LATELY, BEFORE = 7, 28
"""Days that are compared: the last week with the three before it."""
FEWEST_LATELY, FEWEST_BEFORE = 3, 5
DIP = 2.0
"""Points of the daily mood, 0 to 10."""
_TELLING = {CheckedIn, ProgrammeBegan, Reviewed}


def is_heavy(entries: Iterable[AnyEntry], today: date) -> bool:
    """Return whether the last review or the last week's moods say so."""
    told = [e for e in present(entries) if type(e) in _TELLING]
    first = today - timedelta(BEFORE)
    lately = (e for e in told if isinstance(e, CheckedIn) and e.about > first)
    return last_week_was_heavy(told, today) or has_dipped(days(lately), today)


def has_dipped(found: Sequence[Day], today: date) -> bool:
    """Return whether the mood of the last week lies clearly under that before."""
    told = [(today - d.about, d.values["mood"]) for d in found if "mood" in d.values]
    lately = [mood for ago, mood in told if timedelta(0) <= ago < timedelta(LATELY)]
    before = [
        mood for ago, mood in told if timedelta(LATELY) <= ago < timedelta(BEFORE)
    ]
    if len(lately) < FEWEST_LATELY or len(before) < FEWEST_BEFORE:
        return False
    return fmean(before) - fmean(lately) >= DIP


def last_week_was_heavy(standing: Iterable[AnyEntry], today: date) -> bool:
    """Return whether the mood that was said last weighs, and was said lately."""
    said = moods(standing)
    if not said or today - said[-1].day >= timedelta(FOR_DAYS):
        return False
    return said[-1].is_heavy
