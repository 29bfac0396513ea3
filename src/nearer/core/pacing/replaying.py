"""A whole history → what is believed today, in one go and for one person.

The same sums as `observe` and `rest` one after the other (a test holds them equal),
with the vectors of one person only: a year of steps takes a few milliseconds less.
What a step turned out to be for this person is learned along the way.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nearer.core.pacing.constants import DEFAULT, Pacing
from nearer.core.pacing.ladder import N_DOMAINS, FloatArray
from nearer.core.pacing.records import Attempt
from nearer.core.pacing.tolerance import Tolerance, prior


@dataclass(frozen=True)
class Learned:
    """What a history has taught about one person.

    Parameters
    ----------
    tolerance : Tolerance
    own_difficulty : mapping of str to float, logit
        By id of a step: how much harder (above 0) or easier than its nominal difficulty
        it turned out to be for this person; a step that was never done is not in it.
    """

    tolerance: Tolerance
    own_difficulty: Mapping[str, float]


def replay(
    *, attempts: Sequence[Attempt], today: int, pacing: Pacing = DEFAULT
) -> Tolerance:
    """Return what is believed today about one person's tolerance; see `learned`."""
    return learned(attempts=attempts, today=today, pacing=pacing).tolerance


def learned(
    *, attempts: Sequence[Attempt], today: int, pacing: Pacing = DEFAULT
) -> Learned:
    """Return what one person's attempts have taught until today.

    Parameters
    ----------
    attempts : sequence of Attempt
        Oldest first. One without a rating teaches nothing, but was no idle day.
    today : int
        Day number. A day before the last attempt (a clock set back) counts as its day.
    pacing : Pacing

    Returns
    -------
    Learned

    Raises
    ------
    ValueError
        If a rating lies outside 0 to 10.

    Notes
    -----
    Days strictly between two attempts, and between the last one and today, are idle.
    A step's own difficulty learns slowly, δ += 0.1 · (y - ŷ) / c, and stays within 0.7
    of the nominal one; it counts the next time that the step is taken.
    """
    belief, own = prior(pacing=pacing), dict[str, float]()
    if not attempts:
        return Learned(belief, own)
    mean, covariance = belief.mean, belief.covariance
    variances = covariance.reshape(-1)[:: N_DOMAINS + 1]  # a view of the diagonal
    noise = pacing.rating_sd**2 + (pacing.slope * pacing.own_difficulty_sd) ** 2
    last, most = attempts[0].day, pacing.own_difficulty_most
    for attempt in attempts:
        if attempt.day > last + 1:
            variances += pacing.drift_day * (attempt.day - last - 1)
        last = max(last, attempt.day)
        if attempt.rated:
            was = own.get(attempt.step, 0.0)
            harder = _learn(mean, covariance, attempt, was, noise, pacing)
            if attempt.done:
                now = was + harder
                own[attempt.step] = now if -most <= now <= most else was
    variances += pacing.drift_day * max(0, today - last - 1)
    return Learned(belief, own)


def _learn(
    mean: FloatArray,
    covariance: FloatArray,
    attempt: Attempt,
    own: float,
    noise: float,
    pacing: Pacing,
) -> float:
    """Change the belief in place by one rating; see `observe` for the formulas.

    Return by how much harder than believed the step was for this person, as learned
    slowly, in logits.
    """
    rated, here, slope = attempt.discomfort, int(attempt.domain), pacing.slope
    if not 0.0 <= rated <= 10.0:
        raise ValueError(f"discomfort must lie from 0 to 10, got {rated}")
    if not attempt.done:
        rated = max(rated, pacing.refused_at_least)
        noise *= pacing.refused_noise
    column = covariance[here]  # it is symmetric, and a row lies together
    margin = attempt.difficulty + own - mean.item(here)
    expected = pacing.at_ease + slope * margin
    surprise = rated - expected
    root = math.sqrt(slope**2 * column.item(here) + noise)
    told = column * (slope / root)
    mean -= (surprise / root) * told
    covariance -= told[:, None] * told
    if attempt.done and rated <= pacing.success_at_most:
        mean[here] += pacing.gain
    covariance[here, here] += pacing.drift_step
    if not 0.0 <= expected <= 10.0:
        # The scale ends: a 0 is no surprise where less than 0 was expected.
        surprise = rated - min(max(expected, 0.0), 10.0)
    return pacing.own_difficulty_rate * surprise / slope
