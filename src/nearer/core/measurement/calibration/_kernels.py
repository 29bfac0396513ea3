"""Compiled loops for `_numba_engine.py`; plain arrays in, results written in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit

RESCALE_EVERY = 8  # items between two looks at the size of a product

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def _compiled(kernel: Kernel) -> Kernel:
    flags = {"reassoc", "contract", "nnan"}
    how = njit(nogil=True, cache=True, error_model="numpy", fastmath=flags)
    return cast("Kernel", how(kernel))


@_compiled
def _rescale(row: Any) -> Any:
    """Make a row sum to 1; return the logarithm of what it was divided by."""
    total = row.sum()
    for node in range(row.size):
        row[node] *= 1.0 / total
    return np.log(total)


@_compiled
def likelihoods(codes: Any, p: Any, scale: Any, likelihood: Any, unit: Any) -> None:
    """Multiply the chances of each person's answers, node by node."""
    n_people, n_items = codes.shape
    n_nodes = likelihood.shape[1]
    for person in range(n_people):
        for node in range(n_nodes):
            likelihood[person, node] = scale[node]
        unit[person] = 0.0
        since = 0
        for item in range(n_items):
            answer = codes[person, item]
            if answer < 0:
                continue
            for node in range(n_nodes):
                likelihood[person, node] *= p[item, answer, node]
            since += 1
            if since == RESCALE_EVERY:
                since = 0
                unit[person] += _rescale(likelihood[person])


@_compiled
def counts(codes: Any, weights: Any, sums: Any) -> None:
    """Add each person's weights to the row of each of their answers."""
    n_people, n_items = codes.shape
    for person in range(n_people):
        for item in range(n_items):
            answer = codes[person, item]
            if answer >= 0:
                for node in range(weights.shape[1]):
                    sums[item, answer, node] += weights[person, node]


@_compiled
def score_products(
    codes: Any, weights: Any, scores: Any, pairs: Any, total: Any
) -> None:
    """Count pairs of answers by node, one pair of items at a time; weigh with scores.

    Writes the blocks on and above the diagonal.
    """
    n_people, n_items = codes.shape
    for left in range(n_items):
        for right in range(left, n_items):
            pairs[:] = 0.0
            for person in range(n_people):
                one = codes[person, left]
                two = codes[person, right]
                if one >= 0 and two >= 0:
                    for node in range(weights.shape[1]):
                        pairs[one, two, node] += weights[person, node]
            _weigh(pairs, scores[left], scores[right], total[left, :, right, :])


@_compiled
def _weigh(pairs: Any, left: Any, right: Any, total: Any) -> None:
    n_categories, n_parameters, n_nodes = left.shape
    for one in range(n_categories):
        for two in range(n_categories):
            for m in range(n_parameters):
                if m not in (0, one, one + 1):
                    continue
                for n in range(n_parameters):
                    if n not in (0, two, two + 1):
                        continue
                    product = 0.0
                    for node in range(n_nodes):
                        product += (
                            left[one, m, node]
                            * pairs[one, two, node]
                            * right[two, n, node]
                        )
                    total[m, n] += product


@_compiled
def mean_scores(codes: Any, weights: Any, scores: Any, means: Any) -> None:
    """Average each person's score; only three parameters answer to an answer."""
    n_people, n_items = codes.shape
    n_parameters = scores.shape[2]
    for person in range(n_people):
        for item in range(n_items):
            answer = codes[person, item]
            if answer < 0:
                continue
            for step in range(3):
                m = 0 if step == 0 else answer + step - 1
                if m >= n_parameters or (step == 1 and m == 0):
                    continue
                mean = 0.0
                for node in range(weights.shape[1]):
                    mean += weights[person, node] * scores[item, answer, m, node]
                means[person, item, m] = mean
