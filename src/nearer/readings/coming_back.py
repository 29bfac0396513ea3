"""After the ten weeks: steps that were done before, and others worth coming back to.

Source: the programme's boosters (weeks 14 and 26, five steps of one's own choice);
what a person has done is what they may want to do again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nearer.content.steps import Step
from nearer.readings.choosing import judge
from nearer.readings.offering import Standpoint
from nearer.readings.programme import Plan

MOST_KNOWN = 12
MOST_OTHERS = 6


@dataclass(frozen=True)
class Known:
    """A step that was done before."""

    step: Step
    last: Plan
    fits: bool
    """It is no harder than what fits today."""


@dataclass(frozen=True)
class ComingBack:
    """What may be chosen from; only what may be taken today."""

    known: tuple[Known, ...]
    """The one done last stands first."""
    others: tuple[Step, ...]
    """Not done yet, suited to practising again, and no harder than what fits."""


def read(view: Standpoint, steps: Mapping[str, Step]) -> ComingBack:
    """Return the steps to choose from; both are empty where practising is off."""
    last: dict[str, Plan] = {}
    for plan in reversed(view.programme.plans):
        if plan.done:
            last.setdefault(plan.planned.step, plan)
    judged = (
        (steps[name], plan, judge(view, steps[name]))
        for name, plan in last.items()
        if name in steps
    )
    known = tuple(
        Known(step, plan, fit.fits) for step, plan, fit in judged if fit.allowed
    )
    suited = (one for one in steps.values() if one.booster and one.id not in last)
    others = tuple(one for one in suited if judge(view, one).fits)
    return ComingBack(known=known[:MOST_KNOWN], others=others[:MOST_OTHERS])
