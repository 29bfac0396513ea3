"""Answers from a Parquet file, batch by batch."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nearer.cli.calibrate.gathering import (
    OR_FLAG,
    Column,
    Gathered,
    Gatherer,
    group_columns,
)
from nearer.cli.reading.answers import USUAL_MISSING
from nearer.cli.reading.scales import answer_columns
from nearer.cli.reading.tables import plain_name
from nearer.cli.refusal import RefusalError
from nearer.cli.terminal.progress import bar
from nearer.content import Instrument
from nearer.research import NO_ANSWER, WRONG_VALUE

ROWS = 16_384


def from_parquet(
    args: argparse.Namespace, instrument: Instrument, gatherer: Gatherer
) -> None:
    names = answer_columns(instrument)
    file = _parquet_file(args.source)
    there = file.schema_arrow.names
    wanted = group_columns(args.groups, there)
    more = [args.person] if args.person else []
    own = _own_names(args.source, there, [*names, *wanted, *more])
    gathered = gatherer.gathered
    gathered.columns = [Column(name) for name in wanted]
    gathered.not_read = [name for name in there if name not in own.values()]
    missing = _Missing(args.missing, instrument)
    columns = list(dict.fromkeys(own.values()))
    with bar(
        total=file.metadata.num_rows, unit="rows", says="reading", quiet=args.quiet
    ) as shown:
        for batch in file.iter_batches(batch_size=ROWS, columns=columns):
            answers = {name: batch.column(own[name]) for name in names}
            options = _options(answers, instrument, missing, args, gathered)
            persons = _cells(batch.column(own[args.person])) if args.person else None
            kept = np.flatnonzero(gatherer.add(options, persons))
            for column in gathered.columns:
                column.add(_cells(batch.column(own[column.name]).take(_indices(kept))))
            shown.update(len(options))


def _parquet_file(path: Path) -> Any:
    try:
        parquet = import_module("pyarrow.parquet")
    except ModuleNotFoundError as error:
        raise RefusalError(
            where=str(path),
            what="Parquet files need the cluster extra",
            do="Install it, or save the table as CSV.",
        ) from error
    try:
        return parquet.ParquetFile(path)
    except (OSError, ValueError) as error:
        reason = str(error).strip().splitlines()[0].rstrip(".")
        raise RefusalError(
            where=str(path),
            what=f"it cannot be read as Parquet ({reason})",
            do="Check that it was saved whole.",
        ) from error


def _cells(column: Any) -> list[str]:
    return ["" if cell is None else str(cell) for cell in column.to_pylist()]


def _indices(places: NDArray[np.intp]) -> Any:
    return import_module("pyarrow").array(places)


def _own_names(
    path: Path, there: Sequence[str], wanted: Sequence[str]
) -> dict[str, str]:
    """Return what the file calls the columns; capitals and spaces do not matter."""
    called: dict[str, list[str]] = {}
    for name in there:
        called.setdefault(plain_name(name), []).append(name)
    absent = [name for name in wanted if plain_name(name) not in called]
    if absent:
        are = "column is" if len(absent) == 1 else "columns are"
        raise RefusalError(
            where=str(path),
            what=f"{len(absent)} {are} missing: {', '.join(absent[:12])}",
            do="Rename the columns Q1, Q2 … or choose another file.",
        )
    twice = [name for name in wanted if len(called[plain_name(name)]) > 1]
    if twice:
        raise RefusalError(
            where=str(path),
            what=f"the column {twice[0]} is there twice",
            do="Rename or remove one of them.",
        )
    return {name: called[plain_name(name)][0] for name in wanted}


class _Missing:
    """What stands for no answer, beside an empty cell: numbers and words."""

    def __init__(self, asked: Sequence[str] | None, instrument: Instrument) -> None:
        self.numbers: list[float] = []
        self.words: list[str] = []
        for code in USUAL_MISSING if asked is None else asked:
            try:
                number = float(code)
            except ValueError:
                self.words.append(code)
            else:  # one that is an answer stays one
                if number not in instrument.response.values:
                    self.numbers.append(number)

    def read(self, column: Any, gathered: Gathered) -> NDArray[np.float64]:
        """Return a column's numbers, nan where there is no answer; count those."""
        values = column.to_numpy(zero_copy_only=False)
        empty = 0
        if values.dtype == object:  # words, or numbers written as such
            cells = [cell.strip() if isinstance(cell, str) else cell for cell in values]
            for word in self.words:
                gathered.missing[word] += cells.count(word)
            empty -= sum(map(cells.count, self.words))
            none = {"", *self.words}
            values = np.array([None if cell in none else cell for cell in cells])
        numbers = np.asarray(values, dtype=np.float64)
        empty += int(np.isnan(numbers).sum())
        gathered.missing[""] += empty
        for code in self.numbers:
            gathered.missing[f"{code:g}"] += int((numbers == code).sum())
        return np.where(np.isin(numbers, self.numbers), np.nan, numbers)


def _options(
    answers: Mapping[str, Any],
    instrument: Instrument,
    missing: _Missing,
    args: argparse.Namespace,
    gathered: Gathered,
) -> NDArray[np.int16]:
    """Turn a batch's numbers into options counted from 1."""
    given = np.array(instrument.response.values)
    options = []
    for name, column in answers.items():
        try:
            values = missing.read(column, gathered)
        except (TypeError, ValueError) as error:
            raise RefusalError(
                where=f"{args.source}, column {name}",
                what="it holds something else than numbers",
                do="Save the answers as whole numbers; words that stand for no answer "
                "can be named with --missing.",
            ) from error
        at = np.clip(np.searchsorted(given, values), 0, len(given) - 1)
        known, absent = given[at] == values, np.isnan(values)
        wrong = np.flatnonzero(~known & ~absent)
        if len(wrong) and args.on_bad_value == "stop":
            raise RefusalError(
                where=f"{args.source}, row {gathered.rows + int(wrong[0]) + 1}, "
                f"column {name}",
                what=f"{values[wrong[0]]:g} is not an answer of this scale",
                do=f"If it stands for no answer, add it to --missing; {OR_FLAG}. "
                "Nothing was written.",
            )
        options.append(
            np.where(absent, NO_ANSWER, np.where(known, at + 1, WRONG_VALUE))
        )
    return np.column_stack(options).astype(np.int16)
