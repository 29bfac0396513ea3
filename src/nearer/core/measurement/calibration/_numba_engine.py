"""The sums over people of `_numpy_engine.py`, compiled.

Same numbers, found otherwise: each answer looks up its row instead of multiplying a
one-hot form, and likelihoods are multiplied instead of adding logarithms.
Needs the ``research`` extra; loading takes a moment, so nothing imports it unasked.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nearer.core.measurement._types import FloatArray
from nearer.core.measurement.calibration import _kernels
from nearer.core.measurement.calibration._lanes import as_rows, empty_rows, rows

NAME = "numba"


@dataclass(frozen=True)
class Coded:
    """A block's answers as codes, (n_people, n_items).

    A missing answer has the code ``n_categories``.
    """

    codes: NDArray[np.uint8]
    n_categories: int


def prepare(codes: NDArray[np.int8], *, n_categories: int) -> Coded:
    """Return the codes in rows without gaps, missing answers as one category more."""
    whole = np.ascontiguousarray(codes)
    return Coded(np.minimum(whole.view(np.uint8), np.uint8(n_categories)), n_categories)


@dataclass(frozen=True)
class Curves:
    """The chance of every answer, (n_items, n_categories + 1, padded nodes)."""

    p: FloatArray
    n_nodes: int


def curves(log_p: FloatArray) -> Curves:
    """Return the items' curves in rows, a row of ones for a missing answer."""
    n_items, n_categories, n_nodes = log_p.shape
    p = rows(n_items, n_categories + 1, n_nodes)
    p[:, n_categories] = 1.0
    np.exp(log_p, out=p[:, :n_categories, :n_nodes])
    return Curves(p, n_nodes)


def likelihoods(
    block: Coded, *, log_p: FloatArray | Curves, scale: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return each person's likelihood at each node; see `_numpy_engine.likelihoods`."""
    likelihood, _, unit = _likelihoods(block, log_p, scale)
    return likelihood[:, : len(scale)], unit


def _likelihoods(
    block: Coded, log_p: FloatArray | Curves, scale: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    made = log_p if isinstance(log_p, Curves) else curves(log_p)
    n_people = len(block.codes)
    scales = rows(made.n_nodes)
    scales[: made.n_nodes] = scale
    likelihood = empty_rows(n_people, made.n_nodes)
    sums, unit = np.empty(n_people), np.empty(n_people)
    _kernels.likelihoods(
        block.codes, made.p.ravel(), scales, len(scales), likelihood.ravel(), sums, unit
    )
    return likelihood, sums, unit


def expectation(
    block: Coded, *, log_p: FloatArray | Curves, prior: FloatArray
) -> tuple[float, FloatArray, FloatArray]:
    """Return the E-step of one trait; see `_numpy_engine.expectation`."""
    likelihood, evidence, unit = _likelihoods(block, log_p, prior)
    sums, mass = _counts(block, likelihood, 1.0 / evidence)
    n_nodes = len(prior)
    return (
        float(np.add.reduce(np.log(evidence) + unit)),
        sums[:, : block.n_categories, :n_nodes].reshape(-1, n_nodes),
        mass[:n_nodes],
    )


def counts(block: Coded, *, weights: FloatArray) -> FloatArray:
    """Sum the people's weights by answer; see `_numpy_engine.counts`."""
    n_nodes = weights.shape[1]
    sums, _ = _counts(block, as_rows(weights), np.ones(len(weights)))
    return sums[:, : block.n_categories, :n_nodes].reshape(-1, n_nodes)


def _counts(
    block: Coded, weights: FloatArray, factors: FloatArray
) -> tuple[FloatArray, FloatArray]:
    width = weights.shape[1]
    sums, mass = rows(block.codes.shape[1], block.n_categories + 1, width), rows(width)
    _kernels.counts(block.codes, weights.ravel(), factors, width, sums.ravel(), mass)
    return sums, mass


def score_products(
    block: Coded, *, weights: FloatArray, scores: FloatArray
) -> FloatArray:
    """Sum the people's mean score·scoreᵀ; see `_numpy_engine.score_products`."""
    n_items, n_categories, n_parameters, n_nodes = scores.shape
    total = np.zeros((n_items, n_parameters, n_items, n_parameters))
    tables = rows(n_items, n_categories + 1, n_nodes)
    _kernels.score_products(
        block.codes,
        as_rows(weights).ravel(),
        as_rows(scores).ravel(),
        n_parameters,
        tables.shape[2],
        np.empty(len(weights) + 1, dtype=np.int64),
        tables.ravel(),
        total,
    )
    size = n_items * n_parameters
    upper = total.reshape(size, size)
    within = np.zeros_like(total)
    item = np.arange(n_items)
    within[item, :, item] = total[item, :, item]
    return upper + upper.T - within.reshape(size, size)


def mean_scores(block: Coded, *, weights: FloatArray, scores: FloatArray) -> FloatArray:
    """Average each person's score; see `_numpy_engine.mean_scores`."""
    n_people, n_items = block.codes.shape
    n_parameters = scores.shape[2]
    own, padded = as_rows(weights), as_rows(scores)
    means = np.zeros((n_people, n_items, n_parameters))
    _kernels.mean_scores(
        block.codes, own.ravel(), padded.ravel(), n_parameters, own.shape[1], means
    )
    return means
