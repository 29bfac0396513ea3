"""Read days of two people: a row for each couple and day, refused precisely."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from nearer.cli.reading.tables import Block, Table, open_table, watched
from nearer.cli.refusal import RefusalError
from nearer.core.dynamics import MOST_DAYS, Days

USUAL_MISSING = ("NA",)
TOO_FAR = "days too far apart"
LARGEST = 1e12
"""What is larger is a mistake, and its square could not be reckoned with."""
_WHOLE = re.compile(r"([+-]?\d{1,9})(\.0*)?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIMED = re.compile(r"\d{4}-\d{1,2}-\d{1,2}[T ].+", re.ASCII)
_OTHER_DATE = re.compile(r"(\d{1,4})([./-])\d{1,2}\2\d{1,4}.*", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_A_MONDAY = 1  # 1 January of the year 1
_NOTHING = "Nothing was written."


@dataclass
class Diary:
    """One couple's rows as they came."""

    days: list[int] = field(default_factory=list)
    x: list[float | None] = field(default_factory=list)
    y: list[float | None] = field(default_factory=list)
    rows: dict[int, int] = field(default_factory=dict)
    """Each day's row in the file."""
    in_order: bool = True


@dataclass
class Gathered:
    """Every couple's days, and what was met on the way."""

    source: Path
    diaries: dict[str, Diary] = field(default_factory=dict)
    rows: int = 0
    missing: Counter[str] = field(default_factory=Counter)
    dated: bool = False
    may_be_cut_off: bool = False

    @property
    def out_of_order(self) -> int:
        """How many couples' days came in another order than the calendar's."""
        return sum(not diary.in_order for diary in self.diaries.values())

    def grids(self) -> list[Days | None]:
        """Return each couple's days on a grid; None where they lie too far apart."""
        monday = _A_MONDAY if self.dated else None
        return [_grid(diary, monday) for diary in self.diaries.values()]


def _grid(diary: Diary, monday: int | None) -> Days | None:
    if max(diary.days) - min(diary.days) >= MOST_DAYS:
        return None
    return Days.on_grid(days=diary.days, x=diary.x, y=diary.y, monday=monday)


@dataclass(frozen=True)
class _Place:
    """A cell to complain of."""

    table: Table
    block: Block
    index: int

    @property
    def row(self) -> int:
        return self.block.first_row + self.index

    def refusal(self, column: str, what: str, do: str) -> RefusalError:
        line = self.block.line(self.index)
        where = f"{self.table.path}, row {self.row} (line {line}), column {column}"
        return RefusalError(where=where, what=what, do=f"{do} {_NOTHING}")


