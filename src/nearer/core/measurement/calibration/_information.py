"""Observed information of the marginal likelihood, exact, by Louis' identity.

Source: Louis (1982). Information observed = complete-data information expected minus
the variance, within each person's posterior, of the complete-data score. Everything
needed is a sum over people, so it adds up over blocks. docs/science/calibration.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from nearer.core.measurement._types import FloatArray, IntArray
from nearer.core.measurement.calibration._expectation import (
    Expected,
    Posteriors,
    posteriors,
)
from nearer.core.measurement.calibration._latent import Latent


@dataclass(frozen=True)
class Scatter:
    """Second moments of the people's scores; two of them add up.

    Attributes
    ----------
    expected : Expected
    spread : ndarray of shape (n_all, n_all)
        Sum over people of the posterior covariance of the score: all items' parameters,
        trait after trait in full (n_items · n_categories), then the latent parameters.
    """

    expected: Expected
    spread: FloatArray

    def __add__(self, other: Scatter) -> Scatter:
        """Join two blocks of people."""
        return Scatter(self.expected + other.expected, self.spread + other.spread)


def scatter(
    prepared: Sequence[Any],
    *,
    engine: ModuleType,
    log_p: Sequence[FloatArray],
    scores: Sequence[FloatArray],
    latent: Latent,
) -> Scatter:
    """Return one block's posterior covariance of the score.

    Parameters
    ----------
    prepared : sequence, one entry a trait
    engine : module
    log_p : per trait, ndarray of shape (n_items, n_categories, n_nodes), natural log
    scores : per trait, ndarray of shape (n_items, n_categories, n_parameters, n_nodes)
    latent : Latent
        Prior weights and the derivatives of their logarithm.
    """
    found = posteriors(prepared, engine=engine, log_p=log_p, prior=latent.prior)
    expected = Expected(
        float(np.sum(found.log_evidence)),
        tuple(
            engine.counts(block, weights=weights)
            for block, weights in zip(prepared, found.marginals, strict=True)
        ),
        found.mass(),
    )
    sizes = [s.shape[0] * s.shape[2] for s in scores]
    edges = np.cumsum([0, *sizes, len(latent.scores)])
    spread = np.zeros((edges[-1], edges[-1]))
    means = []
    for t, block in enumerate(prepared):
        own = slice(edges[t], edges[t + 1])
        weights = found.marginals[t]
        spread[own, own] = engine.score_products(
            block, weights=weights, scores=scores[t]
        )
        means.append(engine.mean_scores(block, weights=weights, scores=scores[t]))
    if len(prepared) == 2:
        first, second = slice(edges[0], edges[1]), slice(edges[1], edges[2])
        across = _across(engine, prepared, found, scores, latent)
        spread[first, second], spread[second, first] = across, across.T
    last = slice(edges[-2], edges[-1])
    for t, block in enumerate(prepared):
        own = slice(edges[t], edges[t + 1])
        lean = _against_latent(engine, block, found, scores[t], latent, t)
        spread[own, last], spread[last, own] = lean, lean.T
    spread[last, last], latent_means = _latent_moments(expected, found, latent)
    if latent_means.size:
        means.append(latent_means)
    _less_means(spread, means, edges, engine)
    return Scatter(expected, spread)


def _less_means(
    spread: FloatArray,
    means: Sequence[FloatArray],
    edges: IntArray,
    engine: ModuleType,
) -> None:
    """Take away the product of the people's mean scores, block by block."""
    for i, one in enumerate(means):
        for j, two in enumerate(means[: i + 1]):
            own, other = slice(edges[i], edges[i + 1]), slice(edges[j], edges[j + 1])
            product = engine.cross(one, two)
            spread[own, other] -= product
            if i > j:
                spread[other, own] -= product.T


def _across(
    engine: ModuleType,
    prepared: Sequence[Any],
    found: Posteriors,
    scores: Sequence[FloatArray],
    latent: Latent,
) -> FloatArray:
    """Sum over people of E[score·scoreᵀ], one score from each trait's items.

    The joint prior is numerically of low rank (Mehler's expansion), so the expectation
    over the joint posterior splits into a few products of one-trait averages.
    """
    left, right = latent.split()
    products = []
    for sides in zip(left, right, strict=True):
        first, second = (
            engine.mean_scores(block, weights=factor * side, scores=score)
            for block, factor, side, score in zip(
                prepared, found.factors, sides, scores, strict=True
            )
        )
        products.append(engine.cross(first, second))
    return np.asarray(sum(products))


def _against_latent(
    engine: ModuleType,
    block: Any,
    found: Posteriors,
    scores: FloatArray,
    latent: Latent,
    trait: int,
) -> FloatArray:
    """Sum over people of E[item score · latent score]."""
    n_items, n_categories, n_parameters, n_nodes = scores.shape
    columns = np.zeros((n_items * n_parameters, len(latent.scores)))
    for m, latent_score in enumerate(latent.scores):
        weights = found.weighted(latent_score, trait=trait)
        counts = engine.counts(block, weights=weights)
        counts = counts.reshape(n_items, n_categories, n_nodes)
        columns[:, m] = np.einsum("jkq,jkpq->jp", counts, scores).ravel()
    return columns


def _latent_moments(
    expected: Expected, found: Posteriors, latent: Latent
) -> tuple[FloatArray, FloatArray]:
    """Sum over people of E[latent score²], and each person's mean latent score."""
    flat = latent.scores.reshape(len(latent.scores), latent.prior.size)
    second = (flat * expected.mass.ravel()) @ flat.T
    means = [found.weighted(score, trait=0).sum(axis=1) for score in latent.scores]
    n_people = len(found.log_evidence)
    return second, np.array(means).reshape(len(means), n_people).T
