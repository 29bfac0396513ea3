"""`nearer score`: a file of answers in, a file of scores out, one line for each row."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from textwrap import fill, indent

import numpy as np
import numpy.typing as npt

from nearer.cli import arguments
from nearer.cli.reading.answers import Spellings
from nearer.cli.reading.scales import add_scale_argument, answer_columns, chosen_scale
from nearer.cli.reading.tables import Block, open_table, watched
from nearer.cli.refusal import RefusalError
from nearer.cli.score.summary import Summary
from nearer.cli.writing.output import check_target, replacing
from nearer.content import Instrument
from nearer.research import COLUMNS, Scored, Scorer
from nearer.research.flags import MEANINGS

NUMBERS = COLUMNS[1:-2]
"""The columns between the row and the verdict."""

DESCRIPTION = f"""\
Score a file of answers on avoidance (fear of intimacy) and anxiety (fear of
abandonment).

FILE is a table with a header: commas, semicolons or tabs, UTF-8. It has a column
Q1, Q2 … for every item, in any order. OUT.csv gets one line for every row:

{indent(fill(", ".join(COLUMNS), width=78), "  ")}

then the carried columns. A row that cannot be scored has empty numbers, the verdict
`unclear`, and a flag that says why. Means are of keyed answers (reversed items turned),
if at least 80 % of a scale is answered."""


def _indented(words: str) -> str:
    return indent(fill(words, width=74), " " * 6)


def epilog() -> str:
    """Return what stands below the options: flags and examples."""
    flags = "\n".join(
        f"  {name}\n{_indented(meaning)}" for name, meaning in MEANINGS.items()
    )
    return f"""flags, joined by `;`:
{flags}

examples:
  nearer score responses.csv --scale ecr36 --out scores.csv
  nearer score responses.csv --scale ecr36 --out scores.csv --carry age,country
  nearer score survey.csv --scale ecr36 --out scores.csv --missing -9,99
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `nearer score` takes."""
    parser.description = DESCRIPTION
    parser.epilog = f"{epilog()}\n{parser.epilog}"
    parser.add_argument("file", type=Path, metavar="FILE", help="the table of answers")
    add_scale_argument(parser)
    parser.add_argument(
        "--out", type=Path, required=True, metavar="OUT.csv", help="where to write"
    )
    parser.add_argument(
        "--carry",
        type=arguments.names,
        default=(),
        metavar="A,B",
        help="columns to carry along, as they are",
    )
    arguments.add_missing(parser)
    parser.add_argument(
        "--rho",
        type=float,
        metavar="R",
        help="correlation of the two traits before any answer (default: the scale's)",
    )
    arguments.add_on_bad_value(parser, flagged="flag the row and leave it unscored")
    arguments.add_quiet(parser)


def run(args: argparse.Namespace) -> int:
    """Score the file; return the exit code."""
    check_target(args.out, source=args.file)
    _check_carried(args.carry)
    instrument = chosen_scale(args.scale)
    names = answer_columns(instrument)
    spellings = Spellings(instrument.response.values, missing=args.missing)
    scorer = _scorer(instrument, args.rho)
    with open_table(args.file, expected=names) as table, ExitStack() as files:
        places = table.columns(names)
        carried = table.columns(args.carry)
        out = csv.writer(files.enter_context(replacing(args.out)), lineterminator="\n")
        out.writerow([*COLUMNS, *(table.names[place] for place in carried)])
        summary = Summary(args.out, files, method=instrument.method)
        for block in watched(table, says="scoring", quiet=args.quiet):
            options = spellings.read(block, places)
            if args.on_bad_value == "stop":
                spellings.refuse_wrong(
                    options,
                    block,
                    table,
                    places,
                    or_else="to leave such rows unscored, add --on-bad-value flag",
                )
            scored = scorer.score(options)
            out.writerows(_lines(scored, block, carried))
            summary.add(scored, block)
        spellings.refuse_from_0(args.file)
    summary.finish()
    print(summary.text(table, spellings.missing_met))
    return 0


def _check_carried(carry: Sequence[str]) -> None:
    taken = next((name for name in carry if name in COLUMNS), None)
    if taken:
        raise RefusalError(
            where=f"--carry {taken}",
            what="the result has a column of that name",
            do="Rename the column in your file.",
        )


def _scorer(instrument: Instrument, rho: float | None) -> Scorer:
    try:
        return Scorer(instrument, correlation=rho)
    except ValueError as error:
        raise RefusalError(
            where=f"--rho {rho}",
            what=str(error),
            do="Leave it out for the scale's own.",
        ) from error


def _lines(
    scored: Scored, block: Block, carried: Sequence[int]
) -> Iterator[tuple[object, ...]]:
    numbers = [_cells(getattr(scored, name)) for name in NUMBERS]
    also = [[row[place] for row in block.rows] for place in carried]
    return zip(
        scored.row.tolist(),
        *numbers,
        scored.verdict.tolist(),
        scored.flags.tolist(),
        *also,
        strict=True,
    )


def _cells(values: npt.NDArray[np.float64]) -> list[str]:
    """Return numbers with four decimals, empty where there is none."""
    cells = list(map("%.4f".__mod__, values.tolist()))
    for place in np.flatnonzero(np.isnan(values)):
        cells[place] = ""
    return cells
