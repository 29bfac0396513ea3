"""Norms that the items imply: how complete answers would be spread in these people.

For people who answered only some of the items each, as after an adaptive sitting, there
is no mean of all answers to summarise; the parameters say how it would be spread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nearer.core.measurement._types import FloatArray
from nearer.core.measurement.calibration._item_fit import sum_score_chances
from nearer.core.measurement.calibration._norms import PERCENTILES
from nearer.core.measurement.calibration._result import Calibration


@dataclass(frozen=True, kw_only=True)
class ImpliedNorms:
    """The mean of all answers about one trait, where the trait is standard normal.

    Attributes
    ----------
    mean, sd : float, answer scale
    alpha : float
        Cronbach's; nan for a single item.
    percentiles : tuple of float
    values : ndarray of shape (n_percentiles,), answer scale
        The smallest mean that so many people do not exceed.
    """

    mean: float
    sd: float
    alpha: float
    percentiles: tuple[float, ...]
    values: FloatArray


def implied_norms(
    *, found: Calibration, values: Sequence[float]
) -> tuple[ImpliedNorms, ...]:
    """Return what the parameters imply, one a trait.

    Parameters
    ----------
    found : Calibration
    values : sequence of float, answer scale
        What each category counts, evenly spaced.

    Returns
    -------
    tuple of ImpliedNorms

    Notes
    -----
    The sum's distribution is exact (Lord and Wingersky) for the nodes used. Errors of
    the parameters are not carried over.
    """
    nodes = found.nodes
    prior = np.exp(-0.5 * nodes**2)
    prior /= prior.sum()
    chances = found.chances(nodes)
    step = values[1] - values[0]
    shares = np.array(PERCENTILES) / 100.0
    implied = []
    for items in found.problem.items:
        p = chances[items]
        sums = sum_score_chances(p) @ prior
        total, variance = _moments(sums)
        of_items = sum(_moments(one)[1] for one in p @ prior)
        n = len(items)
        alpha = n / (n - 1) * (1.0 - of_items / variance) if n > 1 else float("nan")
        at = np.searchsorted(np.cumsum(sums), shares)
        implied.append(
            ImpliedNorms(
                mean=values[0] + step * total / n,
                sd=step * float(np.sqrt(variance)) / n,
                alpha=float(alpha),
                percentiles=PERCENTILES,
                values=np.asarray(values[0] + step * at / n),
            )
        )
    return tuple(implied)


def _moments(chances: FloatArray) -> tuple[float, float]:
    """Return mean and variance of whole numbers from 0."""
    numbers = np.arange(len(chances))
    mean = float(numbers @ chances)
    return mean, float((numbers - mean) ** 2 @ chances)
