"""Compiled loops for `_compiled.py`: the filter of `_lockstep.py`, some points abreast.

The innermost loop runs over points, so that the processor takes several at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit

COLUMNS = 7
ABREAST = 16
DAYS_TO_A_LOGARITHM = 8

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def _compiled(kernel: Kernel) -> Kernel:
    flags = {"reassoc", "contract", "nnan", "arcp"}
    how = njit(nogil=True, cache=True, error_model="numpy", fastmath=flags)
    return cast("Kernel", how(kernel))


@_compiled
def _take(own: Any, other: Any, observed: Any, gains: Any, products: Any) -> None:
    """Move both levels by one answer; add its whitened surprise to the products."""
    surprise = np.empty((COLUMNS, ABREAST))
    for column in range(COLUMNS):
        seen = observed[column]
        for lane in range(ABREAST):
            gap = seen - own[column, lane]
            surprise[column, lane] = gap
            own[column, lane] += gains[0, lane] * gap
            other[column, lane] += gains[1, lane] * gap
    place = 0
    for row in range(COLUMNS):
        for column in range(row + 1):
            for lane in range(ABREAST):
                products[place, lane] += (
                    surprise[row, lane] * surprise[column, lane] * gains[2, lane]
                )
            place += 1


@_compiled
def _learn(spread: Any, own: int, noise: Any, gains: Any, size: Any) -> None:
    """Take what one answer teaches off the spread; keep the gains it gives."""
    other = 2 - own
    for lane in range(ABREAST):
        variance = spread[own, lane] + noise[lane]
        size[lane] *= variance
        weight = 1.0 / variance
        share = spread[own, lane] * weight
        cross = spread[1, lane] * weight
        gains[0, lane] = share
        gains[1, lane] = cross
        gains[2, lane] = weight
        spread[other, lane] -= cross * spread[1, lane]
        spread[1, lane] -= share * spread[1, lane]
        spread[own, lane] -= share * spread[own, lane]


@_compiled
def _sleep(model: Any, first: Any, second: Any, spread: Any) -> None:
    """Go on to the next day."""
    for column in range(COLUMNS):
        for lane in range(ABREAST):
            one, two = first[column, lane], second[column, lane]
            first[column, lane] = model[0, lane] * one + model[1, lane] * two
            second[column, lane] = model[2, lane] * one + model[3, lane] * two
    for lane in range(ABREAST):
        a, b, c, d = model[0, lane], model[1, lane], model[2, lane], model[3, lane]
        p1, p2, p3 = spread[0, lane], spread[1, lane], spread[2, lane]
        left, right = a * p1 + b * p2, a * p2 + b * p3
        low, lower = c * p1 + d * p2, c * p2 + d * p3
        spread[0, lane] = a * left + b * right + model[4, lane]
        spread[1, lane] = c * left + d * right + model[5, lane]
        spread[2, lane] = c * low + d * lower + model[6, lane]


@_compiled
def _integrate(packed: Any, lane: int, precision: Any, products: Any) -> Any:
    """Integrate level, trend and weekend out; they come after the answers."""
    place = 0
    for row in range(COLUMNS):
        for column in range(row + 1):
            products[row, column] = packed[place, lane]
            place += 1
    total = 0.0
    for column in range(1, COLUMNS):
        products[column, column] += precision[column - 1]
    # Eliminate from the last column up: what is left of the first is the fit.
    for pivot in range(COLUMNS - 1, 0, -1):
        divisor = products[pivot, pivot]
        total += np.log(divisor)
        for row in range(pivot):
            factor = products[pivot, row] / divisor
            for column in range(row + 1):
                products[row, column] -= factor * products[pivot, column]
    return -0.5 * (total + products[0, 0])


@_compiled
def _along(
    observed: Any, seen: Any, model: Any, packed: Any, log_variance: Any
) -> None:
    """Go through one couple's days with some points abreast."""
    levels = np.zeros((2, COLUMNS, ABREAST))
    spread = model[9:12].copy()
    gains = np.empty((3, ABREAST))
    size = np.ones(ABREAST)
    packed[:] = 0.0
    log_variance[:] = 0.0
    for day in range(len(seen)):
        for place in range(2):
            if seen[day, place]:
                _learn(spread, 2 * place, model[7 + place], gains, size)
                own, other = levels[place], levels[1 - place]
                _take(own, other, observed[day, place], gains, packed)
        if day % DAYS_TO_A_LOGARITHM == 0:
            for lane in range(ABREAST):
                log_variance[lane] += np.log(size[lane])
                size[lane] = 1.0
        _sleep(model, levels[0], levels[1], spread)
    for lane in range(ABREAST):
        log_variance[lane] += np.log(size[lane])


@_compiled
def densities(observed: Any, seen: Any, model: Any, precision: Any, found: Any) -> None:
    """Write the log-density of each couple's answers at each of its points.

    `model` (12, n_couples, n_points) holds transition, covariance of what is new,
    noise and spread at rest.
    """
    n_points = model.shape[2]
    abreast = np.empty((12, ABREAST))
    packed = np.empty((COLUMNS * (COLUMNS + 1) // 2, ABREAST))
    log_variance = np.empty(ABREAST)
    products = np.empty((COLUMNS, COLUMNS))
    for couple in range(len(seen)):
        for start in range(0, n_points, ABREAST):
            for lane in range(ABREAST):
                point = min(start + lane, n_points - 1)
                for entry in range(12):
                    abreast[entry, lane] = model[entry, couple, point]
            _along(observed[couple], seen[couple], abreast, packed, log_variance)
            for lane in range(min(ABREAST, n_points - start)):
                fit = _integrate(packed, lane, precision, products)
                found[couple, start + lane] = fit - 0.5 * log_variance[lane]
