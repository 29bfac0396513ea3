"""Compiled loops for `_numba_engine.py`; plain arrays in, results written in place.

Rows over nodes are padded (`_lanes.py`), and a missing answer is one category more,
whose row holds ones. Half a row of every answer fits the processor's first cache, so
the people pass once for each half. Where two items have few categories, both answers
together are one code with a row of its own: half as many rows to look up and to add to.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit

from nearer.core.measurement.calibration._lanes import (
    LANES,
    add,
    load,
    multiply,
    spread,
    store,
    total,
)

TINY = 1e-200  # a product of chances below this may have lost digits on its way
AT_A_TIME = 256  # people
RESCALE_EVERY = 4  # rows between two looks at the size of such a product

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def _compiled(kernel: Kernel) -> Kernel:
    how = njit(nogil=True, cache=True, error_model="numpy", fastmath={"contract"})
    return cast("Kernel", how(kernel))


@_compiled
def likelihoods(
    codes: Any, p: Any, scale: Any, width: Any, rows: Any, sums: Any, unit: Any
) -> None:
    """Multiply the chances of each person's answers, node by node."""
    n_people, n_items = codes.shape
    n_codes = p.size // (n_items * width)
    sums[:] = 0.0
    unit[:] = 0.0
    for lane in range(0, width, LANES):
        scales = load(scale, lane)
        for person in range(n_people):
            product = scales
            for item in range(n_items):
                row = item * n_codes + codes[person, item]
                product = multiply(product, load(p, row * width + lane))
            store(rows, person * width + lane, product)
            sums[person] += total(product)
    for person in range(n_people):
        if not sums[person] > TINY:
            _carefully(codes, p, scale, width, person, rows, sums, unit)


@_compiled
def _carefully(
    codes: Any,
    p: Any,
    scale: Any,
    width: Any,
    person: Any,
    rows: Any,
    sums: Any,
    unit: Any,
) -> None:
    """Do one person again; keep the product's size in the unit."""
    n_items = codes.shape[1]
    n_codes = p.size // (n_items * width)
    at = person * width
    rows[at : at + width] = scale
    for first in range(0, n_items, RESCALE_EVERY):
        for item in range(first, min(first + RESCALE_EVERY, n_items)):
            row = (item * n_codes + codes[person, item]) * width
            for node in range(width):
                rows[at + node] *= p[row + node]
        size = rows[at : at + width].sum()
        for node in range(width):
            rows[at + node] /= size
        unit[person] += np.log(size)
    sums[person] = rows[at : at + width].sum()


@_compiled
def evidence(
    codes: Any, p: Any, scale: Any, width: Any, rows: Any, sums: Any, unit: Any
) -> None:
    """Do so for a few people at a time, of whom only the sums are kept."""
    people = rows.size // width
    for first in range(0, len(codes), people):
        own = slice(first, first + people)
        likelihoods(codes[own], p, scale, width, rows, sums[own], unit[own])


@_compiled
def counts(
    codes: Any, rows: Any, factors: Any, width: Any, tables: Any, mass: Any
) -> None:
    """Add each person's row, times a factor, to the row of each of their answers."""
    n_people, n_items = codes.shape
    n_codes = tables.size // (n_items * width)
    for lane in range(0, width, LANES):
        everybody = load(mass, lane)
        for person in range(n_people):
            own = multiply(load(rows, person * width + lane), spread(factors[person]))
            everybody = add(everybody, own)
            for item in range(n_items):
                row = item * n_codes + codes[person, item]
                at = row * width + lane
                store(tables, at, add(load(tables, at), own))
        store(mass, lane, everybody)


@_compiled
def expectation(
    codes: Any,
    p: Any,
    scale: Any,
    width: Any,
    rows: Any,
    evidence: Any,
    unit: Any,
    tables: Any,
    mass: Any,
) -> None:
    """Do both for a few people at a time, whose rows fit the second cache."""
    people = rows.size // width
    factors = np.empty(people)
    for first in range(0, len(codes), people):
        own = slice(first, first + people)
        likelihoods(codes[own], p, scale, width, rows, evidence[own], unit[own])
        for person in range(len(codes[own])):
            factors[person] = 1.0 / evidence[first + person]
        counts(codes[own], rows, factors, width, tables, mass)


