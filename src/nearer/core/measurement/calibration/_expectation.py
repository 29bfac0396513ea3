"""The E-step on one block of people, for one trait or two correlated ones.

Every item loads on one trait, so the likelihood on the joint grid is an outer product
of two one-trait likelihoods: items are never evaluated on the joint grid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from nearer.core.measurement._types import FloatArray


@dataclass(frozen=True)
class Expected:
    """Sums over people; two of them add up.

    Attributes
    ----------
    log_likelihood : float, natural log
    counts : per trait, ndarray of shape (n_items · n_categories, n_nodes)
        Expected number of people at each node with each answer.
    mass : ndarray of shape (n_nodes,) or (n_nodes, n_nodes)
        Expected number of people at each node of the prior.
    """

    log_likelihood: float
    counts: tuple[FloatArray, ...]
    mass: FloatArray

    def __add__(self, other: Expected) -> Expected:
        """Join two blocks of people."""
        return Expected(
            self.log_likelihood + other.log_likelihood,
            tuple(a + b for a, b in zip(self.counts, other.counts, strict=True)),
            self.mass + other.mass,
        )


def expect(
    prepared: Sequence[Any],
    *,
    engine: ModuleType,
    log_p: Sequence[FloatArray],
    prior: FloatArray,
) -> Expected:
    """Return one block's log-likelihood and expected counts.

    Parameters
    ----------
    prepared : sequence, one entry a trait
        What ``engine.prepare`` made of the block's answers.
    engine : module
        `_numpy_engine` or `_numba_engine`.
    log_p : sequence of ndarray of shape (n_items, n_categories, n_nodes), natural log
    prior : ndarray of shape (n_nodes,) or (n_nodes, n_nodes)
        Weights that sum to 1.
    """
    if len(prepared) == 1:
        value, counts, mass = engine.expectation(
            prepared[0], log_p=log_p[0], prior=prior
        )
        return Expected(value, (counts,), mass)
    posterior = posteriors(prepared, engine=engine, log_p=log_p, prior=prior)
    return Expected(
        float(np.sum(posterior.log_evidence)),
        tuple(
            engine.counts(block, weights=weights)
            for block, weights in zip(prepared, posterior.marginals, strict=True)
        ),
        posterior.mass(),
    )


@dataclass(frozen=True)
class Posteriors:
    """What each person's answers leave plausible.

    Attributes
    ----------
    log_evidence : ndarray of shape (n_people,), natural log
    marginals : per trait, ndarray of shape (n_people, n_nodes)
        Rows sum to 1.
    factors : per trait, ndarray of shape (n_people, n_nodes)
        Likelihoods in units that cancel; with two traits the first is divided by the
        evidence, so that ``prior · factors[0] ⊗ factors[1]`` is the joint posterior.
    prior : ndarray of shape (n_nodes,) or (n_nodes, n_nodes)
    """

    log_evidence: FloatArray
    marginals: tuple[FloatArray, ...]
    factors: tuple[FloatArray, ...]
    prior: FloatArray

    def mass(self) -> FloatArray:
        """Sum the joint posteriors over people."""
        if len(self.factors) == 1:
            return np.asarray(self.marginals[0].sum(axis=0))
        return self.prior * (self.factors[0].T @ self.factors[1])

    def weighted(self, values: FloatArray, *, trait: int) -> FloatArray:
        """Average ``values`` over the posterior, each person's share at each node.

        Shape (n_people, n_nodes): summed over nodes it is the posterior mean.
        """
        if len(self.factors) == 1:
            return self.marginals[0] * values
        first, second = self.factors
        if trait == 0:
            return first * (second @ (self.prior * values).T)
        return second * (first @ (self.prior * values))


def posteriors(
    prepared: Sequence[Any],
    *,
    engine: ModuleType,
    log_p: Sequence[FloatArray],
    prior: FloatArray,
) -> Posteriors:
    """Return the posterior of every person in a block; arguments as for `expect`."""
    if len(prepared) == 1:
        joint, unit = engine.likelihoods(prepared[0], log_p=log_p[0], scale=prior)
        evidence = joint.sum(axis=1)
        joint /= evidence[:, None]
        return Posteriors(unit + np.log(evidence), (joint,), (joint,), prior)
    (first, second), by_first, unit = _two_traits(prepared, engine, log_p, prior)
    evidence = by_first.sum(axis=1)
    first /= evidence[:, None]
    by_first /= evidence[:, None]
    by_second = first @ prior
    by_second *= second
    log_evidence = unit + np.log(evidence)
    return Posteriors(log_evidence, (by_first, by_second), (first, second), prior)


def log_evidence(
    prepared: Sequence[Any],
    *,
    engine: ModuleType,
    log_p: Sequence[FloatArray],
    prior: FloatArray,
) -> float:
    """Return one block's log-likelihood alone; arguments as for `expect`."""
    if len(prepared) == 1:
        own = engine.log_evidence(prepared[0], log_p=log_p[0], prior=prior)
    else:
        _, by_first, unit = _two_traits(prepared, engine, log_p, prior)
        own = unit + np.log(by_first.sum(axis=1))
    return float(np.sum(own))


def _two_traits(
    prepared: Sequence[Any],
    engine: ModuleType,
    log_p: Sequence[FloatArray],
    prior: FloatArray,
) -> tuple[tuple[FloatArray, FloatArray], FloatArray, FloatArray]:
    """Return both likelihoods, the first's share of the evidence by node, the unit."""
    flat = np.ones(len(prior))
    (first, unit_1), (second, unit_2) = (
        engine.likelihoods(block, log_p=table, scale=flat)
        for block, table in zip(prepared, log_p, strict=True)
    )
    by_first = second @ prior.T
    by_first *= first
    return (first, second), by_first, unit_1 + unit_2
