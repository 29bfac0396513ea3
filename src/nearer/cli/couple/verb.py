"""`nearer couple fit`: two people's days in, the paths between them out."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from nearer.cli import arguments
from nearer.cli.couple.files import Couple, Outcome, write_numbers
from nearer.cli.couple.gathering import gather
from nearer.cli.couple.report import SOMETIMES, write_pages
from nearer.cli.terminal.printing import table
from nearer.cli.terminal.progress import bar
from nearer.cli.writing.whole_folder import check_folder, whole_folder
from nearer.core.dynamics import (
    Days,
    Engine,
    PathPriors,
    PathRules,
    Reading,
    engine_for,
    read_many,
)

DESCRIPTION = """\
Read what two people's days say of each other: does more of x on one day go with more
of y on the next, and the other way round? Every couple is fitted by itself, with gaps,
each person's own level, trend and weekends, noise in single answers, and weak priors.

DAYS.csv is a table with a header (commas, semicolons, tabs or bars; UTF-8) and a row
for each couple and day, in any order: x of one partner, y of the other, empty where
there is no answer. Days are whole numbers or dates as 2026-01-31; only dates know
weekends."""
MEANINGS = """DIR gets
  couples.csv   four rows for each couple, one a path:
                couple, path, mean, sd, lo95, hi95, p_positive, verdict, days, reason
                  path      x_to_x, y_to_x, x_to_y, y_to_y: yesterday's to today's
                  mean …    posterior, in SD of each series' own days
                  verdict   likely (P > .9), likely not (P < .1), unclear, not enough
                  reason    why it is not enough; numbers are empty where none could
                            be had, and no more than a hint where they are not
  loops.csv     whether both cross paths are likely, one of them sure (P > .95) and
                each 2.4 standard errors above 0 by the days alone, without priors
  report.html   one page with pictures that opens without a network
  paths.svg     every couple's two cross paths with their intervals
  couple-N.svg  days of the N-th couple of the file, where there are 12 or fewer
  summary.json  counts, columns, method with every rule and prior

A finding never says what causes what.

examples:
  nearer couple fit days.csv --couple pair --day date --x reach --y withdraw --out out
