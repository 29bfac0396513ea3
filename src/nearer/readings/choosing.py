"""Which step to offer today, and why; or why today is better without one.

The choice itself is the core's, and `offering` says what may be offered at all. Here
stand the rhythm of a week, and what is due although nothing of it fits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from nearer.content.steps import Step
from nearer.core import pacing
from nearer.core.pacing import Domain, Phase, Reason, Situation, Track, due_track
from nearer.core.pacing.choice import GENTLE
from nearer.core.pacing.phases import STEPS_A_WEEK
from nearer.readings.offering import Standpoint, conditions, offered
from nearer.readings.programme import Plan
from nearer.readings.switches import Switch

WEEK = timedelta(days=7)
PLAY_AFTER = 3
"""After so many steps in a week without one just for joy, joy is next."""


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
    passed_over = view.programme.passed_over
    # "Not today" counts as nothing; but the same step every day would be pressing.
    offerable = tuple(s for s in offerable if s.id not in passed_over) or offerable
    decision = _first_that_fits(view, _pools(view, offerable, steps))
    if decision.step is not None:
        decision = _shy_but_due(view, decision, offerable, steps) or decision
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
    yield tuple(s for s in offerable if _is_practice(s, steps))
    yield offerable


def _is_practice(step: pacing.Step | Step, steps: Mapping[str, Step]) -> bool:
    """Return whether a step is more than joy or rest together: those have their day."""
    return step.domain is not Domain.PLAY and steps[step.id].kind != "play"


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
    view: Standpoint,
    decision: pacing.Decision,
    offerable: tuple[pacing.Step, ...],
    steps: Mapping[str, Step],
) -> pacing.Decision | None:
    """Return a first-level step of what is due, where nothing of it fits.

    Someone whose fear is strong rates even small steps on its side at 4 or 5. None of
    them fits then, or always the same one, and the side that matters most would stay
    away for good. So the one tried least often is offered, as long as it is unlikely
    to be too much. Joy, too, comes once a week to whoever finds it hard.
    """
    attempts, chosen = view.programme.attempts, decision.step
    if chosen is None or not _may_stand_in(view, decision):
        return None
    tries = Counter(attempt.step for attempt in attempts)
    is_due = _what_is_due(view, steps)
    as_due, last = is_due(chosen), attempts[-1] if attempts else None
    was_last = last is not None and last.step == chosen.id
    worn = was_last or tries[chosen.id] >= pacing.DEFAULT.worn_after
    if as_due and (chosen.level > 1 or not worn):
        return None
    shy = tuple(
        step
        for step in offerable
        if step.level == 1 and step.id != chosen.id and is_due(step)
        if last is None or step.domain is not last.domain
        if not as_due or tries[step.id] <= tries[chosen.id]
    )
    least = _least_tried(view, shy, tries)
    if least is None:
        return None
    found = _decide(view, (least,))
    of_a_track = not as_due and _is_practice(least, steps)
    why = (Reason.TRACK_IS_DUE,) if of_a_track else ()
    reasons = (*why, *found.reasons)
    return replace(found, easier=None, different=chosen, reasons=reasons)


def _what_is_due(
    view: Standpoint, steps: Mapping[str, Step]
) -> Callable[[pacing.Step], bool]:
    """Return whether a step is of what is due today: joy, or one of the ladders."""
    programme, track = view.programme, _due_track(view)
    if _play_is_due(programme.plans, programme.today, steps):
        return lambda step: step.domain is Domain.PLAY
    return lambda step: step.domain.track is track and _is_practice(step, steps)


def _least_tried(
    view: Standpoint, shy: tuple[pacing.Step, ...], tries: Mapping[str, int]
) -> pacing.Step | None:
    """Return the step tried least often of those that are unlikely to be too much.

    Where the cautious reading leaves only what was done again and again, the plain
    one, which errs on neither side, decides for these smallest of all steps.
    """
    least = None
    for caution in (pacing.DEFAULT.caution, 0.0):
        bearable = _bearable(view, shy, caution)
        least = min(
            bearable, key=lambda s: (tries[s.id], s.difficulty, s.id), default=least
        )
        if least is not None and tries[least.id] < pacing.DEFAULT.worn_after:
            break
    return least


def _may_stand_in(view: Standpoint, decision: pacing.Decision) -> bool:
    """Return whether anything but what was chosen may be offered today."""
    state = _recovery(view)
    again = Reason.KNOWN_STEP_NEW_SETTING in decision.reasons
    return not (again or state.gentle_only or state.two_not_done is not None)


def _due_track(view: Standpoint) -> Track:
    done = [a.domain.track for a in view.programme.attempts if a.done]
    return due_track(
        share=view.share,
        closeness_done=done.count(Track.CLOSENESS),
        distance_done=done.count(Track.DISTANCE),
    )


def _bearable(
    view: Standpoint, offerable: tuple[pacing.Step, ...], caution: float
) -> Iterable[pacing.Step]:
    """Yield what is unlikely to be too much and has nothing against it today."""
    against = conditions(view)
    look = pacing.outlook(
        tolerance=view.programme.tolerance,
        domain=[int(step.domain) for step in offerable],
        difficulty=[step.difficulty for step in offerable],
        caution=caution,
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
    had = any(not _is_practice(steps[name], steps) for name in lately if name in steps)
    return len(lately) >= PLAY_AFTER and not had


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
    whole = _whole(found, steps)
    only_gentle = _recovery(view).gentle_only
    return None if whole and only_gentle and not _is_gentle(whole) else whole


def _whole(found: pacing.Step | None, steps: Mapping[str, Step]) -> Step | None:
    return steps[found.id] if found else None
