"""What may be offered to a person at all, and what speaks against it today.

Which of that is chosen is another question; see `choosing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from nearer.content.steps import Step, contraindications
from nearer.core import pacing
from nearer.core.pacing.choice import SOLO_WHEN_UNSAFE
from nearer.entries import SituationSet
from nearer.readings.programme import Programme
from nearer.readings.switches import Switch, Switches

DRIFT_DAYS = 7
"""After losing touch during a step: only gentle steps for this long."""
UNSAFE, DRIFTING, FAR, ALONE = "unsafe", "drifting", "far", "alone"
"""What speaks against a step without having been asked in a list."""


@dataclass(frozen=True, kw_only=True)
class Standpoint:
    """From where a step is chosen."""

    programme: Programme
    switches: Switches
    share: float = 0.5
    """Of the closeness ladder; see `leaning`."""
    heavy: bool = False
    """Things are heavy just now; see `heaviness`."""


def may_go_on(switches: Switches, step: Step) -> bool:
    """Return whether a step that was taken on may still be told.

    What was put off since then is not held up to anyone because it was begun before.
    """
    if not switches.allows(Switch.PRACTICE):
        return False
    if not switches.allows(Switch.TOWARD) and not _is_safe_alone(step):
        return False
    if not switches.allows(Switch.DEPTH) and DRIFTING in step.contraindications:
        return False
    return switches.allows(Switch.CLIMB) or step.level == 1


def offered(view: Standpoint, steps: Mapping[str, Step]) -> tuple[pacing.Step, ...]:
    """Return the steps that may be offered at all, as the core takes them.

    The core asks again what it asks (safety, a partner, touch); what is said twice here
    is what must never depend on one place alone.
    """
    gentle_only = not view.switches.allows(Switch.CLIMB) or drifted(view.programme)
    unsafe = not view.switches.allows(Switch.TOWARD)
    touch = view.programme.touch_agreed
    own = view.programme.learned.own_difficulty
    return tuple(
        _paced(step, own[step.id]) if step.id in own else step.for_pacing()
        for step in steps.values()
        if not (gentle_only and step.level > 1)
        and not (unsafe and not _is_safe_alone(step))
        and not (step.consent == "both" and not touch)
        and not (step.needs_partner and not view.programme.with_partner)
    )


@lru_cache(maxsize=1024)
def _paced(step: Step, own: float) -> pacing.Step:
    """Return a step as the core takes it, as hard as it has been for this person."""
    paced = step.for_pacing()
    return replace(paced, difficulty=paced.difficulty + own)


def conditions(view: Standpoint) -> frozenset[str]:
    """Return what speaks against certain steps today."""
    programme = view.programme
    found = set(_said(programme.situation, programme.today))
    if not view.switches.allows(Switch.TOWARD):
        found.add(UNSAFE)
    if not view.switches.allows(Switch.DEPTH) or drifted(programme):
        found.add(DRIFTING)
    return frozenset(found)


def drifted(programme: Programme) -> bool:
    """Return whether the person lost touch during a step in the last days."""
    return any(
        plan.ended.drifted and (programme.today - plan.day).days < DRIFT_DAYS
        for plan in programme.plans
        if plan.ended is not None
    )


def _said(situation: SituationSet | None, today: date) -> Iterable[str]:
    """Yield what the person said speaks against steps, as long as it holds."""
    if situation is None:
        return
    if situation.far:
        yield FAR
    if situation.company == "alone":
        yield ALONE
    known = contraindications()
    for name in situation.conditions:
        days = known[name].days if name in known else 0
        if not days or (today - situation.day).days < days:
            yield name


def _is_safe_alone(step: Step) -> bool:
    return step.solo and step.domain in SOLO_WHEN_UNSAFE
