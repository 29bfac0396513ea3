"""What the cells of a table of answers mean: an answer, a missing one, or neither."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from operator import itemgetter
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from nearer.cli.refusal import RefusalError
from nearer.cli.tables import Block

Codes: TypeAlias = NDArray[np.uint8]

WRONG = 255
MISSING = 224
"""Codes from here up to `WRONG` say which spelling stood for a missing answer."""
_MOST_SPELLINGS = 16
_WHOLE = re.compile(r"[+-]?\d{1,9}(\.0*)?", re.ASCII)


class Spellings(dict[str, int]):
    """From the spelling of a cell to its code; each good spelling is read once.

    An answer's code is how far it stands above the lowest option.
    """

    def __init__(self, *, low: int, high: int, missing: Sequence[str]) -> None:
        super().__init__()
        self.low, self.high = low, high
        self.missing = ("", *dict.fromkeys(map(_plain, missing)))
        if len(self.missing) > _MOST_SPELLINGS:
            raise RefusalError(
                where="--missing",
                what=f"more than {_MOST_SPELLINGS - 1} codes",
                do="Name fewer.",
            )

    def __missing__(self, cell: str) -> int:
        code = self._code(_plain(cell))
        # Wrong and long spellings are not learnt: there is no end to them.
        if code != WRONG and len(cell) <= 8:
            self[cell] = code
        return code

    def _code(self, plain: str) -> int:
        if plain in self.missing:
            return MISSING + self.missing.index(plain)
        if not _WHOLE.fullmatch(plain) or not self.low <= int(plain) <= self.high:
            return WRONG
        return int(plain) - self.low

    def read(self, block: Block, columns: Sequence[int]) -> Codes:
        """Return the codes of the block's answers, (n_rows, n_columns)."""
        pick = itemgetter(*columns)
        cells = chain.from_iterable(map(pick, block.rows))
        codes = bytes(map(self.__getitem__, cells))
        return np.frombuffer(codes, dtype=np.uint8).reshape(-1, len(columns))


def _plain(cell: str) -> str:
    """Return a number without what does not change it (`4.0`, `+4`, ` 04`)."""
    cell = cell.strip()
    return str(int(float(cell))) if _WHOLE.fullmatch(cell) else cell
