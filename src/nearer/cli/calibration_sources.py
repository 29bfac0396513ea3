"""Where answers come from: a table, a Parquet file, a folder of gifts."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nearer.cli.answers import USUAL_MISSING, Spellings
from nearer.cli.calibration_input import (
    USUAL_GROUPS,
    Column,
    Gathered,
    Gatherer,
)
from nearer.cli.progress import bar
from nearer.cli.refusal import RefusalError
from nearer.cli.scales import answer_columns
from nearer.cli.spool import Spool
from nearer.cli.tables import open_table, watched
from nearer.content import Instrument
from nearer.research import NO_ANSWER, WRONG_VALUE
from nearer.research.donation import MOST_BYTES, Donation, DonationError, read, written

ROWS = 16_384
OR_FLAG = "to leave such rows out, add --on-bad-value flag"
COUNTED_FROM_0 = 0.05  # of all cells are 0, and the last option never occurs


def gather(
    args: argparse.Namespace, instrument: Instrument, kept: Sequence[int]
) -> Gathered:
    """Read everybody; refuse what cannot be read."""
    source: Path = args.source
    spool = Spool(len(kept), most_in_memory=args.most_in_memory)
    gathered = Gathered(spool, [])
    gatherer = Gatherer(
        instrument,
        kept,
        gathered,
        exclude=frozenset(args.exclude),
        names_rows=not source.is_dir(),
    )
    with ExitStack() as on_failure:
        on_failure.callback(spool.close)
        if source.is_dir():
            _from_folder(args, instrument, gatherer)
        elif source.suffix.lower() in (".parquet", ".pq"):
            _from_parquet(args, instrument, gatherer)
        else:
            _from_table(args, instrument, gatherer)
        if not spool.n_people:
            raise RefusalError(
                where=str(source),
                what="no row has an answer that can be used",
                do="Check the columns and --missing.",
            )
        _refuse_counted_from_0(args, instrument, gathered)
        on_failure.pop_all()
    return gathered


def _refuse_counted_from_0(
    args: argparse.Namespace, instrument: Instrument, gathered: Gathered
) -> None:
    """Refuse a table in which 0 seems to be an answer although the scale has none."""
    zeros = gathered.missing["0"]
    cells = gathered.rows * len(instrument.items)
    many = args.missing is None and zeros >= COUNTED_FROM_0 * cells
    if many and gathered.options[-1] == 0:
        last = f"{instrument.response.values[-1]:g}"
        raise RefusalError(
            where=str(args.source),
            what=f"0 stands in {zeros:,} cells, and nobody gave {last}: the answers "
            "seem to be counted from 0",
            do="Add 1 to every answer; or, if 0 is no answer, say so with "
            "--missing 0. Nothing was written.",
        )


def _from_table(
    args: argparse.Namespace, instrument: Instrument, gatherer: Gatherer
) -> None:
    names = answer_columns(instrument)
    spellings = Spellings(instrument.response.values, missing=args.missing)
    gathered = gatherer.gathered
    with open_table(args.source, expected=names) as table:
        places = table.columns(names)
        wanted = _group_columns(args.groups, table.names)
        also = table.columns(wanted)
        person = table.columns([args.person])[0] if args.person else None
        gathered.columns = [Column(name) for name in wanted]
        used = {*places, *also, person}
        gathered.not_read = [
            name for place, name in enumerate(table.names) if place not in used
        ]
        for block in watched(table, says="reading", quiet=args.quiet):
            options = spellings.read(block, places)
            if args.on_bad_value == "stop":
                spellings.refuse_wrong(options, block, table, places, or_else=OR_FLAG)
            persons = None
            if person is not None:
                persons = [row[person] for row in block.rows]
            kept = np.flatnonzero(gatherer.add(options, persons)).tolist()
            for column, place in zip(gathered.columns, also, strict=True):
                column.add([block.rows[index][place] for index in kept])
        if table.may_be_cut_off:
            gathered.notes.append("cut-off")
    gathered.missing = spellings.missing_met


def _group_columns(asked: Sequence[str] | None, there: Sequence[str]) -> list[str]:
    if asked is None:
        return [name for name in there if name.strip().casefold() in USUAL_GROUPS]
    return [name for name in asked if name != "none"]


def _from_parquet(
    args: argparse.Namespace, instrument: Instrument, gatherer: Gatherer
) -> None:
    names = answer_columns(instrument)
    file = _parquet_file(args.source)
    there = file.schema_arrow.names
    wanted = _group_columns(args.groups, there)
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


def _from_folder(
    args: argparse.Namespace, instrument: Instrument, gatherer: Gatherer
) -> None:
    paths = sorted(args.source.glob("*.toml"))
    if not paths:
        raise RefusalError(
            where=str(args.source),
            what="there is no .toml file of answers in it",
            do="Name the folder that holds the files people gave.",
        )
    gathered = gatherer.gathered
    age = Column("age")
    gathered.columns = [] if args.groups == ("none",) else [age]
    with bar(total=len(paths), unit="files", says="reading", quiet=args.quiet) as shown:
        for path, gift in _gifts(paths, instrument, gathered):
            options = np.array([_shown(gift, instrument)], dtype=np.int16)
            wrong = np.flatnonzero(options[0] == WRONG_VALUE).tolist()
            if wrong:
                item = instrument.items[wrong[0]].id
                gathered.name(f"{path.name}: the answer to {item} is no option")
            if gatherer.add(options)[0]:
                age.add([gift.age])
            shown.update()


def _shown(gift: Donation, instrument: Instrument) -> list[int]:
    row = []
    for item in instrument.items:
        option = gift.answers.get(item.id, NO_ANSWER)
        fits = option <= item.response.n_options
        row.append(option if fits else WRONG_VALUE)
    return row


def _gifts(
    paths: Sequence[Path], instrument: Instrument, gathered: Gathered
) -> Iterator[tuple[Path, Donation]]:
    seen: set[str] = set()
    for path in paths:
        try:
            gift = _gift(path, instrument)
        except (DonationError, UnicodeDecodeError, OSError) as error:
            gathered.rows += 1
            gathered.left_out["unreadable"] += 1
            gathered.name(f"{path.name}: {error}")
            continue
        same = written(gift)
        if (gift.instrument, gift.binding) != (instrument.id, instrument.binding):
            gathered.rows += 1
            gathered.left_out["other-instrument"] += 1
        elif same in seen:  # sent twice, or kept under two names
            gathered.rows += 1
            gathered.left_out["same-file"] += 1
        else:
            seen.add(same)
            yield path, gift


def _gift(path: Path, instrument: Instrument) -> Donation:
    if path.stat().st_size > MOST_BYTES:
        raise DonationError("it is too large for one person's answers")
    gift = read(path.read_text(encoding="utf-8"))
    unknown = sorted(gift.answers.keys() - set(instrument.item_ids))
    if gift.binding == instrument.binding and unknown:
        raise DonationError(f"{unknown[0]!r} is no item")
    return gift
