"""Which fear leads, by two criteria at once; and what may honestly be said.

A lead counts only if it holds compared with others (SD of the reference group) and by
the person's own answers (expected item means): the two disagree in one person of six.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias, overload

import numpy as np
import numpy.typing as npt

from nearer.core.measurement._posterior import Posterior
from nearer.core.measurement._scoring import Scores
from nearer.core.measurement._types import FloatArray, Trait

NameArray: TypeAlias = npt.NDArray[np.str_]


class Verdict(StrEnum):
    """The one sentence that may be said."""

    AVOIDANCE = "avoidance"
    ANXIETY = "anxiety"
    BOTH = "both"
    NEITHER = "neither"
    UNCLEAR = "unclear"


class Lead(StrEnum):
    """Which of the two is higher."""

    AVOIDANCE = "avoidance"
    ANXIETY = "anxiety"
    UNCLEAR = "unclear"


class Level(StrEnum):
    """Where one trait stands against the midpoint of the answer scale."""

    HIGH = "H"
    LOW = "L"
    UNSURE = "?"


@dataclass(frozen=True, slots=True)
class VerdictRules:
    """How sure is sure.

    Parameters
    ----------
    lead_certainty : float
        A lead needs more than this probability by both criteria.
    high, low : float
        P(above the scale's midpoint) from which a trait is high, up to which low.

    Raises
    ------
    ValueError
        Unless ``0 <= low < high <= 1`` and ``0.5 <= lead_certainty < 1``.
    """

    lead_certainty: float = 0.9
    high: float = 0.8
    low: float = 0.2

    def __post_init__(self) -> None:
        if not 0.5 <= self.lead_certainty < 1.0:
            raise ValueError(
                f"lead_certainty must lie in 0.5 … 1, got {self.lead_certainty}"
            )
        if not 0.0 <= self.low < self.high <= 1.0:
            raise ValueError(
                f"low and high must rise within 0 … 1, got {self.low}, {self.high}"
            )


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one person, with its reasons.

    Attributes
    ----------
    verdict : Verdict
        What may be said.
    lead : Lead
        Which is higher, where both criteria agree; else unclear.
    lead_by_z : Lead
        Compared with others: both in SD of the reference group.
    lead_by_raw : Lead
        By the person's own answers: both as expected item means.
    avoidance, anxiety : Level
        High, low or unsure, against the midpoint of the answer scale.
    """

    verdict: Verdict
    lead: Lead
    lead_by_z: Lead
    lead_by_raw: Lead
    avoidance: Level
    anxiety: Level

    @property
    def criteria_contradict(self) -> bool:
        """Both criteria are sure, and name different fears."""
        sure = Lead.UNCLEAR not in (self.lead_by_z, self.lead_by_raw)
        return sure and self.lead_by_z != self.lead_by_raw


@dataclass(frozen=True, eq=False)
class Judgements:
    """The verdicts on many people: as `Judgement`, arrays of (n_people,) strings."""

    verdict: NameArray
    lead: NameArray
    lead_by_z: NameArray
    lead_by_raw: NameArray
    avoidance: NameArray
    anxiety: NameArray

    @property
    def criteria_contradict(self) -> npt.NDArray[np.bool_]:
        sure = (self.lead_by_z != Lead.UNCLEAR) & (self.lead_by_raw != Lead.UNCLEAR)
        return np.asarray(sure & (self.lead_by_z != self.lead_by_raw))


@overload
def verdict(of: Posterior, *, rules: VerdictRules | None = ...) -> Judgement: ...


@overload
def verdict(of: Scores, *, rules: VerdictRules | None = ...) -> Judgements: ...


def verdict(
    of: Posterior | Scores, *, rules: VerdictRules | None = None
) -> Judgement | Judgements:
    """Return which fear leads, or that it cannot be said.

    Parameters
    ----------
    of : Posterior or Scores
        One person or many.
    rules : VerdictRules, optional
        How sure is sure; 0.9 for a lead, 0.8 and 0.2 for a level unless given.

    Returns
    -------
    Judgement or Judgements
        ``both`` if both are high, ``neither`` if both are low, the leading fear if it
        leads by both criteria, is high, and the other is low; else ``unclear``.

    Notes
    -----
    A trait without items has no level and no raw lead, so the verdict is unclear.
    """
    rules = rules or VerdictRules()
    if isinstance(of, Scores):
        return Judgements(
            *_judge(
                by_z=of.p_anxiety_leads,
                by_raw=of.p_anxiety_leads_raw,
                elevated=of.p_elevated,
                rules=rules,
            )
        )
    names = _judge(
        by_z=np.array(of.p_anxiety_leads),
        by_raw=np.array(of.p_anxiety_leads_raw),
        elevated=np.array([of.p_elevated(trait) for trait in Trait]),
        rules=rules,
    )
    said, lead, by_z, by_raw, avoidance, anxiety = (str(name) for name in names)
    return Judgement(
        verdict=Verdict(said),
        lead=Lead(lead),
        lead_by_z=Lead(by_z),
        lead_by_raw=Lead(by_raw),
        avoidance=Level(avoidance),
        anxiety=Level(anxiety),
    )


def _judge(
    *, by_z: FloatArray, by_raw: FloatArray, elevated: FloatArray, rules: VerdictRules
) -> tuple[npt.NDArray[Any], ...]:
    lead_by_z = _lead(by_z, rules.lead_certainty)
    lead_by_raw = _lead(by_raw, rules.lead_certainty)
    lead = np.where(lead_by_z == lead_by_raw, lead_by_z, Lead.UNCLEAR)
    avoidance = _level(elevated[..., Trait.AVOIDANCE], rules)
    anxiety = _level(elevated[..., Trait.ANXIETY], rules)
    av_high, av_low = avoidance == Level.HIGH, avoidance == Level.LOW
    an_high, an_low = anxiety == Level.HIGH, anxiety == Level.LOW
    said = np.select(
        [
            av_high & an_high,
            av_low & an_low,
            (lead == Lead.AVOIDANCE) & av_high & an_low,
            (lead == Lead.ANXIETY) & an_high & av_low,
        ],
        [Verdict.BOTH, Verdict.NEITHER, Verdict.AVOIDANCE, Verdict.ANXIETY],
        Verdict.UNCLEAR,
    )
    return said, lead, lead_by_z, lead_by_raw, avoidance, anxiety


def _lead(p_anxiety: FloatArray, certainty: float) -> npt.NDArray[Any]:
    return np.select(
        [p_anxiety > certainty, p_anxiety < 1.0 - certainty],
        [Lead.ANXIETY, Lead.AVOIDANCE],
        Lead.UNCLEAR,
    )


def _level(p_elevated: FloatArray, rules: VerdictRules) -> npt.NDArray[Any]:
    return np.select(
        [p_elevated >= rules.high, p_elevated <= rules.low],
        [Level.HIGH, Level.LOW],
        Level.UNSURE,
    )
