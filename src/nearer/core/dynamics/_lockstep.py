"""The log-posterior of many couples at many points at once, a day at a time.

Every array ends in (couple, point), so one pass over the days serves them all. Level,
trend and weekend are integrated out exactly: their columns go through the same filter
as the answers, and a small Gaussian integral is left at the end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nearer.core.dynamics._arrays import BoolArray, FloatArray, IntArray
from nearer.core.dynamics._priors import Covariance, PathPriors

COLUMNS = 7
"""The answers, then level, trend and weekend of the first and of the second series."""
MOST_LASTING = 0.98  # of yesterday; what lasts longer is a trend
DAYS_TO_A_LOGARITHM = 8  # products of so many variances stay within range


@dataclass(frozen=True, eq=False)
class Batch:
    """Couples' days side by side, in SD of each series.

    Attributes
    ----------
    observed : ndarray of shape (n_days, 2, 7, n_couples)
        What the filter is to explain at each answer: the answer and its regressors.
    seen : ndarray of shape (n_days, 2, n_couples)
        1 where there is an answer, else 0.
    """

    observed: FloatArray
    seen: FloatArray

    @property
    def n_couples(self) -> int:
        """How many couples."""
        return int(self.seen.shape[2])

    @cached_property
    def by_couple(self) -> tuple[FloatArray, BoolArray]:
        """What is observed, and whether it is there, couple after couple."""
        return (
            np.ascontiguousarray(self.observed.transpose(3, 0, 1, 2)),
            np.ascontiguousarray(self.seen.transpose(2, 0, 1)) > 0.0,
        )

    def chosen(self, couples: IntArray) -> Batch:
        """Return some of the couples, in their order."""
        if len(couples) == self.n_couples:
            return self
        return Batch(self.observed[..., couples], self.seen[..., couples])


def log_posterior(points: FloatArray, batch: Batch, priors: PathPriors) -> FloatArray:
    """Return the log-posterior density, up to a constant, of every couple and point.

    Parameters
    ----------
    points : ndarray of shape (n_parameters, n_couples, n_points)
        As `PathPriors` lays them out.
    batch : Batch
        The days.
    priors : PathPriors
        What is held likely before any answer.

    Returns
    -------
    ndarray of shape (n_couples, n_points), natural log
        Finite everywhere.
    """
    model = Model.at(points, priors)
    whitened, log_variance = _filter(model, batch)
    products = np.matmul(whitened.transpose(2, 1, 0), whitened.transpose(2, 0, 1))
    places = np.arange(1, COLUMNS)
    products[:, places, places] += priors.level_precision()
    # Regressors first, so that the last pivot is what they leave of the answers.
    factor = np.linalg.cholesky(products[:, ::-1, ::-1])
    pivots = factor[:, np.arange(COLUMNS), np.arange(COLUMNS)]
    fit = -0.5 * pivots[:, -1] ** 2 - np.log(pivots[:, :-1]).sum(axis=1)
    total = fit.reshape(log_variance.shape) - 0.5 * log_variance
    total += priors.log_density(points)
    return np.asarray(total)


@dataclass(eq=False)
class Model:
    """The matrices at each couple and point, entry by entry."""

    phi: FloatArray
    q: Covariance
    noise: FloatArray
    spread: Covariance

    @classmethod
    def at(cls, points: FloatArray, priors: PathPriors) -> Model:
        """Return them at `points`; the first day is at rest."""
        phi, new, noise = priors.parts(points)
        return cls(phi, new, noise, at_rest(phi * _calming(phi), new))


def _calming(phi: FloatArray) -> FloatArray:
    """Return what brings a process to rest that hardly comes to it, or never: mostly 1.

    Only the first day's spread is reckoned with it, so that there is no wall to run
    into on the way to the top.
    """
    a, b, c, d = phi
    half, determinant = (a + d) / 2.0, a * d - b * c
    bend = half**2 - determinant
    turning = np.sqrt(np.maximum(determinant, 0.0))
    largest = np.where(bend < 0.0, turning, np.abs(half) + np.sqrt(np.abs(bend)))
    calmer = MOST_LASTING / np.maximum(largest, MOST_LASTING)
    return np.asarray(np.minimum(1.0, calmer))


def at_rest(phi: Iterable[FloatArray], q: Covariance) -> Covariance:
    """Solve ``P = Φ P Φ' + Q`` for two series, by Cramer's rule."""
    a, b, c, d = phi
    one = (1.0 - a * a, -2.0 * a * b, -b * b)
    two = (-a * c, 1.0 - a * d - b * c, -b * d)
    three = (-c * c, -2.0 * c * d, 1.0 - d * d)
    q1, q2, q3 = q
    minors = (
        two[1] * three[2] - two[2] * three[1],
        two[0] * three[2] - two[2] * three[0],
        two[0] * three[1] - two[1] * three[0],
    )
    whole = one[0] * minors[0] - one[1] * minors[1] + one[2] * minors[2]
    m23 = q2 * three[2] - two[2] * q3
    m13 = q2 * three[1] - two[1] * q3
    m12 = two[0] * q3 - q2 * three[0]
    p1 = (q1 * minors[0] - one[1] * m23 + one[2] * m13) / whole
    p2 = (one[0] * m23 - q1 * minors[1] + one[2] * m12) / whole
    p3 = (-one[0] * m13 - one[1] * m12 + q1 * minors[2]) / whole
    return p1, p2, p3


@dataclass(eq=False)
class _Belief:
    """Where both series are held to be on one day, and how sure that is."""

    level: list[FloatArray]
    variance: list[FloatArray]
    shared: FloatArray

    @classmethod
    def at_rest(cls, model: Model) -> _Belief:
        first, shared, second = model.spread
        start = np.zeros((COLUMNS, *shared.shape))
        return cls([start, start.copy()], [first.copy(), second.copy()], shared.copy())

    def take(
        self, place: int, observed: FloatArray, seen: FloatArray, noise: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """Take one answer in; return its surprise and variance, 0 and 1 if missing."""
        own, other = place, 1 - place
        variance = np.where(seen > 0.0, self.variance[own] + noise, 1.0)
        surprise = (observed - self.level[own]) * seen
        share = self.variance[own] / variance * seen
        cross = self.shared / variance * seen
        self.level[own] += share * surprise
        self.level[other] += cross * surprise
        self.variance[other] -= cross * self.shared
        self.shared -= share * self.shared
        self.variance[own] -= share * self.variance[own]
        return surprise, variance

    def sleep(self, model: Model) -> None:
        """Go on to the next day."""
        a, b, c, d = model.phi
        first, second = self.level
        self.level = [a * first + b * second, c * first + d * second]
        p1, p2, p3 = self.variance[0], self.shared, self.variance[1]
        left, right = a * p1 + b * p2, a * p2 + b * p3
        low, lower = c * p1 + d * p2, c * p2 + d * p3
        q1, q2, q3 = model.q
        self.variance = [a * left + b * right + q1, c * low + d * lower + q3]
        self.shared = c * left + d * right + q2


def _filter(model: Model, batch: Batch) -> tuple[FloatArray, FloatArray]:
    """Return whitened surprises (2 n_days, 7, couples·points) and summed log-variance.

    Surprises of answers that are missing are 0.
    """
    belief = _Belief.at_rest(model)
    shape = belief.shared.shape
    n_days = len(batch.seen)
    whitened = np.empty((n_days, 2, COLUMNS, *shape))
    log_variance, product = np.zeros(shape), np.ones(shape)
    for day in range(n_days):
        for place in range(2):
            surprise, variance = belief.take(
                place,
                batch.observed[day, place, :, :, None],
                batch.seen[day, place, :, None],
                model.noise[place],
            )
            product *= variance
            np.divide(surprise, np.sqrt(variance), out=whitened[day, place])
        if day % DAYS_TO_A_LOGARITHM == 0:
            log_variance += np.log(product)
            product[:] = 1.0
        belief.sleep(model)
    log_variance += np.log(product)
    return whitened.reshape(2 * n_days, COLUMNS, -1), log_variance
