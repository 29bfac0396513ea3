"""S-X² once more, straight from its definition: every pattern by itself, no recursion.

At both ends, scores at which some category cannot occur are pooled with the first at
which all can; the lowest and the highest score are passed over, and neighbouring
categories are joined from the left until each cell expects a person.
"""

from __future__ import annotations

from itertools import product

from nearer.core.measurement._types import FloatArray, IntArray

Rows = dict[int, list[float]]


def slow_item_fit(
    *, p: FloatArray, prior: FloatArray, codes: IntArray
) -> list[tuple[float, int]]:
    """Return statistic and cells less score groups of each item of a short test."""
    n_items, n_categories, _ = p.shape
    top = n_categories - 1
    found = []
    for item in range(n_items):
        seen: Rows = {s: [0.0] * n_categories for s in range(n_items * top + 1)}
        due: Rows = {s: [0.0] * n_categories for s in range(n_items * top + 1)}
        for person in codes.tolist():
            seen[sum(person)][person[item]] += 1.0
        _expect(due, p, prior, item)
        for score, row in due.items():
            people, whole = sum(seen[score]), sum(row)
            due[score] = [people * chance / whole for chance in row]
        statistic, cells, groups = 0.0, 0, 0
        for row_seen, row_due in zip(
            _groups(seen, top), _groups(due, top), strict=True
        ):
            joined = _joined(row_seen, row_due)
            if len(joined) > 1:
                statistic += sum((o - e) ** 2 / e for o, e in joined)
                cells += len(joined)
                groups += 1
        found.append((statistic, cells - groups))
    return found


def _expect(due: Rows, p: FloatArray, prior: FloatArray, item: int) -> None:
    n_items, n_categories, n_nodes = p.shape
    for pattern in product(range(n_categories), repeat=n_items):
        for node in range(n_nodes):
            chance = float(prior[node])
            for each, category in enumerate(pattern):
                chance *= float(p[each, category, node])
            due[sum(pattern)][pattern[item]] += chance


def _groups(rows: Rows, top: int) -> list[list[float]]:
    """Pool scores 1 to `top`, and as many below the highest but one."""
    last = len(rows) - 1
    low = range(1, top + 1)
    high = range(last - top, last)
    middle = [rows[score] for score in range(top + 1, last - top)]
    return [_sum(rows, low), *middle, _sum(rows, high)]


def _sum(rows: Rows, scores: range) -> list[float]:
    return [sum(column) for column in zip(*(rows[s] for s in scores), strict=True)]


def _joined(seen: list[float], due: list[float]) -> list[tuple[float, float]]:
    cells: list[tuple[float, float]] = []
    o = e = 0.0
    for one, other in zip(seen, due, strict=True):
        o, e = o + one, e + other
        if e >= 1.0:
            cells.append((o, e))
            o = e = 0.0
    if cells:
        cells[-1] = (cells[-1][0] + o, cells[-1][1] + e)
    return cells
