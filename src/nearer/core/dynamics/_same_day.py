"""What goes with closeness on the same day, for one person (model M1).

``z(clo_t) = a + Σ b_k z(x_kt) + φ z(clo_{t-1}) + trend + weekend + e``, on a daily grid
with gaps. A person is compared with no one but themselves: every number is centred on
their own mean. A day without an answer about a predictor, or without a day before,
takes what the rest of the day says of it, and counts for less. Fixed, weakly
informative priors stand in for the other people whom a private diary does not have.

Never says "causes": a day on which one shares more may be close for another reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

import numpy as np
from numpy.typing import NDArray

from nearer.core.dynamics._gaps import fill
from nearer.core.dynamics._mixture import FloatArray, Mixture

BoolArray = NDArray[np.bool_]
_NOISE = np.geomspace(0.1, 1.8, 25)
"""Standard deviations of the noise that are weighed against each other, SD units."""
_ROUNDS = 2
_FIXED = 3
"""Intercept, trend and weekend stand before the day before and the predictors."""


class Nothing(StrEnum):
    """Why nothing is said."""

    TOO_FEW = "too-few"
    TOO_MANY_GAPS = "too-many-gaps"
    HARDLY_VARIES = "hardly-varies"
    UNSTEADY = "unsteady"
    """The estimate changes its sign when the first or the last third is left out."""


class Sense(StrEnum):
    """What may be said about a link."""

    LIKELY = "likely"
    UNCLEAR = "unclear"
    LIKELY_NOT = "likely-not"


@dataclass(frozen=True, kw_only=True)
class Priors:
    """Before a single day, in SD units; the source is docs/science/daily-data.md."""

    link: tuple[float, float] = (0.1, 0.25)
    """Mean and SD of what goes with closeness."""
    carry: tuple[float, float] = (0.25, 0.2)
    """Mean and SD of what is carried over from the day before."""
    wide_sd: float = 1.0
    """For the intercept, the trend from first to middle day, and weekends."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """When something is shown."""

    least_days: int = 28
    sure: float = 0.95
    mass: float = 0.80
    of_account: float = 0.10
    """An interval that does not clear this, in SD units, is no link to speak of."""
    least_sd: float = 0.5
    """Points on the scale of the answers."""
    most_alike: float = 0.70
    most_gaps: float = 0.50


@dataclass(frozen=True)
class Link:
    """What goes with closeness on the same day.

    Parameters
    ----------
    name : str
    n_days : int
        Days with an answer about both.
    belief : Mixture or None
        Of ``b``, in SD units; None where nothing is said.
    per_sd : float
        Points of closeness in one SD unit, so that ``belief.mean * per_sd`` is how much
        higher it is on a day one SD above the person's own mean.
    sense : Sense or None
    nothing : Nothing or None
    """

    name: str
    n_days: int
    belief: Mixture | None = None
    per_sd: float = 0.0
    sense: Sense | None = None
    nothing: Nothing | None = None


@dataclass(frozen=True)
class SameDay:
    """What one person's days say.

    Parameters
    ----------
    n_answered : int
        Days with an answer about closeness.
    needed : int
    nothing : Nothing or None
        Why nothing is said of anything.
    links : tuple of Link
        In the order that the predictors came in; empty where nothing is said.
    carry : Mixture or None
        What is carried over from the day before.
    """

    n_answered: int
    needed: int
    nothing: Nothing | None = None
    links: tuple[Link, ...] = ()
    carry: Mixture | None = None


def same_day(
    *,
    outcome: FloatArray,
    predictors: Mapping[str, FloatArray],
    asked: Mapping[str, BoolArray] | None = None,
    weekend: BoolArray,
    priors: Priors | None = None,
    rules: Rules | None = None,
) -> SameDay:
    """Return what goes with closeness on the same day, or why nothing is said.

    Parameters
    ----------
    outcome : ndarray of shape (n_days,), points
        Closeness on a daily grid, NaN where there is no answer.
    predictors : mapping of str to ndarray of shape (n_days,), points
    asked : mapping of str to ndarray of shape (n_days,), bool, optional
        Days on which a predictor was on the page; every day unless given. What was left
        out by plan is no gap.
    weekend : ndarray of shape (n_days,), bool
    priors : Priors, optional
    rules : Rules, optional

    Returns
    -------
    SameDay

    Raises
    ------
    ValueError
        If the columns differ in length.

    Notes
    -----
    Given the noise, everything is Gaussian; the noise is integrated out on a grid of 25
    values, so a belief is a mixture of normals. The variance of what was filled into a
    gap is added to that day's noise.
    """
    rules = rules or Rules()
    columns = [weekend, *predictors.values(), *(asked or {}).values()]
    if any(len(column) != len(outcome) for column in columns):
        raise ValueError(f"every column must have {len(outcome)} days")
    given = ~np.isnan(outcome)
    found = SameDay(n_answered=int(given.sum()), needed=rules.least_days)
    nothing = refusal(outcome[given], n_asked=len(outcome), rules=rules)
    if nothing:
        return replace(found, nothing=nothing)
    days = _Days(outcome, predictors, weekend, priors or Priors())
    refused = {
        name: refusal(
            column[given & ~np.isnan(column)],
            n_asked=int((given & (asked or {}).get(name, given)).sum()),
            rules=rules,
        )
        for name, column in predictors.items()
    }
    used = tuple(name for name, why in refused.items() if why is None)
    fitted = _fit(days, used, slice(None))
    thirds = [_fit(days, used, part) for part in without_a_third(len(outcome))]
    both = {n: int((given & ~np.isnan(c)).sum()) for n, c in predictors.items()}
    links = []
    for name, why in refused.items():
        link = Link(name=name, n_days=both[name], nothing=why)
        if why is None:
            place = 1 + used.index(name)
            parts = [fit[place].mean for fit in thirds]
            link = judge(link, fitted[place], parts, float(days.scale), rules)
        links.append(link)
    return replace(found, links=tuple(links), carry=fitted[0])


class _Days:
    """A person's days in SD units."""

    def __init__(
        self,
        outcome: FloatArray,
        predictors: Mapping[str, FloatArray],
        weekend: BoolArray,
        priors: Priors,
    ) -> None:
        self.scale = np.nanstd(outcome, ddof=1)
        self.outcome = standard(outcome)
        self.before = np.concatenate(([np.nan], self.outcome[:-1]))
        self.predictors = {
            name: standard(column) for name, column in predictors.items()
        }
        self.trend = np.linspace(-1.0, 1.0, len(outcome))
        self.weekend = weekend - weekend.mean()
        self.priors = priors


