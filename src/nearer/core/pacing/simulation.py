"""Simulated people take steps under different rules, to see how often one is too much.

Pelánek 2016 (Comput Educ 98, 169-179) describes the Elo rule that is compared here.
The people in it follow the tracker's own model: efficiency is shown, not validity.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from nearer.core.pacing.constants import DEFAULT, Pacing
from nearer.core.pacing.ladder import LEVELS, N_DOMAINS, FloatArray, nominal_difficulty
from nearer.core.pacing.tolerance import Tolerance, observe, outlook, prior

IntArray = NDArray[np.intp]
BoolArray = NDArray[np.bool_]
VARIANTS = tuple((place - 3.5) / 8 for place in range(8))
"""Each level has easier and harder variants: a step for every eighth of a logit."""
LEFT_UNDONE = 0.02
"""Chance that a step is left undone, for each point of discomfort: 1 in 10 at a 5."""
DIFFICULTIES = np.array(
    [nominal_difficulty(level) + shift for level in LEVELS for shift in VARIANTS]
)


class Rule(StrEnum):
    """How the next step is chosen."""

    KALMAN_CAUTIOUS = "kalman-cautious"
    KALMAN = "kalman"
    ELO_FADING = "elo-fading"
    ELO_CONSTANT = "elo-constant"
    CALENDAR = "calendar"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a rule led to, over all simulated people.

    Parameters
    ----------
    rmse_10 : float, logit
        Root mean squared error of the tolerance in the practised domain after 10 steps.
    se_rmse_10 : float, logit
        Its Monte Carlo standard error.
    share_success, share_overwhelm : float
        Of all steps: done and rated 6 or less; rated 8 or more.
    se_success, se_overwhelm : float
        Monte Carlo standard errors of the shares, by person.
    steps_done : int
    error_by_step, success_by_step, overwhelm_by_step : ndarray of shape (steps,)
        The error of the tolerance after each step, and the two shares at it.
    """

    rule: Rule
    rmse_10: float
    se_rmse_10: float
    share_success: float
    se_success: float
    share_overwhelm: float
    se_overwhelm: float
    steps_done: int
    error_by_step: FloatArray
    success_by_step: FloatArray
    overwhelm_by_step: FloatArray


@dataclass
class _People:
    """True tolerances and what has happened to them."""

    tolerance: FloatArray
    ratings: list[FloatArray]
    went_well: list[BoolArray]
    errors: list[FloatArray]
    """How far the estimate lay from the truth after each step."""


def simulate(
    *,
    rule: Rule,
    rng: np.random.Generator,
    people: int = 4000,
    steps: int = 40,
    pacing: Pacing = DEFAULT,
    progress: Callable[[int], None] | None = None,
) -> Outcome:
    """Let simulated people take steps in one domain under a rule.

    Parameters
    ----------
    rule : Rule
    rng : numpy.random.Generator
    people, steps : int
    pacing : Pacing
    progress : callable, optional
        Called with the number of steps taken so far.

    Returns
    -------
    Outcome

    Raises
    ------
    ValueError
        If there are no people, or fewer than 10 steps.

    Notes
    -----
    True tolerance starts at N(-0.8, 1), gains 0.04 after each success and drifts with
    variance 0.03 a step; each step is a new one with a difficulty of its own for each
    person, N(0, 0.5²). Ratings are whole numbers, and a step is left undone with a
    chance of 0.02 for each point of discomfort. The Kalman rules take the hardest
    eligible step, the Elo rules the hardest that their point estimate allows, the
    calendar one level every eight steps.
    """
    if people < 1 or steps < 10:
        raise ValueError(
            f"needs at least 1 person and 10 steps, got {people} and {steps}"
        )
    chooser = _CHOOSERS[rule](people, pacing)
    crowd = _People(
        tolerance=rng.normal(pacing.prior_mean, np.sqrt(pacing.prior_variance), people),
        ratings=[],
        went_well=[],
        errors=[],
    )
    for taken in range(steps):
        chosen = chooser.choose(taken)
        rating = _rate(crowd, chosen, rng, pacing)
        done = rng.random(people) >= LEFT_UNDONE * rating
        chooser.learn(taken, DIFFICULTIES[chosen], rating, done)
        _live_on(crowd, rating, done, rng, pacing)
        crowd.errors.append(chooser.estimate() - crowd.tolerance)
        if progress is not None:
            progress(taken + 1)
    return _outcome(rule, crowd, pacing)


def _rate(
    crowd: _People, chosen: IntArray, rng: np.random.Generator, pacing: Pacing
) -> FloatArray:
    own = rng.normal(0.0, pacing.own_difficulty_sd, chosen.size)
    margin = DIFFICULTIES[chosen] + own - crowd.tolerance
    noise = rng.normal(0.0, pacing.rating_sd, chosen.size)
    # A scale ends at 0 and 10; that is the scale's doing, not a repair of the data.
    felt = np.clip(pacing.at_ease + pacing.slope * margin + noise, 0, 10)
    return np.rint(felt)


def _live_on(
    crowd: _People,
    rating: FloatArray,
    done: BoolArray,
    rng: np.random.Generator,
    pacing: Pacing,
) -> None:
    went_well = done & (rating <= pacing.success_at_most)
    drift = rng.normal(0.0, np.sqrt(pacing.drift_step), rating.size)
    crowd.tolerance = crowd.tolerance + pacing.gain * went_well + drift
    crowd.ratings.append(rating)
    crowd.went_well.append(went_well)


