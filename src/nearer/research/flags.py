"""What was odd about a row of answers, in words that a script can rely on."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

UNSCORABLE = "unscorable"
SEPARATOR = ";"
MEANINGS = {
    f"{UNSCORABLE}:no-answers": "no answer to any item: nothing was estimated",
    f"{UNSCORABLE}:bad-value-Q7": "a value out of range, here in Q7 (only with "
    "--on-bad-value flag): nothing was estimated",
    "missing:7": "so many answers are missing",
    "over-20-percent-missing-avoidance": "too few answers for a mean of avoidance; "
    "theta stands, with its larger SD",
    "over-20-percent-missing-anxiety": "the same for anxiety",
    "all-same": "every answer is the same option (before reversed items are turned)",
    "mostly-same": "more than 80 % of the answers are the same option",
    "misfit": "the answers hardly fit together: standardised log-likelihood below -2",
    "duplicate-of:123": "the same answers, item by item, as row 123",
}
"""Every flag that a row can carry, and what it says."""


def in_words(flag: str) -> str:
    """Return why a row could not be scored, from its flag."""
    reason = flag.removeprefix(f"{UNSCORABLE}:")
    column = reason.removeprefix("bad-value-")
    if column == reason:
        return "no answer to any item"
    return f"the value in {column} is not an answer of this scale"


class Flags:
    """Collects flags for a block of rows."""

    def __init__(self, n_rows: int) -> None:
        self._of: list[list[str]] = [[] for _ in range(n_rows)]

    def add(self, flag: str, where: npt.NDArray[np.bool_]) -> None:
        """Give a flag to the rows of a mask."""
        for row in np.flatnonzero(where):
            self._of[row].append(flag)

    def add_each(
        self,
        flag: str,
        where: npt.NDArray[np.bool_],
        details: Iterable[object],
        *,
        joint: str = ":",
    ) -> None:
        """Give `flag:detail` to the rows of a mask, each its own detail."""
        for row, detail in zip(np.flatnonzero(where), details, strict=True):
            self._of[row].append(f"{flag}{joint}{detail}")

    def joined(self) -> list[str]:
        """Return one string a row, empty where nothing was odd."""
        return [SEPARATOR.join(flags) for flags in self._of]
