"""All that can be known before the first answer: made once per bank, grid and prior."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nearer.core.measurement._graded import (
    GradedBank,
    category_log_probabilities,
    expected_answer,
    item_information,
)
from nearer.core.measurement._grid import Grid, Prior
from nearer.core.measurement._types import FloatArray, Trait, frozen


@dataclass(frozen=True, eq=False)
class Tables:
    """Item tables and bilinear forms on one grid; n nodes, K categories.

    The posterior of two traits is ``prior[i, j]·L0[i]·L1[j]``, because each item
    touches one trait. So every number that is asked of it is ``L0ᵀ·M·L1`` for some
    matrix M that does not depend on the person.
    """

    bank: GradedBank
    grid: Grid
    prior: Prior
    inflation: float
    log_probability: FloatArray  # (n_items, K, n), tempered
    probability: FloatArray  # (n_items, K, n), tempered
    weights: FloatArray  # (n, n) prior, tempered
    leads: FloatArray  # (n, n) weights where anxiety is higher, in SD
    leads_raw: FloatArray  # (n, n) weights where anxiety is higher, in answers
    information: FloatArray  # (n_items, n) as if calibrated: it only ranks items
    powers: FloatArray  # (n, 3): 1, θ, θ²
    item_mean: FloatArray  # (2, n) expected item mean, 1 … K
    elevated: FloatArray  # (2, n) share of the cell above the scale's midpoint


@lru_cache(maxsize=16)
def tables(bank: GradedBank, grid: Grid, prior: Prior, inflation: float) -> Tables:
    """Make the tables; the last few are kept, because a bank is used many times."""
    if not (np.isfinite(inflation) and inflation >= 1.0):
        raise ValueError(f"inflation must be at least 1, got {inflation}")
    # A density to the power 1/c² has c times the SD and the same mode: prior and
    # likelihood are both tempered, so bands, probabilities and draws agree.
    power = inflation**-2.0
    nodes = grid.nodes
    log_probability = category_log_probabilities(theta=nodes, bank=bank)
    log_probability = power * log_probability.transpose(1, 2, 0)
    weights = prior.weights(grid, inflation=inflation)
    item_mean, share = _item_means(bank, grid)
    return Tables(
        bank=bank,
        grid=grid,
        prior=prior,
        inflation=inflation,
        log_probability=frozen(log_probability, np.float64),
        probability=frozen(np.exp(log_probability), np.float64),
        weights=weights,
        leads=frozen(weights * grid.share_above(nodes), np.float64),
        leads_raw=frozen(weights * _above_raw(grid, share), np.float64),
        information=frozen(item_information(bank=bank, theta=nodes).T, np.float64),
        powers=frozen(np.stack([nodes**0, nodes, nodes**2], axis=1), np.float64),
        item_mean=item_mean,
        elevated=_elevated(grid, share),
    )


def _item_means(bank: GradedBank, grid: Grid) -> tuple[FloatArray, FloatArray]:
    """Return expected item mean (answers) and its share of the scale, each (2, n)."""
    mean = np.full((2, len(grid.nodes)), np.nan)  # a trait without items has none
    share = mean.copy()
    answers = expected_answer(bank=bank, theta=grid.nodes)
    shares = (answers - 1.0) / (bank.n_categories - 1)
    for trait in Trait:
        items = bank.items_of(trait)
        if len(items):
            mean[trait] = answers[:, items].mean(axis=1)
            share[trait] = shares[:, items].mean(axis=1)
    return frozen(mean, np.float64), share


def _above_raw(grid: Grid, share: FloatArray) -> FloatArray:
    """Share of each pair of cells where anxiety's expected answers are higher."""
    avoidance, anxiety = share
    if np.isnan(share).any():
        return np.full((len(grid.nodes),) * 2, np.nan)
    # Expected answers rise with theta, so "higher" is a cut along either axis; the
    # mean of both cuts treats the two fears alike.
    anxiety_above = grid.share_above(_level_of(avoidance, anxiety, grid))
    avoidance_above = grid.share_above(_level_of(anxiety, avoidance, grid))
    return np.asarray((anxiety_above + 1.0 - avoidance_above.T) / 2.0)


def _elevated(grid: Grid, share: FloatArray) -> FloatArray:
    above = np.full(share.shape, np.nan)
    for trait in Trait:
        if not np.isnan(share[trait]).any():
            above[trait] = grid.share_above(_level_of(0.5, share[trait], grid))
    return frozen(above, np.float64)


def _level_of(value: FloatArray | float, curve: FloatArray, grid: Grid) -> FloatArray:
    """Trait level where a rising curve takes a value; infinite where it never does."""
    level = np.interp(value, curve, grid.nodes, left=-np.inf, right=np.inf)
    return np.asarray(level)
