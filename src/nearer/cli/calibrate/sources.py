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
from nearer.cli.reading.answers import Spellings, refuse_counted_from_0
from nearer.cli.reading.scales import answer_columns
from nearer.cli.reading.tables import open_table, watched
from nearer.cli.refusal import RefusalError
from nearer.content import Instrument


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
                what="no file has an answer that can be used"
                if source.is_dir()
                else "no row has an answer that can be used",
                do=". ".join([*gathered.named, "Check --scale."])
                if source.is_dir()
                else "Check the columns and --missing.",
            )
        if args.missing is None:
            refuse_counted_from_0(
                source,
                zeros=gathered.missing["0"],
                cells=gathered.rows * len(instrument.items),
                last=None if gathered.options[-1] else instrument.response.values[-1],
            )
        on_failure.pop_all()
    return gathered


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