"""
AT_ONCE = 48


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `nearer couple` takes."""
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    own = what.add_parser(
        "fit",
        help="fit each couple's days",
        description=DESCRIPTION,
        epilog=f"{MEANINGS}\n{parser.epilog}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    own.add_argument("file", type=Path, metavar="DAYS.csv", help="the table of days")
    for name, holds in (
        ("couple", "who belongs together"),
        ("day", "the day, as whole number or date"),
        ("x", "the answers of one partner"),
        ("y", "the answers of the other"),
    ):
        own.add_argument(
            f"--{name}", required=True, metavar="COL", help=f"column: {holds}"
        )
    arguments.add_out(own)
    own.add_argument(
        "--missing",
        action="extend",
        type=arguments.names,
        metavar="X,Y",
        help="what stands for no answer, beside an empty cell (default: NA)",
    )
    own.add_argument(
        "--decimal",
        choices=("point", "comma"),
        default="point",
        help="how fractions are written, 3.5 or 3,5 (default: %(default)s)",
    )
    arguments.add_language(own)
    _add_rules(own)
    arguments.add_quiet(own)


def _add_rules(parser: argparse.ArgumentParser) -> None:
    own = parser.add_argument_group("what is asked for before anything is said")
    usual = PathRules()
    own.add_argument(
        "--least-days",
        type=arguments.whole_number,
        default=usual.least_days,
        metavar="N",
        help="from the first answer to the last (default: %(default)s)",
    )
    own.add_argument(
        "--least-pairs",
        type=arguments.whole_number,
        default=usual.least_pairs,
        metavar="N",
        help="days in a row on which both answered (default: %(default)s)",
    )
    own.add_argument(
        "--least-sd",
        type=_spread,
        default=usual.least_sd,
        metavar="SD",
        help="of each series, in its own points (default: %(default)s)",
    )
    own.add_argument(
        "--noise",
        choices=("allow", "none"),
        default="allow",
        help="allow for noise in single answers (default), or take every answer as "
        "exact: narrower intervals, right only if that is so",
    )


def _spread(word: str) -> float:
    try:
        value = float(word)
    except ValueError:
        value = -1.0
    if not 0.0 <= value < float("inf"):
        raise argparse.ArgumentTypeError(f"{word!r} is no number of at least 0")
    return value


def run(args: argparse.Namespace) -> int:
    """Read, fit, write all files together; return the exit code."""
    check_folder(args.out)
    gathered = gather(args)
    grids = gathered.grids()
    rules = PathRules(
        least_days=args.least_days,
        least_pairs=args.least_pairs,
        least_sd=args.least_sd,
    )
    began = time.perf_counter()
    readings = iter(_read(args, [days for days in grids if days is not None], rules))
    couples = [
        Couple(name, days, None if days is None else next(readings))
        for name, days in zip(gathered.diaries, grids, strict=True)
    ]
    outcome = Outcome(
        gathered=gathered,
        couples=couples,
        rules=rules,
        columns=(args.x, args.y),
        priors=_priors(args),
        seconds=time.perf_counter() - began,
    )
    with whole_folder(args.out, sometimes=SOMETIMES) as folder:
        write_numbers(folder, outcome)
        write_pages(folder, outcome, language=args.language)
    print(_summary(args, outcome))
    return 0


def _priors(args: argparse.Namespace) -> PathPriors:
    return PathPriors() if args.noise == "allow" else PathPriors(noise=None)


def _read(
    args: argparse.Namespace, many: Sequence[Days], rules: PathRules
) -> list[Reading]:
    priors = _priors(args)
    engine = engine_for(n_couples=len(many))
    threads = (os.cpu_count() or 1) if engine is Engine.NUMBA else 1
    # Couples of like length together: shorter ones would only wait for longer ones.
    order = sorted(range(len(many)), key=lambda place: many[place].n_days)
    parts = [order[at : at + AT_ONCE] for at in range(0, len(order), AT_ONCE)]
    found: dict[int, Reading] = {}

    def read(places: Sequence[int]) -> list[Reading]:
        some = [many[place] for place in places]
        return read_many(many=some, rules=rules, priors=priors, engine=engine)

    with (
        ThreadPoolExecutor(threads) as pool,
        bar(
            total=len(many), unit=" couples", says="fitting", quiet=args.quiet
        ) as shown,
    ):
        try:
            for places, readings in zip(parts, pool.map(read, parts), strict=True):
                found.update(zip(places, readings, strict=True))
                shown.update(len(places))
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [found[place] for place in range(len(many))]


def _summary(args: argparse.Namespace, outcome: Outcome) -> str:
    gathered = outcome.gathered
    rows = [
        ("rows", f"{gathered.rows:,}"),
        ("couples", f"{len(outcome.couples):,}"),
        ("couples with numbers", f"{len(outcome.fitted):,}"),
    ]
    rows += [(f"loop {verdict}", f"{n:,}") for verdict, n in outcome.loops().items()]
    rows += [(f"  {reason}", f"{n:,}") for reason, n in outcome.reasons().items()]
    rows += [
        (f"no answer: {code or 'empty'}", f"{n:,}")
        for code, n in gathered.missing.items()
    ]
    if not gathered.dated:
        rows.append(("weekends", "not known: days are numbers"))
    if gathered.out_of_order:
        rows.append(("couples with days out of order", f"{gathered.out_of_order:,}"))
    if gathered.may_be_cut_off:
        rows.append(("last line without an end", "may be cut off"))
    rows.append(("seconds to fit", f"{outcome.seconds:.2f}"))
    return f"{args.file} → {args.out}\n\n{table(rows)}"
