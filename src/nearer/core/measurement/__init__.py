"""Graded response model for two fears: score, choose the next item, stop, judge."""

from __future__ import annotations

from nearer.core.measurement._adaptive import (
    AdaptiveRules,
    Criterion,
    StopReason,
    next_item,
    stop,
)
from nearer.core.measurement._agreement import Agreement, agreement
from nearer.core.measurement._graded import (
    GradedBank,
    category_log_probabilities,
    expected_answer,
    item_information,
)
from nearer.core.measurement._grid import Grid, Prior
from nearer.core.measurement._person_fit import (
    MISFIT,
    STRAIGHT,
    person_fit,
    straightlining,
)
from nearer.core.measurement._posterior import Posterior, posterior
from nearer.core.measurement._replay import Replay, replay
from nearer.core.measurement._scoring import Scores, score
from nearer.core.measurement._types import MISSING, Estimate, Trait
from nearer.core.measurement._verdict import (
    Judgement,
    Judgements,
    Lead,
    Level,
    Verdict,
    VerdictRules,
    verdict,
)

__all__ = [
    "MISFIT",
    "MISSING",
    "STRAIGHT",
    "AdaptiveRules",
    "Agreement",
    "Criterion",
    "Estimate",
    "GradedBank",
    "Grid",
    "Judgement",
    "Judgements",
    "Lead",
    "Level",
    "Posterior",
    "Prior",
    "Replay",
    "Scores",
    "StopReason",
    "Trait",
    "Verdict",
    "VerdictRules",
    "agreement",
    "category_log_probabilities",
    "expected_answer",
    "item_information",
    "next_item",
    "person_fit",
    "posterior",
    "replay",
    "score",
    "stop",
    "straightlining",
    "verdict",
]