def _outcome(rule: Rule, crowd: _People, pacing: Pacing) -> Outcome:
    ratings, squared = np.array(crowd.ratings), np.array(crowd.errors) ** 2
    good = np.array(crowd.went_well)
    hard = ratings >= pacing.overwhelm_at_least
    root = np.sqrt(ratings.shape[1])
    rmse = np.sqrt(squared.mean(axis=1))
    return Outcome(
        rule=rule,
        rmse_10=float(rmse[9]),
        # by the delta method: d sqrt(m) = dm / (2 sqrt(m))
        se_rmse_10=float(squared[9].std() / root / (2.0 * rmse[9])),
        share_success=float(good.mean()),
        se_success=float(good.mean(axis=0).std() / root),
        share_overwhelm=float(hard.mean()),
        se_overwhelm=float(hard.mean(axis=0).std() / root),
        steps_done=int(ratings.size),
        error_by_step=rmse,
        success_by_step=good.mean(axis=1),
        overwhelm_by_step=hard.mean(axis=1),
    )


class _Kalman:
    """The tracker of this package, with or without caution; all steps in one domain."""

    def __init__(self, people: int, pacing: Pacing, caution: float) -> None:
        self.belief: Tolerance = prior(people=(people,), pacing=pacing)
        self.pacing, self.caution = pacing, caution
        self.domain: IntArray = np.zeros(people, dtype=np.intp)

    def choose(self, taken: int) -> IntArray:  # noqa: ARG002 (the calendar needs it)
        view = outlook(
            tolerance=self.belief,
            domain=np.zeros(DIFFICULTIES.size, dtype=np.intp),
            difficulty=DIFFICULTIES,
            caution=self.caution,
            pacing=self.pacing,
        )
        return _hardest(view.eligible)

    def learn(
        self,
        taken: int,  # noqa: ARG002
        difficulty: FloatArray,
        rating: FloatArray,
        done: BoolArray,
    ) -> None:
        self.belief = observe(
            tolerance=self.belief,
            domain=self.domain,
            difficulty=difficulty,
            discomfort=rating,
            done=done,
            pacing=self.pacing,
        )

    def estimate(self) -> FloatArray:
        return self.belief.mean[:, 0]


class _Elo:
    """Pass or fail only: tau += K (ok - P), P = logistic(1.5 (tau - delta) + 1.5)."""

    def __init__(self, people: int, pacing: Pacing, constant: float | None) -> None:
        self.tau = np.full(people, pacing.prior_mean)
        self.pacing, self.constant = pacing, constant

    def choose(self, taken: int) -> IntArray:  # noqa: ARG002
        centre = Tolerance(
            mean=np.repeat(self.tau[:, None], N_DOMAINS, axis=1),
            covariance=np.zeros((self.tau.size, N_DOMAINS, N_DOMAINS)),
        )
        view = outlook(
            tolerance=centre,
            domain=np.zeros(DIFFICULTIES.size, dtype=np.intp),
            difficulty=DIFFICULTIES,
            caution=0.0,
            pacing=self.pacing,
        )
        return _hardest(view.eligible)

    def learn(
        self, taken: int, difficulty: FloatArray, rating: FloatArray, done: BoolArray
    ) -> None:
        went_well = done & (rating <= self.pacing.success_at_most)
        p_ok = 1.0 / (1.0 + np.exp(-(1.5 * (self.tau - difficulty) + 1.5)))
        k = 1.2 / (1.0 + 0.12 * taken) if self.constant is None else self.constant
        self.tau = self.tau + k * (went_well - p_ok)

    def estimate(self) -> FloatArray:
        return self.tau


class _Calendar:
    """One level every eight steps, whoever it is."""

    def __init__(self, people: int, pacing: Pacing) -> None:
        self.people, self.pacing = people, pacing

    def choose(self, taken: int) -> IntArray:
        level = min(taken // 8, len(LEVELS) - 1)
        middle = level * len(VARIANTS) + len(VARIANTS) // 2
        return np.full(self.people, middle, dtype=np.intp)

    def learn(
        self, taken: int, difficulty: FloatArray, rating: FloatArray, done: BoolArray
    ) -> None:
        """Learn nothing: that is the point of the comparison."""

    def estimate(self) -> FloatArray:
        return np.full(self.people, self.pacing.prior_mean)


_CHOOSERS: dict[Rule, Callable[[int, Pacing], _Kalman | _Elo | _Calendar]] = {
    Rule.KALMAN_CAUTIOUS: lambda n, pacing: _Kalman(n, pacing, pacing.caution),
    Rule.KALMAN: lambda n, pacing: _Kalman(n, pacing, 0.0),
    Rule.ELO_FADING: lambda n, pacing: _Elo(n, pacing, None),
    Rule.ELO_CONSTANT: lambda n, pacing: _Elo(n, pacing, 0.4),
    Rule.CALENDAR: _Calendar,
}


def _hardest(eligible: NDArray[np.bool_]) -> IntArray:
    """Return the place of each person's hardest eligible step, else of the easiest."""
    last = DIFFICULTIES.size - 1 - np.argmax(eligible[:, ::-1], axis=1)
    return np.where(eligible.any(axis=1), last, 0)
