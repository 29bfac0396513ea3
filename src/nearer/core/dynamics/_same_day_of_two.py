"""What goes with closeness on the same day, for two people at once (model M2).

As M1 for each of them, with the other's answers beside their own, and what is left of
both correlated: a day that was close for both for a third reason is not taken for a
link. One person's part is about their own closeness; nobody is explained by the other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from nearer.core.dynamics._arrays import BoolArray, Estimate, FloatArray, correlation
from nearer.core.dynamics._gaps import fill
from nearer.core.dynamics._mixture import Mixture
from nearer.core.dynamics._same_day import (
    Link,
    Nothing,
    Priors,
    Rules,
    judge,
    refusal,
    standard,
    without_a_third,
)

_PARTNER = (0.0, 0.25)  # mean and SD of what the other's answers go with
_TOGETHER = 0.5  # SD of atanh of the correlation of what is left
_STEPS = np.linspace(-3.0, 3.0, 4)
"""Of the grid, in posterior SD. Steps of 2 SD integrate a normal density to 1 %."""
_FIXED = 3  # level, trend and weekend
_ROUNDS = 2


@dataclass(frozen=True)
class PartOfTwo:
    """One person's part: what goes with their own closeness.

    Attributes
    ----------
    own, partner : tuple of Link
        What they said of the day themselves, and what the other said, in the order that
        the predictors came in.
    carry : Mixture
        What is carried over from the day before.
    """

    own: tuple[Link, ...]
    partner: tuple[Link, ...]
    carry: Mixture


@dataclass(frozen=True)
class SameDayOfTwo:
    """What two people's days say of the same day.

    Attributes
    ----------
    n_both : int
        Days on which both said how close they felt.
    needed : int
        How many it takes.
    nothing : Nothing or None
        Why nothing is said of anything.
    parts : tuple of PartOfTwo
        First and second person; empty where nothing is said.
    together : Estimate or None
        Correlation of what is left of both.
    """

    n_both: int
    needed: int
    nothing: Nothing | None = None
    parts: tuple[PartOfTwo, ...] = ()
    together: Estimate | None = None


def same_day_of_two(
    *,
    outcomes: FloatArray,
    predictors: Mapping[str, FloatArray],
    weekend: BoolArray,
    priors: Priors | None = None,
    rules: Rules | None = None,
) -> SameDayOfTwo:
    """Return what goes with each one's closeness on the same day, or why nothing is.

    Parameters
    ----------
    outcomes : ndarray of shape (n_days, 2), points
        Closeness of both on a daily grid, NaN where there is no answer.
    predictors : mapping of str to ndarray of shape (n_days, 2), points
        What both said of the day.
    weekend : ndarray of shape (n_days,), bool
        Which days are Saturday or Sunday.
    priors : Priors, optional
        For one's own answers; what the other's go with is N(0, 0.25²).
    rules : Rules, optional
        When something is said; days are those on which both answered.

    Returns
    -------
    SameDayOfTwo
        Links in SD of each one's own days.

    Raises
    ------
    ValueError
        If the columns differ in length, or are not pairs.

    Notes
    -----
    Given the noise of both and its correlation, everything is Gaussian; the three are
    integrated out on a grid of 64 points about a pilot fit. What is filled into gaps
    adds its variance to that day's noise, as in M1.
    """
    rules = rules or Rules()
    shape = (len(weekend), 2)
    if any(np.shape(column) != shape for column in (outcomes, *predictors.values())):
        raise ValueError(f"every column must have {shape[0]} days of two people")
    both = np.asarray(~np.isnan(outcomes).any(axis=1))
    found = SameDayOfTwo(n_both=int(both.sum()), needed=rules.least_days)
    reasons = (refusal(one, n_asked=len(both), rules=rules) for one in outcomes[both].T)
    nothing = next((why for why in reasons if why), None)
    if nothing:
        return replace(found, nothing=nothing)
    refused = {
        (name, person): refusal(
            answers[both & ~np.isnan(answers)], n_asked=found.n_both, rules=rules
        )
        for name, column in predictors.items()
        for person, answers in enumerate(column.T)
    }
    days = _Days(outcomes, predictors, weekend, refused, priors or Priors())
    whole = days.fit(slice(None))
    thirds = [days.fit(part).links for part in without_a_third(len(weekend))]
    scales = np.nanstd(outcomes, axis=0, ddof=1)

    def links(person: int, whose: int) -> tuple[Link, ...]:
        said = []
        for name, column in predictors.items():
            why = refused[name, whose]
            n_days = int((both & ~np.isnan(column[:, whose])).sum())
            link = Link(name=name, n_days=n_days, nothing=why)
            if why is None:
                key = (person, name, whose)
                parts = [third[key].mean for third in thirds]
                scale = float(scales[person])
                link = judge(link, whole.links[key], parts, scale, rules)
            said.append(link)
        return tuple(said)

    parts = tuple(
        PartOfTwo(links(p, p), links(p, 1 - p), whole.carry[p]) for p in range(2)
    )
    return replace(found, parts=parts, together=whole.together)


@dataclass(frozen=True)
class _Fit:
    links: dict[tuple[int, str, int], Mixture]
    carry: list[Mixture]
    together: Estimate


class _Days:
    """Two people's days in SD units."""

    def __init__(
        self,
        outcomes: FloatArray,
        predictors: Mapping[str, FloatArray],
        weekend: BoolArray,
        refused: Mapping[tuple[str, int], Nothing | None],
        priors: Priors,
    ) -> None:
        self.outcomes = np.column_stack([standard(one) for one in outcomes.T])
        self.columns = {
            (name, person): standard(predictors[name][:, person])
            for (name, person), why in refused.items()
            if why is None
        }
        self.trend = np.linspace(-1.0, 1.0, len(weekend))
        self.weekend = weekend - weekend.mean()
        self.priors = priors

    def fit(self, part: slice) -> _Fit:
        """Return what is believed from some of the days."""
        both = ~np.isnan(self.outcomes[part]).any(axis=1)
        y = self.outcomes[part][both]
        before = np.vstack([np.full((1, 2), np.nan), self.outcomes[:-1]])[part][both]
        said = [column[part][both] for column in self.columns.values()]
        fixed = [self.trend[part][both], self.weekend[part][both]]
        filled = fill(np.column_stack([*fixed, *before.T, *said]))
        ones = np.ones(len(y))
        designs, extras = [], []
        for person in range(2):
            places = [0, 1, 2 + person, *range(4, 4 + len(said))]
            designs.append(np.column_stack([ones, filled.values[:, places]]))
            extras.append(filled.spread[:, places][:, :, places])
        grid = _Grid(y, designs, [self._prior(person) for person in range(2)])
        extra = np.zeros((len(y), 2))
        for _ in range(_ROUNDS):
            weights, means, covariances = grid.weigh(extra)
            extra = np.column_stack(
                [
                    _of_filled(spread, weights, means[:, own], covariances[:, own, own])
                    for spread, own in zip(extras, grid.places, strict=True)
                ]
            )
        weights, means, covariances = grid.weigh(extra)
        sds = np.sqrt(np.diagonal(covariances, axis1=1, axis2=2))
        width = designs[0].shape[1]

        def belief(person: int, place: int) -> Mixture:
            at = person * width + place
            return Mixture(weights, means[:, at], sds[:, at])

        return _Fit(
            links={
                (person, *key): belief(person, _FIXED + 1 + place)
                for person in range(2)
                for place, key in enumerate(self.columns)
            },
            carry=[belief(person, _FIXED) for person in range(2)],
            together=grid.together(weights),
        )

    def _prior(self, person: int) -> tuple[FloatArray, FloatArray]:
        own, carry = self.priors.link, self.priors.carry
        rows = [(0.0, self.priors.wide_sd)] * _FIXED + [carry]
        rows += [own if whose == person else _PARTNER for _, whose in self.columns]
        table = np.array(rows)
        return table[:, 0], table[:, 1]


