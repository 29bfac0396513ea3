"""What the cells of a table of answers mean: an option, no answer, or neither."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from nearer.cli.reading.tables import Block, Table
from nearer.cli.refusal import RefusalError
from nearer.research import NO_ANSWER, WRONG_VALUE

Options: TypeAlias = NDArray[np.int16]

USUAL_MISSING = ("0", "NA")
COUNTED_FROM_0 = 0.05
"""So many of all cells are 0, and the last option never occurs."""
_WRONG = 255
_MISSING = 224
"""Codes from here on say which spelling stood for no answer."""
_MOST_SPELLINGS = 16
_DECIMAL_COMMA = re.compile(r"[+-]?\d{1,9},\d{1,9}", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,9}(\.\d{0,9})?", re.ASCII)


class Spellings(dict[str, int]):
    """From the spelling of a cell to its code; each good spelling is read once.

    An answer's code is its option, counted from 1.
    """

    def __init__(
        self, values: Sequence[float], *, missing: Sequence[str] | None = None
    ) -> None:
        super().__init__()
        self._options = {_plain(str(v)): place for place, v in enumerate(values, 1)}
        asked = [_plain(m) for m in (USUAL_MISSING if missing is None else missing)]
        if missing is None:
            # Where 0 is an answer it cannot stand for a missing one.
            asked = [m for m in asked if m not in self._options]
        clash = next((m for m in asked if m in self._options), None)
        if clash:
            raise RefusalError(
                where="--missing",
                what=f"{_short(clash)} is an answer on this scale",
                do="Name a code that no answer has.",
            )
        self.missing = ("", *dict.fromkeys(m for m in asked if m))
        if len(self.missing) > _MOST_SPELLINGS:
            raise RefusalError(
                where="--missing",
                what=f"more than {_MOST_SPELLINGS - 1} codes",
                do="Name fewer.",
            )
        self.missing_met: Counter[str] = Counter()
        """How often each spelling stood for no answer."""
        self._asked = missing is not None
        self._last = float(values[-1])
        self._cells = 0
        self._met_last = False

    def __missing__(self, cell: str) -> int:
        code = self._code(_plain(cell))
        # Wrong and long spellings are not learnt: there is no end to them.
        if code != _WRONG and len(cell) <= 8:
            self[cell] = code
        return code

    def _code(self, plain: str) -> int:
        if plain in self.missing:
            return _MISSING + self.missing.index(plain)
        return self._options.get(plain, _WRONG)

    def read(self, block: Block, columns: Sequence[int]) -> Options:
        """Return the block's options, (n_rows, n_columns), and count missing ones."""
        pick = itemgetter(*columns)
        cells = chain.from_iterable(map(pick, block.rows))
        codes = np.frombuffer(bytes(map(self.__getitem__, cells)), dtype=np.uint8)
        met = np.bincount(codes, minlength=256)[_MISSING:_WRONG]
        for spelling, count in zip(self.missing, met.tolist(), strict=False):
            self.missing_met[_short(spelling)] += count
        self._cells += len(codes)
        self._met_last = self._met_last or bool((codes == len(self._options)).any())
        options = np.where(codes >= _MISSING, NO_ANSWER, codes).astype(np.int16)
        options[codes == _WRONG] = WRONG_VALUE
        return options.reshape(-1, len(columns))

    def refuse_wrong(
        self,
        options: Options,
        block: Block,
        table: Table,
        columns: Sequence[int],
        *,
        or_else: str = "",
    ) -> None:
        """Refuse the first cell that is neither an answer nor a missing one.

        `or_else` says what can be done with such rows instead of stopping.
        """
        wrong = np.argwhere(options == WRONG_VALUE)
        if not len(wrong):
            return
        index, item = map(int, wrong[0])
        cell = block.rows[index][columns[item]].strip()
        shown = cell if len(cell) <= 20 else f"{cell[:20]}…"
        if _DECIMAL_COMMA.fullmatch(cell):
            do = "Write whole numbers, and a fraction with a point"
        else:
            codes = ",".join([*map(_short, self.missing[1:]), shown])
            do = f"If it stands for no answer, add --missing {codes}"
        raise RefusalError(
            where=f"{table.path}, row {block.first_row + index} "
            f"(line {block.line(index)}), column {table.names[columns[item]]}",
            what=f"{shown!r} is not an answer of this scale "
            f"({', '.join(map(_short, self._options))})",
            do=f"{do}{or_else and '; '}{or_else}. Nothing was written.",
        )

    def refuse_from_0(self, path: Path) -> None:
        """Refuse what was read if 0 seems to be an answer that the scale lacks."""
        if not self._asked:
            refuse_counted_from_0(
                path,
                zeros=self.missing_met["0"],
                cells=self._cells,
                last=None if self._met_last else self._last,
            )


def refuse_counted_from_0(
    path: Path, *, zeros: int, cells: int, last: float | None
) -> None:
    """Refuse many zeros where nobody gave the last option (`last`; None: some did)."""
    if last is not None and zeros and zeros >= COUNTED_FROM_0 * cells:
        raise RefusalError(
            where=str(path),
            what=f"0 stands in {zeros:,} cells, and nobody gave {last:g}: the answers "
            "seem to be counted from 0",
            do="Add 1 to every answer; or, if 0 is no answer, say so with "
            "--missing 0. Nothing was written.",
        )


def _plain(cell: str) -> str:
    """Return a number in one spelling (`4`, ` 4.0`, `+04` are the same)."""
    cell = cell.strip()
    return repr(float(cell) + 0.0) if _NUMBER.fullmatch(cell) else cell


def _short(plain: str) -> str:
    return plain.removesuffix(".0")
