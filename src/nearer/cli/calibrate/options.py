"""What `nearer calibrate` can be asked."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from nearer.cli import arguments
from nearer.cli.calibrate.gathering import USUAL_GROUPS
from nearer.cli.reading.scales import add_scale_argument
from nearer.core.measurement.calibration import Engine

DESCRIPTION = """\
Calibrate a scale on everyone who answered: item parameters of a graded response model
with standard errors, the correlation of its two traits, and what they are worth.

SOURCE is a table with a header (commas, semicolons or tabs, UTF-8) or a Parquet file,
with a column Q1, Q2 … for every item; or a folder of answers that people gave, a file
each. DIR gets parameters.csv, summary.json, report.html (opens
without a network), bank.toml, and tables of fit, dependence, groups, norms, change."""
EPILOG = """\
examples:
  nearer calibrate responses.csv --scale ecr36 --out ecr36-calibration
  nearer calibrate responses.csv --scale ecr36 --out out --exclude all-same,duplicate
  nearer calibrate pilot.csv --scale two-fears --out out --priors
"""
MOST_IN_MEMORY = 500_000
ODDITIES = ("all-same", "duplicate", "gaps")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `nearer calibrate` takes."""
    parser.description = DESCRIPTION
    parser.epilog = f"{EPILOG}\n{parser.epilog or ''}"
    parser.add_argument(
        "source", type=Path, metavar="SOURCE", help="the table of answers"
    )
    add_scale_argument(parser)
    arguments.add_out(parser)
    parser.add_argument(
        "--groups",
        type=arguments.names,
        metavar="A,B",
        help="columns that tell groups apart, or none (default: those of "
        f"{', '.join(USUAL_GROUPS)} that are there)",
    )
    parser.add_argument(
        "--exclude",
        type=_oddities,
        default=(),
        metavar="A,B",
        help=f"leave rows out that are odd: {', '.join(ODDITIES)} (default: everybody "
        "enters, and oddities are counted)",
    )
    parser.add_argument(
        "--person",
        metavar="COLUMN",
        help="who answered: a person's second row is compared with the first "
        "(retest), and only the first enters",
    )
    parser.add_argument(
        "--leave-out",
        type=arguments.names,
        default=(),
        metavar="Q7,Q9",
        help="items to leave out of the calibration",
    )
    arguments.add_missing(parser)
    arguments.add_on_bad_value(parser, flagged="leave the row out and count it")
    parser.add_argument(
        "--priors",
        action="store_true",
        help="weak priors: log a ~ N(log 1.4, 0.3²), thresholds ~ N(0, 2²); for few "
        "people",
    )
    arguments.add_language(parser)
    _add_machinery(parser)


def _add_machinery(parser: argparse.ArgumentParser) -> None:
    own = parser.add_argument_group("how it is computed (same numbers in every way)")
    own.add_argument(
        "--engine",
        choices=[engine.value for engine in Engine],
        default=Engine.AUTO.value,
        help="compiled loops where the research extra is there, or plain NumPy",
    )
    own.add_argument(
        "--threads",
        type=arguments.whole_number,
        default=os.cpu_count() or 1,
        metavar="N",
        help="default: one for each processor",
    )
    own.add_argument(
        "--most-in-memory",
        type=arguments.whole_number,
        default=MOST_IN_MEMORY,
        metavar="N",
        help="more people than this are streamed from the disk (default: %(default)s)",
    )
    own.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="a Dask scheduler, such as tcp://10.0.0.1:8786; its workers must see the "
        "folder in which DIR stands",
    )
    arguments.add_quiet(own)


def _oddities(words: str) -> tuple[str, ...]:
    names = arguments.names(words)
    unknown = [name for name in names if name not in ODDITIES]
    if unknown:
        raise argparse.ArgumentTypeError(
            f"{unknown[0]!r} is not known; known: {', '.join(ODDITIES)}"
        )
    return names
