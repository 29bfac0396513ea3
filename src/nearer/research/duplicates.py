"""Find rows that were seen before, in little memory however many there are.

Each row becomes one 64-bit number; two different rows among ten million share one with
a chance below one in a hundred thousand. 16 bytes a row are kept.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_SEED = 20180301
"""Any fixed number: the same rows give the same result on every day."""


class Seen:
    """Remembers every row it was shown, and the number of the first of each kind."""

    def __init__(self, n_columns: int) -> None:
        rng = np.random.default_rng(_SEED)
        self._factors = rng.integers(
            0, np.iinfo(np.uint64).max, size=n_columns, dtype=np.uint64, endpoint=True
        )
        self._runs: list[tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]] = []

    @property
    def n_runs(self) -> int:
        """How many sorted runs are kept: about the logarithm of the rows."""
        return len(self._runs)

    @property
    def nbytes(self) -> int:
        """Memory that grows with the rows."""
        return sum(array.nbytes for run in self._runs for array in run)

    def first_rows(
        self, rows: npt.NDArray[np.integer], numbers: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.int64]:
        """Return the number of the first row equal to each: often its own."""
        marks = (rows.astype(np.uint64) + np.uint64(1)) @ self._factors
        unique, first, where = np.unique(marks, return_index=True, return_inverse=True)
        known = numbers[first]
        for run_marks, run_numbers in self._runs:
            at = np.minimum(np.searchsorted(run_marks, unique), len(run_marks) - 1)
            known = np.where(run_marks[at] == unique, run_numbers[at], known)
        new = known == numbers[first]
        if new.any():
            self._keep(unique[new], known[new])
        return known[where]

    def _keep(
        self, marks: npt.NDArray[np.uint64], numbers: npt.NDArray[np.int64]
    ) -> None:
        # Runs are merged like the digits of a binary number, so there are few.
        self._runs.append((marks, numbers))
        while len(self._runs) > 1 and len(self._runs[-2][0]) <= 2 * len(
            self._runs[-1][0]
        ):
            joined = [
                np.concatenate(pair) for pair in zip(*self._runs[-2:], strict=True)
            ]
            order = np.argsort(joined[0], kind="stable")
            self._runs[-2:] = [(joined[0][order], joined[1][order])]
