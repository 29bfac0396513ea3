"""Does each item behave as its curve says? S-X² on groups of equal sum score.

Source: Orlando & Thissen (2000), Kang & Chen (2008). People are grouped by what can be
seen, their sum score; what the model expects in each group follows from the recursion
of Lord & Wingersky (1984), so no person's trait has to be guessed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nearer.core.measurement._types import FloatArray
from nearer.core.measurement.calibration._chi_square import chi_square_tail

LEAST_EXPECTED = 1.0


@dataclass(frozen=True, kw_only=True)
class ItemFit:
    """How far one item is from its curve.

    Attributes
    ----------
    statistic : float
        S-X²; nan where too few answers leave no degree of freedom.
    degrees : int
    p : float
        Small with many people even where nothing of interest is wrong.
    rmsea : float
        Misfit a degree of freedom and person; below .05 is close, whatever the number
        of people.
    n_people : int
        People who answered every item about this trait.
    """

    statistic: float
    degrees: int
    p: float
    rmsea: float
    n_people: int


def item_fit(
    *, p: FloatArray, prior: FloatArray, table: FloatArray, n_parameters: FloatArray
) -> tuple[ItemFit, ...]:
    """Compare observed with expected answers of one trait's items.

    Parameters
    ----------
    p : ndarray of shape (n_items, n_categories, n_nodes)
        Chance of each category; 0 for one that an item does not have.
    prior : ndarray of shape (n_nodes,)
    table : ndarray of shape (n_items, n_scores, n_categories)
        How many people of each sum score chose each category.
    n_parameters : ndarray of shape (n_items,)
        Estimated numbers of each item.

    Returns
    -------
    tuple of ItemFit, one an item
    """
    whole = sum_score_chances(p) @ prior
    fits = []
    for item in range(len(p)):
        expected = _expected(p, item, prior, whole, table[item].sum(axis=1))
        top = int(np.flatnonzero(p[item].any(axis=1))[-1])
        cells = merged_cells(pooled_ends(table[item], top), pooled_ends(expected, top))
        statistic = float(sum((o - e) ** 2 / e for row in cells for o, e in row))
        degrees = sum(len(row) - 1 for row in cells) - int(n_parameters[item])
        fits.append(_fit(statistic, degrees, int(table[item].sum())))
    return tuple(fits)


def _fit(statistic: float, degrees: int, n_people: int) -> ItemFit:
    if degrees < 1:
        nan = float("nan")
        return ItemFit(statistic=nan, degrees=0, p=nan, rmsea=nan, n_people=n_people)
    excess = max(0.0, statistic - degrees) / (degrees * max(1, n_people - 1))
    return ItemFit(
        statistic=statistic,
        degrees=degrees,
        p=chi_square_tail(statistic, degrees),
        rmsea=float(np.sqrt(excess)),
        n_people=n_people,
    )


def sum_score_chances(p: FloatArray) -> FloatArray:
    """Return the chance of every sum score at every node, (n_scores, n_nodes).

    Items are added one by one (Lord and Wingersky).
    """
    n_items, n_categories, n_nodes = p.shape
    chances = np.zeros((n_items * (n_categories - 1) + 1, n_nodes))
    chances[0] = 1.0
    top = 1
    for item in p:
        before = chances[:top].copy()
        chances[:top] = 0.0
        for category, chance in enumerate(item):
            chances[category : category + top] += before * chance
        top += n_categories - 1
    return chances


def _expected(
    p: FloatArray,
    item: int,
    prior: FloatArray,
    whole: FloatArray,
    n_by_score: FloatArray,
) -> FloatArray:
    rest = sum_score_chances(np.delete(p, item, axis=0)) * prior
    expected = np.zeros((len(whole), p.shape[1]))
    for category, chance in enumerate(p[item]):
        expected[category : category + len(rest), category] = rest @ chance
    share = np.divide(
        expected, whole[:, None], out=np.zeros_like(expected), where=whole[:, None] > 0
    )
    return np.asarray(share * n_by_score[:, None])


def pooled_ends(by_score: FloatArray, top: int) -> FloatArray:
    """Join scores at which some category cannot occur with the first where all can.

    The lowest and the highest score allow a single category and say nothing.
    """
    inner = by_score[1:-1]
    n = min(top, len(inner) // 2)
    if n < 1:
        return inner
    low, high = inner[:n].sum(axis=0), inner[len(inner) - n :].sum(axis=0)
    return np.vstack([low, inner[n : len(inner) - n], high])


def merged_cells(
    observed: FloatArray, expected: FloatArray
) -> list[list[tuple[float, float]]]:
    """Join neighbouring categories until each cell expects at least one person.

    Score groups that are left with a single cell say nothing and are passed over.
    """
    rows = []
    for seen, due in zip(observed.tolist(), expected.tolist(), strict=True):
        cells: list[tuple[float, float]] = []
        o, e = 0.0, 0.0
        for one, other in zip(seen, due, strict=True):
            o, e = o + one, e + other
            if e >= LEAST_EXPECTED:
                cells.append((o, e))
                o, e = 0.0, 0.0
        if cells:
            last = cells.pop()
            cells.append((last[0] + o, last[1] + e))
        if len(cells) > 1:
            rows.append(cells)
    return rows