def _of_filled(
    spread: FloatArray, weights: FloatArray, means: FloatArray, covariances: FloatArray
) -> FloatArray:
    """Return the variance that filled-in answers add to each day."""
    centre = (weights @ means)[1:]
    about = np.einsum("s,sij->ij", weights, covariances)[1:, 1:]
    second = about + np.outer(centre, centre)
    extra: FloatArray = np.einsum("tij,ij->t", spread, second)
    return extra


class _Grid:
    """Noise of both and its correlation, about a pilot fit of each by themselves."""

    def __init__(
        self,
        y: FloatArray,
        designs: Sequence[FloatArray],
        priors: Sequence[tuple[FloatArray, FloatArray]],
    ) -> None:
        self.y, self.designs = y, designs
        width = designs[0].shape[1]
        self.places = [slice(0, width), slice(width, 2 * width)]
        self.prior_mean = np.concatenate([mean for mean, _ in priors])
        self.precision = np.diag(np.concatenate([sd for _, sd in priors]) ** -2.0)
        left = np.column_stack(
            [
                y[:, person] - designs[person] @ _pilot(y[:, person], design, *prior)
                for person, (design, prior) in enumerate(
                    zip(designs, priors, strict=True)
                )
            ]
        )
        free = max(len(y) - width / 2.0, 4.0)
        log_sd = np.log(np.sqrt((left**2).sum(axis=0) / free))
        middle = math.atanh(float(np.clip(_correlated(left), -0.95, 0.95)))
        first, second, atanh = np.meshgrid(
            log_sd[0] + _STEPS / math.sqrt(2.0 * free),
            log_sd[1] + _STEPS / math.sqrt(2.0 * free),
            middle + _STEPS / math.sqrt(free),
            indexing="ij",
        )
        self.sd = np.exp(np.stack([first.ravel(), second.ravel()]))
        self.atanh = atanh.ravel()

    def weigh(self, extra: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return each point's weight and its Gaussian belief about the coefficients."""
        one = self.sd[0][:, None] ** 2 + extra[None, :, 0]
        two = self.sd[1][:, None] ** 2 + extra[None, :, 1]
        shared = (np.tanh(self.atanh) * self.sd.prod(axis=0))[:, None]
        size = one * two - shared**2
        inverse = ((two / size, -shared / size), (-shared / size, one / size))
        away = [
            self.y[:, p] - self.designs[p] @ self.prior_mean[self.places[p]]
            for p in range(2)
        ]
        count = len(self.prior_mean)
        precision = np.broadcast_to(self.precision, (len(one), count, count)).copy()
        pull = np.zeros((len(one), count))
        squares = np.zeros(len(one))
        for p, row in enumerate(inverse):
            for q, weight in enumerate(row):
                scaled = weight[:, :, None] * self.designs[q][None]
                block = self.designs[p].T[None] @ scaled
                precision[:, self.places[p], self.places[q]] += block
                pull[:, self.places[p]] += (weight * away[q]) @ self.designs[p]
                squares += (weight * away[q]) @ away[p]
        covariance = np.asarray(np.linalg.inv(precision), dtype=np.float64)
        move = (covariance @ pull[:, :, None])[:, :, 0]
        squares -= (pull * move).sum(axis=1)
        log_det = np.linalg.slogdet(precision)[1] + np.log(size).sum(axis=1)
        log_weight = -0.5 * (log_det + squares + (self.atanh / _TOGETHER) ** 2)
        weights = np.exp(log_weight - log_weight.max())
        weights = np.asarray(weights / weights.sum())
        return weights, self.prior_mean + move, covariance

    def together(self, weights: FloatArray) -> Estimate:
        """Return the correlation of what is left of both."""
        mean = float(weights @ self.atanh)
        sd = math.sqrt(float(weights @ (self.atanh - mean) ** 2))
        return correlation(mean, sd)


def _correlated(left: FloatArray) -> float:
    first, second = left.T
    return float(first @ second / math.sqrt((first @ first) * (second @ second)))


def _pilot(
    y: FloatArray, design: FloatArray, mean: FloatArray, sd: FloatArray
) -> FloatArray:
    """Return one person's coefficients with a noise of 0.8."""
    precision = design.T @ design / 0.64 + np.diag(sd**-2.0)
    pull = design.T @ (y - design @ mean) / 0.64
    return np.asarray(mean + np.linalg.solve(precision, pull))
