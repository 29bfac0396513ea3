"""What goes with whose closeness on the same day, in words; never why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from django.utils.translation import gettext
from numpy.typing import NDArray

from nearer.core.dynamics import Link, SameDayOfTwo, Sense, same_day_of_two

OUTCOME = "clo"
PREDICTORS = ("dis", "ppr")
FloatArray = NDArray[np.float64]
Points = Mapping[date, Mapping[str, int]]


def lines(mine: Points, theirs: Points, names: tuple[str, str]) -> list[str]:
    """Return what stands out for either, or one line that says why nothing does."""
    found = _fitted(mine, theirs)
    if found is None:
        return []
    if found.nothing is not None and found.n_both >= found.needed:
        return [gettext("What goes together on one day cannot be told from these.")]
    if found.nothing is not None:
        words = gettext("For the same day: %(n)s of %(needed)s days that both gave.")
        return [words % {"n": found.n_both, "needed": found.needed}]
    said = []
    for place, part in enumerate(found.parts):
        who = {"one": names[place], "other": names[1 - place]}
        said += [
            _words(link) % who for link in part.partner if link.sense is Sense.LIKELY
        ]
    return said or [
        gettext(
            "On the same day, nothing of one stands out with the other's closeness."
        )
    ]


def _fitted(mine: Points, theirs: Points) -> SameDayOfTwo | None:
    days = sorted(mine.keys() | theirs.keys())
    if not days:
        return None
    span = (days[-1] - days[0]).days + 1
    grid = [date.fromordinal(days[0].toordinal() + n) for n in range(span)]

    def both(name: str) -> FloatArray:
        rows: Sequence[tuple[float, float]] = [
            (mine.get(day, {}).get(name, np.nan), theirs.get(day, {}).get(name, np.nan))
            for day in grid
        ]
        return np.array(rows, dtype=np.float64)

    return same_day_of_two(
        outcomes=both(OUTCOME),
        predictors={name: both(name) for name in PREDICTORS},
        weekend=np.array([day.weekday() >= 5 for day in grid]),
    )


def _words(link: Link) -> str:
    more = link.belief is not None and link.belief.mean > 0
    if link.name == "dis" and more:
        return gettext("On days when %(other)s told more, %(one)s felt closer. Likely.")
    if link.name == "dis":
        return gettext(
            "On days when %(other)s told more, %(one)s felt less close. Likely."
        )
    if more:
        return gettext(
            "On days when %(other)s felt understood, %(one)s felt closer, too. Likely."
        )
    return gettext(
        "On days when %(other)s felt understood, %(one)s felt less close. Likely."
    )
