"""Which step to offer today, and why; or why today is better without one.

The choice itself is the core's. Here stands what it must be told first: what may be
offered at all, what speaks against it today, and the rhythm of a week.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from nearer.content.steps import Step, contraindications
from nearer.core import pacing
from nearer.core.pacing import Phase, Reason, Situation, Track, due_track
from nearer.core.pacing.choice import GENTLE, SOLO_WHEN_UNSAFE
from nearer.core.pacing.phases import STEPS_A_WEEK
from nearer.entries import SituationSet
from nearer.readings.programme import Plan, Programme
from nearer.readings.switches import Switch, Switches

DRIFT_DAYS = 7
"""After losing touch during a step: only gentle steps for this long."""
WEEK = timedelta(days=7)
PLAY_AFTER = 3
"""After so many steps in a week without one just for joy, joy is next."""
UNSAFE, DRIFTING, FAR, ALONE = "unsafe", "drifting", "far", "alone"
"""What speaks against a step without having been asked in a list."""


class Nothing(StrEnum):
    """Why today is without a step; none of them is anybody's fault."""

    OFF = "off"
    """Practising is off for now; the switches do not say why."""
    RESTING = "resting"
    UNDER_WAY = "under-way"
    """A step was taken on and has not ended."""
    ENOUGH = "enough"
    """Today had its step."""
    SET_ASIDE = "set-aside"
    FREE_DAY = "free-day"
    """The week had its steps; two days of seven are free."""
    NOTHING_FITS = "nothing-fits"


@dataclass(frozen=True, kw_only=True)
class Standpoint:
    """From where a step is chosen."""

    programme: Programme
    switches: Switches
    share: float = 0.5
    """Of the closeness ladder; see `leaning`."""
    heavy: bool = False
    """Things are heavy just now; see `heaviness`."""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """The step for today with what stands beside it, or why there is none."""

    step: Step | None = None
    reasons: tuple[Reason, ...] = ()
    easier: Step | None = None
    different: Step | None = None
    nothing: Nothing | None = None
    asks_safety: bool = False
    """The last days held something hard: the private questions are worth a look."""
    asks_sober: bool = False
    """Before a step, ask whether today is a sober day."""


@dataclass(frozen=True, kw_only=True)
class Fit:
    """Whether one step may be taken today."""

    allowed: bool
    """It may be offered at all."""
    fits: bool
    """It is no harder than what fits today."""


def choose(view: Standpoint, steps: Mapping[str, Step]) -> Offer:
    """Return what to offer today; the same on every visit of a day."""
    asks_safety = _recovery(view).ask_safety
    nothing = why_nothing(view)
    if nothing is not None:
        return Offer(nothing=nothing, asks_safety=asks_safety)
    offerable = offered(view, steps)
    decision = _first_that_fits(view, _pools(view, offerable, steps))
    if decision.step is not None and steps[decision.step.id].kind != "play":
        decision = _shy_but_due(view, decision, offerable) or decision
    if decision.step is None:
        return Offer(nothing=Nothing.NOTHING_FITS, asks_safety=asks_safety)
    return Offer(
        step=steps[decision.step.id],
        reasons=_reasons(view, decision),
        easier=_whole(decision.easier, steps),
        different=_different(view, decision, offerable, steps),
        asks_safety=asks_safety,
        asks_sober=not view.switches.allows(Switch.UNASKED),
    )


def why_nothing(view: Standpoint) -> Nothing | None:
    """Return why today is without a step, before any step was looked at."""
    programme, today = view.programme, view.programme.today
    if not view.switches.allows(Switch.PRACTICE):
        return Nothing.OFF
    if programme.paused:
        return Nothing.RESTING
    if programme.open is not None:
        return Nothing.UNDER_WAY
    if programme.taken_on(today):
        return Nothing.ENOUGH
    if programme.set_aside is not None:
        return Nothing.SET_ASIDE
    lately = {p.day for p in programme.plans if p.done and _within(p.day, today)}
    return Nothing.FREE_DAY if len(lately) >= STEPS_A_WEEK else None


def judge(view: Standpoint, step: Step) -> Fit:
    """Return whether one step may be taken, and whether it fits today."""
    paced = offered(view, {step.id: step})
    if not view.switches.allows(Switch.PRACTICE) or not paced:
        return Fit(allowed=False, fits=False)
    decision = _decide(view, paced)
    if decision.step is None:
        return Fit(allowed=False, fits=False)
    too_hard = Reason.EASIEST_THERE_IS in decision.reasons
    stirs = Reason.GENTLE_AFTER_A_HARD_ONE in decision.reasons and not _is_gentle(step)
    return Fit(allowed=True, fits=not (too_hard or stirs))


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


def _is_gentle(step: Step) -> bool:
    return step.level == 1 and step.domain in GENTLE


def _within(day: date, today: date) -> bool:
    """Return whether a day is one of the six before today, or today."""
    return today - WEEK < day <= today


