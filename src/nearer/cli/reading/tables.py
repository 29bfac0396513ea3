"""Read a table in blocks, however long it is, and refuse it precisely.

Commas, semicolons, tabs or bars between the columns, found from the header; every row
has to have a cell for every column. What the cells mean is settled elsewhere.
"""

from __future__ import annotations

import contextlib
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from nearer.cli.reading.text import TextLines
from nearer.cli.refusal import RefusalError
from nearer.cli.terminal.progress import bar

ROWS = 8192
"""Rows at a time: what a run needs of memory does not grow with the file."""
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(frozen=True)
class Block:
    """Some rows in the order of the file."""

    first_row: int
    """1 for the first row after the header."""
    first_line: int
    rows: list[list[str]]
    one_line_each: bool = True
    """False where a quoted cell holds a line break."""

    def line(self, index: int) -> int:
        """Return the line of the file on which a row of this block begins."""
        line = self.first_line + index
        if self.one_line_each:
            return line
        return line + sum(cell.count("\n") for row in self.rows[:index] for cell in row)


class Table:
    """An open table: its columns at once, its rows in blocks."""

    def __init__(self, text: TextLines, *, expected: Sequence[str]) -> None:
        self._text = text
        self._lines = iter(text)
        self.path = text.path
        self.names, self.delimiter = self._header(expected)

    @property
    def size(self) -> int:
        """Bytes in the file; 0 for a pipe."""
        return self._text.size

    @property
    def bytes_read(self) -> int:
        """How far into the file the last block reached."""
        return self._text.bytes_read

    @property
    def may_be_cut_off(self) -> bool:
        """Whether the last line lacks its end; known after the last block."""
        return not self._text.ends_with_break

    def columns(self, wanted: Sequence[str]) -> list[int]:
        """Return where the wanted columns stand; capitals and spaces do not matter."""
        places: dict[str, list[int]] = {}
        for place, name in enumerate(self.names):
            places.setdefault(plain_name(name), []).append(place)
        missing = [name for name in wanted if plain_name(name) not in places]
        if missing:
            raise self._missing(missing, of=len(wanted))
        twice = [name for name in wanted if len(places[plain_name(name)]) > 1]
        if twice:
            raise self._text.refusal(
                f"the column {twice[0]} is there twice",
                "Rename or remove one of them.",
                line=1,
            )
        return [places[plain_name(name)][0] for name in wanted]

    def blocks(self, size: int) -> Iterator[Block]:
        """Yield the rows, at most `size` at a time."""
        reader = csv.reader(self._lines, delimiter=self.delimiter, strict=True)
        row, empty_line = 1, 0
        while True:
            line = reader.line_num + 2
            try:
                rows = list(islice(reader, size))
            except csv.Error as error:
                raise self._text.refusal(
                    f"the row cannot be taken apart ({error})",
                    "Check its quotes; the file may also have been cut off here.",
                    line=reader.line_num + 1,
                ) from error
            if not rows:
                break
            lines = reader.line_num + 2 - line
            block = Block(row, line, rows, one_line_each=lines == len(rows))
            empty_line = self._check_shape(block, empty_line)
            if rows:
                yield block
            row += len(rows)
        if row == 1:
            raise RefusalError(
                where=str(self.path),
                what="there is a header and no row below it",
                do="Check that the file was saved whole.",
            )

    def _header(self, expected: Sequence[str]) -> tuple[tuple[str, ...], str]:
        line = next(self._lines, "")
        wanted = {plain_name(name) for name in expected}
        found: dict[str, tuple[str, ...]] = {}
        for delimiter in DELIMITERS:
            with contextlib.suppress(csv.Error):
                names = next(csv.reader([line], delimiter=delimiter, strict=True), [])
                found[delimiter] = tuple(name.strip() for name in names)
        if not found:
            raise self._text.refusal(
                "the names of the columns cannot be taken apart",
                "Check their quotes.",
                line=1,
            )
        best = max(
            found,
            key=lambda d: (len(wanted & set(map(plain_name, found[d]))), len(found[d])),
        )
        return found[best], best

    def _missing(self, missing: Sequence[str], *, of: int) -> RefusalError:
        there = ", ".join(name[:20] for name in self.names[:8])
        more = f" and {len(self.names) - 8} more" if len(self.names) > 8 else ""
        names = ", ".join(missing[:12]) + (" …" if len(missing) > 12 else "")
        if all(name.replace(".", "").isdigit() for name in self.names):
            do = "The first line has to hold the names of the columns."
        else:
            do = f"The columns there are: {there}{more}."
        counted = "column" if of == 1 else "columns"
        return self._text.refusal(
            f"{len(missing)} of {of} {counted} missing: {names}", do, line=1
        )

    def _check_shape(self, block: Block, empty_line: int) -> int:
        """Refuse a ragged row; return the line of the first of the empty last lines."""
        width, rows = len(self.names), block.rows
        for index, row in enumerate(rows):
            if len(row) == width and not empty_line:
                continue
            if row:
                raise self._ragged(block, index, empty_line)
            empty_line = empty_line or block.line(index)
        while rows and not rows[-1]:
            rows.pop()
        return empty_line

    def _ragged(self, block: Block, index: int, empty_line: int) -> RefusalError:
        if empty_line:
            return self._text.refusal(
                "the line is empty, and rows follow it", "Remove it.", line=empty_line
            )
        return self._text.refusal(
            f"row {block.first_row + index} has {len(block.rows[index])} cells and the "
            f"header has {len(self.names)}",
            "Mend that row; the file may also have been cut off there.",
            line=block.line(index),
        )


def watched(table: Table, *, says: str, quiet: bool) -> Iterator[Block]:
    """Yield the table's blocks, with a bar that follows the bytes."""
    with bar(total=table.size, unit="B", says=says, quiet=quiet) as shown:
        for block in table.blocks(ROWS):
            yield block
            shown.update(table.bytes_read - shown.n)


def plain_name(name: str) -> str:
    """Return a column's name without what does not matter: capitals and spaces."""
    return name.strip().casefold()


@contextlib.contextmanager
def open_table(path: Path, *, expected: Sequence[str]) -> Iterator[Table]:
    """Open a table; the delimiter is the one that finds most expected columns."""
    try:
        file = path.open("rb")
    except OSError as error:
        reason = "that is a folder" if path.is_dir() else (error.strerror or "").lower()
        raise RefusalError(
            where=str(path),
            what=f"it cannot be opened ({reason})",
            do="Check the name and that you may read it.",
        ) from error
    with file:
        yield Table(TextLines(path, file), expected=expected)
