"""Where answers come from: a table, a Parquet file, a folder of gifts."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np

from nearer.cli.calibrate.gathering import (
    OR_FLAG,
    Column,
    Gathered,
    Gatherer,
    group_columns,
)
from nearer.cli.calibrate.gifts import from_folder
from nearer.cli.calibrate.parquet import from_parquet
from nearer.cli.calibrate.spool import Spool
from nearer.cli.reading.answers import Spellings
from nearer.cli.reading.scales import answer_columns
from nearer.cli.reading.tables import open_table, watched
from nearer.cli.refusal import RefusalError
from nearer.content import Instrument

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
            from_folder(args, instrument, gatherer)
        elif source.suffix.lower() in (".parquet", ".pq"):
            from_parquet(args, instrument, gatherer)
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
        wanted = group_columns(args.groups, table.names)
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
