"""A whole history → what is believed today, in one go and for one person.

The same sums as `observe` and `rest` one after the other (a test holds them equal),
with the vectors of one person only: a year of steps takes a few milliseconds less.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from nearer.core.pacing.constants import DEFAULT, Pacing
from nearer.core.pacing.ladder import N_DOMAINS, FloatArray
from nearer.core.pacing.records import Attempt
from nearer.core.pacing.tolerance import Tolerance, prior


def replay(
    *, attempts: Sequence[Attempt], today: int, pacing: Pacing = DEFAULT
) -> Tolerance:
    """Return what is believed today about one person's tolerance.

    Parameters
    ----------
    attempts : sequence of Attempt
        Oldest first. One without a rating teaches nothing, but was no idle day.
    today : int
        Day number. A day before the last attempt (a clock set back) counts as its day.
    pacing : Pacing

    Returns
    -------
    Tolerance

    Raises
    ------
    ValueError
        If a rating lies outside 0 to 10.

    Notes
    -----
    Days strictly between two attempts, and between the last one and today, are idle.
    """
    belief = prior(pacing=pacing)
    if not attempts:
        return belief
    mean, covariance = belief.mean, belief.covariance
    variances = covariance.reshape(-1)[:: N_DOMAINS + 1]  # a view of the diagonal
    noise = pacing.rating_sd**2 + (pacing.slope * pacing.own_difficulty_sd) ** 2
    last = attempts[0].day
    for attempt in attempts:
        if attempt.day > last + 1:
            variances += pacing.drift_day * (attempt.day - last - 1)
        last = max(last, attempt.day)
        if attempt.rated:
            _learn(mean, covariance, attempt, noise, pacing)
    variances += pacing.drift_day * max(0, today - last - 1)
    return belief


def _learn(
    mean: FloatArray,
    covariance: FloatArray,
    attempt: Attempt,
    noise: float,
    pacing: Pacing,
) -> None:
    """Change the belief in place by one rating; see `observe` for the formulas."""
    rated, here, slope = attempt.discomfort, int(attempt.domain), pacing.slope
    if not 0.0 <= rated <= 10.0:
        raise ValueError(f"discomfort must lie from 0 to 10, got {rated}")
    if not attempt.done:
        rated = max(rated, pacing.refused_at_least)
        noise *= pacing.refused_noise
    column = covariance[here]  # it is symmetric, and a row lies together
    margin = attempt.difficulty - mean.item(here)
    surprise = rated - (pacing.at_ease + slope * margin)
    root = math.sqrt(slope**2 * column.item(here) + noise)
    told = column * (slope / root)
    mean -= (surprise / root) * told
    covariance -= told[:, None] * told
    if attempt.done and rated <= pacing.success_at_most:
        mean[here] += pacing.gain
    covariance[here, here] += pacing.drift_step
