"""Answers about five kinds of closeness → how each is, and as one wishes.

The five are headings to think with, so nothing is added up and nobody is compared.
"""

from __future__ import annotations

from dataclasses import dataclass

from nearer.content.instruments import Instrument
from nearer.readings.sitting import Sitting

FRIGHTENING = "emotional"
GENTLE = "recreational"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of closeness; None where a question was skipped."""

    id: str
    felt: float | None
    wished: float | None

    @property
    def gap(self) -> float:
        """How much more is wished for; 0 where one of the two is not known."""
        if self.felt is None or self.wished is None:
            return 0.0
        return self.wished - self.felt


@dataclass(frozen=True, slots=True)
class Closeness:
    """The five kinds of one sitting, in the order of the form."""

    sitting: Sitting
    kinds: tuple[Kind, ...]
    scale: tuple[float, float]

    @property
    def told(self) -> tuple[Kind, ...]:
        """Kinds about which anything was answered."""
        return tuple(k for k in self.kinds if (k.felt, k.wished) != (None, None))

    @property
    def by_gap(self) -> tuple[Kind, ...]:
        """Kinds of which more is wished for, the largest wish first."""
        wishes = [kind for kind in self.kinds if kind.gap > 0]
        return tuple(sorted(wishes, key=lambda kind: -kind.gap))

    @property
    def starts_with_fun(self) -> bool:
        """Whether time together for fun may be the gentler way to what is wished for.

        So it is where more sharing of feelings is wished for, and fun is not unwanted.
        """
        by_id = {kind.id: kind for kind in self.kinds}
        feelings, fun = by_id.get(FRIGHTENING), by_id.get(GENTLE)
        if feelings is None or fun is None or feelings.gap <= 0:
            return False
        return fun.wished is None or fun.wished > self.scale[0]


def read_closeness(*, sitting: Sitting, instrument: Instrument) -> Closeness:
    """Return what one sitting says about the kinds of closeness."""
    values: dict[tuple[str, str], float] = {}
    for item in instrument.items:
        option = sitting.given.get(item.id)
        if option is not None:
            values[item.facet, item.scale] = item.response.values[option - 1]
    facets = dict.fromkeys(item.facet for item in instrument.items)
    return Closeness(
        sitting=sitting,
        kinds=tuple(
            Kind(
                id=facet,
                felt=values.get((facet, "felt")),
                wished=values.get((facet, "wished")),
            )
            for facet in facets
        ),
        scale=(instrument.response.min, instrument.response.max),
    )