@_compiled
def part(tables: Any, n_codes: Any, width: Any, sums: Any) -> None:
    """Take pairs of items apart: add each row to both its answers'."""
    for row in range(tables.size // width):
        pair, first, second = row // n_codes**2, row // n_codes % n_codes, row % n_codes
        one = (2 * pair * n_codes + first) * width
        two = ((2 * pair + 1) * n_codes + second) * width
        for lane in range(0, width, LANES):
            own = load(tables, row * width + lane)
            store(sums, one + lane, add(load(sums, one + lane), own))
            store(sums, two + lane, add(load(sums, two + lane), own))


@_compiled
def score_products(
    codes: Any,
    rows: Any,
    scores: Any,
    n_parameters: Any,
    width: Any,
    order: Any,
    tables: Any,
    products: Any,
) -> None:
    """Count pairs of answers by node, all that go with one answer at a time.

    Writes the blocks on and above the diagonal.
    """
    n_items = codes.shape[1]
    n_codes = tables.size // (n_items * width)
    for left in range(n_items):
        last = 0
        for answer in range(n_codes - 1):
            first, last = last, _next_group(codes, left, answer, last, order)
            if first == last:
                continue
            tables[left * n_codes * width :] = 0.0
            _count_group(codes, rows, order[first:last], left, width, tables)
            for right in range(left, n_items):
                _weigh(
                    tables,
                    scores,
                    n_parameters,
                    width,
                    left * (n_codes - 1) + answer,
                    right,
                    products,
                )


@_compiled
def _next_group(codes: Any, item: Any, answer: Any, at: Any, order: Any) -> Any:
    """Write down who gave an answer; return where they end."""
    for person in range(len(codes)):
        order[at] = person
        at += codes[person, item] == answer
    return at


@_compiled
def _count_group(
    codes: Any, rows: Any, people: Any, left: Any, width: Any, tables: Any
) -> None:
    n_items = codes.shape[1]
    n_codes = tables.size // (n_items * width)
    for lane in range(0, width, LANES):
        for person in people:
            own = load(rows, person * width + lane)
            for item in range(left, n_items):
                row = item * n_codes + codes[person, item]
                at = row * width + lane
                store(tables, at, add(load(tables, at), own))


@_compiled
def _weigh(
    tables: Any,
    scores: Any,
    n_parameters: Any,
    width: Any,
    left_row: Any,
    right: Any,
    products: Any,
) -> None:
    """Sum score · count · score over nodes, one of the left item's answers given."""
    n_items = products.shape[0]
    n_codes = tables.size // (n_items * width)
    left, given = left_row // (n_codes - 1), left_row % (n_codes - 1)
    for answer in range(n_codes - 1):
        count = (right * n_codes + answer) * width
        for step_n in range(3):
            n = 0 if step_n == 0 else answer + step_n - 1
            if n >= n_parameters or (step_n == 1 and n == 0):
                continue
            one = ((right * (n_codes - 1) + answer) * n_parameters + n) * width
            for step_m in range(3):
                m = 0 if step_m == 0 else given + step_m - 1
                if m >= n_parameters or (step_m == 1 and m == 0):
                    continue
                two = (left_row * n_parameters + m) * width
                summed = spread(0.0)
                for lane in range(0, width, LANES):
                    weighed = multiply(
                        load(tables, count + lane), load(scores, one + lane)
                    )
                    summed = add(summed, multiply(weighed, load(scores, two + lane)))
                products[left, m, right, n] += total(summed)


@_compiled
def mean_scores(
    codes: Any,
    rows: Any,
    scores: Any,
    width: Any,
    n_parameters: Any,
    means_width: Any,
    means: Any,
) -> None:
    """Average each person's score; only three parameters answer to an answer.

    ``scores`` holds three rows an answer: of the slope, of the threshold below the
    answer, of the one above; zeros where there is none.
    """
    n_people, n_items = codes.shape
    n_answers = scores.size // (n_items * 3 * width)
    for first in range(0, n_people, AT_A_TIME):
        for item in range(n_items):
            for person in range(first, min(first + AT_A_TIME, n_people)):
                answer = codes[person, item]
                if answer >= n_answers:
                    continue
                at = (item * n_answers + answer) * 3 * width
                slope = below = above = spread(0.0)
                for lane in range(0, width, LANES):
                    own = load(rows, person * width + lane)
                    slope = add(slope, multiply(own, load(scores, at + lane)))
                    one, two = at + width + lane, at + 2 * width + lane
                    below = add(below, multiply(own, load(scores, one)))
                    above = add(above, multiply(own, load(scores, two)))
                mean = person * means_width + item * n_parameters
                means[mean] = total(slope)
                if answer > 0:
                    means[mean + answer] = total(below)
                if answer + 1 < n_parameters:
                    means[mean + answer + 1] = total(above)


@_compiled
def cross(left: Any, right: Any, left_width: Any, width: Any, table: Any) -> None:
    """Sum left ⊗ right over people, four numbers of the left at a time."""
    n_people = len(left) // left_width
    for begin in range(0, n_people, AT_A_TIME):
        end = min(begin + AT_A_TIME, n_people)
        for lane in range(0, width, LANES):
            for first in range(0, left_width, 4):
                at = first * width + lane
                one, two = load(table, at), load(table, at + width)
                three, four = load(table, at + 2 * width), load(table, at + 3 * width)
                for person in range(begin, end):
                    own = load(right, person * width + lane)
                    place = person * left_width + first
                    one = add(one, multiply(own, spread(left[place])))
                    two = add(two, multiply(own, spread(left[place + 1])))
                    three = add(three, multiply(own, spread(left[place + 2])))
                    four = add(four, multiply(own, spread(left[place + 3])))
                store(table, at, one)
                store(table, at + width, two)
                store(table, at + 2 * width, three)
                store(table, at + 3 * width, four)
