"""Find each couple's most probable point, and how the posterior falls away from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nearer.core.dynamics._arrays import BoolArray, FloatArray, IntArray, frozen
from nearer.core.dynamics._lockstep import Batch
from nearer.core.dynamics._priors import PathPriors

Density = Callable[[FloatArray, Batch, PathPriors], FloatArray]
STEP = 0.08  # between the points of the quadratic, in prior SD
MOST_ROUNDS = 30
NEAR = 0.3  # squared distance from the top in posterior SD, before the last step
LEAST_CURVATURE = 0.3  # the prior alone has 1
LEAST_SURE = 0.02  # curvature below which a top is none
LONGEST_STEP = 2.0
LENGTHS = np.array([1.0, 0.5, 0.2, 0.05])


@dataclass(frozen=True, eq=False)
class Peak:
    """Where each posterior is highest, in prior SD from the prior mean, and its shape.

    Attributes
    ----------
    point : ndarray of shape (n_couples, n_parameters)
        Close to the top.
    precision : ndarray of shape (n_couples, n_parameters, n_parameters)
        Of the normal density that has the same curvature there.
    found : ndarray of shape (n_couples,)
        False where the search did not end in a top.
    """

    point: FloatArray
    precision: FloatArray
    found: BoolArray


@dataclass(frozen=True, eq=False)
class Posterior:
    """The log-posterior of some couples, in prior SD from the prior mean."""

    batch: Batch
    priors: PathPriors
    density: Density

    def at(self, points: FloatArray, couples: IntArray) -> FloatArray:
        """Return it at `points` (n_couples, n_points, n_parameters)."""
        means, sds = self.priors.table().T[:, :, None, None]
        own = points.transpose(2, 0, 1) * sds + means
        return self.density(own, self.batch.chosen(couples), self.priors)


@lru_cache
def _design(n: int) -> FloatArray:
    """Return the points of a quadratic: the middle, each axis both ways, each pair."""
    one = np.eye(n)
    pairs = [one[i] + one[j] for i in range(n) for j in range(i)]
    points = [np.zeros(n), *one, *-one, *pairs]
    design: FloatArray = frozen(np.array(points) * STEP)
    return design


@lru_cache
def _pairs(n: int) -> tuple[IntArray, IntArray]:
    """Return the rows and columns of the pairs, in the order of the design."""
    rows, columns = np.tril_indices(n, -1)
    return frozen(rows, np.intp), frozen(columns, np.intp)


def _slopes(values: FloatArray, n: int) -> tuple[FloatArray, FloatArray]:
    """Return gradient and Hessian from the values at the design."""
    middle, up, down = values[:, :1], values[:, 1 : n + 1], values[:, n + 1 : 2 * n + 1]
    pairs = values[:, 2 * n + 1 :]
    bend = up + down - 2.0 * middle
    rows, columns = _pairs(n)
    mixed = pairs + middle - up[:, rows] - up[:, columns]
    hessian = np.zeros((len(values), n, n))
    hessian[:, rows, columns] = hessian[:, columns, rows] = mixed
    hessian[:, np.arange(n), np.arange(n)] = bend
    return (up - down) / (2.0 * STEP), hessian / STEP**2


def _uphill(gradient: FloatArray, hessian: FloatArray) -> tuple[FloatArray, BoolArray]:
    """Return Newton's step, kept short and uphill, and whether the top is near."""
    curvature, axes = np.linalg.eigh(-hessian)
    steep = np.maximum(np.abs(curvature), LEAST_CURVATURE)
    along = np.einsum("cij,ci->cj", axes, gradient)
    step = np.einsum("cij,cj->ci", axes, along / steep)
    length = np.linalg.norm(step, axis=1, keepdims=True)
    step *= np.minimum(1.0, LONGEST_STEP / np.maximum(length, 1e-12))
    near = ((along**2 / steep).sum(axis=1) < NEAR) & (curvature[:, 0] > LEAST_SURE)
    return step, near


def climb(posterior: Posterior) -> Peak:
    """Climb from the prior mean with Newton's method, all couples in lockstep."""
    n = len(posterior.priors.table())
    count = posterior.batch.n_couples
    point = np.zeros((count, n))
    precision = np.tile(np.eye(n), (count, 1, 1))
    found = np.zeros(count, dtype=np.bool_)
    active = np.arange(count)
    for _ in range(MOST_ROUNDS):
        values = posterior.at(point[active][:, None] + _design(n), active)
        gradient, hessian = _slopes(values, n)
        precision[active] = -hessian
        step, near = _uphill(gradient, hessian)
        tries = point[active][:, None] + LENGTHS[:, None] * step[:, None]
        heights = posterior.at(tries, active)
        best = heights.argmax(axis=1)
        pick = np.arange(len(active))
        better = heights[pick, best] > values[:, 0]
        point[active[better]] = tries[pick, best][better]
        found[active] = near
        active = active[better & ~near]
        if not len(active):
            break
    return Peak(point, precision, found)
