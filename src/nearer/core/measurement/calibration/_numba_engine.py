"""The four sums over people of `_numpy_engine.py`, compiled.

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

NAME = "numba"


@dataclass(frozen=True)
class Coded:
    """A block's answers as codes, (n_people, n_items), of so many categories."""

    codes: NDArray[np.int8]
    n_categories: int


def prepare(codes: NDArray[np.int8], *, n_categories: int) -> Coded:
    """Return the codes in rows without gaps."""
    return Coded(np.ascontiguousarray(codes), n_categories)


def likelihoods(
    block: Coded, *, log_p: FloatArray, scale: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return each person's likelihood at each node; see `_numpy_engine.likelihoods`."""
    likelihood = np.empty((len(block.codes), log_p.shape[2]))
    unit = np.empty(len(block.codes))
    _kernels.likelihoods(block.codes, np.exp(log_p), scale, likelihood, unit)
    return likelihood, unit


def counts(block: Coded, *, weights: FloatArray) -> FloatArray:
    """Sum the people's weights by answer; see `_numpy_engine.counts`."""
    n_items = block.codes.shape[1]
    sums = np.zeros((n_items, block.n_categories, weights.shape[1]))
    _kernels.counts(block.codes, weights, sums)
    return sums.reshape(-1, weights.shape[1])


def score_products(
    block: Coded, *, weights: FloatArray, scores: FloatArray
) -> FloatArray:
    """Sum the people's mean score·scoreᵀ; see `_numpy_engine.score_products`."""
    n_items, n_categories, n_parameters, n_nodes = scores.shape
    total = np.zeros((n_items, n_parameters, n_items, n_parameters))
    pairs = np.empty((n_categories, n_categories, n_nodes))
    _kernels.score_products(block.codes, weights, scores, pairs, total)
    size = n_items * n_parameters
    upper = total.reshape(size, size)
    within = np.zeros_like(total)
    item = np.arange(n_items)
    within[item, :, item] = total[item, :, item]
    return upper + upper.T - within.reshape(size, size)


def mean_scores(block: Coded, *, weights: FloatArray, scores: FloatArray) -> FloatArray:
    """Average each person's score; see `_numpy_engine.mean_scores`."""
    n_people, n_items = block.codes.shape
    means = np.zeros((n_people, n_items, scores.shape[2]))
    _kernels.mean_scores(block.codes, weights, scores, means)
    return means
