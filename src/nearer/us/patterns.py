"""What the days of both say together, or that there is not enough to tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from nearer.accounts.doors import PersonRequest
from nearer.core.dynamics import Days, Loop, Path, Reading, Reason, Verdict, loop
from nearer.pictures import Figure
from nearer.readings.switches import Switch
from nearer.us.arrows import Ident, figures
from nearer.us.here import Here, with_here
from nearer.us.linking import closed
from nearer.us.same_day import lines

LONGEST = 180
"""Days back that are looked at: half a year."""
FEWEST_DAYS = 42
Points = Mapping[date, Mapping[str, int]]


@dataclass(frozen=True)
class Side:
    """One direction of the pattern, in words."""

    words: str
    sure: str
    figures: tuple[Figure, ...] = ()


@require_safe
@with_here
def show(request: PersonRequest, here: Here) -> HttpResponseBase:
    """Show the pattern between two people: both have to have said yes to it."""
    shared = here.together
    if not here.may or not here.switches.allows(Switch.COMPARE):
        return closed(request, here)
    if here.link is None or shared is None or not here.joined:
        return HttpResponseRedirect(reverse("us:home"))
    every = shared.pattern[shared.by], shared.pattern[shared.other]
    mine, theirs = lately(*every)
    both = len(mine.keys() & theirs.keys())
    said_yes = "pattern" in here.link.choices
    context: dict[str, Any] = {"both": both, "fewest": FEWEST_DAYS, "mine": said_yes}
    context["is_part"] = every != (mine, theirs)
    if both and said_yes:
        found = _found(mine, theirs)
        names = here.names[shared.by], here.names[shared.other]
        context |= {"sides": _sides(found, *names), "names": names}
        context["same_day"] = lines(mine, theirs, names)
        loops = {found.first.loop, found.second.loop}
        context["is_loop"] = Verdict.LIKELY in loops
        context["is_unclear"] = loops != {Verdict.LIKELY_NOT}
        context["has_said"] = any(side.sure for side in context["sides"])
    return render(request, "us/days.html", context)


def lately(mine: Points, theirs: Points) -> tuple[Points, Points]:
    """Return the days of both within half a year of the latest of either."""
    first = max((*mine, *theirs), default=date.max) - timedelta(days=LONGEST - 1)
    one, two = (
        {day: told for day, told in side.items() if day >= first}
        for side in (mine, theirs)
    )
    return one, two


def _found(mine: Points, theirs: Points) -> Loop:
    first, last = min(*mine, *theirs), max(*mine, *theirs)
    grid = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    weekend = np.array([day.weekday() >= 5 for day in grid])

    def series(one: Points, x: str, other: Points, y: str) -> Days:
        rows = [
            (one.get(day, {}).get(x, np.nan), other.get(day, {}).get(y, np.nan))
            for day in grid
        ]
        return Days(np.array(rows, dtype=float), weekend=weekend)

    return loop(
        first=series(mine, "pur", theirs, "wdr"),
        second=series(theirs, "pur", mine, "wdr"),
    )


def _sides(found: Loop, me: str, other: str) -> list[Side]:
    both: tuple[tuple[Reading, str, str, Ident], ...] = (
        (found.first, me, other, "mine"),
        (found.second, other, me, "theirs"),
    )
    return [
        replace(
            _side(reading, one, two),
            figures=tuple(figures(reading, one=one, other=two, ident=ident)),
        )
        for reading, one, two, ident in both
    ]


def _side(reading: Reading, reaches: str, withdraws: str) -> Side:
    names = {"one": reaches, "other": withdraws}
    if reading.loop is Verdict.LIKELY:
        words = gettext(
            "On days after %(one)s reached out more, %(other)s drew back more; and on "
            "days after %(other)s drew back more, %(one)s reached out more."
        )
        return Side(words % names, gettext("likely"))
    if reading.loop is Verdict.LIKELY_NOT:
        words = gettext(
            "Between %(one)s reaching out and %(other)s drawing back, no such back and "
            "forth shows in these days."
        )
        return Side(words % names, gettext("likely not there"))
    if reading.loop is Verdict.UNCLEAR and _both_ways(reading):
        words = gettext(
            "On days after %(one)s reached out more, %(other)s drew back more, and the "
            "other way round: each is likely by itself. These days are not enough to "
            "call it one back and forth."
        )
        return Side(words % names, gettext("unclear"))
    if reading.loop is Verdict.UNCLEAR:
        words = gettext(
            "Whether %(one)s reaching out and %(other)s drawing back feed each other "
            "cannot be told from these days."
        )
        return Side(words % names, gettext("unclear"))
    words = gettext(
        "About %(one)s reaching out and %(other)s drawing back, there is not enough to "
        "tell yet."
    )
    return Side(f"{words % names} {_why(reading.loop_reason)}".strip(), "")


def _why(reason: Reason | None) -> str:
    """Say why there is not enough, without a word of whose answers it is about."""
    said = {
        Reason.FEW_DAYS: gettext("There are too few days so far."),
        Reason.FEW_PAIRS: gettext("Too few of the days that both have are in a row."),
        Reason.GAPS: gettext("Too many days between have no answer."),
        Reason.STILL: gettext("The answers hardly differ from day to day."),
        Reason.PART: gettext("What shows in some of the weeks turns round in others."),
        Reason.NO_FIT: gettext("Nothing steady can be worked out from these."),
    }
    few = gettext("There are too few answers about it so far.")
    alike = {Reason.CONSTANT, Reason.ALIKE}
    if reason is None:
        return ""
    return said.get(Reason.STILL if reason in alike else reason, few)


def _both_ways(reading: Reading) -> bool:
    ways = (Path.X_TO_Y, Path.Y_TO_X)
    return all(reading.verdicts[way] is Verdict.LIKELY for way in ways)
