"""The M-step: each item's own concave maximum, by Newton with exact derivatives."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nearer.core.measurement.calibration._graded import (
    FloatArray,
    count_gradient,
    count_information,
    inner_gaps,
    item_table,
)

MAX_ROUNDS = 25
MAX_HALVINGS = 30
SMALL_STEP = 1e-7


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
        step = np.linalg.solve(information, gradient[:, :, None])[:, :, 0]
        share = np.ones(len(current))
        for _ in range(MAX_HALVINGS):
            trial = current + share[:, None] * step
            worse = _out_of_order(trial)
            trial = np.where(worse[:, None], current, trial)
            trial_value = _values(trial, counts, nodes)
            worse |= trial_value < value - 1e-12 * np.abs(value)
            if not worse.any():
                break
            share = np.where(worse, 0.5 * share, share)
        kept = ~worse
        current = np.where(kept[:, None], trial, current)
        value = np.where(kept, trial_value, value)
        if np.max(np.abs(step)) < SMALL_STEP:
            break
    return current


def _values(
    parameters: FloatArray, counts: FloatArray, nodes: FloatArray
) -> FloatArray:
    log_p = item_table(parameters=parameters, nodes=nodes).log_p
    return np.asarray(np.sum(log_p * counts, axis=(1, 2)))


def _out_of_order(parameters: FloatArray) -> NDArray[np.bool_]:
    return np.asarray(np.any(inner_gaps(parameters) <= 0.0, axis=1))