class _Reader:
    """Turns cells into numbers, and remembers how days were written."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.couple, self.day, self.x, self.y = columns(args)
        self.dated: bool | None = None
        self.told_missing = tuple(args.missing or ())
        self.missing = frozenset(self.told_missing or USUAL_MISSING)
        self.with_comma = args.decimal == "comma"

    def day_number(self, cell: str, place: _Place) -> int:
        cell = cell.strip()
        whole = _WHOLE.fullmatch(cell)
        is_date = bool(_DATE.fullmatch(cell))
        if not whole and not is_date:
            raise place.refusal(self.day, *_no_day(cell))
        if self.dated is None:
            self.dated = is_date
        if self.dated is not is_date:
            kind, other = ("dates", "number") if self.dated else ("numbers", "date")
            raise place.refusal(
                self.day,
                f"{_short(cell)} is a {other}, and the days above are {kind}",
                "Use one or the other throughout.",
            )
        if whole:
            return int(whole[1])
        try:
            return date.fromisoformat(cell).toordinal()
        except ValueError as error:
            raise place.refusal(
                self.day, f"{_short(cell)} is no day of the calendar", "Mend that row."
            ) from error

    def number(
        self, cell: str, column: str, place: _Place, met: Counter[str]
    ) -> float | None:
        cell = cell.strip()
        if not cell or cell in self.missing:
            met[cell] += 1
            return None
        plain = _NUMBER.fullmatch(self._pointed(cell))
        if plain:
            value = float(plain[0])
            if abs(value) <= LARGEST:
                return value
            raise place.refusal(
                column,
                f"{_short(cell)} is too large for an answer",
                "Mend that row, or empty the cell.",
            )
        codes = ",".join([*self.told_missing, _short(cell).strip(chr(39))])
        do = f"If it stands for no answer, add --missing {codes}."
        if self.with_comma and _NUMBER.fullmatch(cell):
            do = "With --decimal comma, write every number with a comma, as 3,5."
        elif _NUMBER.fullmatch(cell.replace(",", ".")):
            do = "Write numbers with a point, as 3.5, or add --decimal comma."
        raise place.refusal(column, f"{_short(cell)} is not a number", do)

    def _pointed(self, cell: str) -> str:
        """Return a number as Python reads it; with commas a point is none of its."""
        if not self.with_comma:
            return cell
        return cell.replace(".", "?").replace(",", ".")


def _no_day(cell: str) -> tuple[str, str]:
    """Return what is wrong with a day, and what to do about it."""
    if not cell:
        return "the day is empty", "Mend that row."
    if _TIMED.fullmatch(cell):
        return (
            f"{_short(cell)} is a day with a time",
            "Write only the date, as 2026-01-31: the day that it was for that couple.",
        )
    if _OTHER_DATE.fullmatch(cell):
        return (
            f"of {_short(cell)} day and month cannot be told for sure",
            "Write every date as 2026-01-31 (in a spreadsheet: format yyyy-mm-dd).",
        )
    return (
        f"{_short(cell)} is neither a whole number nor a date as 2026-01-31",
        "Mend that row.",
    )


def columns(args: argparse.Namespace) -> tuple[str, str, str, str]:
    """Return the names of the four columns."""
    return args.couple, args.day, args.x, args.y


def gather(args: argparse.Namespace) -> Gathered:
    """Read the whole file."""
    names = columns(args)
    _refuse_same_column(names)
    reader = _Reader(args)
    with open_table(args.file, expected=names) as table:
        places = table.columns(names)
        found = Gathered(args.file)
        for block in watched(table, says="reading", quiet=args.quiet):
            for index, row in enumerate(block.rows):
                cells = [row[place] for place in places]
                _add(found, reader, cells, _Place(table, block, index))
        found.may_be_cut_off = table.may_be_cut_off
    found.dated = bool(reader.dated)
    return found


def _refuse_same_column(names: Sequence[str]) -> None:
    plain = [name.strip().casefold() for name in names]
    for option, name in zip(("couple", "day", "x", "y"), plain, strict=True):
        if plain.count(name) > 1:
            raise RefusalError(
                where=f"--{option} {name}",
                what="one column cannot be two things",
                do="Name a column for couple, day, x and y each.",
            )


def _add(found: Gathered, reader: _Reader, cells: Sequence[str], at: _Place) -> None:
    couple = cells[0].strip()
    if not couple:
        raise at.refusal(reader.couple, "the couple has no name", "Mend that row.")
    day = reader.day_number(cells[1], at)
    diary = found.diaries.setdefault(couple, Diary())
    if day in diary.rows:
        raise at.refusal(
            reader.day,
            f"couple {_short(couple)} has day {cells[1].strip()} already, in row "
            f"{diary.rows[day]}",
            "There is one row for a couple and day, with x of one and y of the other. "
            "If each partner has a row, put the two side by side first.",
        )
    if diary.days and day < diary.days[-1]:
        diary.in_order = False
    diary.rows[day] = at.row
    diary.days.append(day)
    diary.x.append(reader.number(cells[2], reader.x, at, found.missing))
    diary.y.append(reader.number(cells[3], reader.y, at, found.missing))
    found.rows += 1


def _short(cell: str) -> str:
    return repr(cell if len(cell) <= 20 else f"{cell[:20]}…")
