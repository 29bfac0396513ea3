"""The sums over people that calibration needs, as matrix products in NumPy.

This is the readable reference; `_numba_engine.py` offers the same, compiled.
Answers are held in one-hot form (one column a category), so that a sum over people of
something looked up by answer is a matrix product. A missing answer is a row of zeros.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nearer.core.measurement._types import FloatArray

NAME = "numpy"


def prepare(codes: NDArray[np.int8], *, n_categories: int) -> FloatArray:
    """Return the one-hot form, of shape (n_people, n_items · n_categories)."""
    one_hot = codes[:, :, None] == np.arange(n_categories, dtype=np.int8)
    return np.asarray(one_hot.reshape(len(codes), -1), dtype=np.float64)


def curves(log_p: FloatArray) -> FloatArray:
    """Return the items' curves as this engine wants them for many blocks: as is."""
    return log_p


def likelihoods(
    one_hot: FloatArray, *, log_p: FloatArray, scale: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return each person's likelihood at each node, times ``scale``, and its unit.

    Parameters
    ----------
    one_hot : ndarray of shape (n_people, n_items · n_categories)
    log_p : ndarray of shape (n_items, n_categories, n_nodes), natural log
    scale : ndarray of shape (n_nodes,)
        Multiplied in: the prior weights, or ones.

    Returns
    -------
    likelihood : ndarray of shape (n_people, n_nodes)
        In units of ``exp(unit)``, so that nothing underflows however many items.
    unit : ndarray of shape (n_people,), natural log
    """
    log_likelihood = one_hot @ log_p.reshape(-1, log_p.shape[2])
    unit = log_likelihood.max(axis=1)
    log_likelihood -= unit[:, None]
    likelihood = np.exp(log_likelihood, out=log_likelihood)
    likelihood *= scale
    return likelihood, unit


def log_evidence(
    one_hot: FloatArray, *, log_p: FloatArray, prior: FloatArray
) -> FloatArray:
    """Return how likely each person's answers to one trait's items are.

    Parameters as for `expectation`.

    Returns
    -------
    ndarray of shape (n_people,), natural log
    """
    joint, unit = likelihoods(one_hot, log_p=log_p, scale=prior)
    return np.asarray(unit + np.log(joint.sum(axis=1)))


def expectation(
    one_hot: FloatArray, *, log_p: FloatArray, prior: FloatArray
) -> tuple[float, FloatArray, FloatArray]:
    """Return the E-step of one trait.

    Parameters
    ----------
    one_hot : ndarray of shape (n_people, n_items · n_categories)
    log_p : ndarray of shape (n_items, n_categories, n_nodes), natural log
    prior : ndarray of shape (n_nodes,)

    Returns
    -------
    log_likelihood : float, natural log
    counts : ndarray of shape (n_items · n_categories, n_nodes)
        Expected number of people at each node with each answer.
    mass : ndarray of shape (n_nodes,)
        Expected number of people at each node.
    """
    joint, unit = likelihoods(one_hot, log_p=log_p, scale=prior)
    evidence = joint.sum(axis=1)
    joint /= evidence[:, None]
    log_likelihood = float(np.sum(unit + np.log(evidence)))
    return log_likelihood, counts(one_hot, weights=joint), joint.sum(axis=0)


def counts(one_hot: FloatArray, *, weights: FloatArray) -> FloatArray:
    """Sum the people's weights by answer; shape (n_items · n_categories, n_nodes)."""
    return one_hot.T @ weights


def score_products(
    one_hot: FloatArray, *, weights: FloatArray, scores: FloatArray
) -> FloatArray:
    """Sum over people of the mean of score·scoreᵀ over their weights.

    Parameters
    ----------
    one_hot : ndarray of shape (n_people, n_items · n_categories)
    weights : ndarray of shape (n_people, n_nodes)
    scores : ndarray of shape (n_items, n_categories, n_parameters, n_nodes)

    Returns
    -------
    ndarray of shape (n_items · n_parameters, n_items · n_parameters)
    """
    n_items, n_categories, n_parameters, n_nodes = scores.shape
    total = np.zeros((n_items, n_parameters, n_items, n_parameters))
    for item in range(n_items):
        first = item * n_categories
        pairs = np.zeros((n_categories, (n_items - item) * n_categories, n_nodes))
        for category in range(n_categories):
            # Only those who gave the answer: most of a one-hot row is zero.
            chose = np.flatnonzero(one_hot[:, first + category])
            pairs[category] = one_hot[chose, first:].T @ weights[chose]
        pairs = pairs.reshape(n_categories, n_items - item, n_categories, n_nodes)
        other = np.einsum("klmq,lmrq->klrq", pairs, scores[item:])
        total[item, :, item:] = np.einsum("kpq,klrq->plr", scores[item], other)
        total[item:, :, item] = total[item, :, item:].transpose(1, 2, 0)
    size = n_items * n_parameters
    return total.reshape(size, size)


def mean_scores(
    one_hot: FloatArray, *, weights: FloatArray, scores: FloatArray
) -> FloatArray:
    """Average each person's score over their weights.

    Parameters
    ----------
    one_hot : ndarray of shape (n_people, n_items · n_categories)
    weights : ndarray of shape (n_people, n_nodes)
    scores : ndarray of shape (n_items, n_categories, n_parameters, n_nodes)

    Returns
    -------
    ndarray of shape (n_people, n_items · n_parameters)
    """
    n_items, n_categories, n_parameters, _ = scores.shape
    mean = np.zeros((len(weights), n_items, n_parameters))
    for item in range(n_items):
        for category in range(n_categories):
            chose = np.flatnonzero(one_hot[:, item * n_categories + category])
            mean[chose, item] = weights[chose] @ scores[item, category].T
    return mean.reshape(len(weights), -1)


def cross(left: FloatArray, right: FloatArray) -> FloatArray:
    """Sum the people's left ⊗ right.

    Parameters
    ----------
    left : ndarray of shape (n_people, n_left)
    right : ndarray of shape (n_people, n_right)

    Returns
    -------
    ndarray of shape (n_left, n_right)
    """
    return np.asarray(left.T @ right)
