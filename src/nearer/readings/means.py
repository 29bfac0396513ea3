"""A sitting with any questionnaire → plain means, where they may be given.

Nothing is compared and nothing is interpreted: that is for whoever knows the scale.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nearer.content.instruments import Instrument, Item
from nearer.core.measurement import MISSING
from nearer.readings.sitting import Sitting

ENOUGH = 0.8
"""Share of a scale's items that a mean needs."""


@dataclass(frozen=True, slots=True)
class ScaleMean:
    """One scale of one sitting."""

    scale: str
    mean: float | None
    """Mean of what the options count, reversed items turned; None: too few answers."""
    n_given: int
    n_items: int
    lowest: float
    highest: float


def read_means(*, sitting: Sitting, instrument: Instrument) -> tuple[ScaleMean, ...]:
    """Return the mean of every scale; one needs answers to four of five items."""
    known = {i: v for i, v in sitting.given.items() if i in instrument.item_ids}
    keyed = instrument.keyed_answers(known)
    places = {item.id: place for place, item in enumerate(instrument.items)}

    def one(scale: str) -> ScaleMean:
        items = instrument.of_scale(scale)
        counts = [
            item.response.values[keyed[places[item.id]]]
            for item in items
            if keyed[places[item.id]] != MISSING
        ]
        enough = counts and len(counts) >= ENOUGH * len(items) - 1e-9
        return ScaleMean(
            scale=scale,
            mean=float(np.mean(counts)) if enough else None,
            n_given=len(counts),
            n_items=len(items),
            lowest=min(_ends(item)[0] for item in items),
            highest=max(_ends(item)[1] for item in items),
        )

    return tuple(one(scale) for scale in instrument.scales)


def _ends(item: Item) -> tuple[float, float]:
    return item.response.min, item.response.max
