"""Where two series most likely were on every day, answered or not, for a picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nearer.core.dynamics._arrays import TWO_SIDED, FloatArray, frozen
from nearer.core.dynamics._climb import Posterior, climb
from nearer.core.dynamics._days import Days, batch_of
from nearer.core.dynamics._lockstep import Model, log_posterior
from nearer.core.dynamics._paths import refuse_unfit
from nearer.core.dynamics._priors import PathPriors


@dataclass(frozen=True, eq=False)
class Smooth:
    """A line through the days, with its band.

    Attributes
    ----------
    mean, low, high : ndarray of shape (n_days, 2), points
        Where each series was once noise is taken off, and the central 95 % about it.
    """

    mean: FloatArray
    low: FloatArray
    high: FloatArray


def smooth(*, days: Days, priors: PathPriors | None = None) -> Smooth:
    """Return a line through two series, with its band; wide where answers are missing.

    Parameters
    ----------
    days : Days
        Two series on a daily grid.
    priors : PathPriors, optional
        Those of the science brief unless given.

    Returns
    -------
    Smooth
        In the points of the answers.

    Raises
    ------
    ValueError
        If a series has fewer than 10 answers, or answers that do not vary.

    Notes
    -----
    From all days at once, at the most probable parameters: a picture, not a finding.
    Cost O(n_days³).
    """
    refuse_unfit([days])
    priors = priors or PathPriors()
    peak = climb(Posterior(batch_of([days]), priors, log_posterior))
    means, sds = priors.table().T
    point = (peak.point[0] * sds + means)[:, None, None]
    signal, noise = _covariance(Model.at(point, priors), days, priors)
    centre, spread = days.centre_and_spread()
    there = days.answered.ravel()
    answers = ((days.array - centre) / spread).ravel()[there]
    seen = signal[np.ix_(there, there)] + np.diag(noise[there])
    weights = np.linalg.solve(seen, signal[there])
    mean = (answers @ weights).reshape(-1, 2)
    left = np.diag(signal) - (signal[there] * weights).sum(axis=0)
    half = TWO_SIDED * np.sqrt(np.maximum(left, 0.0)).reshape(-1, 2)
    return Smooth(
        mean=frozen(mean * spread + centre),
        low=frozen((mean - half) * spread + centre),
        high=frozen((mean + half) * spread + centre),
    )


def _covariance(
    model: Model, days: Days, priors: PathPriors
) -> tuple[FloatArray, FloatArray]:
    """Return that of where the series are, day by day, and the variance of noise."""
    n_days = days.n_days
    phi = model.phi.reshape(2, 2)
    p1, p2, p3 = (float(entry[0, 0]) for entry in model.spread)
    block = np.array([[p1, p2], [p2, p3]])
    whole = np.zeros((n_days, 2, n_days, 2))
    for gap in range(n_days):
        late = np.arange(gap, n_days)
        whole[late, :, late - gap, :] = block
        whole[late - gap, :, late, :] = block.T
        block = phi @ block
    columns = np.zeros((n_days, 2, 6))
    columns[:, 0, :3] = columns[:, 1, 3:] = days.regressors()
    flat = columns.reshape(2 * n_days, 6)
    signal = whole.reshape(2 * n_days, 2 * n_days)
    signal += (flat / priors.level_precision()) @ flat.T
    return signal, np.tile(model.noise.reshape(2), n_days)
