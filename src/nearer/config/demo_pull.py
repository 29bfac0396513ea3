"""How the two made-up people of `make demo` reached out and drew back, day by day.

When Alex reaches out more, Robin draws back a little more the day after, and the other
way round; the rest is chance. Whether eight weeks show it is for the page to say.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

MUTUAL = 0.6
"""How much of one's difference from the usual comes back from the other next day."""
REACHES, DRAWS_BACK = 1.7, 1.9
CHANCE = 0.85


@dataclass(frozen=True)
class Felt:
    """One person's day, 0 to 4 before rounding."""

    reached: float
    withdrew: float


@dataclass(frozen=True)
class PulledDay:
    """The day of both."""

    robin: Felt
    alex: Felt


def pull(n_days: int, *, seed: int) -> list[PulledDay]:
    """Return the days of both, the same ones for a seed."""
    dice = random.Random(seed + 1)  # noqa: S311 - a made-up life, not a secret
    reached = withdrew = 0.0  # difference from the usual: Alex's, Robin's
    found = []
    for _ in range(n_days):
        reached, withdrew = (
            MUTUAL * withdrew + dice.gauss(0, CHANCE),
            MUTUAL * reached + dice.gauss(0, CHANCE),
        )
        found.append(
            PulledDay(
                robin=Felt(dice.gauss(0.9, 0.8), DRAWS_BACK + withdrew),
                alex=Felt(REACHES + reached, dice.gauss(0.8, 0.8)),
            )
        )
    return found
