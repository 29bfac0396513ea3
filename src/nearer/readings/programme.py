"""The ten weeks, read from the entries: which week it is, what was tried, what is open.

Weeks are the person's own: the day of beginning is week 0, the seven days after it are
week 1. Days of a pause do not count, and no week ever asks for anything: the calendar
only caps how hard a step may be.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from operator import attrgetter
from uuid import UUID

import msgspec

from nearer.core.pacing import (
    DEFAULT,
    LEVELS,
    Attempt,
    Domain,
    Learned,
    Phase,
    Tolerance,
    learned,
    nominal_difficulty,
    phase_of,
)
from nearer.entries import (
    AnyEntry,
    CheckedIn,
    MomentBegan,
    ProgrammeBegan,
    ProgrammePaused,
    ProgrammeResumed,
    Reviewed,
    SituationSet,
    StepEnded,
    StepPlanned,
    StepSetAside,
    UrgeNoticed,
    Wrote,
)
from nearer.readings.present import present

_SIGNS_OF_LIFE = {
    ProgrammeBegan,
    ProgrammeResumed,
    CheckedIn,
    StepPlanned,
    StepEnded,
    StepSetAside,
    MomentBegan,
    UrgeNoticed,
    Wrote,
    Reviewed,
}
_OF_THE_WEEKS = {
    ProgrammeBegan,
    SituationSet,
    ProgrammePaused,
    ProgrammeResumed,
    StepPlanned,
    StepEnded,
    StepSetAside,
}
_DAY: Callable[[AnyEntry], date] = attrgetter("day")
_DOMAINS = {domain.name.lower(): domain for domain in Domain}
_UNRATED = DEFAULT.success_at_most
"""Stands in for a rating that was left out: it went, and says nothing more."""
_HARDEST = 4.0
"""Logits beyond which no step lies; what an entry from elsewhere says is brought in."""


class Plan(msgspec.Struct, frozen=True):
    """A step that was taken on, and what became of it."""

    planned: StepPlanned
    ends: tuple[StepEnded, ...]
    """Oldest first; the last one holds."""
    times: int
    """Which beginning of the ten weeks it belongs to; 0: before the first."""

    @property
    def id(self) -> UUID:
        """The plan's id, which its address and its end carry."""
        return self.planned.id

    @property
    def ended(self) -> StepEnded | None:
        """What became of it; None while it is open."""
        return self.ends[-1] if self.ends else None

    @property
    def day(self) -> date:
        """The day of the step: when it first ended, else when it was taken on."""
        return self.ends[0].day if self.ends else self.planned.day

    @property
    def done(self) -> bool:
        """Whether it was done, or partly."""
        return bool(self.ended and self.ended.done != "no")

    @property
    def domain(self) -> Domain | None:
        """The domain; None for one that this version does not know."""
        return _DOMAINS.get(self.planned.domain)

    @property
    def violated(self) -> int | None:
        """How far what was feared lay from what happened, 0 to 100, or -100 to 100.

        None where one of the two was not said. Partly happened counts as half.
        """
        if self.ended is None or self.planned.p_feared is None:
            return None
        shares = {"yes": 100, "partly": 50, "no": 0}
        happened = shares.get(self.ended.happened or "")
        return None if happened is None else self.planned.p_feared - happened


