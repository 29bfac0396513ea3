"""The sums over people of `_numpy_engine.py`, compiled.

Same numbers, found otherwise: each answer, or each pair of answers, looks up its row
instead of multiplying a one-hot form, and likelihoods are multiplied instead of adding
logarithms.
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


MOST_PAIRS = 64  # rows that two items may have together and still fit the cache


@dataclass(frozen=True)
class Coded:
    """A block's answers as codes, and as the kernels look them up.

    Attributes
    ----------
    codes : ndarray of shape (n_people, n_items)
        A missing answer has the code ``n_categories``.
    joint : ndarray of shape (n_people, n_rows)
        Codes of two items at a time, or of one.
    n_categories : int
    """

    codes: NDArray[np.uint8]
    joint: NDArray[np.uint8]
    n_categories: int

    @property
    def n_codes(self) -> int:
        """Codes that a row of the kernels has."""
        return _joint_codes(self.n_categories + 1)


def _joint_codes(n_codes: int) -> int:
    return n_codes**2 if n_codes**2 <= MOST_PAIRS else n_codes


def prepare(codes: NDArray[np.int8], *, n_categories: int) -> Coded:
    """Return the codes in rows without gaps, missing answers as one category more."""
    whole = np.ascontiguousarray(codes).view(np.uint8)
    own = np.minimum(whole, np.uint8(n_categories))
    return Coded(own, _joined(own, n_categories + 1), n_categories)


def _joined(codes: NDArray[np.uint8], n_codes: int) -> NDArray[np.uint8]:
    if _joint_codes(n_codes) == n_codes:
        return codes
    joint = codes[:, ::2] * np.uint8(n_codes)
    joint[:, : codes.shape[1] // 2] += codes[:, 1::2]
    return joint


@dataclass(frozen=True)
class Curves:
    """The chance of every code, (n_rows, n_joint_codes, padded nodes)."""

    p: FloatArray
    n_nodes: int


def curves(log_p: FloatArray) -> Curves:
    """Return the items' curves in rows, a row of ones for a missing answer."""
    n_items, n_categories, n_nodes = log_p.shape
    n_codes = n_categories + 1
    paired = _joint_codes(n_codes) > n_codes
    p = rows(n_items + n_items % 2 if paired else n_items, n_codes, n_nodes)
    p[:n_items, :n_categories, :n_nodes] = np.exp(log_p)
    p[:, n_categories] = 1.0
    p[n_items:] = 1.0  # nobody is asked an item that only makes the last pair whole
    if not paired:
        return Curves(p, n_nodes)
    joint = empty_rows(len(p) // 2, n_codes, n_codes, n_nodes)
    np.multiply(p[::2, :, None], p[1::2, None], out=joint)
    return Curves(joint, n_nodes)


def likelihoods(
    block: Coded, *, log_p: FloatArray | Curves, scale: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return each person's likelihood at each node; see `_numpy_engine.likelihoods`."""
    p, scales = _ready(log_p, scale)
    likelihood = empty_rows(len(block.codes), len(scale))
    sums, unit = np.empty(len(block.codes)), np.empty(len(block.codes))
    _kernels.likelihoods(
        block.joint, p, scales, len(scales), likelihood.ravel(), sums, unit
    )
    return likelihood[:, : len(scale)], unit


def _ready(
    log_p: FloatArray | Curves, scale: FloatArray
) -> tuple[FloatArray, FloatArray]:
    made = log_p if isinstance(log_p, Curves) else curves(log_p)
    scales = rows(made.n_nodes)
    scales[: made.n_nodes] = scale
    return made.p.ravel(), scales


def log_evidence(
    block: Coded, *, log_p: FloatArray | Curves, prior: FloatArray
) -> FloatArray:
    """Return how likely each person's answers are; see `_numpy_engine.log_evidence`."""
    p, scales = _ready(log_p, prior)
    evidence, unit = np.empty(len(block.codes)), np.empty(len(block.codes))
    scratch = empty_rows(_kernels.AT_A_TIME, len(prior)).ravel()
    _kernels.evidence(block.joint, p, scales, len(scales), scratch, evidence, unit)
    return np.log(evidence) + unit


def expectation(
    block: Coded, *, log_p: FloatArray | Curves, prior: FloatArray
) -> tuple[float, FloatArray, FloatArray]:
    """Return the E-step of one trait; see `_numpy_engine.expectation`."""
    p, scales = _ready(log_p, prior)
    width, n_nodes, n_people = len(scales), len(prior), len(block.codes)
    evidence, unit = np.empty(n_people), np.empty(n_people)
    sums, mass = rows(p.size // width, n_nodes), rows(n_nodes)
    scratch = empty_rows(_kernels.AT_A_TIME, n_nodes).ravel()
    _kernels.expectation(
        block.joint, p, scales, width, scratch, evidence, unit, sums.ravel(), mass
    )
    log_likelihood = float(np.add.reduce(np.log(evidence) + unit))
    return log_likelihood, _by_answer(block, sums, n_nodes), mass[:n_nodes]


def counts(block: Coded, *, weights: FloatArray) -> FloatArray:
    """Sum the people's weights by answer; see `_numpy_engine.counts`."""
    n_nodes = weights.shape[1]
    sums = rows(block.joint.shape[1] * block.n_codes, n_nodes)
    once = np.ones(len(weights))
    own, mass = as_rows(weights).ravel(), rows(n_nodes)
    _kernels.counts(block.joint, own, once, len(mass), sums.ravel(), mass)
    return _by_answer(block, sums, n_nodes)


def _by_answer(block: Coded, sums: FloatArray, n_nodes: int) -> FloatArray:
    """Take pairs apart; leave out missing answers and padding."""
    n_items, n_codes = block.codes.shape[1], block.n_categories + 1
    width = sums.shape[1]
    if block.n_codes > n_codes:
        pairs, sums = sums, rows(2 * block.joint.shape[1] * n_codes, n_nodes)
        _kernels.part(pairs.ravel(), n_codes, width, sums.ravel())
    by_item = sums.reshape(-1, n_codes, width)
    return by_item[:n_items, : block.n_categories, :n_nodes].reshape(-1, n_nodes)


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
    n_categories, n_parameters, n_nodes = scores.shape[1:]
    three = rows(n_items, n_categories, 3, n_nodes)
    answer = np.arange(n_parameters)
    three[:, :, 0, :n_nodes] = scores[:, :, 0]
    three[:, 1:, 1, :n_nodes] = scores[:, answer[1:], answer[1:]]
    three[:, :-1, 2, :n_nodes] = scores[:, answer[:-1], answer[1:]]
    means, own = rows(n_people, n_items * n_parameters), as_rows(weights)
    _kernels.mean_scores(
        block.codes,
        own.ravel(),
        three.ravel(),
        own.shape[1],
        n_parameters,
        means.shape[1],
        means.ravel(),
    )
    return means[:, : n_items * n_parameters]


def cross(left: FloatArray, right: FloatArray) -> FloatArray:
    """Sum the people's left ⊗ right; see `_numpy_engine.cross`.

    Not by BLAS, whose own threads would be in the way of those over blocks.
    """
    one = as_rows(left)
    two = one if right is left else as_rows(right)
    table = rows(one.shape[1], right.shape[1])
    _kernels.cross(one.ravel(), two.ravel(), one.shape[1], two.shape[1], table.ravel())
    return table[: left.shape[1], : right.shape[1]]
