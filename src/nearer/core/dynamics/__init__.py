"""Days over time, for one person or for two: what goes with what, and how sure."""

from __future__ import annotations

from nearer.core.dynamics._kinds import KindMean, KindRules, Kinds, compare_kinds
from nearer.core.dynamics._level import Level, level
from nearer.core.dynamics._mixture import Mixture
from nearer.core.dynamics._same_day import (
    Link,
    Nothing,
    Priors,
    Rules,
    SameDay,
    Sense,
    same_day,
)

__all__ = [
    "KindMean",
    "KindRules",
    "Kinds",
    "Level",
    "Link",
    "Mixture",
    "Nothing",
    "Priors",
    "Rules",
    "SameDay",
    "Sense",
    "compare_kinds",
    "level",
    "same_day",
]
