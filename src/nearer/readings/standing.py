"""A whole diary → where the person stands: the map, before any word is chosen.

The two fears come from the latest sitting with enough answers; if there is none, from
the latest one, which then says why nothing can be said yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nearer.content import Catalogue
from nearer.entries import AnyEntry
from nearer.readings.asking import is_adaptive, is_enough
from nearer.readings.closeness import Closeness, read_closeness
from nearer.readings.fears import Fears, read_fears
from nearer.readings.moving import Moved, read_moves
from nearer.readings.sitting import Sitting, sittings
from nearer.readings.told import Told, read_told


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that the map shows; None for what has not been answered."""

    fears: Fears | None
    moved: Moved | None
    """Since the sitting before with the same questionnaire."""
    closeness: Closeness | None
    habits: Told | None
    roots: Told | None
    unfinished: tuple[str, ...]
    """Ids of instruments of which a sitting was begun and not ended."""


def read_standing(entries: Iterable[AnyEntry], *, catalogue: Catalogue) -> Standing:
    """Return where a person stands; entries of other kinds change nothing."""
    instruments = catalogue.instruments
    known = [
        s
        for s in sittings(entries)
        if s.instrument in instruments and s.form == instruments[s.instrument].binding
    ]
    fears, moved = _fears(known, catalogue)
    return Standing(
        fears=fears,
        moved=moved,
        closeness=_closeness(known, catalogue),
        habits=_told(known, catalogue, "habits"),
        roots=_told(known, catalogue, "roots"),
        unfinished=_unfinished(known),
    )


def _fears(
    known: Sequence[Sitting], catalogue: Catalogue
) -> tuple[Fears | None, Moved | None]:
    instruments = catalogue.instruments
    about_fears = [
        s for s in known if s.given and is_adaptive(instruments[s.instrument])
    ]
    enough = [s for s in about_fears if is_enough(s, instruments[s.instrument])]
    if not about_fears:
        return None, None
    latest = (enough or about_fears)[-1]
    instrument = instruments[latest.instrument]
    before = [s for s in enough if s.instrument == latest.instrument][-2:-1]
    moved = [
        read_moves(before=earlier, after=latest, instrument=instrument)
        for earlier in before
    ]
    fears = read_fears(sitting=latest, instrument=instrument)
    return fears, moved[0] if moved else None


def _closeness(known: Sequence[Sitting], catalogue: Catalogue) -> Closeness | None:
    sitting = _latest(known, "closeness")
    if sitting is None:
        return None
    instrument = catalogue.instruments["closeness"]
    return read_closeness(sitting=sitting, instrument=instrument)


def _told(
    known: Sequence[Sitting], catalogue: Catalogue, instrument: str
) -> Told | None:
    sitting = _latest(known, instrument)
    if sitting is None:
        return None
    return read_told(sitting=sitting, instrument=catalogue.instruments[instrument])


def _latest(known: Sequence[Sitting], instrument: str) -> Sitting | None:
    """Return the latest sitting in which anything was answered."""
    answered = [s for s in known if s.instrument == instrument and s.given]
    return answered[-1] if answered else None


def _unfinished(known: Sequence[Sitting]) -> tuple[str, ...]:
    latest = {sitting.instrument: sitting for sitting in known}
    return tuple(name for name, sitting in latest.items() if not sitting.closed)
