"""The pictures of two: each one's temperature over the last weeks, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
from django.utils import formats
from django.utils.translation import gettext, ngettext

from nearer.core.dynamics import Path, Reading, Verdict, level
from nearer.pictures import Bar, BarWords, DaysWords, Figure, Line, Table, bars, days

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


def arrows(reading: Reading, *, one: str, other: str, ident: str) -> Figure | None:
    """Draw both arrows between two people with their intervals; None: not enough."""
    if reading.reason is not None or reading.paths is None:
        return None
    names = {"one": one, "other": other}
    told = {
        Path.X_TO_Y: gettext("%(one)s reached out, next day %(other)s drew back"),
        Path.Y_TO_X: gettext("%(other)s drew back, next day %(one)s reached out"),
    }
    found = {
        Path.X_TO_Y: reading.paths.x_to_y,
        Path.Y_TO_X: reading.paths.y_to_x,
    }
    rows = [
        Bar(
            name=told[path] % names,
            low=size.low,
            value=size.mean,
            high=size.high,
            sure=reading.verdicts[path] is Verdict.LIKELY,
        )
        for path, size in found.items()
        if path not in reading.leaning
    ]
    if not rows:
        return None
    title = gettext("How sure each arrow is")
    return bars(
        rows,
        ident=f"arrows-{ident}",
        reach=1.0,
        words=BarWords(
            title=title,
            less=gettext("less"),
            none=gettext("as usual"),
            more=gettext("more"),
        ),
        sentence=gettext(
            "The longer the bar, the less sure. A full dot is likely, a ring is not."
        ),
        table=Table(
            caption=title,
            columns=(gettext("From one day to the next"), gettext("Likely between")),
            rows=tuple((row.name, f"{row.low:.2f} – {row.high:.2f}") for row in rows),
        ),
    )


def _line(values: list[int | None]) -> Line | None:
    found = level(np.array([np.nan if v is None else float(v) for v in values]))
    if found is None:
        return None
    low, high = found.band()
    return Line(middle=found.mean.tolist(), low=low.tolist(), high=high.tolist())


def _short(day: date) -> str:
    return formats.date_format(day, "MONTH_DAY_FORMAT")
