"""Classical scores of one scale: means, alpha, item-rest, and whether a key can be.

All of it takes keyed answers: categories from 0, -1 where there is none.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nearer.core.measurement._types import MISSING, FloatArray, IntArray

ENOUGH = 0.8  # share of a scale's items that a mean needs
FEWEST_PEOPLE = 30
WEAK = 0.15
MOST_WEAK = 0.2


def keyed_mean(
    *, answers: npt.ArrayLike, lowest: float = 1.0, enough: float = ENOUGH
) -> FloatArray:
    """Return each person's mean answer to the items of one scale.

    Parameters
    ----------
    answers : ndarray of shape (n_people, n_items)
        Keyed categories from 0; -1 where there is no answer.
    lowest : float, answer scale
        What category 0 is called on the answer scale.
    enough : float
        Share of the items that must be answered.

    Returns
    -------
    ndarray of shape (n_people,), answer scale
        Mean of the answered items; nan where too few are answered.

    Raises
    ------
    ValueError
        If answers are not whole numbers of at least -1, or the share is not within
        0 … 1.

    Examples
    --------
    >>> keyed_mean(answers=np.array([[0, 4, 4, 4, -1], [0, 4, 4, -1, -1]])).tolist()
    [4.0, nan]
    """
    if not 0.0 < enough <= 1.0:
        raise ValueError(f"enough must lie in 0 … 1, got {enough}")
    values = _scale(answers)
    given = values != MISSING
    n_given = given.sum(axis=1)
    # A hair of slack: 0.8 · 5 must be met by 4 whatever the rounding.
    scored = (n_given > 0) & (n_given >= enough * values.shape[1] - 1e-9)
    total = np.where(given, values, 0).sum(axis=1)
    mean = np.full(len(values), np.nan)
    np.divide(total, n_given, out=mean, where=scored)
    return mean + lowest


def alpha(*, answers: npt.ArrayLike) -> float:
    """Return Cronbach's alpha of one scale.

    Parameters
    ----------
    answers : ndarray of shape (n_people, n_items)
        Keyed categories from 0; rows with a missing answer (-1) are left out.

    Returns
    -------
    float
        At most 1; nan if nobody's total differs.

    Raises
    ------
    ValueError
        If there are fewer than two items or two complete rows.

    References
    ----------
    .. [1] Cronbach, L. J. (1951). Coefficient alpha and the internal structure of
       tests. Psychometrika 16, 297-334.
    """
    values = _complete(answers)
    n_items = values.shape[1]
    of_total = values.sum(axis=1).var(ddof=1)
    if of_total == 0.0:
        return float("nan")
    of_items = values.var(axis=0, ddof=1).sum()
    return float(n_items / (n_items - 1) * (1.0 - of_items / of_total))


def item_rest(*, answers: npt.ArrayLike) -> FloatArray:
    """Return each item's correlation with the sum of the others.

    Parameters
    ----------
    answers : ndarray of shape (n_people, n_items)
        Keyed categories from 0; rows with a missing answer (-1) are left out.

    Returns
    -------
    ndarray of shape (n_items,)
        Between -1 and 1; nan for an item, or a rest, that is alike for everybody.

    Raises
    ------
    ValueError
        If there are fewer than two items or two complete rows.
    """
    values = _complete(answers)
    centred = values - values.mean(axis=0)
    total = centred.sum(axis=1, keepdims=True)
    rest = total - centred
    product = (centred * rest).sum(axis=0)
    size = np.sqrt((centred**2).sum(axis=0) * (rest**2).sum(axis=0))
    out = np.full(values.shape[1], np.nan)
    np.divide(product, size, out=out, where=size > 0.0)
    return out


@dataclass(frozen=True, eq=False)
class KeyCheck:
    """Whether the answers that are there can be of the scale that the key describes.

    Attributes
    ----------
    n_people : int
        Complete rows that were looked at.
    item_rest : ndarray of shape (n_items,)
        Correlation of each item with the rest.
    negative, weak : ndarray of int
        Places of items that go against the rest, and of those that hardly go with it
        (below 0.15; the negative are among them).
    passed : bool or None
        None if fewer than 30 people are there to judge by; False if an item goes
        against the rest or more than a fifth hardly go with it.
    """

    n_people: int
    item_rest: FloatArray
    negative: IntArray
    weak: IntArray
    passed: bool | None


def check_key(*, answers: npt.ArrayLike) -> KeyCheck:
    """Check a key on answers: a wrongly reversed item goes against the rest.

    Parameters
    ----------
    answers : ndarray of shape (n_people, n_items)
        Of one scale, keyed; rows with a missing answer (-1) are left out.

    Returns
    -------
    KeyCheck
        An item that everybody answers alike counts as weak.

    Raises
    ------
    ValueError
        If there are fewer than two items or two complete rows.
    """
    rest = item_rest(answers=answers)
    n_people = len(_complete(answers))
    negative = np.flatnonzero(rest < 0.0)
    weak = np.flatnonzero(~(rest >= WEAK))  # nan is weak too
    fine = len(negative) == 0 and len(weak) <= MOST_WEAK * len(rest)
    return KeyCheck(
        n_people=n_people,
        item_rest=rest,
        negative=negative,
        weak=weak,
        passed=fine if n_people >= FEWEST_PEOPLE else None,
    )


def _scale(answers: npt.ArrayLike) -> IntArray:
    values = np.asarray(answers)
    if values.ndim != 2 or values.shape[1] == 0 or values.dtype.kind not in "iu":
        raise ValueError(
            f"answers must be whole numbers, people × items, got {values.dtype} of "
            f"shape {values.shape}"
        )
    if values.size and values.min() < MISSING:
        raise ValueError(f"answers must be at least {MISSING}, got {values.min()}")
    return values


def _complete(answers: npt.ArrayLike) -> FloatArray:
    values = _scale(answers)
    complete = values[(values != MISSING).all(axis=1)]
    if values.shape[1] < 2 or len(complete) < 2:
        raise ValueError(
            "at least two items and two complete rows are needed, got "
            f"{values.shape[1]} and {len(complete)}"
        )
    return np.asarray(complete, dtype=np.float64)
