"""Where a person stands, as it can be shown to the other: two bands and no answer."""

from __future__ import annotations

from collections.abc import Iterator

from nearer.core.measurement import Estimate
from nearer.entries import SharedMap
from nearer.readings.fears import Dial
from nearer.readings.standing import read_standing
from nearer.readings.two import Link, Together
from nearer.us.copies import Candidate
from nearer.us.here import Here
from nearer.web.voice import content

DIGITS = 2


def map_candidate(here: Here, link: Link, shared: Together) -> Iterator[Candidate]:
    """Yield the person's two dials, if there are any that the other lacks."""
    fears = read_standing(here.request.diary.entries(), catalogue=content()).fears
    if fears is None or fears.dials is None:
        return
    avoidance, anxiety = fears.dials
    fields = {
        "verdict": str(fears.verdict),
        "avoidance": _band(avoidance),
        "anxiety": _band(anxiety),
        "most": avoidance.n_options,
    }
    there = shared.maps.get(link.by)
    same = there is not None and all(
        getattr(there, name) == value for name, value in fields.items()
    )
    if not same:
        yield Candidate(
            kind="map",
            key=f"map:{fears.sitting.id}:{fields['avoidance']}:{fields['anxiety']}",
            day=here.request.day,
            fields=fields,
            entry=SharedMap,
        )


def _band(dial: Dial) -> tuple[float, float, float]:
    mean: Estimate = dial.mean
    low, middle, high = mean.low, mean.value, mean.high
    return round(low, DIGITS), round(middle, DIGITS), round(high, DIGITS)