@dataclass(frozen=True)
class Programme:
    """Where a person is in the ten weeks."""

    today: date
    began: date
    times: int
    """How often it was begun; steps of earlier times still teach."""
    value: str
    aim: str
    situation: SituationSet | None
    pauses: tuple[tuple[date, date | None], ...]
    """First day of each pause since it began, and the day of coming back."""
    plans: tuple[Plan, ...]
    """Every step ever taken on, in the order of taking on."""
    attempts: tuple[Attempt, ...]
    """What the core learns from, in the order of ending."""
    set_aside: StepSetAside | None
    """Today's "not today"."""
    passed_over: frozenset[str]
    """Steps set aside more than once since a step was last taken on."""
    last_day: date
    """The last day on which anything was written that belongs to the ten weeks."""

    @property
    def paused(self) -> bool:
        """Whether it rests just now."""
        return bool(self.pauses) and self.pauses[-1][1] is None

    @property
    def week(self) -> int:
        """Week 0 is the day of beginning; pauses stand still."""
        return self.week_on(self.today)

    @property
    def phase(self) -> Phase:
        """Where in the programme this week lies."""
        return phase_of(self.week)

    @cached_property
    def learned(self) -> Learned:
        """What the attempts have taught until today."""
        return learned(attempts=self.attempts, today=self.today.toordinal())

    @property
    def tolerance(self) -> Tolerance:
        """What is believed about the person's tolerance today."""
        return self.learned.tolerance

    @property
    def days_since_last(self) -> int:
        """Days without a word; 0 for today and for a clock that was set back."""
        return max(0, (self.today - self.last_day).days)

    @property
    def open(self) -> Plan | None:
        """The step that was taken on last, if it did not end yet."""
        mine = [p for p in self.plans if p.times == self.times]
        waiting = [plan for plan in mine if plan.ended is None]
        return waiting[-1] if waiting else None

    @property
    def with_partner(self) -> bool:
        """Whether the person practises with a partner."""
        return bool(self.situation and self.situation.company == "partner")

    @property
    def touch_agreed(self) -> bool:
        """Whether steps with touch may be offered at all."""
        return bool(self.with_partner and self.situation and self.situation.touch)

    def plan(self, plan_id: UUID) -> Plan | None:
        """Return one of the plans."""
        return next((plan for plan in self.plans if plan.id == plan_id), None)

    def week_on(self, day: date) -> int:
        """Return the week that a day belongs to; 0 for any day before."""
        rested = sum(_overlap(pause, self.began, day) for pause in self.pauses)
        return max(0, -(-((day - self.began).days - rested) // 7))

    def taken_on(self, day: date) -> tuple[Plan, ...]:
        """Return the steps of a day: taken on, or ended then."""
        return tuple(p for p in self.plans if day in {p.day, p.planned.day})


def of(entries: Iterable[AnyEntry], today: date) -> Programme | None:
    """Return where the person is; None before the ten weeks were ever begun."""
    everything = present(entries)
    # A year has thousands of entries, and few of them are of the ten weeks.
    standing = [e for e in everything if type(e) in _OF_THE_WEEKS]
    begun = [e for e in standing if isinstance(e, ProgrammeBegan)]
    if not begun:
        return None
    plans, ending = _plans(standing)
    known = {plan.id: plan for plan in plans}
    attempts = (_attempt(known[plan_id]) for plan_id in ending)
    return Programme(
        today=today,
        began=begun[-1].day,
        times=len(begun),
        value=begun[-1].value,
        aim=begun[-1].aim,
        situation=_latest(standing),
        pauses=_pauses(standing),
        plans=plans,
        attempts=tuple(a for a in attempts if a is not None),
        set_aside=_set_aside(standing, today),
        passed_over=_passed_over(standing),
        last_day=_last_day(everything),
    )


def earlier(
    entries: Iterable[AnyEntry], time: int
) -> tuple[tuple[AnyEntry, ...], Programme] | None:
    """Return one of the times that were followed by another: its entries, and its end.

    `time` counts from 1. None where it was not, or is the one that still runs.
    """
    standing = present(entries)
    begun = [
        (n, e.day) for n, e in enumerate(standing) if isinstance(e, ProgrammeBegan)
    ]
    if not 1 <= time < len(begun):
        return None
    (_, first), (end, next_began) = begun[time - 1], begun[time]
    lived, last = standing[:end], max(next_began - timedelta(days=1), first)
    found = of(lived, last)
    return None if found is None else (lived, found)


def _plans(standing: Sequence[AnyEntry]) -> tuple[tuple[Plan, ...], tuple[UUID, ...]]:
    """Return the plans as they were made, and their ids in the order of ending."""
    times, made = 0, dict[UUID, tuple[StepPlanned, int]]()
    ends: dict[UUID, list[StepEnded]] = {}
    for entry in standing:
        if isinstance(entry, ProgrammeBegan):
            times += 1
        elif isinstance(entry, StepPlanned):
            made.setdefault(entry.id, (entry, times))
        elif isinstance(entry, StepEnded):
            ends.setdefault(entry.planned, []).append(entry)
    plans = tuple(
        Plan(planned, tuple(ends.get(plan_id, ())), at)
        for plan_id, (planned, at) in made.items()
    )
    return plans, tuple(plan_id for plan_id in ends if plan_id in made)


def _attempt(plan: Plan) -> Attempt | None:
    """Return what the core needs of an ended step; None for a domain of elsewhere."""
    planned, ended, domain = plan.planned, plan.ended, plan.domain
    if ended is None or domain is None:
        return None
    level = min(max(planned.level, LEVELS[0]), LEVELS[-1])
    done = ended.done != "no"
    if ended.discomfort is not None:
        discomfort = float(min(max(ended.discomfort, 0), 10))
    else:
        discomfort = _UNRATED if done else DEFAULT.refused_at_least
    return Attempt(
        step=planned.step,
        domain=domain,
        level=level,
        difficulty=_difficulty(planned.difficulty, level),
        day=plan.ends[0].day.toordinal(),
        done=done,
        discomfort=discomfort,
        setting=_setting(planned),
        hurtful=ended.response == "hurtful",
        rated=ended.discomfort is not None or not done,
    )


def _setting(planned: StepPlanned) -> str:
    """Return where it was; left empty, another step counts as another setting."""
    words = " ".join(planned.setting.split()).casefold()
    return words or f"step {planned.step}"


def _difficulty(said: float, level: int) -> float:
    known = said if math.isfinite(said) else nominal_difficulty(level)
    return min(max(known, -_HARDEST), _HARDEST)


def _last_day(everything: Iterable[AnyEntry]) -> date:
    alive = [entry for entry in everything if type(entry) in _SIGNS_OF_LIFE]
    return max(map(_DAY, alive))


def _latest(standing: Sequence[AnyEntry]) -> SituationSet | None:
    found = [entry for entry in standing if isinstance(entry, SituationSet)]
    return found[-1] if found else None


def _set_aside(standing: Sequence[AnyEntry], today: date) -> StepSetAside | None:
    found = [e for e in standing if isinstance(e, StepSetAside) and e.day == today]
    return found[-1] if found else None


def _passed_over(standing: Sequence[AnyEntry]) -> frozenset[str]:
    aside: dict[str, set[date]] = {}
    for entry in standing:
        if isinstance(entry, StepPlanned):
            aside.clear()
        elif isinstance(entry, StepSetAside):
            aside.setdefault(entry.step, set()).add(entry.day)
    return frozenset(step for step, days in aside.items() if len(days) > 1)


def _pauses(standing: Sequence[AnyEntry]) -> tuple[tuple[date, date | None], ...]:
    """Return the pauses since the last beginning; a second pause within one is one."""
    pauses: list[tuple[date, date | None]] = []
    for entry in standing:
        resting = bool(pauses) and pauses[-1][1] is None
        if isinstance(entry, ProgrammeBegan):
            pauses = []
        elif isinstance(entry, ProgrammePaused) and not resting:
            pauses.append((entry.day, None))
        elif isinstance(entry, ProgrammeResumed) and resting:
            pauses[-1] = (pauses[-1][0], entry.day)
    return tuple(pauses)


def _overlap(pause: tuple[date, date | None], began: date, day: date) -> int:
    """Return how many days from the beginning up to a day were rest."""
    first, back = max(pause[0], began), pause[1] or day
    return max(0, (min(back, day) - first).days)


__all__ = ["Plan", "Programme", "earlier", "of"]
