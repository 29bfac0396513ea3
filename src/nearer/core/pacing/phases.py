"""Weeks, phases, boosters, and how the two tracks share them. The calendar only caps.

Source: science of the programme in docs/science/pacing.md. Ten weeks are a convenience,
not a finding; boosters come after because gains fade (conradi2018).
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from nearer.core.pacing.ladder import Track

BOOSTER_WEEKS = (14, 26)
MEASURE_WEEKS = (0, 5, 10, 14, 26)
SMALL_STEPS_CAP = -0.5
"""Difficulty in weeks 1-4, unless overwhelm is unlikely enough."""
BUILDING_CAP = 1.0
SMALL_STEPS_WAIVER = 0.05
"""P(overwhelm) below which the cap of weeks 1-4 does not hold."""
STEPS_A_WEEK = 5
FREE_DAYS_A_WEEK = 2
LEAST_SHARE, MOST_SHARE = 0.2, 0.8
LEAN = 0.35


class Phase(StrEnum):
    """Where in the programme a week lies."""

    BASELINE = "baseline"
    SMALL_STEPS = "small-steps"
    BUILDING = "building"
    INTEGRATION = "integration"
    AFTER = "after"
    BOOSTER = "booster"


def phase_of(week: int) -> Phase:
    """Return the phase of a week; week 0 is the week of the first questions.

    Raises
    ------
    ValueError
        If the week is negative.

    Examples
    --------
    >>> [str(phase_of(week)) for week in (0, 4, 5, 9, 11, 14)]
    ['baseline', 'small-steps', 'building', 'integration', 'after', 'booster']
    """
    if week < 0:
        raise ValueError(f"week must not be negative, got {week}")
    if week == 0:
        return Phase.BASELINE
    if week in BOOSTER_WEEKS:
        return Phase.BOOSTER
    ends = ((4, Phase.SMALL_STEPS), (8, Phase.BUILDING), (10, Phase.INTEGRATION))
    return next((phase for last, phase in ends if week <= last), Phase.AFTER)


def within_cap(*, week: int, difficulty: float, p_overwhelm: float) -> bool:
    """Whether the calendar lets a step of this difficulty through.

    Parameters
    ----------
    week : int
    difficulty : float, logit
    p_overwhelm : float, probability
        The tracker's, at the cautious tolerance.
    """
    phase = phase_of(week)
    if phase in {Phase.BASELINE, Phase.SMALL_STEPS}:
        return difficulty <= SMALL_STEPS_CAP or p_overwhelm < SMALL_STEPS_WAIVER
    if phase is Phase.BUILDING:
        return difficulty <= BUILDING_CAP
    return True


def closeness_share(*, p_avoidance_leads: float, p_anxiety_leads: float) -> float:
    """Return the share of steps from the closeness track; the rest are from distance.

    Parameters
    ----------
    p_avoidance_leads, p_anxiety_leads : float, probability
        From the verdict's posterior.

    Returns
    -------
    float
        Never under 0.2 or over 0.8: both skills stay present.

    Raises
    ------
    ValueError
        If a probability lies outside 0 to 1.

    Examples
    --------
    >>> closeness_share(p_avoidance_leads=0.9, p_anxiety_leads=0.1)
    0.78
    """
    for name, p in (("avoidance", p_avoidance_leads), ("anxiety", p_anxiety_leads)):
        if not 0.0 <= p <= 1.0:
            raise ValueError(f"p_{name}_leads must lie from 0 to 1, got {p}")
    share = 0.5 + LEAN * (p_avoidance_leads - p_anxiety_leads)
    return float(np.clip(share, LEAST_SHARE, MOST_SHARE))


def due_track(*, share: float, closeness_done: int, distance_done: int) -> Track:
    """Return the track that is behind its share.

    Examples
    --------
    >>> str(due_track(share=0.5, closeness_done=3, distance_done=2))
    'distance'
    """
    done = closeness_done + distance_done
    behind = share * (done + 1) - closeness_done
    return Track.CLOSENESS if behind >= 1.0 - share else Track.DISTANCE
