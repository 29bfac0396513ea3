"""Choose the step for today, and say why: what happened in, a decision out.

Hard rules come first (safety, recovery after a hard step, held levels), then the
tracker, then the calendar's cap, then variety. One may always take an easier step.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nearer.core.pacing.constants import DEFAULT, Pacing
from nearer.core.pacing.decisions import Decision, Reason, Situation
from nearer.core.pacing.ladder import Domain, FloatArray, Track
from nearer.core.pacing.phases import due_track, within_cap
from nearer.core.pacing.records import Attempt, Step
from nearer.core.pacing.recovery import Recovery, open_level, recovery
from nearer.core.pacing.tolerance import Tolerance, outlook

SOLO_WHEN_UNSAFE = frozenset({Domain.SOOTHING, Domain.WORTH, Domain.OWN_TIME})
"""All that is offered where someone may be in danger, and only in solo form."""
GENTLE = frozenset({Domain.SOOTHING, Domain.PLAY})
"""What is offered in the days after a step that was too much."""
WEEKS_AHEAD = 4
"""So long before a practice's weeks its domain comes more often, where it fits."""


@dataclass(frozen=True)
class _Pool:
    """Steps that may be offered at all, with what each is expected to be like."""

    steps: tuple[Step, ...]
    discomfort: FloatArray
    p_overwhelm: FloatArray
    p_success: FloatArray
    fits: frozenset[str]
    places: Mapping[str, int]

    def hardness(self, step: Step) -> float:
        return float(self.discomfort[self.places[step.id]])


@dataclass(frozen=True, kw_only=True)
class _Limits:
    """How far each domain may go today, whatever the tracker says."""

    gentle_only: bool
    opened: Mapping[Domain, int]
    cap: int | None
    held: int | None

    def let(self, step: Step) -> bool:
        """Whether the hard rules let a step through."""
        if self.gentle_only:
            return step.level == 1 and step.domain in GENTLE
        levels = (self.opened[step.domain], self.cap, self.held)
        return all(step.level <= most for most in levels if most is not None)


def next_step(
    *,
    steps: Sequence[Step],
    attempts: Sequence[Attempt],
    tolerance: Tolerance,
    situation: Situation,
    pacing: Pacing = DEFAULT,
) -> Decision:
    """Return the hardest step that is still safe, with its reasons.

    Parameters
    ----------
    steps : sequence of Step
        Every step there is.
    attempts : sequence of Attempt
        What was tried, oldest first.
    tolerance : Tolerance
        For this person, from these attempts.
    situation : Situation
    pacing : Pacing

    Returns
    -------
    Decision
        The same for the same input: there are no dice in it.
    """
    state = recovery(attempts=attempts, day=situation.day, pacing=pacing)
    pool = _pool(_allowed(steps, situation), tolerance, situation, pacing)
    if not pool.steps:
        return Decision(
            step=None, reasons=(Reason.NOTHING_FITS,), ask_safety=state.ask_safety
        )
    limits = _limits(pool, attempts, situation, state, pacing)
    candidates, reasons = _narrow(pool, limits, situation, state, pacing)
    step, why = _pick(pool, candidates, attempts, situation, pacing)
    return _decision(pool, step, (*reasons, *why), limits, attempts, state.ask_safety)


def _allowed(steps: Iterable[Step], situation: Situation) -> tuple[Step, ...]:
    return tuple(step for step in steps if _may_be_offered(step, situation))


def _may_be_offered(step: Step, situation: Situation) -> bool:
    if step.contraindications & situation.conditions:
        return False
    if situation.unsafe:
        return step.solo and step.domain in SOLO_WHEN_UNSAFE
    if step.domain is Domain.TOUCH:
        return situation.with_partner and situation.touch_agreed
    return step.solo or situation.with_partner


