"""The two ladders: tracks, domains, levels and what each level asks, in logits.

Source: the practice plan in docs/science/pacing.md; difficulties are judgements that
each person's own ratings correct. Words for the steps live in the content, not here.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


class Track(StrEnum):
    """Which fear a ladder is for."""

    CLOSENESS = "closeness"
    """For the fear of intimacy."""
    DISTANCE = "distance"
    """For the fear of abandonment."""


FIRST_OF_DISTANCE = 8


class Domain(IntEnum):
    """The sixteen domains; the number is the place in a tolerance vector."""

    track: Track
    """The ladder that the domain belongs to."""

    EMOTIONAL = 0
    RECEIVING = 1
    DEPENDING = 2
    INTELLECTUAL = 3
    PLAY = 4
    SOCIAL = 5
    TOUCH = 6
    NAMING = 7
    WAITING = 8
    OWN_TIME = 9
    REASSURANCE = 10
    MEANING = 11
    BID = 12
    SOOTHING = 13
    WORTH = 14
    TRUST = 15

    def __init__(self, place: int) -> None:
        # Asked of every step at every choice, so it is not worked out each time.
        self.track = Track.CLOSENESS if place < FIRST_OF_DISTANCE else Track.DISTANCE


N_DOMAINS = len(Domain)
LEVELS = (1, 2, 3, 4, 5)


def nominal_difficulty(level: int) -> float:
    """Return the difficulty of a level, in logits: -2 for level 1 to +2 for level 5.

    Parameters
    ----------
    level : int
        1 to 5.

    Returns
    -------
    float, logit

    Raises
    ------
    ValueError
        If there is no such level.

    Examples
    --------
    >>> nominal_difficulty(3)
    0.0
    """
    if level not in LEVELS:
        raise ValueError(f"level must be 1 to 5, got {level}")
    return float(level - 3)
