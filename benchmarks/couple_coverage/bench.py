"""What the intervals and the verdicts on two people's days are worth, by simulation.

No peer: intervals are held against the truth they were made from, power against the
table of the science brief, and couples without a loop are counted that were given one.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.side_by_side import table, write_page
from nearer.core.dynamics import (
    CROSS,
    Couples,
    Days,
    Path,
    PathPriors,
    PathRules,
    Verdict,
    couples_of,
    examine,
    fit_many,
    read_many,
    simulate,
)

WITHOUT_NOISE = PathPriors(noise=None)
FROM_PRIORS = 500
CELL = 300
WITHOUT_LOOP = 500
FEW_RULES = PathRules(least_days=1, least_pairs=1, least_sd=0.0, most_missing=1.0)
TABLE = {  # science brief 6.2: share of single paths with P > .90, and of both
    28: ((0.19, 0.02), (0.25, 0.06), (0.44, 0.20), (0.15, 0.02), (0.22, 0.04)),
    42: ((0.24, 0.06), (0.46, 0.21), (0.67, 0.47), (0.27, 0.07), (0.44, 0.22)),
    70: ((0.34, 0.12), (0.64, 0.40), (0.87, 0.75), (0.49, 0.25), (0.71, 0.53)),
}
COLUMNS = ((0.15, 0.1), (0.25, 0.1), (0.35, 0.1), (0.25, 0.3), (0.35, 0.3))


@dataclass(frozen=True)
class Kind:
    """Couples of one kind without a loop."""

    name: str
    transition: tuple[tuple[float, float], tuple[float, float]]
    correlation: float = 0.2
    noise: float = 0.0
    missing: float = 0.1


KINDS = (
    Kind("inertia .25", ((0.25, 0), (0, 0.25))),
    Kind("inertia .5", ((0.5, 0), (0, 0.5))),
    Kind("no inertia", ((0, 0), (0, 0))),
    Kind("same-day correlation .6", ((0.4, 0), (0, 0.4)), correlation=0.6),
    Kind("that, and 30 % noise", ((0.4, 0), (0, 0.4)), correlation=0.6, noise=0.3),
    Kind("one way only, .35", ((0.25, 0), (0.35, 0.25))),
    Kind("a third of the days missing", ((0.25, 0), (0, 0.25)), missing=1 / 3),
)


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
    for n_days in (42, 70):
        dice = rng("priors", n_days)
        couples = couples_of(
            priors=PathPriors(), count=FROM_PRIORS, n_days=n_days, rng=dice
        )
        rows.append(["drawn from the priors", n_days, *said(covered(couples, dice))])
    for cross, noise in ((0.0, 0.0), (0.25, 0.0), (0.25, 0.3), (0.35, 0.0)):
        couples = like(2 * CELL, [[0.25, cross], [cross, 0.25]], n_days=70, noise=noise)
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


def power(priors: PathPriors) -> str:
    rows = []
    for n_days, wanted in TABLE.items():
        row = [str(n_days)]
        for (cross, missing), (single, both) in zip(COLUMNS, wanted, strict=True):
            couples = like(
                CELL,
                [[0.25, cross], [cross, 0.25]],
                n_days=n_days,
                missing=missing,
            )
            many = simulate(couples=couples, rng=rng("power", n_days, cross, missing))
            own = shares(many, priors)
            row.append(f"{own[0]:.2f} ({own[1]:.2f}); {single:.2f} ({both:.2f})")
        rows.append(row)
    header = ["days", *(f"{c:.2f}, {m:.0%} missing" for c, m in COLUMNS)]
    return table(header, rows)


def false_loops() -> str:
    rows = []
    for kind in KINDS:
        for n_days in (42, 70) if kind is KINDS[0] else (70,):
            couples = like(
                WITHOUT_LOOP,
                kind.transition,
                n_days=n_days,
                correlation=kind.correlation,
                noise=kind.noise,
                missing=kind.missing,
            )
            many = simulate(couples=couples, rng=rng(kind, n_days))
            read = read_many(many=many, rules=replace(PathRules(), least_sd=0.0))
            declared = np.mean([r.loop is Verdict.LIKELY for r in read])
            spoken = np.mean([r.reason is None for r in read])
            rows.append(
                [
                    kind.name,
                    str(n_days),
                    f"{declared:.1%}",
                    f"{spoken:.0%}",
                ]
            )
    header = [
        "couples without a loop",
        "days",
        "given one",
        "enough to say anything",
    ]
    return table(header, rows)


COVERAGE = (
    "Couples drawn from the priors are what the intervals promise to be right for. "
    "Where all couples are alike, weak priors draw estimates inwards: intervals hold a "
    "true 0 too often and a strong path a little too seldom. The standard error of a "
    "share is about 0.8 points."
)
POWER = (
    "Share of single cross paths with P > .90, in brackets both; after the semicolon "
    "the table of the science brief (mean taken off, no trend, no weekend, no noise "
    f"allowed for). Inertia .25, no noise in the days, {CELL} couples a cell on either "
    "side: differences up to about .08 are chance."
)


def main() -> None:
    write_page(
        "couple_coverage",
        title="What the verdict on two people's days is worth",
        how="couples made up by the model itself, each fitted as in the program",
        parts=[
            "## Do 95 % intervals hold the truth?",
            coverage(),
            COVERAGE,
            "## How often is a loop declared where there is none?",
            false_loops(),
            f"{WITHOUT_LOOP:,} couples a row.",
            "## Power",
            POWER,
            "As the program reads them, with trend, weekend and noise allowed for:",
            power(PathPriors()),
            "With noise held at zero:",
            power(WITHOUT_NOISE),
        ],
    )


if __name__ == "__main__":
    main()