def _pool(
    steps: tuple[Step, ...], tolerance: Tolerance, situation: Situation, pacing: Pacing
) -> _Pool:
    view = outlook(
        tolerance=tolerance,
        domain=np.array([int(step.domain) for step in steps], dtype=np.intp),
        difficulty=np.array([step.difficulty for step in steps]),
        pacing=pacing,
    )
    p_overwhelm, eligible = view.p_overwhelm, view.eligible
    fits = frozenset(
        step.id
        for step, ok, p in zip(steps, eligible, p_overwhelm, strict=True)
        if ok
        and within_cap(
            week=situation.week, difficulty=step.difficulty, p_overwhelm=float(p)
        )
    )
    places = {step.id: place for place, step in enumerate(steps)}
    return _Pool(steps, view.discomfort, p_overwhelm, view.p_success, fits, places)


def _limits(
    pool: _Pool,
    attempts: Sequence[Attempt],
    situation: Situation,
    state: Recovery,
    pacing: Pacing,
) -> _Limits:
    tried: dict[Domain, list[Attempt]] = {step.domain: [] for step in pool.steps}
    for attempt in attempts:
        tried.get(attempt.domain, []).append(attempt)
    opened = {
        domain: open_level(
            attempts=here, domain=domain, aim_higher=state.aim_higher, pacing=pacing
        )
        for domain, here in tried.items()
    }
    held = max((a.level for a in attempts if a.done), default=1)
    return _Limits(
        gentle_only=state.gentle_only,
        opened=opened,
        cap=state.level_cap,
        held=held if situation.levels_held else None,
    )


def _narrow(
    pool: _Pool,
    limits: _Limits,
    situation: Situation,
    state: Recovery,
    pacing: Pacing,
) -> tuple[tuple[Step, ...], tuple[Reason, ...]]:
    """Apply the hard rules; each that takes something away leaves its reason."""
    reasons: list[Reason] = [Reason.SAFE_ALONE] if situation.unsafe else []
    if limits.gentle_only:
        gentle = tuple(step for step in pool.steps if limits.let(step))
        reasons.append(Reason.GENTLE_AFTER_A_HARD_ONE)
        return gentle or _easiest(pool, pacing), tuple(reasons)
    rest = [step for step in pool.steps if step.id in pool.fits]
    rest = [step for step in rest if step.level <= limits.opened[step.domain]]
    rest, taken = _at_most(rest, limits.cap)
    reasons += [Reason.LEVEL_CAPPED] if taken else []
    rest, taken = _at_most(rest, limits.held)
    reasons += [Reason.LEVELS_HELD] if taken else []
    if state.two_not_done is not None:
        last = state.two_not_done
        rest = [
            s for s in rest if s.domain != last.domain or s.difficulty < last.difficulty
        ]
        reasons.append(Reason.EASIER_AFTER_TWO_NOT_DONE)
    if not rest:
        return _easiest(pool, pacing), (*reasons, Reason.EASIEST_THERE_IS)
    return tuple(rest), tuple(reasons)


def _at_most(steps: list[Step], level: int | None) -> tuple[list[Step], bool]:
    if level is None:
        return steps, False
    kept = [step for step in steps if step.level <= level]
    return kept, len(kept) < len(steps)


def _easiest(pool: _Pool, pacing: Pacing) -> tuple[Step, ...]:
    """Return the easiest steps; more than one, so that no day repeats the last."""
    most = float(np.min(pool.discomfort)) + pacing.about_as_easy + 1e-9
    return tuple(s for s in pool.steps if pool.hardness(s) <= most)


