"""`nearer calibrate`: everybody's answers in, item parameters with their errors out."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

from nearer.cli.calibrate.cluster import people_for
from nearer.cli.calibrate.files import write_numbers
from nearer.cli.calibrate.gathering import Gathered
from nearer.cli.calibrate.options import add_arguments
from nearer.cli.calibrate.outcome import Outcome, Times
from nearer.cli.calibrate.remarks import remarks
from nearer.cli.calibrate.report import report
from nearer.cli.calibrate.sources import gather
from nearer.cli.reading.scales import answer_columns, whole_catalogue
from nearer.cli.refusal import RefusalError
from nearer.cli.terminal.printing import table
from nearer.cli.terminal.progress import steps
from nearer.cli.writing.whole_folder import check_folder, whole_folder
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

__all__ = ["add_arguments", "run"]

MOST_LOOKED_AT = 250_000
WORTH_COMPILED = 20_000
NOT_ARRIVED = 3
"""Exit code: everything was written, and the numbers are not to be used."""


def run(args: argparse.Namespace) -> int:
    """Calibrate; return the exit code."""
    check_folder(args.out)
    instrument = _instrument(args.scale)
    kept = _kept_items(instrument, args.leave_out)
    _refuse_lonely(args, instrument, kept)
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
    return 0 if found.convergence.converged else NOT_ARRIVED


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


def _refuse_lonely(
    args: argparse.Namespace, instrument: Instrument, kept: list[int]
) -> None:
    """Refuse no item, and a trait with a single one, whose slope nothing can tell."""
    if not kept:
        raise RefusalError(
            where="--leave-out", what="no item is left", do="Leave fewer out."
        )
    scales = [instrument.items[place].scale for place in kept]
    alone = [p for p, s in zip(kept, scales, strict=True) if scales.count(s) == 1]
    if alone and not args.priors:
        item = instrument.items[alone[0]]
        names = ",".join([*args.leave_out, f"Q{item.number}"])
        raise RefusalError(
            where=f"item Q{item.number}",
            what=f"it is the only one about {item.scale}, and how sharply one item "
            "tells people apart cannot be known from itself",
            do=f"Add --priors, or --leave-out {names}.",
        )


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
            settings=Settings(engine=engine, priors=_priors(args)),
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
        priors=_priors(args),
        times=replace(times, study=time.perf_counter() - began),
        stride=stride,
    )


def _priors(args: argparse.Namespace) -> ItemPriors | None:
    return ItemPriors() if args.priors else None


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
    rows.append(("seconds to fit", f"{outcome.times.fit:.2f} ({outcome.engine})"))
    said = "".join(f"\n  {remark}" for remark in remarks(outcome))
    return f"{args.source} → {args.out}\n\n{table(rows)}{said and chr(10)}{said}"
