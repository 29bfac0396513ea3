"""Norms of a group with their uncertainty, and what counts as a reliable change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nearer.core.measurement import reliable_change_index
from nearer.core.measurement._types import FloatArray

PERCENTILES = (5.0, 10.0, 25.0, 50.0, 75.0, 90.0, 95.0)
BAND = 1.959963984540054  # a 95 % interval of a normal


@dataclass(frozen=True, kw_only=True)
class Norms:
    """How a score is spread in a group; nan where there are too few people to say.

    Attributes
    ----------
    n_people : int
    mean, mean_error, sd, sd_error : float
    percentiles : tuple of float
    values, low, high : ndarray of shape (n_percentiles,)
        The percentiles, with 95 % bands that assume no shape.
    """

    n_people: int
    mean: float
    mean_error: float
    sd: float
    sd_error: float
    percentiles: tuple[float, ...]
    values: FloatArray
    low: FloatArray
    high: FloatArray


def norms(*, scores: FloatArray, percentiles: Sequence[float] = PERCENTILES) -> Norms:
    """Summarise scores of a group.

    Parameters
    ----------
    scores : ndarray of shape (n_people,)
        nan is passed over.
    percentiles : sequence of float, percent

    Returns
    -------
    Norms

    Notes
    -----
    A percentile's band runs between two order statistics, found from the binomial count
    of people below it (normal approximation), so it holds for any distribution.

    References
    ----------
    .. [1] Hahn, G. J. & Meeker, W. Q. (1991). Statistical intervals, section 5.2.

    Examples
    --------
    >>> found = norms(scores=np.arange(1.0, 1000.0))
    >>> found.values[3], found.low[3], found.high[3]
    (500.0, 469.0, 531.0)
    """
    known = np.sort(scores[~np.isnan(scores)])
    n = len(known)
    shares = np.asarray(percentiles) / 100.0
    if n < 2:
        blank = np.full(len(shares), np.nan)
        mean = float(known[0]) if n else float("nan")
        nan = float("nan")
        return Norms(
            n_people=n,
            mean=mean,
            mean_error=nan,
            sd=nan,
            sd_error=nan,
            percentiles=tuple(percentiles),
            values=blank,
            low=blank,
            high=blank,
        )
    sd = float(known.std(ddof=1))
    centred = known - known.mean()
    fourth = float(np.mean(centred**4))
    variance = float(np.mean(centred**2))
    half = BAND * np.sqrt(n * shares * (1.0 - shares))
    low = np.clip(np.floor(n * shares - half), 0, n - 1).astype(int)
    high = np.clip(np.ceil(n * shares + half) - 1, 0, n - 1).astype(int)
    return Norms(
        n_people=n,
        mean=float(known.mean()),
        mean_error=sd / np.sqrt(n),
        sd=sd,
        sd_error=float(np.sqrt(max(0.0, fourth - variance**2) / n) / (2 * sd))
        if sd > 0
        else 0.0,
        percentiles=tuple(percentiles),
        values=np.quantile(known, shares),
        low=known[low],
        high=known[high],
    )


@dataclass(frozen=True, kw_only=True)
class Retest:
    """The same people twice.

    Attributes
    ----------
    n_people : int
    r, r_low, r_high : float
        Correlation of the two sittings with its 95 % interval.
    change, change_error : float
        Mean of second minus first.
    error_of_measurement : float
        SD of the differences over the square root of two.
    reliable_change : float
        Difference that chance alone exceeds once in twenty.
    """

    n_people: int
    r: float
    r_low: float
    r_high: float
    change: float
    change_error: float
    error_of_measurement: float
    reliable_change: float


def retest(*, first: FloatArray, second: FloatArray) -> Retest:
    """Compare two sittings of the same people.

    Parameters
    ----------
    first, second : ndarray of shape (n_people,)
        Scores; a person with nan in either is passed over.

    Returns
    -------
    Retest

    Raises
    ------
    ValueError
        If fewer than four people have both, or nobody differs.

    References
    ----------
    .. [1] Jacobson, N. S. & Truax, P. (1991). Journal of Consulting and Clinical
       Psychology 59, 12-19. The interval of the correlation is Fisher's.
    """
    known = ~(np.isnan(first) | np.isnan(second))
    one, two = first[known], second[known]
    if len(one) < 4:
        raise ValueError(f"at least four people are needed, got {len(one)}")
    if one.std() == 0.0 or two.std() == 0.0:
        raise ValueError("nobody differs from anybody in one of the sittings")
    r = float(np.corrcoef(one, two)[0, 1])
    z = np.arctanh(np.clip(r, -1 + 1e-12, 1 - 1e-12))
    half = BAND / np.sqrt(len(one) - 3)
    gap = two - one
    error = float(gap.std(ddof=1) / np.sqrt(2.0))
    return Retest(
        n_people=len(one),
        r=r,
        r_low=float(np.tanh(z - half)),
        r_high=float(np.tanh(z + half)),
        change=float(gap.mean()),
        change_error=float(gap.std(ddof=1) / np.sqrt(len(one))),
        error_of_measurement=error,
        reliable_change=BAND * np.sqrt(2.0) * error,
    )


def reliable_changes(
    *, sd: float, reliabilities: Sequence[float]
) -> dict[float, float]:
    """Return the smallest reliable change of a raw score for several reliabilities.

    Parameters
    ----------
    sd : float, units of the score
    reliabilities : sequence of float, above 0 and at most 1

    Returns
    -------
    dict of float to float, units of the score
        By reliability: `reliable_change_index`.
    """
    return {r: reliable_change_index(sd=sd, reliability=r) for r in reliabilities}
