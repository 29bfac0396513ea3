"""Fill gaps in a table of numbers by what the rest of a row says, and say how unsure.

EM for the mean and covariance of a Gaussian table (Dempster, Laird & Rubin 1977, J R
Stat Soc B 39, 1-38), drawn a little towards independence, so that few rows suffice.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
_ROUNDS = 25
_DRAWN_BY = 4.0
"""Rows' worth of pull towards independent columns."""


@dataclass(frozen=True)
class Filled:
    """A table without gaps.

    Parameters
    ----------
    values : ndarray of shape (n_rows, n_columns)
        What was there, and what is expected where nothing was.
    spread : ndarray of shape (n_rows, n_columns, n_columns)
        Covariance of what was filled in; zero where the value was there.
    """

    values: FloatArray
    spread: FloatArray


def fill(table: FloatArray) -> Filled:
    """Return the table with its gaps (NaN) filled from the rest of each row."""
    missing = np.isnan(table)
    n_columns = table.shape[1]
    mean = np.zeros(n_columns)
    covariance = np.eye(n_columns)
    patterns = [
        (pattern, np.flatnonzero((missing == pattern).all(axis=1)))
        for pattern in np.unique(missing, axis=0)
    ]
    filled = _expect(table, patterns, mean, covariance)
    for _ in range(_ROUNDS if missing.any() else 0):
        n_rows = len(table)
        mean = filled.values.sum(axis=0) / (n_rows + _DRAWN_BY)
        away = filled.values - mean
        scatter = away.T @ away + filled.spread.sum(axis=0)
        covariance = (scatter + _DRAWN_BY * np.eye(n_columns)) / (n_rows + _DRAWN_BY)
        filled = _expect(table, patterns, mean, covariance)
    return filled


def _expect(
    table: FloatArray,
    patterns: list[tuple[NDArray[np.bool_], NDArray[np.intp]]],
    mean: FloatArray,
    covariance: FloatArray,
) -> Filled:
    values = table.copy()
    spread = np.zeros((*table.shape, table.shape[1]))
    for pattern, rows in patterns:
        gone, there = np.flatnonzero(pattern), np.flatnonzero(~pattern)
        if not gone.size:
            continue
        across = covariance[np.ix_(gone, there)]
        slopes = np.linalg.solve(covariance[np.ix_(there, there)], across.T).T
        away = table[np.ix_(rows, there)] - mean[there]
        values[np.ix_(rows, gone)] = mean[gone] + away @ slopes.T
        left = covariance[np.ix_(gone, gone)] - slopes @ across.T
        spread[np.ix_(rows, gone, gone)] = left
    return Filled(values=values, spread=spread)
