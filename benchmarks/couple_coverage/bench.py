"""What the intervals and the verdicts on two people's days are worth, by simulation.

No peer: intervals are held against the truth they were made from, power against the
table of the science brief, and couples without a loop are counted that were given one.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from itertools import islice

import numpy as np

from benchmarks.couple_coverage import loops
from benchmarks.side_by_side import table, write_page
from nearer.core.dynamics import (
    CROSS,
    Couples,
    Days,
    Path,
    PathPriors,
    PathRules,
    couples_of,
    examine,
    fit_many,
    simulate,
)

AS_IN_THE_BRIEF = PathPriors(noise=None, level=1e-3, trend=1e-3, weekend=1e-3)
BRIEF = 300  # couples a cell there
FROM_PRIORS = 2000
CELL = 2000
FEW_RULES = PathRules(least_days=1, least_pairs=1, least_sd=0.0, most_missing=1.0)
TABLE = {  # science brief 6.2: share of single paths with P > .90, and of both
    14: ((0.06, 0.00), (0.08, 0.00), (0.12, 0.01), (0.04, 0.00), (0.04, 0.00)),
    28: ((0.19, 0.02), (0.25, 0.06), (0.44, 0.20), (0.15, 0.02), (0.22, 0.04)),
    42: ((0.24, 0.06), (0.46, 0.21), (0.67, 0.47), (0.27, 0.07), (0.44, 0.22)),
    56: ((0.29, 0.09), (0.58, 0.33), (0.82, 0.68), (0.37, 0.16), (0.59, 0.37)),
    70: ((0.34, 0.12), (0.64, 0.40), (0.87, 0.75), (0.49, 0.25), (0.71, 0.53)),
    84: ((0.39, 0.17), (0.73, 0.53), (0.94, 0.87), (0.52, 0.28), (0.79, 0.63)),
}
COLUMNS = ((0.15, 0.1), (0.25, 0.1), (0.35, 0.1), (0.25, 0.3), (0.35, 0.3))


def rng(*what: object) -> np.random.Generator:
    """Return the dice of one cell: adding a cell changes no other."""
    return np.random.default_rng(zlib.crc32(repr(what).encode()))


def like(count: int, transition: object, **what: object) -> Couples:
    phi = np.tile(np.array(transition, dtype=float), (count, 1, 1))
    return Couples(transition=phi, **what)


def covered(couples: Couples, dice: np.random.Generator) -> tuple[float, float, int]:
    """Return the share of intervals with the truth inside: cross, inertia."""
    truth = couples.transition.reshape(-1, 4)
    found = fit_many(many=simulate(couples=couples, rng=dice))
    inside = np.array(
        [
            [paths[p].low <= t <= paths[p].high for p, t in zip(Path, own, strict=True)]
            for paths, own in zip(found, truth, strict=True)
            if paths is not None
        ]
    )
    cross = [place for place, path in enumerate(Path) if path in CROSS]
    others = [place for place, path in enumerate(Path) if path not in CROSS]
    return inside[:, cross].mean(), inside[:, others].mean(), len(inside)


def coverage() -> str:
    rows = []
    for n_days in (42, 70, 140):
        dice = rng("priors", n_days)
        couples = couples_of(
            priors=PathPriors(), count=FROM_PRIORS, n_days=n_days, rng=dice
        )
        rows.append(["drawn from the priors", n_days, *said(covered(couples, dice))])
    for cross, noise in ((0.0, 0.0), (0.25, 0.0), (0.25, 0.3), (0.35, 0.0)):
        couples = like(CELL, [[0.25, cross], [cross, 0.25]], n_days=70, noise=noise)
        name = f"all alike: inertia .25, cross {cross:.2f}, noise {noise:.0%}"
        dice = rng("alike", cross, noise)
        rows.append([name, 70, *said(covered(couples, dice))])
    header = ["couples", "days", "cross paths", "inertia", "how many"]
    return table(header, [[str(cell) for cell in row] for row in rows])


def said(shares: tuple[float, float, int]) -> list[str]:
    return [f"{shares[0]:.1%}", f"{shares[1]:.1%}", str(shares[2])]


def shares(many: Sequence[Days], priors: PathPriors) -> tuple[float, float]:
    """Return how often single cross paths, and both, have P > .90.

    Couples with too few answers for any fit count as not found.
    """
    whole = [days for days in many if examine(days=days, rules=FEW_RULES) is None]
    above = np.zeros((len(many), 2))
    for place, paths in enumerate(fit_many(many=whole, priors=priors)):
        if paths is not None:
            above[place] = [paths[path].p_positive > 0.9 for path in CROSS]
    return float(above.mean()), float(above.all(axis=1).mean())


def power(pool: Executor, priors: PathPriors) -> str:
    """Return our shares with those of the brief, and how many agree within chance."""
    cells = [
        (n_days, cross, missing, priors)
        for n_days in TABLE
        for cross, missing in COLUMNS
    ]
    every = iter(pool.map(_cell, cells))
    rows, away = [], []
    for n_days, wanted in TABLE.items():
        row = [str(n_days)]
        for theirs, own in zip(wanted, islice(every, len(COLUMNS)), strict=True):
            single, both = theirs
            row.append(f"{own[0]:.2f} ({own[1]:.2f}); {single:.2f} ({both:.2f})")
            away += [off(*pair) for pair in zip(own, theirs, (2, 1), strict=True)]
        rows.append(row)
    header = ["days", *(f"{c:.2f}, {m:.0%} missing" for c, m in COLUMNS)]
    near = sum(abs(one) <= 2.0 for one in away)
    said = (
        f"{near} of {len(away)} shares lie within two standard errors of the brief's; "
        f"on average ours are {np.mean(away):+.1f} of them away."
    )
    return f"{table(header, rows)}\n\n{said}"


def _cell(which: tuple[int, float, float, PathPriors]) -> tuple[float, float]:
    n_days, cross, missing, priors = which
    phi = [[0.25, cross], [cross, 0.25]]
    couples = like(CELL, phi, n_days=n_days, missing=missing)
    many = simulate(couples=couples, rng=rng("power", n_days, cross, missing))
    return shares(many, priors)


def off(own: float, theirs: float, paths: int) -> float:
    """Return how far two shares lie apart, in standard errors of their difference."""
    p = np.clip((CELL * own + BRIEF * theirs) / (CELL + BRIEF), 0.005, 0.995)
    error = np.sqrt(p * (1.0 - p) * (1.0 / CELL + 1.0 / BRIEF) / paths)
    return float((own - theirs) / error)


COVERAGE = (
    "Couples drawn from the priors are what the intervals promise to be right for. "
    "Where all couples are alike, weak priors draw estimates inwards: intervals hold a "
    "true 0 too often and a strong path a little too seldom. The standard error of a "
    "share is about 0.4 points."
)
LOOPS = (
    "A couple in which only one of the two paths is real has no loop. Shares with "
    f"their standard errors, {loops.A_CELL:,} couples a row, each read as in the "
    "program. The last column is what the rule of the science brief (both paths "
    "P > .90, one of them P > .95) would declare without the condition that the "
    "days alone put both paths at least "
    f"{PathRules().alone} standard errors above 0."
)
GIVEN_UP = (
    "What that costs: couples whose two paths are both real and equally strong. "
    "The last column is a bound for days without noise: any rule at all that gives a "
    "loop to at most 1 % of the couples with one path only, even if it knew inertia, "
    "noise and how strong that path is, would find no more."
)
POWER = (
    "Share of single cross paths with P > .90, in brackets both; after the semicolon "
    "the table of the science brief (mean taken off, no trend, no weekend, no noise "
    f"allowed for; {BRIEF} couples a cell, ours {CELL:,}). Inertia .25, no noise in "
    "the days. The verdicts on single paths follow P > .90; the verdict on a loop is "
    "the stricter one above."
)


def main() -> None:
    with ProcessPoolExecutor() as pool:
        write_page(
            "couple_coverage",
            title="What the verdict on two people's days is worth",
            how="couples made up by the model itself, each fitted as in the program",
            parts=parts(pool),
        )


def parts(pool: Executor) -> list[str]:
    """Return the page; the same dice in every process give the same page."""
    return [
        "## Do 95 % intervals hold the truth?",
        coverage(),
        COVERAGE,
        "## How often is a loop declared where there is none?",
        LOOPS,
        loops.without_a_loop(pool),
        "## How often is a loop found where there is one?",
        GIVEN_UP,
        loops.with_a_loop(pool),
        "## How often is a path found that is there?",
        POWER,
        "In the brief's way, without noise, trend and weekends:",
        power(pool, AS_IN_THE_BRIEF),
        "With noise held at zero (`--noise none`), trend and weekends allowed for:",
        power(pool, loops.WITHOUT_NOISE),
        "As the program reads them, with trend, weekend and noise allowed for:",
        power(pool, PathPriors()),
    ]


if __name__ == "__main__":
    main()
