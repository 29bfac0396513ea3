"""The pictures of two: each one's temperature over the last weeks, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
from django.utils import formats
from django.utils.translation import gettext, ngettext

from nearer.core.dynamics import level
from nearer.pictures import DaysWords, Figure, Line, Table, days

WEEKS = 6
LEAST_WEEKS = 2
SCALE = (1.0, 10.0)
FEWEST = 2


def temperature(
    values: Mapping[date, int], *, name: str, today: date, since: date, mine: bool
) -> Figure | None:
    """Draw one person's days; None before there are two.

    From the first day of either on, so that no line is drawn where nobody told a day;
    two weeks at least, and the last six at most.
    """
    longest, shortest = (
        today - timedelta(days=7 * n - 1) for n in (WEEKS, LEAST_WEEKS)
    )
    first = max(longest, min(since, shortest))
    grid = [first + timedelta(days=n) for n in range((today - first).days + 1)]
    shown = [values.get(day) for day in grid]
    given = [(day, value) for day, value in zip(grid, shown, strict=True) if value]
    if len(given) < FEWEST:
        return None
    words = ngettext(
        "%(name)s: %(n)d day in six weeks, the latest at %(last)d of 10.",
        "%(name)s: %(n)d days in six weeks, the latest at %(last)d of 10.",
        len(given),
    )
    return days(
        shown,
        ident=f"felt-{'mine' if mine else 'theirs'}",
        scale=SCALE,
        words=DaysWords(
            title=gettext("How connected %(name)s felt") % {"name": name},
            y_axis=gettext("How connected, 1 to 10"),
            marks=((0, _short(first)), (len(grid) - 1, _short(today))),
        ),
        sentence=words % {"name": name, "n": len(given), "last": given[-1][1]},
        table=Table(
            caption=gettext("How connected %(name)s felt") % {"name": name},
            columns=(gettext("Day"), gettext("1 to 10")),
            rows=tuple((formats.date_format(day), str(value)) for day, value in given),
        ),
        line=_line(shown),
        hue="window" if mine else "lamp",
    )


def latest(values: Mapping[date, int], *, name: str) -> str:
    """Return the last day of someone who has too few for a picture."""
    day = max(values)
    told = {"name": name, "day": formats.date_format(day), "value": values[day]}
    return gettext("%(name)s, %(day)s: %(value)s of 10") % told


def _line(values: list[int | None]) -> Line | None:
    found = level(np.array([np.nan if v is None else float(v) for v in values]))
    if found is None:
        return None
    low, high = found.band()
    return Line(middle=found.mean.tolist(), low=low.tolist(), high=high.tolist())


def _short(day: date) -> str:
    return formats.date_format(day, "MONTH_DAY_FORMAT")
