"""Upper tail of the chi-square distribution, without SciPy.

Source: Press et al. (2007), section 6.2: a series below the mean, a continued
fraction (Lentz) above it.
"""

from __future__ import annotations

import math

MAX_TERMS = 10_000
ENOUGH = 1e-15
TINY = 1e-300


def chi_square_tail(statistic: float, degrees: float) -> float:
    """Return P(χ² > statistic).

    Parameters
    ----------
    statistic : float
        nan gives nan.
    degrees : float
        Degrees of freedom; nan is returned unless it is above 0.

    Returns
    -------
    float, between 0 and 1

    Examples
    --------
    >>> round(chi_square_tail(3.841458820694124, 1), 12)
    0.05
    """
    if math.isnan(statistic) or not degrees > 0:
        return math.nan
    if statistic <= 0.0:
        return 1.0
    shape, x = degrees / 2.0, statistic / 2.0
    front = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    if x < shape + 1.0:
        return max(0.0, 1.0 - front * _series(shape, x))
    return front * _fraction(shape, x)


def _series(shape: float, x: float) -> float:
    term = total = 1.0 / shape
    for n in range(1, MAX_TERMS):
        term *= x / (shape + n)
        total += term
        if term < total * ENOUGH:
            break
    return total


def _fraction(shape: float, x: float) -> float:
    b = x + 1.0 - shape
    c, d = 1.0 / TINY, 1.0 / b
    value = d
    for n in range(1, MAX_TERMS):
        a = -n * (n - shape)
        b += 2.0
        d = 1.0 / (a * d + b or TINY)
        c = b + a / c or TINY
        value *= c * d
        if abs(c * d - 1.0) < ENOUGH:
            break
    return value
