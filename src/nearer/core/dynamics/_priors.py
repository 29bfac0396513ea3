"""What is held likely before any answer, and how the parameters are laid out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nearer.core.dynamics._arrays import FloatArray, frozen

PATHS = 4
"""x → x, y → x, x → y, y → y: yesterday's column to today's row."""
CORRELATION = 6
Covariance = tuple[FloatArray, FloatArray, FloatArray]
"""Of two series: first variance, covariance, second variance."""


@dataclass(frozen=True, slots=True)
class PathPriors:
    """Weak priors, each a mean and an SD, in SD of the person's own days.

    Parameters
    ----------
    inertia : (float, float)
        How much of yesterday stays today, in each series.
    cross : (float, float)
        What yesterday's one adds to today's other.
    correlation : (float, float), on the scale of atanh
        Of what is new on the same day in both.
    log_step : (float, float), natural log
        SD of what one answer holds beyond what yesterday says.
    noise : (float, float) or None, logit
        Share of that variance that belongs to one answer only and does not carry over;
        None holds it at zero.
    level, trend, weekend : float
        SD of a person's level about their mean, of half the change from the first day
        to the last, and of the difference at weekends; their means are 0.

    Notes
    -----
    The first three are those of the science brief, 6.2. The share of noise has a
    median of 12 % and lies within 2 and 49 % in 95 % of people; with some seventy days
    it cannot be told from the answers alone, so the width of this prior is carried
    into every interval.
    """

    inertia: tuple[float, float] = (0.25, 0.2)
    cross: tuple[float, float] = (0.0, 0.2)
    correlation: tuple[float, float] = (0.0, 0.5)
    log_step: tuple[float, float] = (-0.1, 0.5)
    noise: tuple[float, float] | None = (-2.0, 1.0)
    level: float = 2.0
    trend: float = 2.0
    weekend: float = 1.0

    def table(self) -> FloatArray:
        """Return a row a parameter: mean and SD."""
        return _table(self)

    def _rows(self) -> FloatArray:
        rows = [self.inertia, self.cross, self.cross, self.inertia]
        rows += [self.log_step, self.log_step, self.correlation]
        if self.noise is not None:
            rows += [self.noise, self.noise]
        found: FloatArray = frozen(rows)
        return found

    def level_precision(self) -> FloatArray:
        """Return that of level, trend and weekend, of both series."""
        return _level_precision(self)

    def _shifts(self) -> FloatArray:
        once = np.array([self.level, self.trend, self.weekend]) ** -2.0
        found: FloatArray = frozen(np.tile(once, 2))
        return found

    def log_density(self, points: FloatArray) -> FloatArray:
        """Return it up to a constant; the first axis of `points` is the parameter."""
        means, sds = self.table().T[:, :, None, None]
        z = (points - means) / sds
        density: FloatArray = -0.5 * (z * z).sum(axis=0)
        return density

    def parts(self, points: FloatArray) -> tuple[FloatArray, Covariance, FloatArray]:
        """Return transition, covariance of what is new, and noise at each point."""
        variance = np.exp(2.0 * points[4:6])
        share = np.zeros_like(variance)
        if self.noise is not None:
            share = 1.0 / (1.0 + np.exp(-points[7:9]))
        first, second = variance * (1.0 - share)
        both = np.tanh(points[CORRELATION]) * np.sqrt(first * second)
        return points[:PATHS], (first, both, second), variance * share


@lru_cache
def _table(priors: PathPriors) -> FloatArray:
    return priors._rows()  # noqa: SLF001 - kept, for it is asked for at every point


@lru_cache
def _level_precision(priors: PathPriors) -> FloatArray:
    return priors._shifts()  # noqa: SLF001 - kept, for it is asked for at every point
