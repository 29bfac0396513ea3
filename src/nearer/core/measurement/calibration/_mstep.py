"""The M-step: each item's own concave maximum, by Newton with exact derivatives."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nearer.core.measurement._types import FloatArray
from nearer.core.measurement.calibration._graded import (
    count_gradient,
    count_information,
    inner_gaps,
    item_table,
)

MAX_ROUNDS = 5  # an M-step need not arrive: any rise of its value is one of EM's
MAX_HALVINGS = 30
SMALL_STEP = 1e-7
ROUNDING = 1e-12  # a value is a sum over nodes; this share of it is noise


def maximise_items(
    *, parameters: FloatArray, counts: FloatArray, nodes: FloatArray
) -> FloatArray:
    """Return the items that make the expected answers most likely.

    Parameters
    ----------
    parameters : ndarray of shape (n_items, n_categories)
        Where to start: slope, then intercepts in falling order.
    counts : ndarray of shape (n_items, n_categories, n_nodes)
        Every category that an item has needs a positive count.
    nodes : ndarray of shape (n_nodes,), logit

    Returns
    -------
    ndarray of shape (n_items, n_categories)
    """
    current = parameters
    value = _values(current, counts, nodes)
    for _ in range(MAX_ROUNDS):
        table = item_table(parameters=current, nodes=nodes)
        gradient = count_gradient(table=table, counts=counts, nodes=nodes)
        information = count_information(table=table, counts=counts, nodes=nodes)
        step = np.asarray(
            np.linalg.solve(information, gradient[:, :, None])[:, :, 0],
            dtype=np.float64,
        )
        current, value = _climb(current, value, step, counts, nodes)
        if np.max(np.abs(step)) < SMALL_STEP:
            break
    return current


def _climb(
    start: FloatArray,
    start_value: FloatArray,
    step: FloatArray,
    counts: FloatArray,
    nodes: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """Take each item's step, halved until it goes up; an item may stay where it is."""
    share = np.ones(len(start))
    for _ in range(MAX_HALVINGS):
        trial = start + share[:, None] * step
        outside = _out_of_order(trial)
        trial = np.where(outside[:, None], start, trial)
        value = _values(trial, counts, nodes)
        worse = outside | (value < start_value - ROUNDING * np.abs(start_value))
        if not worse.any():
            return trial, value
        share = np.where(worse, 0.5 * share, share)
    return start, start_value


def _values(
    parameters: FloatArray, counts: FloatArray, nodes: FloatArray
) -> FloatArray:
    log_p = item_table(parameters=parameters, nodes=nodes).log_p
    return np.asarray(np.sum(log_p * counts, axis=(1, 2)))


def _out_of_order(parameters: FloatArray) -> NDArray[np.bool_]:
    return np.asarray(np.any(inner_gaps(parameters) <= 0.0, axis=1))
