"""Judge what was odd about rows: gaps, one answer for all, repeats, misfit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nearer.core.measurement import (
    MISFIT,
    STRAIGHT,
    GradedBank,
    Trait,
    straightlining,
)
from nearer.research.duplicates import Seen
from nearer.research.flags import UNSCORABLE, Flags

BoolArray = npt.NDArray[np.bool_]
OptionArray = npt.NDArray[np.integer]

NO_ANSWER = 0
"""In an array of options, which count from 1."""
WRONG_VALUE = -1
"""In an array of options: a cell that is neither an answer nor a missing one."""


def enough_answered(answered: OptionArray, n_items: int) -> BoolArray:
    """Return whether at least 80 % of a scale's items are answered."""
    return np.asarray(5 * answered >= 4 * n_items)


@dataclass(frozen=True, eq=False)
class Rows:
    """A block of rows, with what scoring already knows of them."""

    number: npt.NDArray[np.int64]
    options: OptionArray
    answered: OptionArray
    """Answers to each trait's items, (n_rows, 2)."""
    fit: npt.NDArray[np.float64]
    """Standardised log-likelihood, nan where there is none."""


def judge(
    rows: Rows, *, bank: GradedBank, names: tuple[str, ...], seen: Seen
) -> list[str]:
    """Return the flags of every row, joined."""
    flags = Flags(len(rows.number))
    scored = _flag_unscorable(flags, rows, names)
    missing = (rows.options == NO_ANSWER).sum(axis=1)
    gaps = scored & (missing > 0)
    flags.add_each("missing", gaps, missing[gaps])
    for trait in Trait:
        few = ~enough_answered(rows.answered[:, trait], len(bank.items_of(trait)))
        flags.add(f"over-20-percent-missing-{trait.name.lower()}", scored & few)
    # No answer is -1 there; a wrong value has left the row unscored already.
    share = straightlining(answers=np.maximum(rows.options, NO_ANSWER) - 1)
    flags.add("all-same", scored & (share == 1.0))
    flags.add("mostly-same", scored & (share > STRAIGHT) & (share < 1.0))
    flags.add("misfit", scored & (rows.fit < MISFIT))
    # All-same rows are bound to repeat; that says nothing about who sent them.
    _flag_repeats(flags, rows, scored & (share < 1.0), seen)
    return flags.joined()


def _flag_unscorable(flags: Flags, rows: Rows, names: tuple[str, ...]) -> BoolArray:
    wrong = rows.options == WRONG_VALUE
    bad = wrong.any(axis=1)
    columns = (names[item] for item in wrong[bad].argmax(axis=1))
    flags.add_each(f"{UNSCORABLE}:bad-value", bad, columns, joint="-")
    empty = (rows.options == NO_ANSWER).all(axis=1)
    flags.add(f"{UNSCORABLE}:no-answers", empty)
    return np.asarray(~bad & ~empty)


def _flag_repeats(flags: Flags, rows: Rows, varied: BoolArray, seen: Seen) -> None:
    first = seen.first_rows(rows.options[varied], rows.number[varied])
    again = first != rows.number[varied]
    where = np.zeros_like(varied)
    where[np.flatnonzero(varied)[again]] = True
    flags.add_each("duplicate-of", where, first[again])
