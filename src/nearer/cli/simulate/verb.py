"""`nearer simulate`: how good a short test is, and how steps are chosen."""

from __future__ import annotations

import argparse
import csv
import math
from contextlib import ExitStack
from dataclasses import astuple
from pathlib import Path

import numpy as np

from nearer.cli import arguments
from nearer.cli.reading.answers import Spellings
from nearer.cli.reading.scales import add_scale_argument, answer_columns, chosen_scale
from nearer.cli.reading.tables import open_table, watched
from nearer.cli.refusal import RefusalError
from nearer.cli.simulate import programme
from nearer.cli.simulate.accuracy_picture import accuracy_picture
from nearer.cli.terminal.printing import table
from nearer.cli.terminal.progress import bar
from nearer.cli.writing.output import make_folder, replacing
from nearer.content import Instrument
from nearer.research import NO_ANSWER
from nearer.research.replaying import COLUMNS, Accuracy, Sample, accuracy

DESCRIPTION = """\
Re-play the adaptive test on answers to all items: at each step it chooses an item as
it would for a person, and takes the answer from FILE. Each length is compared with the
score from all items."""
COLUMN_MEANINGS = """DIR/summary.csv has a line for each length:
  items                 items asked, of both fears together
  r_avoidance, r_anxiety
                        correlation with the score from all items
  sd_avoidance, sd_anxiety
                        mean posterior SD
  same_side             share for whom both tests put the same fear higher
  verdict_clear         share for whom the short test names a lead (sure at .9 in
                        units of the reference group and of the answer scale)
  verdict_contradicts   of these, the share for whom all items name the other fear
DIR/accuracy.svg is a picture of it. Rows with a missing answer take no part.

examples:
  nearer simulate adaptive responses.csv --scale ecr36 --items 4,8,12,16,20 --out replay
  nearer simulate adaptive responses.csv --scale ecr36 --people 3000 --seed 7 --out r
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `nearer simulate` takes."""
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    own = what.add_parser(
        "adaptive",
        help="the adaptive test",
        description=DESCRIPTION,
        epilog=f"{COLUMN_MEANINGS}\n{parser.epilog}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    own.add_argument("file", type=Path, metavar="FILE", help="the table of answers")
    add_scale_argument(own)
    own.add_argument(
        "--items",
        type=arguments.whole_numbers,
        default=(4, 8, 12, 16, 20),
        metavar="N,N",
        help="lengths to try (default: 4,8,12,16,20)",
    )
    arguments.add_out(own)
    own.add_argument(
        "--people",
        type=arguments.whole_number,
        metavar="N",
        help="draw so many rows at random (default: all complete ones)",
    )
    own.add_argument(
        "--seed",
        type=int,
        default=1,
        metavar="S",
        help="decides every draw; the same seed gives the same result (default: 1)",
    )
    arguments.add_missing(own)
    arguments.add_quiet(own)
    steps = what.add_parser(
        "programme",
        help="how the steps of the ten weeks are chosen",
        description=programme.DESCRIPTION,
        epilog=f"{programme.COLUMN_MEANINGS}\n{parser.epilog}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    programme.add_arguments(steps)


def run(args: argparse.Namespace) -> int:
    """Do what was asked for."""
    return programme.run(args) if args.what == "programme" else _replay(args)


def _replay(args: argparse.Namespace) -> int:
    """Re-play, write summary.csv and accuracy.svg, print the table."""
    instrument = chosen_scale(args.scale)
    _check_lengths(args.items, instrument)
    arguments.check_seed(args.seed)
    rng = np.random.default_rng(args.seed)
    sample, rows = _read(args, instrument, rng)
    people = sample.people()
    if len(people) < 2:
        raise RefusalError(
            where=str(args.file),
            what=f"only {len(people)} of {rows} rows have an answer to every item",
            do="A comparison needs two or more.",
        )
    with bar(
        total=len(people), unit=" people", says="re-playing", quiet=args.quiet
    ) as shown:
        found = accuracy(
            instrument, people, lengths=args.items, rng=rng, done=shown.update
        )
    _refuse_alike(args, found)
    _write(args.out, found)
    print(table([_cells(line) for line in found], header=COLUMNS))
    print(
        f"\n{len(people):,} people re-played, of {sample.offered:,} with an answer to "
        f"every item, of {rows:,} rows (seed {args.seed}).\n"
        f"Written: {args.out / 'summary.csv'}, {args.out / 'accuracy.svg'}"
    )
    return 0


def _refuse_alike(args: argparse.Namespace, found: tuple[Accuracy, ...]) -> None:
    for line in found:
        if math.isnan(line.r_avoidance + line.r_anxiety):
            raise RefusalError(
                where=str(args.file),
                what=f"after {line.items} items everybody has the same score, and "
                "nothing correlates with that",
                do="Take more people, people who differ, or more items. Nothing was "
                "written.",
            )


def _check_lengths(lengths: tuple[int, ...], instrument: Instrument) -> None:
    n_items = len(instrument.items)
    if lengths[-1] > n_items:
        raise RefusalError(
            where=f"--items {','.join(map(str, lengths))}",
            what=f"{instrument.id} has {n_items} items",
            do=f"Name lengths from 1 to {n_items}.",
        )


def _read(
    args: argparse.Namespace, instrument: Instrument, rng: np.random.Generator
) -> tuple[Sample, int]:
    """Return a sample of the complete rows, and how many rows there are."""
    names = answer_columns(instrument)
    spellings = Spellings(instrument.response.values, missing=args.missing)
    sample = Sample(n_items=len(names), size=args.people, rng=rng)
    rows = 0
    with open_table(args.file, expected=names) as source:
        places = source.columns(names)
        for block in watched(source, says="reading", quiet=args.quiet):
            options = spellings.read(block, places)
            spellings.refuse_wrong(options, block, source, places)
            complete = (options != NO_ANSWER).all(axis=1)
            sample.add(instrument.keyed(options[complete]))
            rows += len(options)
    spellings.refuse_from_0(args.file)
    return sample, rows


def _write(folder: Path, found: tuple[Accuracy, ...]) -> None:
    make_folder(folder)
    with ExitStack() as files:
        summary = files.enter_context(replacing(folder / "summary.csv"))
        picture = files.enter_context(replacing(folder / "accuracy.svg"))
        lines = csv.writer(summary, lineterminator="\n")
        lines.writerow(COLUMNS)
        lines.writerows(map(_cells, found))
        picture.write(accuracy_picture(found))


def _cells(line: Accuracy) -> list[str]:
    items, *shares = astuple(line)
    return [str(items), *("" if math.isnan(x) else f"{x:.4f}" for x in shares)]
