"""Count couples without a loop that are given one, and couples with one that are not.

A couple in which only one of the two paths is real has no loop either.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from benchmarks.side_by_side import table
from nearer.core.dynamics import (
    CROSS,
    Couples,
    Days,
    PathPriors,
    PathRules,
    Reading,
    Verdict,
    read_many,
    simulate,
)

WITHOUT_NOISE = PathPriors(noise=None)
A_CELL = 2000
POINTS = replace(PathRules(), least_sd=0.0)  # made-up days have no points
LENGTHS = (35, 42, 70, 140)
STRENGTHS = (0.15, 0.25, 0.35)
NOISES = (0.0, 0.3)
DRAWS = 200_000
MOST = 0.01
"""Of couples without a loop that may be given one."""


@dataclass(frozen=True)
class Kind:
    """Couples of one kind: what yesterday's x adds to y, and the other way round."""

    there: float
    back: float
    n_days: int = 70
    inertia: float = 0.25
    correlation: float = 0.2
    noise: float = 0.0
    missing: float = 0.1
    tapped: bool = False
    """Answers are whole numbers from 0 to 4, as in the program."""

    def days(self) -> list[Days]:
        dice = np.random.default_rng(zlib.crc32(repr(self).encode()))
        many = simulate(couples=self.couples(), rng=dice)
        if not self.tapped:
            return many
        return [Days(np.clip(np.round(2 + 1.1 * one.array), 0, 4)) for one in many]

    def couples(self) -> Couples:
        phi = [[self.inertia, self.back], [self.there, self.inertia]]
        return Couples(
            transition=np.tile(np.array(phi), (A_CELL, 1, 1)),
            n_days=self.n_days,
            correlation=self.correlation,
            noise=self.noise,
            missing=self.missing,
        )


WITHOUT = (
    *(Kind(0, 0, n_days=n_days, noise=e) for n_days, e in product(LENGTHS, NOISES)),
    Kind(0, 0, inertia=0.0),
    Kind(0, 0, inertia=0.5),
    Kind(0, 0, inertia=0.4, correlation=0.6),
    Kind(0, 0, inertia=0.4, correlation=0.6, noise=0.3),
    *(
        Kind(one_way, 0, n_days=n_days, noise=e)
        for one_way, n_days, e in product((0.2, 0.35, 0.5), LENGTHS[1:], NOISES)
    ),
    Kind(0.35, 0, correlation=0.6),
    Kind(0.35, 0, correlation=0.6, noise=0.3),
    Kind(0.35, 0, missing=0.2),
    Kind(0.35, 0, missing=0.2, noise=0.3),
    Kind(0.35, -0.2),
    *(Kind(0.5, 0, n_days=n_days, tapped=True) for n_days in (70, 140)),
)
WITH = (
    *(
        Kind(cross, cross, n_days=n_days, noise=e)
        for n_days, cross, e in product(LENGTHS[1:], STRENGTHS, NOISES)
    ),
    *(Kind(0.35, 0.35, n_days=n_days, tapped=True) for n_days in (70, 140)),
)


def found(kind: Kind) -> tuple[list[Reading], list[Reading]]:
    """Return what is read with noise allowed for, and with noise held at zero."""
    many = kind.days()
    return (
        read_many(many=many, rules=POINTS),
        read_many(many=many, rules=POINTS, priors=WITHOUT_NOISE),
    )


def share(hits: Sequence[bool]) -> str:
    """Return a share in per cent with its standard error."""
    p = float(np.mean(hits))
    return f"{100 * p:.1f} ± {100 * np.sqrt(p * (1 - p) / len(hits)):.1f}"


def declared(readings: Sequence[Reading]) -> str:
    return share([one.loop is Verdict.LIKELY for one in readings])


def brief(readings: Sequence[Reading]) -> str:
    """Return how often both paths have P > .90 and one of them P > .95."""
    return share(
        [
            one.paths is not None
            and {one.verdicts[path] for path in CROSS} == {Verdict.LIKELY}
            and max(one.paths[path].p_positive for path in CROSS) > POINTS.sure
            for one in readings
        ]
    )


def _without(kind: Kind) -> list[str]:
    allowed, held = found(kind)
    return [*_named(kind), declared(allowed), declared(held), brief(allowed)]


def _with(kind: Kind) -> list[str]:
    allowed, held = found(kind)
    own = [declared(allowed), declared(held), brief(allowed)]
    most = f"{100 * most_that_could_be(kind, held):.0f}" if is_exact(kind) else ""
    named = [str(kind.n_days), f"{kind.there:.2f}", f"{kind.noise:.0%}"]
    return [*named, answers(kind), *own, most]


def without_a_loop(pool: Executor) -> str:
    rows = list(pool.map(_without, WITHOUT))
    header = [*NAMED, "given one, %", "`--noise none`, %", "brief's rule alone, %"]
    return table(header, rows)


def with_a_loop(pool: Executor) -> str:
    rows = list(pool.map(_with, WITH))
    found = ["given one, %", "`--noise none`, %", "brief's rule alone, %"]
    header = ["days", "both paths", "noise", "answers", *found]
    return table([*header, "most that any rule could, %"], rows)


NAMED = [
    *("x to y", "y to x", "days", "inertia", "same-day r", "noise", "missing"),
    "answers",
]


def is_exact(kind: Kind) -> bool:
    """Return whether an answer is all that there is to know of its day."""
    return not kind.noise and not kind.tapped


def answers(kind: Kind) -> str:
    return "0 to 4" if kind.tapped else "any number"


def _named(kind: Kind) -> list[str]:
    paths = [f"{kind.there:.2f}", f"{kind.back:.2f}", str(kind.n_days)]
    others = [f"{kind.inertia:.2f}", f"{kind.correlation:.1f}"]
    last = [f"{kind.noise:.0%}", f"{kind.missing:.0%}", answers(kind)]
    return [*paths, *others, *last]


def most_that_could_be(kind: Kind, held: Sequence[Reading]) -> float:
    """Return what no rule can surpass that keeps to 1 % where one path is missing.

    By the lemma of Neyman and Pearson, for two estimates that are normal with the
    standard error that the fits have: the most powerful test of these two paths against
    an even mixture of couples with the one or the other path only. Every strength of
    that one path is a bound; the lowest is returned.
    """
    sds = [one.paths[path].sd for one in held if one.paths for path in CROSS]
    error = float(np.mean(sds) ** -2 - PathPriors().cross[1] ** -2) ** -0.5
    dice = np.random.default_rng(7).standard_normal((DRAWS, 2)) * error
    both = np.array([kind.there, kind.back])
    bounds = []
    for strength in np.arange(0.1, 0.61, 0.05):
        nulls = np.array([[strength, 0.0], [0.0, strength]])

        def evidence(at: np.ndarray, nulls: np.ndarray = nulls) -> np.ndarray:
            far = [((at - null) ** 2).sum(axis=1) for null in (both, *nulls)]
            logs = [-one / (2.0 * error**2) for one in far]
            return logs[0] - np.logaddexp(logs[1], logs[2])

        without = np.concatenate([evidence(dice + null) for null in nulls])
        needed = np.quantile(without, 1.0 - MOST)
        bounds.append(np.mean(evidence(dice + both) > needed))
    return float(min(bounds))
