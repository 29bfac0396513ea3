"""How each of two series goes on from yesterday's both: four paths with their doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from nearer.core.dynamics._arrays import (
    Estimate,
    FloatArray,
    correlation,
    estimate,
)
from nearer.core.dynamics._climb import Density, Posterior, climb
from nearer.core.dynamics._days import Days, batch_of
from nearer.core.dynamics._draws import Moments, moments
from nearer.core.dynamics._engines import Engine, density
from nearer.core.dynamics._priors import CORRELATION, PATHS, PathPriors

LEAST_ANSWERS = 10
LEAST_EFFECTIVE = 0.1
AT_ONCE = 12
"""Couples in one pass: as many as keep the arrays within a processor's cache."""


class Path(StrEnum):
    """From yesterday's one series to today's other, or on to itself."""

    X_TO_X = "x_to_x"
    Y_TO_X = "y_to_x"
    X_TO_Y = "x_to_y"
    Y_TO_Y = "y_to_y"


CROSS = (Path.X_TO_Y, Path.Y_TO_X)


@dataclass(frozen=True, slots=True)
class Paths:
    """The four paths of two series, in SD of each series' own days.

    Attributes
    ----------
    x_to_x, y_to_x, x_to_y, y_to_y : Estimate
        What one SD more yesterday goes with today, all else as it was.
    same_day : Estimate
        Correlation of what is new in both on the same day; mean and SD are those of
        its atanh, brought back to the middle of the interval.
    effective : float
        Share of the draws that bear weight; near 1 the posterior is close to normal.
    """

    x_to_x: Estimate
    y_to_x: Estimate
    x_to_y: Estimate
    y_to_y: Estimate
    same_day: Estimate
    effective: float

    def __getitem__(self, path: Path) -> Estimate:
        """Return one of the four."""
        found: Estimate = getattr(self, path.value)
        return found


def can_be_fitted(days: Days) -> bool:
    """Return whether both series have enough answers that vary."""
    _, spread = days.centre_and_spread()
    enough = (days.answered.sum(axis=0) >= LEAST_ANSWERS).all()
    return bool(enough and (spread > 0.0).all())


def refuse_unfit(many: Sequence[Days]) -> None:
    """Refuse the first couple that cannot be fitted."""
    for place, days in enumerate(many):
        if not can_be_fitted(days):
            raise ValueError(
                f"couple {place}: each series needs {LEAST_ANSWERS} answers that vary"
            )


def fit(*, days: Days, priors: PathPriors | None = None) -> Paths | None:
    """Return the four paths of one couple.

    Parameters
    ----------
    days : Days
        Two series on a daily grid.
    priors : PathPriors, optional
        Those of the science brief unless given.

    Returns
    -------
    Paths or None
        None where the search did not end in a top of the posterior.

    Raises
    ------
    ValueError
        If a series has fewer than 10 answers, or answers that do not vary.

    Notes
    -----
    Bivariate VAR(1) with gaps, measurement noise, level, trend and weekend; exact
    likelihood, top of the posterior, 256 weighted draws about it. See
    docs/science/dynamics.md.
    """
    return fit_many(many=[days], priors=priors, engine=Engine.NUMPY)[0]


def fit_many(
    *,
    many: Sequence[Days],
    priors: PathPriors | None = None,
    engine: Engine = Engine.AUTO,
) -> list[Paths | None]:
    """Return the four paths of each of many couples, fitted each by itself.

    Parameters
    ----------
    many : sequence of Days
        Their days; lengths may differ.
    priors : PathPriors, optional
        Those of the science brief unless given.
    engine : Engine
        Compiled sums where the research extra is there, or plain NumPy.

    Returns
    -------
    list of Paths or None
        In the order of `many`; None where the search did not end in a top.

    Raises
    ------
    ValueError
        If a series has fewer than 10 answers, or answers that do not vary.
    """
    refuse_unfit(many)
    found: list[Paths | None] = [None] * len(many)
    sums = density(engine, len(many))
    # Couples of like length go together: shorter ones would only wait.
    order = sorted(range(len(many)), key=lambda place: many[place].n_days)
    for start in range(0, len(order), AT_ONCE):
        places = order[start : start + AT_ONCE]
        some = _fit_together([many[place] for place in places], priors, sums)
        for place, paths in zip(places, some, strict=True):
            found[place] = paths
    return found


def _fit_together(
    many: Sequence[Days], priors: PathPriors | None, sums: Density
) -> list[Paths | None]:
    held = priors or PathPriors()
    posterior = Posterior(batch_of(many), held, sums)
    peak = climb(posterior)
    found: list[Paths | None] = [None] * len(many)
    couples = np.flatnonzero(peak.found)
    if len(couples):
        spread = moments(posterior, peak, couples)
        table = held.table()
        for place, couple in enumerate(couples.tolist()):
            found[couple] = _paths(spread, place, table)
    return found


def _paths(spread: Moments, place: int, table: FloatArray) -> Paths | None:
    effective = float(spread.effective[place])
    if not effective >= LEAST_EFFECTIVE:
        return None
    mean = spread.mean[place] * table[:, 1] + table[:, 0]
    sd = spread.sd[place] * table[:, 1]
    xx, yx, xy, yy = map(estimate, mean[:PATHS].tolist(), sd[:PATHS].tolist())
    return Paths(
        x_to_x=xx,
        y_to_x=yx,
        x_to_y=xy,
        y_to_y=yy,
        same_day=correlation(float(mean[CORRELATION]), float(sd[CORRELATION])),
        effective=effective,
    )