def _pools(
    view: Standpoint, offerable: tuple[pacing.Step, ...], steps: Mapping[str, Step]
) -> Iterable[tuple[pacing.Step, ...]]:
    """Yield what to choose from, the best first; the last one is everything."""
    programme = view.programme
    if _recovery(view).gentle_only:
        yield offerable
        return
    if programme.phase is Phase.BOOSTER:
        yield tuple(s for s in offerable if steps[s.id].booster)
    if _play_is_due(programme.plans, programme.today, steps):
        yield tuple(s for s in offerable if steps[s.id].kind == "play")
    yield tuple(s for s in offerable if steps[s.id].kind != "play")
    yield offerable


def _first_that_fits(
    view: Standpoint, pools: Iterable[tuple[pacing.Step, ...]]
) -> pacing.Decision:
    """Return the choice from the first pool in which a step fits, else from the last.

    The easiest of all steps is offered where none fits; the easiest of a few is not.
    """
    decision = pacing.Decision(step=None, reasons=(Reason.NOTHING_FITS,))
    for pool in pools:
        decision = _decide(view, pool)
        fits = Reason.EASIEST_THERE_IS not in decision.reasons
        if decision.step is not None and fits:
            break
    return decision


def _shy_but_due(
    view: Standpoint, decision: pacing.Decision, offerable: tuple[pacing.Step, ...]
) -> pacing.Decision | None:
    """Return a first-level step of the ladder whose turn it is, where none fits.

    Someone whose fear is strong rates even small steps on its side at 4 or 5. None of
    them fits then, and the side that matters most would stay away for good. So the one
    tried least often is offered, as long as it is unlikely to be too much.
    """
    due = _due_track(view)
    known_one = Reason.KNOWN_STEP_NEW_SETTING in decision.reasons
    state = _recovery(view)
    unfit = known_one or state.gentle_only or state.two_not_done is not None
    if unfit or decision.step is None or decision.step.domain.track is due:
        return None
    attempts = view.programme.attempts
    last = attempts[-1].domain if attempts else None
    shy = [
        step
        for step in _bearable(view, offerable)
        if step.domain.track is due and step.level == 1 and step.domain is not last
    ]
    tries = Counter(attempt.step for attempt in attempts)
    least = min(shy, key=lambda s: (tries[s.id], s.difficulty, s.id), default=None)
    if least is None:
        return None
    found = _decide(view, (least,))
    beside = replace(found, easier=None, different=decision.step)
    return replace(beside, reasons=(Reason.TRACK_IS_DUE, Reason.EASIEST_THERE_IS))


def _due_track(view: Standpoint) -> Track:
    done = [a.domain.track for a in view.programme.attempts if a.done]
    return due_track(
        share=view.share,
        closeness_done=done.count(Track.CLOSENESS),
        distance_done=done.count(Track.DISTANCE),
    )


def _bearable(
    view: Standpoint, offerable: tuple[pacing.Step, ...]
) -> Iterable[pacing.Step]:
    """Yield what is unlikely to be too much and has nothing against it today."""
    against = conditions(view)
    look = pacing.outlook(
        tolerance=view.programme.tolerance,
        domain=[int(step.domain) for step in offerable],
        difficulty=[step.difficulty for step in offerable],
    )
    for step, chance in zip(offerable, look.p_overwhelm, strict=True):
        bearable = chance <= pacing.DEFAULT.overwhelm_allowed
        if bearable and not step.contraindications & against:
            yield step


def _recovery(view: Standpoint) -> pacing.Recovery:
    day = view.programme.today.toordinal()
    return pacing.recovery(attempts=view.programme.attempts, day=day)


def _play_is_due(plans: Iterable[Plan], today: date, steps: Mapping[str, Step]) -> bool:
    lately = [p.planned.step for p in plans if _within(p.day, today)]
    kinds = [steps[name].kind for name in lately if name in steps]
    return len(lately) >= PLAY_AFTER and "play" not in kinds


def _decide(view: Standpoint, pool: tuple[pacing.Step, ...]) -> pacing.Decision:
    programme = view.programme
    return pacing.next_step(
        steps=pool,
        attempts=programme.attempts,
        tolerance=programme.tolerance,
        situation=Situation(
            day=programme.today.toordinal(),
            week=programme.week,
            closeness_share=view.share,
            with_partner=programme.with_partner,
            touch_agreed=programme.touch_agreed,
            unsafe=not view.switches.allows(Switch.TOWARD),
            levels_held=view.heavy or not view.switches.allows(Switch.CLIMB),
            conditions=conditions(view),
        ),
    )


def _reasons(view: Standpoint, decision: pacing.Decision) -> tuple[Reason, ...]:
    held = not view.switches.allows(Switch.CLIMB)
    if held and Reason.LEVELS_HELD not in decision.reasons:
        return (Reason.LEVELS_HELD, *decision.reasons)
    return decision.reasons


def _different(
    view: Standpoint,
    decision: pacing.Decision,
    offerable: tuple[pacing.Step, ...],
    steps: Mapping[str, Step],
) -> Step | None:
    """Return a step of another domain that fits as well; joy counts as another."""
    found, chosen = decision.different, decision.step
    if found is None and chosen is not None:
        others = tuple(s for s in offerable if s.domain is not chosen.domain)
        found = _decide(view, others).step
    return _whole(found, steps)


def _whole(found: pacing.Step | None, steps: Mapping[str, Step]) -> Step | None:
    return steps[found.id] if found else None


__all__ = ["ALONE", "Fit", "Nothing", "Offer", "Standpoint", "choose", "judge"]
