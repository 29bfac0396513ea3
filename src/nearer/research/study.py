"""A calibration with everything that says what it is worth, for a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from nearer.core.measurement.calibration import (
    Calibration,
    Differences,
    Examination,
    ImpliedNorms,
    Norms,
    People,
    PeopleInMemory,
    Retest,
    compare_groups,
    examine,
    implied_norms,
    norms,
    reliable_changes,
    retest,
)
from nearer.research.grouping import Grouping

FloatArray = npt.NDArray[np.float64]

RELIABILITIES = (0.95, 0.90, 0.85, 0.80)
LEVELS = np.linspace(-4.0, 4.0, 81)
MISFIT = -2.0
DEPENDENT = 0.2
SURE_PAIR = 4.0
"""Standard errors; among some hundred pairs the largest lies near three by chance."""
FEWEST_TWICE = 20
FEWEST_NORMED = 50
"""Of fewer people only the number is given."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """A column's groups, and how items and traits differ between them."""

    grouping: Grouping
    differences: Differences


@dataclass(frozen=True, eq=False)
class NormRow:
    """Norms of one score in one group; the group is empty for everybody."""

    column: str
    group: str
    scale: str
    score: str
    """``mean`` on the answer scale or ``theta``; ``implied``: the mean of all answers
    as the parameters have it, for where people answered only some."""
    norms: Norms


@dataclass(frozen=True, eq=False)
class ChangeRow:
    """Smallest reliable change of a raw mean, for one assumed reliability."""

    scale: str
    basis: str
    """``alpha`` or ``implied`` (alpha by the parameters), ``marginal``, ``assumed``."""
    reliability: float
    error_of_measurement: float
    reliable_change: float


@dataclass(frozen=True, eq=False)
class RetestRow:
    """The same people twice, by one score."""

    scale: str
    score: str
    """``mean`` on the answer scale or ``theta``."""
    retest: Retest


@dataclass(frozen=True, eq=False)
class Study:
    """Everything found.

    Attributes
    ----------
    scales : tuple of str
        Names of the traits, in the order of every array over traits.
    levels : ndarray of shape (n_levels,), SD
        Trait levels of the curves.
    information : ndarray of shape (n_scales, n_levels)
        Of all items of a scale together, 1/SD².
    """

    calibration: Calibration
    examination: Examination
    scales: tuple[str, ...]
    levels: FloatArray
    information: FloatArray
    norms: tuple[NormRow, ...]
    changes: tuple[ChangeRow, ...]
    retests: tuple[RetestRow, ...]
    comparisons: tuple[Comparison, ...]
    groupings: tuple[Grouping, ...]

    @property
    def misfitting_share(self) -> float:
        """Share of people whose answers hardly fit together (l_z* below -2)."""
        fit = self.examination.people.fit
        known = fit[~np.isnan(fit)]
        return float(np.mean(known < MISFIT)) if len(known) else float("nan")

    @property
    def dependent_pairs(self) -> list[tuple[int, int, float]]:
        """Pairs of items that stand out, and not by the chance of few people."""
        seen = self.examination
        return [
            (one, two, above)
            for one, two, above in seen.dependent_pairs
            if seen.both[one, two]
            and above >= max(DEPENDENT, SURE_PAIR / np.sqrt(seen.both[one, two]))
        ]

    def conditional_reliability(self) -> FloatArray:
        """Reliability at each level, (n_scales, n_levels): I / (I + 1)."""
        return self.information / (self.information + 1.0)

    def error(self) -> FloatArray:
        """Posterior SD to be expected at each level, (n_scales, n_levels), SD."""
        return np.asarray(1.0 / np.sqrt(self.information + 1.0))


