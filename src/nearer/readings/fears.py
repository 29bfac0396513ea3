"""Answers about the two fears → dials with bands, a cloud, a verdict with its reasons.

Source: science.md 2.4 and 6.1. A provisional instrument gives wider bands and no
percentiles; what a page may say about it follows from `calibrated`. Words are not made
here: reasons are ids and numbers.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from nearer.content.instruments import Instrument
from nearer.core.measurement import (
    Estimate,
    Judgement,
    Lead,
    Level,
    Posterior,
    Trait,
    Verdict,
    person_fit,
    straightlining,
    verdict,
)
from nearer.readings.asking import RULES, Asking, asking, belief
from nearer.readings.sitting import Sitting

N_POINTS = 100
_CLOUD = 100  # keeps the cloud's dice apart from those of the adaptive choice
FEWEST_OF_EACH = 3
MOSTLY = 0.8
MISFIT = -2.0


class Why(StrEnum):
    """Why no verdict can be given yet."""

    TOO_FEW = "too-few"
    """Fewer answers than a sitting has at least."""
    ONE_SIDED = "one-sided"
    """Hardly any answer about one of the two."""
    CONTRADICT = "contradict"
    """Compared with others one leads; by the answers themselves, the other."""
    CLOSE = "close"
    """Neither is clearly the stronger one."""
    MIDDLE = "middle"
    """One leads, but one of them or both lie too near the middle."""


class Note(StrEnum):
    """Something about the answers that a reader of the map should know."""

    UNCALIBRATED = "uncalibrated"
    ALL_THE_SAME = "all-the-same"
    UNUSUAL = "unusual"
    MANY_SKIPPED = "many-skipped"


@dataclass(frozen=True, slots=True)
class Dial:
    """One fear: where it is on the answer scale, and how sure that is."""

    trait: Trait
    mean: Estimate
    """Answer that this person would give on average, 1 … n_options; 90 % band."""
    n_options: int
    n_given: int
    level: Level
    percentile: Estimate | None
    """Per cent of the reference group below; None where there is no such group."""


@dataclass(frozen=True, slots=True)
class Fears:
    """What one sitting says about the two fears."""

    sitting: Sitting
    instrument: str
    method: str
    """Version of the model and of the numbers that the score was made with."""
    calibrated: bool
    asking: Asking
    dials: tuple[Dial, Dial] | None
    """Avoidance, anxiety; None where there are too few answers."""
    cloud: tuple[tuple[float, float], ...]
    """Plausible places, (avoidance, anxiety) on the answer scale."""
    judgement: Judgement | None
    certainty: float | None
    """How likely the leading fear leads by the stricter of both measures; None: none
    leads."""
    why: tuple[Why, ...]
    """Why no fear can be said to lead; empty where that can be said."""
    notes: tuple[Note, ...]

    @property
    def verdict(self) -> Verdict:
        """The one thing that may be said."""
        return self.judgement.verdict if self.judgement else Verdict.UNCLEAR


def read_fears(*, sitting: Sitting, instrument: Instrument) -> Fears:
    """Return where a sitting's answers put the person between the two fears."""
    now = belief(instrument=instrument, sitting=sitting)
    counts = _counts(sitting, instrument)
    state = asking(instrument=instrument, sitting=sitting)
    too_few = _too_few(counts, enough=state.enough)
    judged = None if too_few else verdict(now)
    calibrated = instrument.calibration.status == "calibrated"
    return Fears(
        sitting=sitting,
        instrument=instrument.id,
        method=instrument.method,
        calibrated=calibrated,
        asking=state,
        dials=_dials(now, counts, judged, calibrated=calibrated) if judged else None,
        cloud=_cloud(now, sitting.seed) if judged else (),
        judgement=judged,
        certainty=_certainty(now, judged) if judged else None,
        why=_why(judged) if judged else too_few,
        notes=_notes(sitting, instrument, now),
    )


