"""Answers that are not measured but told: habits that one knows, roots one has named.

Nothing is summed up here; a page shows what was marked, in the person's own order of
strength.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nearer.content.instruments import Instrument
from nearer.readings.sitting import Sitting


@dataclass(frozen=True, slots=True)
class Marked:
    """One statement that the person said applies."""

    item: str
    scale: str
    option: int
    """As shown, from 1; the first option means that it does not apply."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was marked in one sitting, the strongest first."""

    sitting: Sitting
    marked: tuple[Marked, ...]
    n_given: int

    def of(self, scale: str, *, at_most: int | None = None) -> tuple[Marked, ...]:
        """Return what was marked on a scale, the strongest first."""
        return tuple(m for m in self.marked if m.scale == scale)[:at_most]


def read_told(*, sitting: Sitting, instrument: Instrument) -> Told:
    """Return what the person marked; the first option of an item marks nothing."""
    given = sitting.given
    marked = _strongest_first(
        Marked(item=item.id, scale=item.scale, option=given[item.id])
        for item in instrument.items
        if given.get(item.id, 0) > 1
    )
    return Told(sitting=sitting, marked=marked, n_given=len(given))


def _strongest_first(marked: Iterable[Marked]) -> tuple[Marked, ...]:
    # Sorting keeps the form's order among equals.
    return tuple(sorted(marked, key=lambda mark: -mark.option))
