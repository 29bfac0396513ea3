"""What may be said of a couple's days, and when nothing may.

The rules come before the numbers: too few days, too little movement, or a finding that
rests on a part of the weeks is said to be not enough, with the reason.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np

from nearer.core.dynamics._arrays import Estimate, FloatArray
from nearer.core.dynamics._days import Days
from nearer.core.dynamics._engines import Engine
from nearer.core.dynamics._paths import (
    CROSS,
    LEAST_ANSWERS,
    Path,
    Paths,
    can_be_fitted,
    fit_many,
)
from nearer.core.dynamics._priors import PathPriors

METHOD = "paths-1"
"""Changes whenever the same days would get another number or verdict."""


class Verdict(StrEnum):
    """What may be said of one path, or of a loop."""

    LIKELY = "likely"
    UNCLEAR = "unclear"
    LIKELY_NOT = "likely not"
    NOT_ENOUGH = "not enough"


class Reason(StrEnum):
    """Why there is not enough to say anything."""

    NOBODY = "no answers"
    ONE_ONLY = "one series only"
    FEW_ANSWERS = "too few answers"
    CONSTANT = "no variation"
    FEW_DAYS = "too few days"
    FEW_PAIRS = "too few days in a row"
    GAPS = "too many gaps"
    STILL = "too little variation"
    ALIKE = "too many equal answers"
    PART = "rests on a part of the days"
    NO_FIT = "no stable fit"


@dataclass(frozen=True, slots=True)
class PathRules:
    """When something is said, and how sure is sure: science 6.2.

    Parameters
    ----------
    least_days : int
        Days on the grid.
    least_pairs : int
        Pairs of days in a row on which both series have an answer.
    least_sd : float, points
        Of each series' answers.
    most_alike : float
        Share of a series' answers that are the same number.
    most_missing : float
        Share of the days without an answer, of each series.
    likely, sure : float
        P(path above 0) that makes a path likely; a loop needs both cross paths likely
        and one of them sure.
    alone : float, standard errors
        How far above 0 the days alone, without what was held likely before them, have
        to put each of the two paths of a loop. Where one of them is not there, this is
        met by chance in fewer than 1 of 100 couples, however strong the other is.
    """

    least_days: int = 42
    least_pairs: int = 25
    least_sd: float = 0.5
    most_alike: float = 0.7
    most_missing: float = 0.5
    likely: float = 0.90
    sure: float = 0.95
    alone: float = 2.4


@dataclass(frozen=True)
class Reading:
    """What one couple's two series say.

    Attributes
    ----------
    n_days, n_pairs : int
        Days on the grid; pairs of days in a row with both answers.
    reason : Reason or None
        Why nothing may be said of any path, if so.
    paths : Paths or None
        The numbers, wherever there could be a fit: for a table, not for a page, where
        `reason` is given.
    leaning : frozenset of Path
        Paths whose sign turns when the first or the last third is left out.
    verdicts : mapping of Path to Verdict
        One for each path.
    loop : Verdict
        Whether both cross paths are there and positive: stricter than both verdicts,
        for a loop that is not there must not be claimed.
    """

    n_days: int
    n_pairs: int
    reason: Reason | None
    paths: Paths | None
    leaning: frozenset[Path]
    verdicts: Mapping[Path, Verdict]
    loop: Verdict

    def why(self, path: Path) -> Reason | None:
        """Return why nothing may be said of one path, if so."""
        if self.reason is not None:
            return self.reason
        return Reason.PART if path in self.leaning else None

    @property
    def loop_reason(self) -> Reason | None:
        """Why nothing may be said of the loop, if so."""
        if self.loop is not Verdict.NOT_ENOUGH:
            return None
        return self.reason or Reason.PART


def examine(*, days: Days, rules: PathRules | None = None) -> Reason | None:
    """Return why a couple's days are not enough, or None where they are.

    Parameters
    ----------
    days : Days
        Two series on a daily grid.
    rules : PathRules, optional
        Those of the science brief unless given.

    Returns
    -------
    Reason or None
        The first reason in the order of `Reason`.
    """
    rules = rules or PathRules()
    counts = days.answered.sum(axis=0)
    tests: dict[Reason, Callable[[], bool]] = {
        Reason.NOBODY: lambda: bool(not counts.any()),
        Reason.ONE_ONLY: lambda: bool(not counts.all()),
        Reason.FEW_ANSWERS: lambda: bool(counts.min() < LEAST_ANSWERS),
        Reason.CONSTANT: lambda: not can_be_fitted(days),
        Reason.FEW_DAYS: lambda: days.n_days < rules.least_days,
        Reason.GAPS: lambda: _most_missing(days) > rules.most_missing,
        Reason.FEW_PAIRS: lambda: days.n_pairs < rules.least_pairs,
        Reason.STILL: lambda: _least_sd(days) < rules.least_sd,
        Reason.ALIKE: lambda: _most_alike(days) > rules.most_alike,
    }
    return next((reason for reason, holds in tests.items() if holds()), None)


UNFIT = frozenset({Reason.NOBODY, Reason.ONE_ONLY, Reason.FEW_ANSWERS, Reason.CONSTANT})
"""Reasons that leave nothing to fit."""


def _series(days: Days) -> list[FloatArray]:
    return [days.array[days.answered[:, place], place] for place in range(2)]


def _least_sd(days: Days) -> float:
    return min(float(own.std(ddof=1)) for own in _series(days))


def _most_missing(days: Days) -> float:
    return 1.0 - float(days.answered.mean(axis=0).min())


def _most_alike(days: Days) -> float:
    counts = [np.unique(own, return_counts=True)[1] for own in _series(days)]
    return max(float(count.max() / count.sum()) for count in counts)


def read(
    *, days: Days, rules: PathRules | None = None, priors: PathPriors | None = None
) -> Reading:
    """Return what one couple's two series say, or why they say nothing yet.

    Parameters
    ----------
    days : Days
        Two series on a daily grid.
    rules : PathRules, optional
        When something is said; those of the science brief unless given.
    priors : PathPriors, optional
        What is held likely before; those of the science brief unless given.

    Returns
    -------
    Reading
        Numbers, verdicts, reasons.
    """
    return read_many(many=[days], rules=rules, priors=priors, engine=Engine.NUMPY)[0]


def read_many(
    *,
    many: Sequence[Days],
    rules: PathRules | None = None,
    priors: PathPriors | None = None,
    engine: Engine = Engine.AUTO,
) -> list[Reading]:
    """Return what each of many couples' days say.

    Parameters
    ----------
    many : sequence of Days
        Their days; lengths may differ.
    rules : PathRules, optional
        When something is said; those of the science brief unless given.
    priors : PathPriors, optional
        What is held likely before; those of the science brief unless given.
    engine : Engine
        Compiled sums where the research extra is there, or plain NumPy.

    Returns
    -------
    list of Reading
        In the order of `many`.
    """
    rules = rules or PathRules()
    cross = (priors or PathPriors()).cross

    def fitted(some: Sequence[Days]) -> list[Paths | None]:
        return fit_many(many=some, priors=priors, engine=engine)

    reasons = [examine(days=days, rules=rules) for days in many]
    fit_for = [place for place, why in enumerate(reasons) if why not in UNFIT]
    found: dict[int, Paths | None] = dict(
        zip(fit_for, fitted([many[place] for place in fit_for]), strict=True)
    )
    for place in fit_for:
        if found[place] is None and reasons[place] is None:
            reasons[place] = Reason.NO_FIT
    claims = {
        place: claimed
        for place in fit_for
        if reasons[place] is None
        and (paths := found[place]) is not None
        and (claimed := _claimed(paths, rules))
    }
    leaning = _leaning(many, claims, found, fitted)
    return [
        _reading(
            days,
            reasons[place],
            found.get(place),
            leaning.get(place, frozenset()),
            _Said(rules, cross),
        )
        for place, days in enumerate(many)
    ]


def _claimed(paths: Paths, rules: PathRules) -> tuple[Path, ...]:
    return tuple(path for path in Path if paths[path].p_sign > rules.likely)


def _leaning(
    many: Sequence[Days],
    claims: Mapping[int, tuple[Path, ...]],
    found: Mapping[int, Paths | None],
    fitted: Callable[[Sequence[Days]], list[Paths | None]],
) -> dict[int, frozenset[Path]]:
    """Fit without the first and without the last third where something is claimed."""
    parts: list[tuple[int, Days]] = []
    for place in claims:
        days = many[place]
        third = round(days.n_days / 3)
        parts += [(place, days.between(third, days.n_days))]
        parts += [(place, days.between(0, days.n_days - third))]
    parts = [(place, part) for place, part in parts if can_be_fitted(part)]
    leaning = {place: frozenset[Path]() for place in claims}
    again = fitted([part for _, part in parts])
    for (place, _), paths in zip(parts, again, strict=True):
        whole = found[place]
        if paths is None or whole is None:
            continue
        turned = {p for p in claims[place] if paths[p].mean * whole[p].mean < 0.0}
        leaning[place] |= turned
    return leaning


@dataclass(frozen=True)
class _Said:
    """What the rules make of the paths; `cross` is what was held likely of a loop's."""

    rules: PathRules
    cross: tuple[float, float]

    def of_path(self, paths: Paths, path: Path, leaning: frozenset[Path]) -> Verdict:
        if path in leaning:
            return Verdict.NOT_ENOUGH
        above, likely = paths[path].p_positive, self.rules.likely
        if above > likely:
            return Verdict.LIKELY
        return Verdict.LIKELY_NOT if above < 1.0 - likely else Verdict.UNCLEAR

    def of_loop(self, paths: Paths, verdicts: Mapping[Path, Verdict]) -> Verdict:
        said = {verdicts[path] for path in CROSS}
        if Verdict.LIKELY_NOT in said:
            return Verdict.LIKELY_NOT
        if Verdict.NOT_ENOUGH in said:
            return Verdict.NOT_ENOUGH
        sure = max(paths[path].p_positive for path in CROSS) > self.rules.sure
        alone = min(_alone(paths[path], *self.cross) for path in CROSS)
        likely = said == {Verdict.LIKELY} and sure and alone > self.rules.alone
        return Verdict.LIKELY if likely else Verdict.UNCLEAR


def _alone(path: Estimate, mean: float, sd: float) -> float:
    """Return how many standard errors above 0 a path is once its prior is taken out."""
    precision = path.sd**-2 - sd**-2
    if precision <= 0.0:
        return 0.0
    return (path.mean / path.sd**2 - mean / sd**2) / math.sqrt(precision)


def _reading(
    days: Days,
    reason: Reason | None,
    paths: Paths | None,
    leaning: frozenset[Path],
    said: _Said,
) -> Reading:
    verdicts = dict.fromkeys(Path, Verdict.NOT_ENOUGH)
    loop = Verdict.NOT_ENOUGH
    if reason is None and paths is not None:
        verdicts = {path: said.of_path(paths, path, leaning) for path in Path}
        loop = said.of_loop(paths, verdicts)
    return Reading(
        n_days=days.n_days,
        n_pairs=days.n_pairs,
        reason=reason,
        paths=paths,
        leaning=leaning,
        verdicts=MappingProxyType(verdicts),
        loop=loop,
    )
