"""Items of a graded response model as tables on quadrature nodes, with derivatives.

Source: Samejima (1969); derivation in docs/science/calibration.md. Items stand here
in slope-intercept form, ``P(answer ≥ k | θ) = logistic(a·θ + d_k)`` with
``d_k = -a·b_k``, because the complete-data likelihood is concave in (a, d) and not in
(a, b). Slopes may be negative here, which a `GradedBank` does not allow.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nearer.core.measurement._types import BoolArray, FloatArray


@dataclass(frozen=True, kw_only=True)
class ItemTable:
    """What every item says at every node.

    Attributes
    ----------
    log_p : ndarray of shape (n_items, n_categories, n_nodes), natural log
        Log-probability of every category. A category that an item does not have holds
        0, not minus infinity: it is only ever multiplied by a count of zero.
    above : ndarray of shape (n_items, n_categories - 1, n_nodes)
        Chance of an answer beyond each threshold; 0 where an item has none.
    pull : ndarray of shape (n_items, n_categories)
        ``1 / (exp(gap) - 1)`` for the gap between the two thresholds that bound a
        category; 0 for the outermost ones.
    free : ndarray of bool, shape (n_items, n_categories)
        Which parameters an item has: its slope and its own intercepts.
    """

    log_p: FloatArray
    above: FloatArray
    pull: FloatArray
    free: BoolArray

    @property
    def spring(self) -> FloatArray:
        """Curvature in the gap between thresholds, ``exp(gap) / (exp(gap) - 1)²``."""
        return self.pull * (1.0 + self.pull)


def item_table(*, parameters: FloatArray, nodes: FloatArray) -> ItemTable:
    """Evaluate every item at every node.

    Parameters
    ----------
    parameters : ndarray of shape (n_items, n_categories)
        Slope, then intercepts in falling order; minus infinity pads items with fewer
        categories.
    nodes : ndarray of shape (n_nodes,), logit

    Returns
    -------
    ItemTable

    Notes
    -----
    ``P_k = S(z_k)·S(-z_k+1)·(1 - exp(z_k+1 - z_k))``: all three factors keep full
    precision in both tails, and the third does not depend on the node.
    """
    slopes, intercepts = parameters[:, 0], parameters[:, 1:]
    z = slopes[:, None, None] * nodes + intercepts[:, :, None]
    near = np.log1p(np.exp(-np.abs(z)))  # for both tails, with full precision
    log_above = np.minimum(z, 0.0) - near
    log_below = np.minimum(-z, 0.0) - near
    gap = inner_gaps(parameters)
    log_p = np.zeros((len(parameters), parameters.shape[1], len(nodes)))
    log_p[:, :-1] += log_below
    log_p[:, 1:] += log_above
    log_p[:, 1:-1] += np.log(-np.expm1(-gap))[:, :, None]
    free = np.isfinite(parameters)
    log_p[~free] = 0.0  # slope and first category stand in the same column
    pull = np.zeros(parameters.shape)
    pull[:, 1:-1] = np.exp(-gap) / -np.expm1(-gap)
    return ItemTable(log_p=log_p, above=np.exp(log_above), pull=pull, free=free)


def inner_gaps(parameters: FloatArray) -> FloatArray:
    """Distances between neighbouring intercepts; infinite beyond an item's last one."""
    upper, lower = parameters[:, 1:-1], parameters[:, 2:]
    return np.where(
        np.isfinite(lower), upper - np.where(np.isfinite(lower), lower, 0.0), np.inf
    )


def is_ordered(parameters: FloatArray) -> bool:
    """Whether every item's intercepts fall strictly and every slope is a number."""
    gaps = inner_gaps(parameters)
    return bool(np.all(gaps > 0.0) and np.all(np.isfinite(parameters[:, :2])))


