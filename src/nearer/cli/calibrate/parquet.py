"""Answers from a Parquet file, batch by batch."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
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
    absent = [name for name in (*names, *wanted, *more) if name not in there]
    if absent:
        raise RefusalError(
            where=str(args.source),
            what=f"{len(absent)} columns are missing: {', '.join(absent[:12])}",
            do="Rename the columns Q1, Q2 … or choose another file.",
        )
    gathered = gatherer.gathered
    gathered.columns = [Column(name) for name in wanted]
    gathered.not_read = [n for n in there if n not in {*names, *wanted, *more}]
    missing = _missing_values(args.missing, instrument)
    columns = list(dict.fromkeys([*names, *wanted, *more]))
    with bar(
        total=file.metadata.num_rows, unit="rows", says="reading", quiet=args.quiet
    ) as shown:
        for batch in file.iter_batches(batch_size=ROWS, columns=columns):
            options = _options(batch, names, instrument, missing, args, gathered)
            persons = _cells(batch.column(args.person)) if args.person else None
            kept = np.flatnonzero(gatherer.add(options, persons))
            for column in gathered.columns:
                column.add(_cells(batch.column(column.name).take(_indices(kept))))
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


def _missing_values(
    asked: Sequence[str] | None, instrument: Instrument
) -> NDArray[np.float64]:
    """Return the numbers that stand for no answer; one that is an answer stays one."""
    numbers = []
    for code in USUAL_MISSING if asked is None else asked:
        try:
            numbers.append(float(code))
        except ValueError:
            continue
    return np.array([n for n in numbers if n not in instrument.response.values])


def _options(
    batch: Any,
    names: Sequence[str],
    instrument: Instrument,
    missing: NDArray[np.float64],
    args: argparse.Namespace,
    gathered: Gathered,
) -> NDArray[np.int16]:
    """Turn a batch's numbers into options counted from 1."""
    given = np.array(instrument.response.values)
    options = np.empty((batch.num_rows, len(names)), dtype=np.int16)
    for place, name in enumerate(names):
        try:
            values = batch.column(name).to_numpy(zero_copy_only=False)
            values = values.astype(np.float64)
        except (TypeError, ValueError) as error:
            raise RefusalError(
                where=f"{args.source}, column {name}",
                what="it holds something else than numbers",
                do="Save the answers as whole numbers.",
            ) from error
        at = np.clip(np.searchsorted(given, values), 0, len(given) - 1)
        known = given[at] == values
        empty = np.isnan(values)
        absent = empty | np.isin(values, missing)
        gathered.missing[""] += int(empty.sum())
        for code in missing.tolist():
            gathered.missing[f"{code:g}"] += int((values == code).sum())
        options[:, place] = np.where(known, at + 1, WRONG_VALUE)
        options[absent, place] = NO_ANSWER
        wrong = np.flatnonzero(~known & ~absent)
        if len(wrong) and args.on_bad_value == "stop":
            raise RefusalError(
                where=f"{args.source}, row {gathered.rows + int(wrong[0]) + 1}, "
                f"column {name}",
                what=f"{values[wrong[0]]:g} is not an answer of this scale",
                do=f"If it stands for no answer, add it to --missing; {OR_FLAG}. "
                "Nothing was written.",
            )
    return options
