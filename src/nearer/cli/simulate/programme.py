"""`nearer simulate programme`: how steps are chosen, tried on simulated people."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from nearer.cli import arguments
from nearer.cli.refusal import RefusalError
from nearer.cli.simulate.programme_report import pictures, report
from nearer.cli.terminal.printing import table
from nearer.cli.terminal.progress import bar
from nearer.cli.writing.whole_folder import check_folder, whole_folder
from nearer.core.pacing import Outcome, Rule, simulate

LEAST_STEPS = 10
"""The error of the tolerance is told after so many."""
MOST_PEOPLE = 1_000_000
COLUMNS = ("rule", "rmse_10", "share_success", "share_overwhelm", "steps_done")
ERROR_COLUMNS = ("rule", "se_rmse_10", "se_success", "se_overwhelm")
BY_STEP_COLUMNS = ("rule", "step", "rmse", "share_success", "share_overwhelm")
REFERENCE = {
    Rule.KALMAN_CAUTIOUS: (".50", ".85", ".03"),
    Rule.KALMAN: (".50", ".74", ".07"),
    Rule.ELO_FADING: (".95-1.10", "", ""),
    Rule.ELO_CONSTANT: (".95-1.10", "", ""),
}
"""Figures computed apart from this program, for 4,000 people and 40 steps."""
DESCRIPTION = """\
Let simulated people take steps of the ten weeks under five rules for choosing them:
our tracker with and without its caution, pass or fail (Elo) with a fading and with a
constant step size, and a fixed calendar. The people follow the tracker's own model:
this shows how efficient a rule is, not that the programme helps anyone."""
COLUMN_MEANINGS = """DIR/summary.csv has a line for each rule:
  rmse_10               error of the tolerance after 10 steps (root mean square), logit
  share_success         share of steps rated 6 or less, of 10
  share_overwhelm       share rated 8 or more
  steps_done            people times steps
DIR/summary_se.csv has their Monte Carlo standard errors, DIR/by_step.csv the same
figures at each step, DIR/report.html all of it with the pictures error.svg and
too_much.svg. A DIR that is there keeps its other files.

examples:
  nearer simulate programme --out choosing
  nearer simulate programme --people 1000 --steps 80 --seed 7 --out choosing
"""


def add_arguments(own: argparse.ArgumentParser) -> None:
    """Declare what `nearer simulate programme` takes."""
    for name, default, metavar, does in (
        ("--people", 4000, "N", "simulated people under each rule"),
        ("--steps", 40, "N", f"steps that each of them takes, {LEAST_STEPS} or more"),
    ):
        own.add_argument(
            name,
            type=arguments.whole_number,
            default=default,
            metavar=metavar,
            help=f"{does} (default: {default})",
        )
    own.add_argument(
        "--seed",
        type=int,
        default=1,
        metavar="S",
        help="decides every draw; the same seed gives the same result (default: 1)",
    )
    own.add_argument(
        "--out", type=Path, metavar="DIR", help="folder for the results (default: none)"
    )
    own.add_argument(
        "--language",
        choices=("en", "es"),
        default="en",
        help="language of the report (default: en)",
    )
    arguments.add_quiet(own)


def run(args: argparse.Namespace) -> int:
    """Simulate every rule, print the table, write the folder."""
    _check(args)
    found = _simulate(args)
    print(table([_shown(one) for one in found], header=_HEADER))
    print(
        f"\n{args.people:,} simulated people, {args.steps} steps each (seed "
        f"{args.seed}). In brackets: the reference for 4,000 people and 40 steps."
    )
    if args.out is not None:
        with whole_folder(args.out) as folder:
            _write(folder, found, args)
        print(f"Written: {args.out / 'summary.csv'}, {args.out / 'report.html'}")
    return 0


def _check(args: argparse.Namespace) -> None:
    if args.steps < LEAST_STEPS:
        raise RefusalError(
            where=f"--steps {args.steps}",
            what=f"the error is told after {LEAST_STEPS} steps",
            do=f"Name {LEAST_STEPS} or more.",
        )
    if args.people * args.steps > MOST_PEOPLE * 40:
        raise RefusalError(
            where=f"--people {args.people} --steps {args.steps}",
            what="that many do not fit into memory",
            do=f"Name at most {MOST_PEOPLE * 40 // args.steps:,} people.",
        )
    arguments.check_seed(args.seed)
    if args.out is not None:
        check_folder(args.out)


def _simulate(args: argparse.Namespace) -> tuple[Outcome, ...]:
    """Give each rule the same dice, so that they meet the same people."""
    total = len(Rule) * args.steps
    with bar(total=total, unit=" steps", says="simulating", quiet=args.quiet) as shown:

        def one_more(_: int) -> None:
            shown.update()

        return tuple(
            simulate(
                rule=rule,
                rng=np.random.default_rng(args.seed),
                people=args.people,
                steps=args.steps,
                progress=one_more,
            )
            for rule in Rule
        )


_HEADER = ("rule", "error after 10", "bearable", "too much", "steps")


def _shown(one: Outcome) -> list[str]:
    values = (one.rmse_10, one.share_success, one.share_overwhelm)
    beside = REFERENCE.get(one.rule, ("", "", ""))
    told = [
        f"{value:.3f}{f' ({known})' if known else ''}"
        for value, known in zip(values, beside, strict=True)
    ]
    return [one.rule, *told, f"{one.steps_done:,}"]


def _write(folder: Path, found: Sequence[Outcome], args: argparse.Namespace) -> None:
    rows = [
        (o.rule, o.rmse_10, o.share_success, o.share_overwhelm, o.steps_done)
        for o in found
    ]
    _write_table(folder / "summary.csv", COLUMNS, rows)
    errors = [(o.rule, o.se_rmse_10, o.se_success, o.se_overwhelm) for o in found]
    _write_table(folder / "summary_se.csv", ERROR_COLUMNS, errors)
    each = [
        (o.rule, step + 1, *(float(column[step]) for column in _by_step(o)))
        for o in found
        for step in range(args.steps)
    ]
    _write_table(folder / "by_step.csv", BY_STEP_COLUMNS, each)
    for name, picture in pictures(found, language=args.language).items():
        (folder / f"{name}.svg").write_text(picture, encoding="utf-8")
    page = report(
        found,
        reference=REFERENCE,
        people=args.people,
        seed=args.seed,
        language=args.language,
    )
    (folder / "report.html").write_text(page, encoding="utf-8")


def _by_step(one: Outcome) -> tuple[Sequence[float], ...]:
    return (
        one.error_by_step.tolist(),
        one.success_by_step.tolist(),
        one.overwhelm_by_step.tolist(),
    )


def _write_table(
    path: Path, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(columns)
        lines.writerows([_cell(value) for value in row] for row in rows)


def _cell(value: object) -> str:
    return f"{value:.6f}" if isinstance(value, float) else str(value)
