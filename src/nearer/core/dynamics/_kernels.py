"""Compiled loops for `_compiled.py`: the filter of `_lockstep.py`, some points abreast.

The innermost loop runs over points, so that the processor takes several at a time. All
that it touches lies in one flat array at places known beforehand: a compiler that had
to ask whether two arrays overlap would take one point at a time.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit

from nearer.core.dynamics._lockstep import (
    COLUMNS,
    DAYS_TO_A_LOGARITHM,
    MOST_LASTING,
    at_rest,
)

ABREAST = 16
FREE_OF_NOISE = 7

# Rows of the flat array, each with a place for every point abreast.
LEVEL = 0
SPREAD = LEVEL + 2 * COLUMNS
SIZE = SPREAD + 3
LOGARITHM = SIZE + 1
PHI = LOGARITHM + 1
NEW = PHI + 4
NOISE = NEW + 3
PRODUCTS = NOISE + 2
ROWS = PRODUCTS + COLUMNS * (COLUMNS + 1) // 2

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def _compiled(kernel: Kernel) -> Kernel:
    flags = {"reassoc", "contract", "nnan", "arcp"}
    how = njit(nogil=True, cache=True, error_model="numpy", fastmath=flags)
    return cast("Kernel", how(kernel))


_at_rest: Any = _compiled(at_rest)


@_compiled
def _take(work: Any, answer: Any, own: int) -> None:
    """Take one answer in, and add its whitened surprise to the products."""
    other = 1 - own
    for lane in range(ABREAST):
        variance = work[(SPREAD + 2 * own) * ABREAST + lane]
        shared = work[(SPREAD + 1) * ABREAST + lane]
        total = variance + work[(NOISE + own) * ABREAST + lane]
        work[SIZE * ABREAST + lane] *= total
        weight = 1.0 / total
        share, cross = variance * weight, shared * weight
        work[(SPREAD + 2 * other) * ABREAST + lane] -= cross * shared
        work[(SPREAD + 1) * ABREAST + lane] = shared - share * shared
        work[(SPREAD + 2 * own) * ABREAST + lane] = variance - share * variance
        place = PRODUCTS * ABREAST + lane
        for row in range(COLUMNS):
            gap = answer[row] - work[(LEVEL + own * COLUMNS + row) * ABREAST + lane]
            weighted = gap * weight
            for column in range(row):
                seen = LEVEL + own * COLUMNS + column
                before = answer[column] - work[seen * ABREAST + lane]
                work[place] += weighted * before
                place += ABREAST
            work[place] += weighted * gap
            place += ABREAST
        for row in range(COLUMNS):
            mine = (LEVEL + own * COLUMNS + row) * ABREAST + lane
            gap = answer[row] - work[mine]
            work[mine] += share * gap
            work[(LEVEL + other * COLUMNS + row) * ABREAST + lane] += cross * gap


@_compiled
def _sleep(work: Any) -> None:
    """Go on to the next day."""
    for lane in range(ABREAST):
        a = work[PHI * ABREAST + lane]
        b = work[(PHI + 1) * ABREAST + lane]
        c = work[(PHI + 2) * ABREAST + lane]
        d = work[(PHI + 3) * ABREAST + lane]
        for column in range(COLUMNS):
            first = (LEVEL + column) * ABREAST + lane
            second = (LEVEL + COLUMNS + column) * ABREAST + lane
            one, two = work[first], work[second]
            work[first] = a * one + b * two
            work[second] = c * one + d * two
        p1 = work[SPREAD * ABREAST + lane]
        p2 = work[(SPREAD + 1) * ABREAST + lane]
        p3 = work[(SPREAD + 2) * ABREAST + lane]
        left, right = a * p1 + b * p2, a * p2 + b * p3
        low, lower = c * p1 + d * p2, c * p2 + d * p3
        new = NEW * ABREAST + lane
        work[SPREAD * ABREAST + lane] = a * left + b * right + work[new]
        work[(SPREAD + 1) * ABREAST + lane] = c * left + d * right + work[new + ABREAST]
        work[(SPREAD + 2) * ABREAST + lane] = (
            c * low + d * lower + work[new + 2 * ABREAST]
        )


@_compiled
def _log_size(work: Any) -> None:
    """Keep the product of the variances within range."""
    for lane in range(ABREAST):
        work[LOGARITHM * ABREAST + lane] += math.log(work[SIZE * ABREAST + lane])
        work[SIZE * ABREAST + lane] = 1.0


@_compiled
def _integrate(work: Any, lane: int, precision: Any, products: Any) -> Any:
    """Integrate level, trend and weekend out; they come after the answers."""
    place = PRODUCTS * ABREAST + lane
    for row in range(COLUMNS):
        for column in range(row + 1):
            products[row, column] = work[place]
            place += ABREAST
    size = 1.0
    for column in range(1, COLUMNS):
        products[column, column] += precision[column - 1]
    # Eliminate from the last column up: what is left of the first is the fit.
    for pivot in range(COLUMNS - 1, 0, -1):
        divisor = products[pivot, pivot]
        size *= divisor
        for row in range(pivot):
            factor = products[pivot, row] / divisor
            for column in range(row + 1):
                products[row, column] -= factor * products[pivot, column]
    return -0.5 * (math.log(size) + products[0, 0])


@_compiled
def _begin(work: Any, lane: int, point: Any) -> None:
    """Write the matrices at one point; the first day is at rest."""
    a, b, c, d = point[0], point[1], point[2], point[3]
    first, second = math.exp(2.0 * point[4]), math.exp(2.0 * point[5])
    share_1 = share_2 = 0.0
    if len(point) > FREE_OF_NOISE:
        share_1 = 1.0 / (1.0 + math.exp(-point[7]))
        share_2 = 1.0 / (1.0 + math.exp(-point[8]))
    work[NOISE * ABREAST + lane] = first * share_1
    work[(NOISE + 1) * ABREAST + lane] = second * share_2
    first, second = first * (1.0 - share_1), second * (1.0 - share_2)
    both = math.tanh(point[6]) * math.sqrt(first * second)
    for entry in range(4):
        work[(PHI + entry) * ABREAST + lane] = point[entry]
    work[NEW * ABREAST + lane] = first
    work[(NEW + 1) * ABREAST + lane] = both
    work[(NEW + 2) * ABREAST + lane] = second
    half, determinant = (a + d) / 2.0, a * d - b * c
    bend = half**2 - determinant
    turning, growing = math.sqrt(max(determinant, 0.0)), math.sqrt(abs(bend))
    largest = turning if bend < 0.0 else abs(half) + growing
    calmer = min(1.0, MOST_LASTING / max(largest, MOST_LASTING))
    calm = (a * calmer, b * calmer, c * calmer, d * calmer)
    rest = _at_rest(calm, (first, both, second))
    for entry in range(3):
        work[(SPREAD + entry) * ABREAST + lane] = rest[entry]


@_compiled
def _along(observed: Any, seen: Any, work: Any) -> None:
    """Go through one couple's days with some points abreast."""
    work[: SPREAD * ABREAST] = 0.0
    work[PRODUCTS * ABREAST :] = 0.0
    work[LOGARITHM * ABREAST : (LOGARITHM + 1) * ABREAST] = 0.0
    work[SIZE * ABREAST : (SIZE + 1) * ABREAST] = 1.0
    for day in range(len(seen)):
        if seen[day, 0]:
            _take(work, observed[day, 0], 0)
        if seen[day, 1]:
            _take(work, observed[day, 1], 1)
        if day % DAYS_TO_A_LOGARITHM == 0:
            _log_size(work)
        _sleep(work)
    _log_size(work)


@_compiled
def densities(
    observed: Any, seen: Any, points: Any, held: Any, precision: Any, found: Any
) -> None:
    """Write the log-posterior of each couple at each of its points.

    `points` is (n_couples, n_points, n_parameters) and `held` a row a parameter: mean
    and SD of its prior. Seven parameters are all but the shares of noise.
    """
    n_points, n_parameters = points.shape[1:]
    work = np.empty(ROWS * ABREAST)
    products = np.empty((COLUMNS, COLUMNS))
    for couple in range(len(seen)):
        for start in range(0, n_points, ABREAST):
            for lane in range(ABREAST):
                point = points[couple, min(start + lane, n_points - 1)]
                _begin(work, lane, point)
            _along(observed[couple], seen[couple], work)
            for lane in range(min(ABREAST, n_points - start)):
                total = _integrate(work, lane, precision, products)
                total -= 0.5 * work[LOGARITHM * ABREAST + lane]
                for entry in range(n_parameters):
                    gap = points[couple, start + lane, entry] - held[entry, 0]
                    total -= 0.5 * (gap / held[entry, 1]) ** 2
                found[couple, start + lane] = total
