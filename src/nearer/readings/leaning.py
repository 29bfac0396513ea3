"""Which of the two ladders a person's steps come from, and how much of each.

Source: science.md 5.1. Never one ladder alone: both skills stay present.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from nearer.content import Catalogue
from nearer.core.measurement import Verdict, verdict
from nearer.core.pacing import closeness_share
from nearer.core.pacing.phases import LEAST_SHARE, MOST_SHARE
from nearer.entries import (
    Answered,
    AnyEntry,
    SittingClosed,
    SittingOpened,
    SituationSet,
    Withdrawn,
)
from nearer.readings.asking import belief, is_adaptive, is_enough
from nearer.readings.sitting import sittings

EVEN = 0.5
_OF_SITTINGS = {SittingOpened, Answered, SittingClosed, Withdrawn}
CHOSEN: Mapping[str, float] = MappingProxyType(
    {"closeness": MOST_SHARE, "distance": LEAST_SHARE, "both": EVEN}
)
"""The share of the closeness ladder where the person chose."""


def share(
    entries: Iterable[AnyEntry],
    *,
    situation: SituationSet | None,
    catalogue: Catalogue,
) -> float:
    """Return the share of steps that come from the closeness ladder."""
    if situation is not None and situation.track is not None:
        return CHOSEN[situation.track]
    return measured(entries, catalogue=catalogue)


def measured(entries: Iterable[AnyEntry], *, catalogue: Catalogue) -> float:
    """Return what the latest questions say; half and half where they say nothing.

    A fear leads as surely as it does by the stricter of the two criteria of the map.
    Where both are clearly there, neither ladder goes first.
    """
    known = catalogue.instruments
    enough = [
        (s, known[s.instrument])
        for s in sittings(e for e in entries if type(e) in _OF_SITTINGS)
        if s.instrument in known
        and s.form == known[s.instrument].binding
        and is_adaptive(known[s.instrument])
        and is_enough(s, known[s.instrument])
    ]
    if not enough:
        return EVEN
    sitting, instrument = enough[-1]
    now = belief(instrument=instrument, sitting=sitting)
    if verdict(now).verdict is Verdict.BOTH:
        return EVEN
    anxious = (now.p_anxiety_leads, now.p_anxiety_leads_raw)
    return closeness_share(
        p_avoidance_leads=1.0 - max(anxious), p_anxiety_leads=min(anxious)
    )
