"""`nearer calibrate`: everybody's answers in, item parameters with their errors out."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from nearer.cli.answers import USUAL_MISSING
from nearer.cli.calibration_cluster import people_for
from nearer.cli.calibration_files import Outcome, Times, write_numbers
from nearer.cli.calibration_input import USUAL_GROUPS, Gathered
from nearer.cli.calibration_remarks import remarks
from nearer.cli.calibration_report import report
from nearer.cli.calibration_sources import gather
from nearer.cli.printing import table
from nearer.cli.progress import steps
from nearer.cli.refusal import RefusalError
from nearer.cli.report_parts import LANGUAGES
from nearer.cli.scales import add_scale_argument, answer_columns, whole_catalogue
from nearer.cli.whole_folder import check_folder, whole_folder
from nearer.content import Instrument
from nearer.core.measurement.calibration import (
    Calibration,
    CalibrationError,
    Engine,
    ItemPriors,
    People,
    PeopleInMemory,
    Settings,
    calibrate,
    warm_up,
)
from nearer.research.grouping import grouping
from nearer.research.study import study

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
MOST_LOOKED_AT = 250_000
WORTH_COMPILED = 20_000
ODDITIES = ("all-same", "duplicate", "gaps")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `nearer calibrate` takes."""
    parser.description = DESCRIPTION
    parser.epilog = f"{EPILOG}\n{parser.epilog or ''}"
    parser.add_argument(
        "source", type=Path, metavar="SOURCE", help="the table of answers"
    )
    add_scale_argument(parser)
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="folder for the results"
    )
    parser.add_argument(
        "--groups",
        type=_names,
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
        type=_names,
        default=(),
        metavar="Q7,Q9",
        help="items to leave out of the calibration",
    )
    parser.add_argument(
        "--missing",
        type=_names,
        metavar="X,Y",
        help="what stands for no answer, beside an empty cell "
        f"(default: {','.join(USUAL_MISSING)}; 0 only where it is no answer)",
    )
    parser.add_argument(
        "--on-bad-value",
        choices=("stop", "flag"),
        default="stop",
        help="a value out of range: stop and name it (default), or leave the row out "
        "and count it",
    )
    parser.add_argument(
        "--priors",
        action="store_true",
        help="weak priors: log a ~ N(log 1.4, 0.3²), thresholds ~ N(0, 2²); for few "
        "people",
    )
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        default=LANGUAGES[0],
        help="of the report (default: %(default)s)",
    )
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
        type=int,
        default=os.cpu_count() or 1,
        metavar="N",
        help="default: one for each processor",
    )
    own.add_argument(
        "--most-in-memory",
        type=int,
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
    own.add_argument(
        "--quiet", action="store_true", help="no progress bar (there is none in a pipe)"
    )


def _names(words: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(word.strip() for word in words.split(",") if word.strip())
    )


def _oddities(words: str) -> tuple[str, ...]:
    names = _names(words)
    unknown = [name for name in names if name not in ODDITIES]
    if unknown:
        raise argparse.ArgumentTypeError(
            f"{unknown[0]!r} is not known; known: {', '.join(ODDITIES)}"
        )
    return names


def run(args: argparse.Namespace) -> int:
    """Calibrate; return the exit code."""
    check_folder(args.out)
    instrument = _instrument(args.scale)
    kept = _kept_items(instrument, args.leave_out)
    began = time.perf_counter()
    gathered = gather(args, instrument, kept)
    seconds_read = time.perf_counter() - began
    with (
        closing(gathered.spool),
        steps(says="calibrating", quiet=args.quiet) as tell,
    ):
        with people_for(args, gathered.spool) as people:
            found, times = _calibrate(args, instrument, kept, gathered, people, tell)
        outcome = _look(
            args, instrument, gathered, found, replace(times, read=seconds_read), tell
        )
    with whole_folder(args.out) as folder:
        write_numbers(folder, outcome)
        page = report(outcome, language=args.language)
        (folder / "report.html").write_text(page, encoding="utf-8")
    print(_summary(args, outcome))
    return 0


def _instrument(scale: str) -> Instrument:
    known = whole_catalogue().instruments
    if scale not in known:
        raise RefusalError(
            where=f"--scale {scale}",
            what="there is no instrument of that name",
            do=f"Known: {', '.join(known)}.",
        )
    instrument = known[scale]
    same = all(item.response == instrument.response for item in instrument.items)
    if len(instrument.scales) > 2 or not same:
        raise RefusalError(
            where=f"--scale {scale}",
            what="only one or two traits with the same answers can be calibrated",
            do="Choose another instrument.",
        )
    return instrument


def _kept_items(instrument: Instrument, leave_out: tuple[str, ...]) -> list[int]:
    names = answer_columns(instrument)
    unknown = [name for name in leave_out if name not in names]
    if unknown:
        raise RefusalError(
            where=f"--leave-out {unknown[0]}",
            what="there is no such item",
            do=f"The items are {names[0]} to {names[-1]}.",
        )
    return [place for place, name in enumerate(names) if name not in leave_out]


def _calibrate(
    args: argparse.Namespace,
    instrument: Instrument,
    kept: list[int],
    gathered: Gathered,
    people: People,
    tell: Callable[[str], None],
) -> tuple[Calibration, Times]:
    engine = _engine(args.engine, gathered.spool.n_people)
    marks: dict[str, float] = {}

    def mark(word: str) -> None:
        marks[word] = time.perf_counter()
        tell(word)

    try:
        began = time.perf_counter()
        warm_up(engine)
        ready = time.perf_counter()
        found = calibrate(
            answers=people,
            n_categories=instrument.response.n_options,
            traits=[instrument.scales.index(instrument.items[i].scale) for i in kept],
            names=[answer_columns(instrument)[i] for i in kept],
            settings=Settings(
                engine=engine, priors=ItemPriors() if args.priors else None
            ),
            progress=mark,
        )
    except ModuleNotFoundError as error:
        raise RefusalError(
            where=f"--engine {args.engine}",
            what="the compiled loops are not installed",
            do="Install the research extra, or use --engine numpy.",
        ) from error
    except CalibrationError as error:
        names = ",".join([*args.leave_out, *error.items])
        do = f"To do so, add --leave-out {names}. " if error.items else ""
        raise RefusalError(
            where=str(args.source), what=str(error), do=f"{do}Nothing was written."
        ) from error
    ended = time.perf_counter()
    errors = marks.get("standard errors", ended)
    times = Times(
        read=0.0, ready=ready - began, fit=errors - ready, errors=ended - errors
    )
    return found, times


def _look(
    args: argparse.Namespace,
    instrument: Instrument,
    gathered: Gathered,
    found: Calibration,
    times: Times,
    tell: Callable[[str], None],
) -> Outcome:
    """Look at the calibration from all sides; of very many people, at every few."""
    began = time.perf_counter()
    stride = -(-gathered.spool.n_people // MOST_LOOKED_AT)
    measured = sorted({int(trait) for trait in found.traits})
    seen = study(
        calibration=found,
        answers=PeopleInMemory(gathered.spool.every(stride), threads=args.threads),
        values=instrument.response.values,
        scales=[instrument.scales[trait] for trait in measured],
        groupings=[
            grouping(
                column=column.name,
                spellings=list(column.levels),
                codes=column.codes()[::stride],
            )
            for column in gathered.columns
        ],
        sittings=gathered.sittings.pairs() if stride == 1 else None,
        progress=tell,
    )
    return Outcome(
        instrument=instrument,
        study=seen,
        gathered=gathered,
        times=replace(times, study=time.perf_counter() - began),
        stride=stride,
    )


def _engine(asked: str, n_people: int) -> Engine:
    """Choose plain NumPy for a few people: loading compiled loops would take longer."""
    few = n_people < WORTH_COMPILED
    return Engine.NUMPY if few and asked == Engine.AUTO else Engine(asked)


def _summary(args: argparse.Namespace, outcome: Outcome) -> str:
    found: Calibration = outcome.calibration
    gathered = outcome.gathered
    rows = [("rows", f"{gathered.rows:,}"), ("people", f"{found.n_people:,}")]
    rows += [
        (f"left out: {why}", f"{n:,}") for why, n in gathered.left_out.items() if n
    ]
    rows += [(f"kept: {what}", f"{n:,}") for what, n in gathered.odd.items() if n]
    rows += [
        (f"no answer: {code or 'empty'}", f"{n:,}")
        for code, n in gathered.missing.items()
        if n
    ]
    rows.append(("log-likelihood", f"{found.log_likelihood:,.2f}"))
    if found.correlation is not None:
        rows.append(("correlation", f"{found.correlation:.4f}"))
    rows.append(("converged", "yes" if found.convergence.converged else "NO"))
    rows.append(("seconds to fit", f"{outcome.times.fit:.2f}"))
    said = "".join(f"\n  {remark}" for remark in remarks(outcome))
    return f"{args.source} → {args.out}\n\n{table(rows)}{said and chr(10)}{said}"
