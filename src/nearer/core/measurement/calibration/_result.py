"""What a calibration found, how sure it is, and whether it arrived."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from nearer.core.measurement import GradedBank
from nearer.core.measurement._types import FloatArray, IntArray
from nearer.core.measurement.calibration._graded import ItemTable, item_table
from nearer.core.measurement.calibration._maximise import Ending
from nearer.core.measurement.calibration._problem import Problem


@dataclass(frozen=True, kw_only=True)
class StandardErrors:
    """Standard errors from the observed information; nan where there is no number.

    Attributes
    ----------
    discrimination : ndarray of shape (n_items,), logit per SD
    intercepts, thresholds : ndarray of shape (n_items, n_categories - 1)
    correlation : float, or None with one trait
    """

    discrimination: FloatArray
    intercepts: FloatArray
    thresholds: FloatArray
    correlation: float | None


@dataclass(frozen=True, kw_only=True)
class Convergence:
    """How the search ended; only ``Ending.CONVERGED`` counts as arrival.

    Attributes
    ----------
    ending : Ending
    steps, evaluations : int
        Steps, and E-steps over all people that they took, on half the nodes or all.
    last_step : float
        Largest relative change of a parameter in the last step.
    last_gain : float, natural log
        What the log-likelihood was to gain by the last step, by the slope and the
        curvature known then.
    """

    ending: Ending
    steps: int
    evaluations: int
    last_step: float
    last_gain: float

    @property
    def converged(self) -> bool:
        return self.ending is Ending.CONVERGED


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """Item parameters of a graded response model, with what one must know about them.

    Attributes
    ----------
    names : tuple of str
    traits : ndarray of shape (n_items,)
        Which trait each item is about, as the caller numbered them.
    discrimination : ndarray of shape (n_items,), logit per SD
    intercepts : ndarray of shape (n_items, n_categories - 1), logit
        ``P(answer ≥ k) = logistic(a·θ + d_k)``.
    tallies : ndarray of shape (n_items, n_categories)
        How often each answer was given.
    correlation : float, or None with one trait
    log_likelihood : float, natural log
        Of these parameters, without the priors' share.
    n_people : int
        People with at least one answer.
    convergence : Convergence
    standard_errors : StandardErrors, or None if they were not asked for or do not exist
    nodes : ndarray of shape (n_nodes,), SD
    problem : Problem
        What was estimated, for whoever looks at the same people again.
    x : ndarray of shape (n_free,)
        The estimates as the search saw them.
    """

    names: tuple[str, ...]
    traits: IntArray
    discrimination: FloatArray
    intercepts: FloatArray
    tallies: IntArray
    correlation: float | None
    log_likelihood: float
    n_people: int
    convergence: Convergence
    standard_errors: StandardErrors | None
    nodes: FloatArray
    problem: Problem = field(repr=False)
    x: FloatArray = field(repr=False)

    @property
    def thresholds(self) -> FloatArray:
        """Trait level at which "this answer or higher" is an even bet, SD.

        Infinite beyond the last category that anybody chose.
        """
        return -self.intercepts / self.discrimination[:, None]

    @property
    def unused_categories(self) -> tuple[tuple[int, int], ...]:
        """Item and category (both from 0) that nobody chose."""
        return tuple((int(i), int(k)) for i, k in np.argwhere(self.tallies == 0))

    @property
    def opposed_items(self) -> tuple[int, ...]:
        """Items that run against the others: their slope is negative."""
        return tuple(int(i) for i in np.flatnonzero(self.discrimination < 0.0))

    def chances(self, levels: FloatArray) -> FloatArray:
        """Return the chance of every answer, (n_items, n_categories, n_levels)."""
        merged = self._merged_table(levels)
        p = np.zeros((*self.tallies.shape, len(levels)))
        for item, seen in enumerate(self.problem.recoding.observed):
            p[item, seen] = np.exp(merged.log_p[item, : seen.sum()])
        return p

    def information(self, levels: FloatArray) -> FloatArray:
        """Return each item's information about its trait, (n_items, n_levels)."""
        merged = self._merged_table(levels)
        edges = np.ones((len(self.tallies), 1, len(levels)))
        above = np.concatenate([edges, merged.above, 0.0 * edges], axis=1)
        p = np.exp(merged.log_p) * merged.free[:, :, None]
        slope = 1.0 - above[:, :-1] - above[:, 1:]  # of log p, in units of a
        return np.asarray(
            self.discrimination[:, None] ** 2 * np.sum(p * slope**2, axis=1)
        )

    def _merged_table(self, levels: FloatArray) -> ItemTable:
        by_trait, _ = self.problem.layout.unpack(self.x)
        parameters = np.empty(self.tallies.shape)
        for items, own in zip(self.problem.items, by_trait, strict=True):
            parameters[items] = own
        return item_table(parameters=parameters, nodes=levels)

    def merged_bank(self) -> GradedBank:
        """Return a bank for answers recoded by ``problem.recoding``.

        Categories that nobody chose are merged away. Traits are 0 and 1 by their order.

        Raises
        ------
        ValueError
            If an item runs against the others.
        """
        by_trait, _ = self.problem.layout.unpack(self.x)
        parameters = np.empty(self.tallies.shape)
        trait = np.zeros(len(self.tallies), dtype=np.int64)
        for place, (items, own) in enumerate(
            zip(self.problem.items, by_trait, strict=True)
        ):
            parameters[items] = own
            trait[items] = place
        return GradedBank(
            discrimination=parameters[:, 0],
            thresholds=-parameters[:, 1:] / parameters[:, :1],
            trait=trait,
        )
