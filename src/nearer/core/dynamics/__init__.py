"""Days over time, for one person or for two: what goes with what, and how sure."""

from __future__ import annotations

from nearer.core.dynamics._arrays import Estimate
from nearer.core.dynamics._days import MOST_DAYS, Days
from nearer.core.dynamics._engines import Engine, engine_for
from nearer.core.dynamics._kinds import KindMean, KindRules, Kinds, compare_kinds
from nearer.core.dynamics._level import Level, level
from nearer.core.dynamics._loop import Loop, loop
from nearer.core.dynamics._mixture import Mixture
from nearer.core.dynamics._paths import CROSS, Path, Paths, fit, fit_many
from nearer.core.dynamics._priors import PathPriors
from nearer.core.dynamics._reading import (
    METHOD,
    PathRules,
    Reading,
    Reason,
    Verdict,
    examine,
    read,
    read_many,
)
from nearer.core.dynamics._same_day import (
    Link,
    Nothing,
    Priors,
    Rules,
    SameDay,
    Sense,
    same_day,
)
from nearer.core.dynamics._same_day_of_two import (
    PartOfTwo,
    SameDayOfTwo,
    same_day_of_two,
)
from nearer.core.dynamics._simulation import Couples, couples_of, simulate
from nearer.core.dynamics._smooth import Smooth, smooth
from nearer.core.dynamics._states import (
    drifting_covariance,
    expm,
    log_likelihood,
    over_a_gap,
    stationary_covariance,
)

__all__ = [
    "CROSS",
    "METHOD",
    "MOST_DAYS",
    "Couples",
    "Days",
    "Engine",
    "Estimate",
    "KindMean",
    "KindRules",
    "Kinds",
    "Level",
    "Link",
    "Loop",
    "Mixture",
    "Nothing",
    "PartOfTwo",
    "Path",
    "PathPriors",
    "PathRules",
    "Paths",
    "Priors",
    "Reading",
    "Reason",
    "Rules",
    "SameDay",
    "SameDayOfTwo",
    "Sense",
    "Smooth",
    "Verdict",
    "compare_kinds",
    "couples_of",
    "drifting_covariance",
    "engine_for",
    "examine",
    "expm",
    "fit",
    "fit_many",
    "level",
    "log_likelihood",
    "loop",
    "over_a_gap",
    "read",
    "read_many",
    "same_day",
    "same_day_of_two",
    "simulate",
    "smooth",
    "stationary_covariance",
]