def _pick(
    pool: _Pool,
    candidates: tuple[Step, ...],
    attempts: Sequence[Attempt],
    situation: Situation,
    pacing: Pacing,
) -> tuple[Step, tuple[Reason, ...]]:
    """Pick by track, variety and hardness among what the hard rules left."""
    done = [a for a in attempts if a.done]
    chosen, reasons = candidates, []
    every = round(1.0 / pacing.repeat_share)
    tries = Counter(attempt.step for attempt in attempts)
    known = {
        a.step
        for a in done
        if a.discomfort <= pacing.success_at_most and tries[a.step] < pacing.worn_after
    }
    known -= {a.step for a in (*attempts[-1:], *(a for a in done if a.hurtful))}
    again = tuple(step for step in chosen if step.id in known)
    if again and len(done) % every == every - 1:
        chosen, reasons = again, [Reason.KNOWN_STEP_NEW_SETTING]
    else:
        track = due_track(
            share=situation.closeness_share,
            closeness_done=sum(a.domain.track is Track.CLOSENESS for a in done),
            distance_done=sum(a.domain.track is Track.DISTANCE for a in done),
        )
        chosen, reasons = _prefer(
            chosen, reasons, Reason.TRACK_IS_DUE, lambda s: s.domain.track is track
        )
    chosen, reasons = _of_another_domain(chosen, reasons, attempts, pacing)
    chosen, reasons = _prefer(
        chosen,
        reasons,
        Reason.PRACTICE_OF_THESE_WEEKS,
        lambda s: s.has_its_place_in(situation.week) and not tries[s.id],
    )

    if Reason.PRACTICE_OF_THESE_WEEKS not in reasons:
        ahead = _ahead(pool, tries, situation.week)
        chosen, _ = _prefer(chosen, reasons, Reason.NEW_DOMAIN, ahead)

    def by_newness(one: Step) -> tuple[float, str]:
        known = pacing.slope * pacing.known_ease * tries[one.id]
        return round(known - pool.hardness(one), 6), one.id

    step = min(chosen, key=by_newness)
    easy = pool.hardness(step) <= pacing.easy_rating
    return step, (*reasons, Reason.OPENS_THE_NEXT if easy else Reason.HARDEST_THAT_FITS)


def _ahead(pool: _Pool, tries: Mapping[str, int], week: int) -> Callable[[Step], bool]:
    """Return whether a step leads to a practice that fits, and whose weeks come.

    A practice of level 3 opens after four good steps of its domain, which a turn of
    sixteen domains would not bring before its weeks are over.
    """
    domains = {
        step.domain
        for step in pool.steps
        if step.weeks is not None
        and step.weeks[0] - WEEKS_AHEAD <= week <= step.weeks[1]
        and not tries[step.id]
        and step.id in pool.fits
    }
    return lambda step: step.domain in domains


def _of_another_domain(
    steps: tuple[Step, ...],
    reasons: list[Reason],
    attempts: Sequence[Attempt],
    pacing: Pacing,
) -> tuple[tuple[Step, ...], list[Reason]]:
    """Keep what is of no recent domain; where nothing is, look back less far."""
    for back in range(pacing.domains_apart, 0, -1):
        recent = frozenset(attempt.domain for attempt in attempts[-back:])
        if any(step.domain not in recent for step in steps):
            break
    else:
        return steps, reasons
    return _prefer(steps, reasons, Reason.NEW_DOMAIN, lambda s: s.domain not in recent)


def _prefer(
    steps: tuple[Step, ...],
    reasons: list[Reason],
    reason: Reason,
    wanted: Callable[[Step], bool],
) -> tuple[tuple[Step, ...], list[Reason]]:
    """Keep what is wanted where some is left; say so where it made a difference."""
    kept = tuple(step for step in steps if wanted(step))
    if len(kept) in {0, len(steps)}:
        return steps, reasons
    return kept, [*reasons, reason]


def _decision(
    pool: _Pool,
    step: Step,
    reasons: tuple[Reason, ...],
    limits: _Limits,
    attempts: Sequence[Attempt],
    ask_safety: bool,  # noqa: FBT001 - one of the answers
) -> Decision:
    place = pool.places[step.id]
    last = attempts[-1].domain if attempts else None
    others = [one for one in pool.steps if limits.let(one)]
    easier = [
        one
        for one in others
        if one.domain.track is step.domain.track and one.difficulty < step.difficulty
    ]
    different = [
        one
        for one in others
        if one.domain not in {step.domain, last}
        and pool.hardness(one) <= pool.hardness(step)
    ]

    def by_hardness(one: Step) -> tuple[float, str]:
        return -round(pool.hardness(one), 6), one.id

    return Decision(
        step=step,
        reasons=reasons,
        easier=min(easier, key=by_hardness, default=None),
        different=min(different, key=by_hardness, default=None),
        expected_discomfort=float(pool.discomfort[place]),
        p_overwhelm=float(pool.p_overwhelm[place]),
        p_success=float(pool.p_success[place]),
        ask_safety=ask_safety,
    )
