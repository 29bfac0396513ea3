"""Who is compared with whom: columns of a table as groups of people.

Nothing is guessed about a person: a spelling is a group, except that ages are put into
bands, and what is no age is said to be none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FEWEST = 300
"""A smaller group is counted, not compared."""
FEWEST_NAMED = 10
"""Of a group that is smaller still not even the name is told: a country with one
person in it is that person."""
MOST_GROUPS = 6
"""Only the largest groups of a column are compared."""
AGE_COLUMNS = ("age", "edad")
AGE_BANDS = ((10, 17), (18, 24), (25, 34), (35, 44), (45, 54), (55, 80), (81, 110))
BANDS = tuple(f"{low}-{high}" for low, high in AGE_BANDS)
NOT_SAID = "not-said"
NO_AGE = "no-age"
SMALL = "small-groups"
NO_ANSWER_CODES = ("", "0")


@dataclass(frozen=True, eq=False)
class Grouping:
    """One column's groups.

    Attributes
    ----------
    column : str
    labels : tuple of str
        Largest group first; it is the one that others are compared with.
    sizes : tuple of int
        People in each.
    codes : ndarray of int32, shape (n_people,)
        Group of each person; -1 for whoever is in none of them.
    beside : dict of str to int
        People who are in no compared group, by label: small groups, what is no age,
        those who did not say, and under `SMALL` all groups that are too small to name.
    """

    column: str
    labels: tuple[str, ...]
    sizes: tuple[int, ...]
    codes: npt.NDArray[np.int32]
    beside: dict[str, int]

    @property
    def comparable(self) -> bool:
        """Whether there are two groups to compare."""
        return len(self.labels) > 1


def is_age(column: str) -> bool:
    """Whether a column of this name holds ages."""
    return column.strip().casefold() in AGE_COLUMNS


def age_band(cell: str) -> str:
    """Return the band of an age, `NOT_SAID` or `NO_AGE`.

    Examples
    --------
    >>> [age_band(cell) for cell in ("18", "33.0", "", "0", "7", "3546789", "old")]
    ['18-24', '25-34', 'not-said', 'not-said', 'no-age', 'no-age', 'no-age']
    """
    if cell in NO_ANSWER_CODES:
        return NOT_SAID
    if cell in BANDS:
        return cell
    try:
        years = float(cell)
    except ValueError:
        return NO_AGE
    for low, high in AGE_BANDS:
        if low <= years < high + 1:
            return f"{low}-{high}"
    return NO_AGE


def grouping(
    *, column: str, spellings: Sequence[str], codes: npt.NDArray[np.int32]
) -> Grouping:
    """Turn a column into groups.

    Parameters
    ----------
    column : str
    spellings : sequence of str
        Every different cell; ``NA`` is a spelling like any other (it is a country).
    codes : ndarray of int32, shape (n_people,)
        Place of each person's cell among the spellings.

    Returns
    -------
    Grouping
    """
    name = age_band if is_age(column) else _said
    by_spelling = [name(spelling) for spelling in spellings]
    labels = list(dict.fromkeys(by_spelling))
    places = np.array([labels.index(label) for label in by_spelling], dtype=np.int32)
    own = places[codes] if len(places) else codes
    counts = np.bincount(own, minlength=len(labels))
    order = [int(at) for at in np.argsort(-counts, kind="stable")]
    compared = [
        at
        for at in order
        if counts[at] >= FEWEST and labels[at] not in (NOT_SAID, NO_AGE)
    ][:MOST_GROUPS]
    if is_age(column):  # after the largest, from young to old
        compared[1:] = sorted(compared[1:], key=lambda at: _first_year(labels[at]))
    moved = np.full(len(labels), -1, dtype=np.int32)
    moved[compared] = np.arange(len(compared))
    return Grouping(
        column=column,
        labels=tuple(labels[at] for at in compared),
        sizes=tuple(int(counts[at]) for at in compared),
        codes=moved[own] if labels else own,
        beside=_beside(
            {labels[at]: int(counts[at]) for at in order if at not in compared}
        ),
    )


def _beside(counts: dict[str, int]) -> dict[str, int]:
    """Fold the groups that are too small to name into one."""
    told = {
        label: count
        for label, count in counts.items()
        if count >= FEWEST_NAMED or label in (NOT_SAID, NO_AGE)
    }
    rest = sum(counts.values()) - sum(told.values())
    return {**told, SMALL: rest} if rest else told


def _first_year(band: str) -> int:
    return int(band.partition("-")[0])


def _said(cell: str) -> str:
    return NOT_SAID if cell in NO_ANSWER_CODES else cell