def _counts(sitting: Sitting, instrument: Instrument) -> tuple[int, int]:
    """Return how many answers there are about avoidance and about anxiety."""
    scales = [i.scale for i in instrument.items if i.id in sitting.given]
    return scales.count("avoidance"), scales.count("anxiety")


def _too_few(counts: tuple[int, int], *, enough: bool) -> tuple[Why, ...]:
    if not enough:
        return (Why.TOO_FEW,)
    return (Why.ONE_SIDED,) if min(counts) < FEWEST_OF_EACH else ()


def _why(judged: Judgement) -> tuple[Why, ...]:
    if judged.verdict is not Verdict.UNCLEAR:
        return ()
    reasons = []
    if judged.criteria_contradict:
        reasons.append(Why.CONTRADICT)
    elif judged.lead is Lead.UNCLEAR:
        reasons.append(Why.CLOSE)
    if Level.UNSURE in (judged.avoidance, judged.anxiety):
        reasons.append(Why.MIDDLE)
    return tuple(reasons)


def _certainty(now: Posterior, judged: Judgement) -> float | None:
    both = (now.p_anxiety_leads, now.p_anxiety_leads_raw)
    if judged.lead is Lead.ANXIETY:
        return min(both)
    return 1.0 - max(both) if judged.lead is Lead.AVOIDANCE else None


def _dials(
    now: Posterior, counts: tuple[int, int], judged: Judgement, *, calibrated: bool
) -> tuple[Dial, Dial]:
    levels = (judged.avoidance, judged.anxiety)
    avoidance, anxiety = (
        Dial(
            trait=trait,
            mean=now.expected_mean(trait),
            n_options=now.bank.max_categories,
            n_given=counts[trait],
            level=levels[trait],
            percentile=_percentile(now, trait) if calibrated else None,
        )
        for trait in Trait
    )
    return avoidance, anxiety


def _percentile(now: Posterior, trait: Trait) -> Estimate:
    """Return the share of the reference group below: a standard normal, in per cent."""
    below = np.array([_below(node) for node in now.nodes])
    chance = now.marginal(trait)
    value = float(chance @ below)
    low, high = (_below(edge) for edge in now.interval(trait))
    sd = float(np.sqrt(chance @ (below - value) ** 2))
    return Estimate(value=value, sd=sd, low=low, high=high)


def _below(theta: float) -> float:
    return 50.0 * math.erfc(-theta / math.sqrt(2.0))


def _cloud(now: Posterior, seed: int) -> tuple[tuple[float, float], ...]:
    draws = now.draws(N_POINTS, np.random.default_rng([seed, _CLOUD]))
    on_scale = [
        np.interp(draws[:, trait], now.nodes, now.tables.item_mean[trait])
        for trait in Trait
    ]
    return tuple(zip(*(axis.tolist() for axis in on_scale), strict=True))


def _notes(
    sitting: Sitting, instrument: Instrument, now: Posterior
) -> tuple[Note, ...]:
    calibrated = instrument.calibration.status == "calibrated"
    notes = [] if calibrated else [Note.UNCALIBRATED]
    given = list(sitting.given.values())
    if len(given) >= RULES.min_items:
        if straightlining(answers=np.array([given]))[0] > MOSTLY:
            notes.append(Note.ALL_THE_SAME)
        # With guessed parameters, a misfit would say more about them than about anyone.
        elif calibrated and _fit(sitting, instrument, now) < MISFIT:
            notes.append(Note.UNUSUAL)
    if len(given) < MOSTLY * len(sitting.answers):
        notes.append(Note.MANY_SKIPPED)
    return tuple(notes)


def _fit(sitting: Sitting, instrument: Instrument, now: Posterior) -> float:
    known = {i: v for i, v in sitting.given.items() if i in instrument.item_ids}
    keyed = instrument.keyed_answers(known)[None, :]
    return float(person_fit(bank=now.bank, answers=keyed, theta=now.mean[None, :])[0])