def count_gradient(
    *, table: ItemTable, counts: FloatArray, nodes: FloatArray
) -> FloatArray:
    """Differentiate the expected complete-data log-likelihood.

    Parameters
    ----------
    table : ItemTable
    counts : ndarray of shape (n_items, n_categories, n_nodes)
        Expected number of people at each node who chose each category.
    nodes : ndarray of shape (n_nodes,), logit

    Returns
    -------
    ndarray of shape (n_items, n_categories)
        Derivative with respect to slope, then intercepts. By Fisher's identity this is
        also the gradient of the marginal log-likelihood.
    """
    beside = counts[:, 1:] + counts[:, :-1]
    surplus = counts[:, 1:] - beside * table.above
    held = counts.sum(axis=2) * table.pull
    gradient = np.zeros(table.pull.shape)
    gradient[:, 0] = np.sum(surplus, axis=1) @ nodes
    gradient[:, 1:] = surplus.sum(axis=2) + held[:, 1:] - held[:, :-1]
    return gradient


def count_information(
    *, table: ItemTable, counts: FloatArray, nodes: FloatArray
) -> FloatArray:
    """Return minus the second derivatives of the expected complete-data log-likelihood.

    Parameters
    ----------
    table : ItemTable
    counts : ndarray of shape (n_items, n_categories, n_nodes)
    nodes : ndarray of shape (n_nodes,), logit

    Returns
    -------
    ndarray of shape (n_items, n_categories, n_categories)
        One block an item, positive definite where every category was chosen; the rows
        of thresholds that an item does not have are those of a unit matrix.
    """
    n_items, n_categories = table.pull.shape
    bend = (counts[:, 1:] + counts[:, :-1]) * table.above * (1.0 - table.above)
    spring = counts.sum(axis=2) * table.spring
    d = np.arange(1, n_categories)
    information = np.zeros((n_items, n_categories, n_categories))
    information[:, 0, 0] = bend.sum(axis=1) @ nodes**2
    information[:, 0, 1:] = information[:, 1:, 0] = bend @ nodes
    information[:, d, d] = bend.sum(axis=2) + spring[:, 1:] + spring[:, :-1]
    information[:, d[:-1], d[1:]] = information[:, d[1:], d[:-1]] = -spring[:, 1:-1]
    every = np.arange(n_categories)
    information[:, every, every] += ~table.free
    return information


def answer_scores(*, table: ItemTable, nodes: FloatArray) -> FloatArray:
    """Return the derivative of each category's log-probability by each parameter.

    Parameters
    ----------
    table : ItemTable
    nodes : ndarray of shape (n_nodes,), logit

    Returns
    -------
    ndarray of shape (n_items, n_categories, n_categories, n_nodes)
        Item, category answered, parameter (slope, then intercepts), node.
    """
    n_items, n_categories = table.pull.shape
    scores = np.zeros((n_items, n_categories, n_categories, len(nodes)))
    k = np.arange(1, n_categories)
    own = 1.0 - table.above + table.pull[:, 1:, None]
    beyond = -table.above - table.pull[:, :-1, None]
    scores[:, k, k] = own
    scores[:, k - 1, k] = beyond
    scores[:, 1:, 0] += nodes * (1.0 - table.above)
    scores[:, :-1, 0] -= nodes * table.above
    return scores


def answer_bends(
    *, table: ItemTable, slopes: FloatArray, nodes: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return how every score of `answer_scores` changes along the trait.

    Parameters
    ----------
    table : ItemTable
    slopes : ndarray of shape (n_items,), logit per SD
    nodes : ndarray of shape (n_nodes,), logit

    Returns
    -------
    first, second : ndarray of shape (n_items, n_parameters, n_categories, n_nodes)
        Derivatives by the trait: item, parameter, category answered, node.
    """
    n_items, n_categories = table.pull.shape
    shape = (n_items, n_categories, n_categories, len(nodes))
    first, second = np.zeros(shape), np.zeros(shape)
    # S' = a·S·(1 - S) and S" = a·S'·(1 - 2S) for the chance S beyond a threshold
    rise = slopes[:, None, None] * table.above * (1.0 - table.above)
    bend = slopes[:, None, None] * rise * (1.0 - 2.0 * table.above)
    k = np.arange(1, n_categories)
    first[:, k, k] = first[:, k, k - 1] = -rise
    second[:, k, k] = second[:, k, k - 1] = -bend
    first[:, 0, 1:] += 1.0 - table.above - nodes * rise
    first[:, 0, :-1] -= table.above + nodes * rise
    second[:, 0, 1:] -= 2.0 * rise + nodes * bend
    second[:, 0, :-1] -= 2.0 * rise + nodes * bend
    return first, second
