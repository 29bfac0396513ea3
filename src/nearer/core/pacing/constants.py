"""Every constant of the pacing, in one place, with where it comes from.

No trial stands behind these numbers. They are judgements, checked by simulation:
docs/science/pacing.md says what each does and what would change our mind.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Pacing:
    """How tolerance is tracked and how steps are chosen; the defaults are ours."""

    # How discomfort arises: y = at_ease + slope * (difficulty + own - tolerance) + e.
    at_ease: float = 5.0
    """Peak discomfort (0-10) where a step is exactly as hard as one can bear."""
    slope: float = 1.6
    """Points of discomfort a logit."""
    rating_sd: float = 1.6
    """Spread of a rating about what the model expects, points."""
    own_difficulty_sd: float = 0.5
    """How far a step differs for this person from its nominal difficulty, logits."""
    own_difficulty_rate: float = 0.1
    """Share of a surprise by which a step counts as harder or easier from then on."""
    own_difficulty_most: float = 0.7
    """A step moves no further than this from its nominal difficulty, logits."""

    # What is believed before the first step.
    prior_mean: float = -0.8
    """Deliberately low: too easy a first step costs less than too hard a one."""
    prior_variance: float = 1.0
    correlation_within: float = 0.6
    correlation_across: float = 0.2

    # How tolerance moves.
    gain: float = 0.04
    """Added to a domain after a step that went well, logits."""
    drift_step: float = 0.03
    """Variance added to a domain with each step in it."""
    drift_day: float = 0.004
    """Variance added to every domain with each day without a step."""

    # What counts.
    success_at_most: float = 6.0
    overwhelm_at_least: float = 8.0
    refused_at_least: float = 7.0
    """A step not done counts as a rating of at least this …"""
    refused_noise: float = 2.0
    """… with this many times the noise variance."""

    # What may be offered.
    caution: float = 1.0
    """Standard deviations that are taken off the tolerance before looking."""
    overwhelm_allowed: float = 0.10
    success_wanted: float = 0.75

    # How a step is chosen among those.
    repeat_share: float = 0.2
    """One step in five is a known one in a new setting."""
    worn_after: int = 3
    """A step tried so often is not brought back on purpose."""
    domains_apart: int = 3
    """A domain waits while it is among so many latest attempts, if others fit."""
    known_ease: float = 0.3
    """Each earlier try makes a step count as so much easier, logits."""
    about_as_easy: float = 0.5
    """Where nothing fits, steps this near to the easiest take turns, points 0-10."""
    easy_rating: float = 2.0
    """Three of the last four at or under this: aim higher."""
    settled_rating: float = 5.0
    """Two successes at or under this in two settings open the next level."""

    # After a hard one.
    rest_days: int = 2
    cap_days: int = 7
    cap_levels: int = 2


DEFAULT = Pacing()
