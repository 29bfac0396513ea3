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
from nearer.core.measurement._change import (
    Change,
    ChangeRules,
    change,
    reliable_change_index,
    significant_cut,
    theta_change_z,
)
from nearer.core.measurement._classical import (
    KeyCheck,
    alpha,
    check_key,
    item_rest,
    keyed_mean,
)
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
    corrected_person_fit,
    person_fit,
    straightlining,
)
from nearer.core.measurement._posterior import Posterior, posterior
from nearer.core.measurement._replay import Replay, replay
from nearer.core.measurement._scoring import Scores, score
from nearer.core.measurement._types import METHOD, MISSING, Estimate, Trait
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
    "METHOD",
    "MISFIT",
    "MISSING",
    "STRAIGHT",
    "AdaptiveRules",
    "Agreement",
    "Change",
    "ChangeRules",
    "Criterion",
    "Estimate",
    "GradedBank",
    "Grid",
    "Judgement",
    "Judgements",
    "KeyCheck",
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
    "alpha",
    "category_log_probabilities",
    "change",
    "check_key",
    "corrected_person_fit",
    "expected_answer",
    "item_information",
    "item_rest",
    "keyed_mean",
    "next_item",
    "person_fit",
    "posterior",
    "reliable_change_index",
    "replay",
    "score",
    "significant_cut",
    "stop",
    "straightlining",
    "theta_change_z",
    "verdict",
]
