"""A smooth line through one person's days, with how sure it is, over gaps as well.

Local level, ``y_t = l_t + e_t, l_t = l_{t-1} + w_t`` (Durbin & Koopman 2012, Time
Series Analysis by State Space Methods, 2.1-2.6). How fast the level moves is
not fixed: several speeds are weighed by how well each foretells the next day.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
SPEEDS = np.geomspace(1e-4, 0.5, 9)
"""Variance of a day's move over the variance of a day's answer about the level."""
_VAGUE = 1e6
_LEAST_VARIANCE = 1e-4
LEAST_DAYS = 5


@dataclass(frozen=True)
class Level:
    """The level on each day, points, and its standard deviation."""

    mean: FloatArray
    sd: FloatArray

    def band(self, *, z: float = 1.645) -> tuple[FloatArray, FloatArray]:
        """Return the lower and upper edge; 90 % unless another z is given."""
        return self.mean - z * self.sd, self.mean + z * self.sd


def level(values: FloatArray) -> Level | None:
    """Return the smoothed level of a daily series.

    Parameters
    ----------
    values : ndarray of shape (n_days,), points
        NaN where there is no answer.

    Returns
    -------
    Level or None
        None if fewer than five days were answered.

    Notes
    -----
    Kalman filter and Rauch-Tung-Striebel smoother, at nine speeds at once; the noise
    is scaled from the innovations of each. The speeds are equally likely beforehand.
    """
    given = ~np.isnan(values)
    n = int(given.sum())
    if n < LEAST_DAYS:
        return None
    means, variances, log_weight, noise = _smooth(values, given, n)
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    mean = means @ weight
    second = (variances * noise + means**2) @ weight
    return Level(mean=mean, sd=np.sqrt(np.maximum(second - mean**2, 0.0)))


def _smooth(
    values: FloatArray, given: NDArray[np.bool_], n: int
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return smoothed means and variances (n_days, n_speeds), log weights, noise."""
    n_days, start = len(values), float(np.nanmean(values))
    ahead_mean = np.empty((n_days, len(SPEEDS)))
    ahead = np.empty_like(ahead_mean)
    mean, spread = ahead_mean.copy(), ahead.copy()
    now, about = np.full(len(SPEEDS), start), np.full(len(SPEEDS), _VAGUE)
    squares, log_det = np.zeros(len(SPEEDS)), np.zeros(len(SPEEDS))
    first = True
    for day in range(n_days):
        ahead_mean[day], ahead[day] = now, about
        if given[day]:
            total, surprise = about + 1.0, values[day] - now
            gain = about / total
            now, about = now + gain * surprise, about * (1.0 - gain)
            if not first:
                squares = squares + surprise**2 / total
                log_det = log_det + np.log(total)
            first = False
        mean[day], spread[day] = now, about
        about = about + SPEEDS
    noise = np.maximum(squares / (n - 1), _LEAST_VARIANCE)
    for day in range(n_days - 2, -1, -1):
        back = spread[day] / ahead[day + 1]
        spread[day] += back**2 * (spread[day + 1] - ahead[day + 1])
        mean[day] += back * (mean[day + 1] - ahead_mean[day + 1])
    return mean, spread, -0.5 * (log_det + (n - 1) * np.log(noise)), noise
