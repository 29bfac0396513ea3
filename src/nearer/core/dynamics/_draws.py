"""Mean and spread of each posterior from weighted draws about its peak.

The draws are a lattice, not dice: the same answers give the same numbers every time.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

import numpy as np

from nearer.core.dynamics._arrays import FloatArray, IntArray, frozen
from nearer.core.dynamics._climb import Peak, Posterior

DRAWS = 256
WIDER = 1.2  # than the normal density at the peak, so that tails are not missed


@dataclass(frozen=True, eq=False)
class Moments:
    """Of each couple's posterior, in prior SD from the prior mean.

    Attributes
    ----------
    mean, sd : ndarray of shape (n_couples, n_parameters)
        Of every parameter.
    effective : ndarray of shape (n_couples,)
        Share of the draws that bear weight; 1 is a normal density.
    """

    mean: FloatArray
    sd: FloatArray
    effective: FloatArray


@lru_cache
def lattice(n: int) -> FloatArray:
    """Return an even cloud of standard normal points, each with its mirror image.

    References
    ----------
    .. [1] Niederreiter, H. (1992). Random number generation and quasi-Monte Carlo
       methods, section 3.1: additive recurrences.
    """
    root = 2.0
    for _ in range(60):
        root = (1.0 + root) ** (1.0 / (n + 1))
    turns = root ** -np.arange(1.0, n + 1.0)
    shares = (0.5 + np.outer(np.arange(1, DRAWS // 2 + 1), turns)) % 1.0
    normal = NormalDist()
    half = np.array([[normal.inv_cdf(share) for share in row] for row in shares])
    cloud: FloatArray = frozen(np.concatenate([half, -half]))
    return cloud


def moments(posterior: Posterior, peak: Peak, couples: IntArray) -> Moments:
    """Weigh the draws about each peak by the posterior itself."""
    cloud = lattice(peak.point.shape[1])
    # Of the inverse precision, from the precision's own factor.
    factor = np.linalg.inv(np.linalg.cholesky(peak.precision[couples]))
    points = peak.point[couples][:, None] + WIDER * (cloud @ factor)
    log_weight = posterior.at(points, couples) + 0.5 * (cloud**2).sum(axis=1)
    log_weight -= log_weight.max(axis=1, keepdims=True)
    weight = np.exp(log_weight)
    weight /= weight.sum(axis=1, keepdims=True)
    mean = np.einsum("ck,ckp->cp", weight, points)
    square = np.einsum("ck,ckp->cp", weight, (points - mean[:, None]) ** 2)
    effective = 1.0 / (weight**2).sum(axis=1) / DRAWS
    return Moments(mean, np.sqrt(square), effective)
