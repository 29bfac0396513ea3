"""The path of the one beside: what was done, what waits, what comes next.

Nothing counts days and nothing runs out: a step that is set aside is there again the
next day, and one that was done can be done again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nearer.content.alongside import Alongside, Kind
from nearer.entries import AlongsideNoted, AnyEntry
from nearer.readings.present import present

FITS: dict[str, frozenset[Kind]] = {
    "avoidance": frozenset({Kind.SOFT, Kind.WHOLE, Kind.OWN}),
    "anxiety": frozenset({Kind.CLEAR, Kind.OWN}),
}
"""What fits first, by what leads for the other; for anything else, the plain order."""


@dataclass(frozen=True)
class Noted:
    """One time that a step was done."""

    id: UUID
    day: date
    words: str


@dataclass(frozen=True)
class Place:
    """A step of the path, and what became of it so far."""

    step: Alongside
    done: tuple[Noted, ...]
    waits: bool
    """It was set aside today."""

    @property
    def is_done(self) -> bool:
        """Return whether it was done at all."""
        return bool(self.done)


@dataclass(frozen=True)
class Walk:
    """The path as one person walks it."""

    places: tuple[Place, ...]

    @property
    def n_done(self) -> int:
        """How many of the steps were done at least once."""
        return sum(place.is_done for place in self.places)

    @property
    def next(self) -> Place | None:
        """The first that was neither done nor set aside today; None: all were."""
        open_ones = (p for p in self.places if not p.is_done and not p.waits)
        return next(open_ones, None)

    def at(self, step_id: str) -> Place | None:
        """Return a step's place; None where the path does not have it."""
        return next((p for p in self.places if p.step.id == step_id), None)


def walk(
    entries: Iterable[AnyEntry],
    steps: Sequence[Alongside],
    *,
    today: date,
    lead: str = "",
) -> Walk:
    """Return the path; with what leads for the other, what fits that stands first."""
    noted = [e for e in present(entries) if isinstance(e, AlongsideNoted)]
    fits = FITS.get(lead, frozenset(Kind))
    ordered = sorted(steps, key=lambda step: step.kind not in fits)
    return Walk(tuple(_place(step, noted, today) for step in ordered))


def _place(step: Alongside, noted: Sequence[AlongsideNoted], today: date) -> Place:
    mine = [e for e in noted if e.step == step.id]
    done = tuple(Noted(e.id, e.day, e.words) for e in mine if e.answer == "done")
    waits = any(e.answer == "not-today" and e.day == today for e in mine)
    return Place(step=step, done=done, waits=waits)
