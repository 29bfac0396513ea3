"""The loop between two people: one reaches out more, the other draws back more."""

from __future__ import annotations

from dataclasses import dataclass

from nearer.core.dynamics._days import Days
from nearer.core.dynamics._engines import Engine
from nearer.core.dynamics._priors import PathPriors
from nearer.core.dynamics._reading import PathRules, Reading, read_many


@dataclass(frozen=True)
class Loop:
    """Both directions of one couple's loop, each read by itself.

    Attributes
    ----------
    first : Reading
        How much the first reached out is x; how much the second drew back is y.
    second : Reading
        How much the second reached out is x; how much the first drew back is y.
    """

    first: Reading
    second: Reading


def loop(
    *,
    first: Days,
    second: Days,
    rules: PathRules | None = None,
    priors: PathPriors | None = None,
) -> Loop:
    """Return what two people's days say of the pattern between them.

    Parameters
    ----------
    first : Days
        How much the first reached out is x; how much the second drew back is y.
    second : Days
        How much the second reached out is x; how much the first drew back is y.
    rules : PathRules, optional
        When something is said; those of the science brief unless given.
    priors : PathPriors, optional
        What is held likely before; those of the science brief unless given.

    Returns
    -------
    Loop
        Two readings. A loop is never a cause, and nobody's fault.
    """
    readings = read_many(
        many=[first, second], rules=rules, priors=priors, engine=Engine.NUMPY
    )
    return Loop(*readings)
