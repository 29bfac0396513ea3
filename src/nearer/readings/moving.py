"""Two sittings with one questionnaire → whether each fear has moved, or it is noise.

Source: science.md 2.5, the regression-aware way. Lower is less fear.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nearer.content.instruments import Instrument
from nearer.core.measurement import Change, Trait, change
from nearer.readings.asking import belief
from nearer.readings.sitting import Sitting

SURE = 0.95
PERHAPS = 0.80


class Move(StrEnum):
    """What may be said about one fear since an earlier sitting."""

    LESS = "less"
    MORE = "more"
    PERHAPS = "perhaps"
    """There may be a change, but chance could explain it."""
    WITHIN_NOISE = "within-noise"


@dataclass(frozen=True, slots=True)
class TraitMove:
    """How one fear moved."""

    trait: Trait
    move: Move
    change: Change


@dataclass(frozen=True, slots=True)
class Moved:
    """How both fears moved between two sittings."""

    since: date
    traits: tuple[TraitMove, TraitMove]
    """Avoidance, anxiety."""


def read_moves(*, before: Sitting, after: Sitting, instrument: Instrument) -> Moved:
    """Return how the two fears moved from an earlier to a later sitting."""
    first = belief(instrument=instrument, sitting=before)
    second = belief(instrument=instrument, sitting=after)
    avoidance, anxiety = (
        _trait_move(change(before=first, after=second, trait=trait), trait)
        for trait in Trait
    )
    return Moved(since=before.last, traits=(avoidance, anxiety))


def _trait_move(moved: Change, trait: Trait) -> TraitMove:
    if moved.p_improved >= SURE:
        move = Move.LESS
    elif moved.p_deteriorated >= SURE:
        move = Move.MORE
    elif moved.probable or max(moved.p_improved, moved.p_deteriorated) >= PERHAPS:
        move = Move.PERHAPS
    else:
        move = Move.WITHIN_NOISE
    return TraitMove(trait=trait, move=move, change=moved)
