"""Which small step fits today: tolerance from ratings, and a cautious choice."""

from __future__ import annotations

from nearer.core.pacing.choice import next_step
from nearer.core.pacing.constants import DEFAULT, Pacing
from nearer.core.pacing.decisions import Decision, Reason, Situation
from nearer.core.pacing.ladder import LEVELS, Domain, Track, nominal_difficulty
from nearer.core.pacing.phases import Phase, closeness_share, due_track, phase_of
from nearer.core.pacing.records import Attempt, Step
from nearer.core.pacing.recovery import Recovery, open_level, recovery
from nearer.core.pacing.replaying import Learned, learned, replay
from nearer.core.pacing.simulation import Outcome, Rule, simulate
from nearer.core.pacing.tolerance import (
    Outlook,
    Tolerance,
    observe,
    outlook,
    prior,
    rest,
)

__all__ = [
    "DEFAULT",
    "LEVELS",
    "Attempt",
    "Decision",
    "Domain",
    "Learned",
    "Outcome",
    "Outlook",
    "Pacing",
    "Phase",
    "Reason",
    "Recovery",
    "Rule",
    "Situation",
    "Step",
    "Tolerance",
    "Track",
    "closeness_share",
    "due_track",
    "learned",
    "next_step",
    "nominal_difficulty",
    "observe",
    "open_level",
    "outlook",
    "phase_of",
    "prior",
    "recovery",
    "replay",
    "rest",
    "simulate",
]