def standard(column: FloatArray) -> FloatArray:
    there = column[~np.isnan(column)]
    if len(there) < 2 or there.std() == 0.0:
        return column - (there.mean() if len(there) else 0.0)
    standard: FloatArray = (column - there.mean()) / there.std(ddof=1)
    return standard


def refusal(values: FloatArray, *, n_asked: int, rules: Rules) -> Nothing | None:
    """Return why nothing may be said of one column of answers."""
    if len(values) < rules.least_days:
        return Nothing.TOO_FEW
    if len(values) < (1.0 - rules.most_gaps) * n_asked:
        return Nothing.TOO_MANY_GAPS
    most = np.unique(values, return_counts=True)[1].max()
    if values.std(ddof=1) < rules.least_sd or most > rules.most_alike * len(values):
        return Nothing.HARDLY_VARIES
    return None


def without_a_third(n_days: int) -> tuple[slice, slice]:
    third = n_days // 3
    return slice(third, None), slice(None, n_days - third)


def _fit(days: _Days, used: Sequence[str], part: slice) -> list[Mixture]:
    """Return the beliefs about what is carried over and about each predictor."""
    priors = days.priors
    y = days.outcome[part]
    given = ~np.isnan(y)
    columns = [days.trend, days.weekend, days.before]
    columns += [days.predictors[name] for name in used]
    table = np.column_stack([column[part][given] for column in columns])
    filled = fill(table)
    design = np.column_stack([np.ones(len(table)), filled.values])
    mean = np.array([0.0] * _FIXED + [priors.carry[0]] + [priors.link[0]] * len(used))
    sd = np.array(
        [priors.wide_sd] * _FIXED + [priors.carry[1]] + [priors.link[1]] * len(used)
    )
    weigh = partial(_weigh, design, y[given], mean, sd)
    weights, means, covariances = weigh(np.zeros(len(table)))
    for _ in range(_ROUNDS):
        centre = (weights @ means)[1:]
        about = np.einsum("s,sij->ij", weights, covariances)[1:, 1:]
        second = about + np.outer(centre, centre)
        extra = np.einsum("tij,ij->t", filled.spread, second)
        weights, means, covariances = weigh(extra)
    sds = np.sqrt(np.diagonal(covariances, axis1=1, axis2=2))
    return [
        Mixture(weights, means[:, place], sds[:, place])
        for place in range(_FIXED, design.shape[1])
    ]


def _weigh(
    design: FloatArray,
    y: FloatArray,
    prior_mean: FloatArray,
    prior_sd: FloatArray,
    extra: FloatArray,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return each noise's weight and its Gaussian belief about the coefficients.

    The weight is the chance of the answers with the coefficients integrated out:
    log N(y; Xm, XVX' + D), by the matrix determinant lemma.
    """
    variance = _NOISE[:, None] ** 2 + extra[None, :]
    away = y - design @ prior_mean
    scaled = design[None] / variance[:, :, None]
    precision = scaled.transpose(0, 2, 1) @ design + np.diag(prior_sd**-2)
    covariance = np.linalg.inv(precision).astype(np.float64)
    pull = scaled.transpose(0, 2, 1) @ away
    move = (covariance @ pull[:, :, None])[:, :, 0]
    squares = (away**2 / variance).sum(axis=1) - (pull * move).sum(axis=1)
    log_det = np.linalg.slogdet(precision)[1] + np.log(variance).sum(axis=1)
    log_weight = -0.5 * (log_det + squares)
    weight = np.exp(log_weight - log_weight.max())
    return weight / weight.sum(), prior_mean + move, covariance


def judge(
    link: Link, belief: Mixture, thirds: Sequence[float], scale: float, rules: Rules
) -> Link:
    if any(part * belief.mean < 0.0 for part in thirds):
        return replace(link, nothing=Nothing.UNSTEADY)
    low, high = belief.interval(rules.mass)
    below = belief.p_below(0.0)
    if max(below, 1.0 - below) >= rules.sure and not (
        low < rules.of_account and high > -rules.of_account
    ):
        sense = Sense.LIKELY
    elif -rules.of_account <= low and high <= rules.of_account:
        sense = Sense.LIKELY_NOT
    else:
        sense = Sense.UNCLEAR
    return replace(link, belief=belief, per_sd=scale, sense=sense)