def study(  # noqa: PLR0913 - one look, from many sides
    *,
    calibration: Calibration,
    answers: People,
    values: Sequence[float],
    scales: Sequence[str],
    groupings: Sequence[Grouping] = (),
    sittings: tuple[npt.NDArray[np.intp], npt.NDArray[np.int8]] | None = None,
    progress: Callable[[str], None] | None = None,
) -> Study:
    """Look at a calibration from all sides.

    Parameters
    ----------
    calibration : Calibration
    answers : People
        Those who were calibrated on.
    values : sequence of float, answer scale
        What each category counts in a mean.
    scales : sequence of str
        Names of the traits, in the order of their numbers.
    groupings : sequence of Grouping
        Columns that tell these people apart.
    sittings : two arrays, optional
        Places of people who answered a second time, and those answers.
    progress : callable, optional
        Told in a word or two what comes next.

    Returns
    -------
    Study
    """
    tell = progress or (lambda _: None)
    tell("examining")
    seen = examine(answers=answers, found=calibration, values=values)
    comparisons = []
    for own in groupings:
        if own.comparable:
            tell(f"comparing by {own.column}")
            differences = compare_groups(
                answers=answers, found=calibration, groups=own.codes
            )
            comparisons.append(Comparison(own, differences))
    own_information = calibration.information(LEVELS)
    implied = implied_norms(found=calibration, values=values)
    return Study(
        calibration=calibration,
        examination=seen,
        scales=tuple(scales),
        levels=LEVELS,
        information=np.stack(
            [own_information[items].sum(axis=0) for items in calibration.problem.items]
        ),
        norms=tuple(_norms(seen, scales, groupings, implied)),
        changes=tuple(_changes(seen, scales, implied)),
        retests=tuple(_retests(calibration, seen, values, scales, sittings)),
        comparisons=tuple(comparisons),
        groupings=tuple(groupings),
    )


def _norms(
    seen: Examination,
    scales: Sequence[str],
    groupings: Sequence[Grouping],
    implied: Sequence[ImpliedNorms],
) -> list[NormRow]:
    everybody = np.ones(len(seen.people.theta), dtype=bool)
    groups = [("", "", everybody)]
    for own in groupings:
        groups += [
            (own.column, label, own.codes == place)
            for place, label in enumerate(own.labels)
        ]
    rows = []
    for column, label, where in groups:
        for place, scale in enumerate(scales):
            for name, scores in (
                ("mean", seen.people.mean[where, place]),
                ("theta", seen.people.theta[where, place]),
            ):
                rows.append(NormRow(column, label, scale, name, _enough(scores)))
    for own_implied, scale in zip(implied, scales, strict=True):
        rows.append(
            NormRow("", "", scale, "implied", _as_norms(own_implied, everybody))
        )
    return rows


def _enough(scores: FloatArray) -> Norms:
    """Summarise scores; of a few people only the number."""
    n = int(np.sum(~np.isnan(scores)))
    if n >= FEWEST_NORMED:
        return norms(scores=scores)
    return replace(norms(scores=scores[:0]), n_people=n)


def _as_norms(implied: ImpliedNorms, everybody: npt.NDArray[np.bool_]) -> Norms:
    blank = np.full(len(implied.values), np.nan)
    return Norms(
        n_people=len(everybody),
        mean=implied.mean,
        mean_error=float("nan"),
        sd=implied.sd,
        sd_error=float("nan"),
        percentiles=implied.percentiles,
        values=implied.values,
        low=blank,
        high=blank,
    )


def _changes(
    seen: Examination, scales: Sequence[str], implied: Sequence[ImpliedNorms]
) -> list[ChangeRow]:
    rows = []
    for place, scale in enumerate(scales):
        own = _enough(seen.people.mean[:, place])
        enough = own.n_people >= FEWEST_NORMED
        sd = own.sd if enough else implied[place].sd
        bases = [
            ("alpha", float(seen.alpha[place]))
            if enough
            else ("implied", implied[place].alpha),
            ("marginal", float(seen.reliability[place])),
            *(("assumed", r) for r in RELIABILITIES),
        ]
        for basis, reliability in bases:
            if not (sd > 0.0 and 0.0 <= reliability <= 1.0):
                continue
            [change] = reliable_changes(sd=sd, reliabilities=(reliability,)).values()
            error = sd * float(np.sqrt(1.0 - reliability))
            rows.append(ChangeRow(scale, basis, reliability, error, change))
    return rows


def _retests(
    calibration: Calibration,
    seen: Examination,
    values: Sequence[float],
    scales: Sequence[str],
    sittings: tuple[npt.NDArray[np.intp], npt.NDArray[np.int8]] | None,
) -> list[RetestRow]:
    if sittings is None or len(sittings[0]) < FEWEST_TWICE:
        return []
    places, codes = sittings
    later = examine(answers=PeopleInMemory(codes), found=calibration, values=values)
    rows = []
    for place, scale in enumerate(scales):
        for name in ("mean", "theta"):
            first = getattr(seen.people, name)[places, place]
            second = getattr(later.people, name)[:, place]
            if np.sum(~np.isnan(first + second)) >= FEWEST_TWICE:
                found = retest(first=first, second=second)
                rows.append(RetestRow(scale, name, found))
    return rows
