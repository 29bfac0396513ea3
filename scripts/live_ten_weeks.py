"""Let made-up people live ten weeks on the real ladders. Usage: live_ten_weeks.py

Prints the table of docs/science/pacing.md. Each person has a tolerance of their own in
every domain, leaves out days, refuses steps, and rates in whole numbers as the model
says. The same people every time.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from statistics import fmean
from uuid import UUID

import numpy as np

from nearer.content.steps import Step, steps
from nearer.core.pacing import DEFAULT, Domain, Track
from nearer.core.safety import Switch, Switches
from nearer.entries import (
    AnyEntry,
    ProgrammeBegan,
    SituationSet,
    StepEnded,
    StepPlanned,
)
from nearer.entries.base import Entry
from nearer.readings import programme
from nearer.readings.choosing import choose
from nearer.readings.offering import Standpoint

PEOPLE, DAYS = 12, 70
LEFT_OUT, REFUSED = 0.15, 0.02
"""Chance of a day left out, and of a step left undone for each point of discomfort."""
NOTHING_OFF = Switches(off=frozenset(), show=(), completed=True)
IN_DANGER = Switches(off=frozenset({Switch.TOWARD}), show=(), completed=True)
KINDS = {
    # name: company, share of the closeness ladder, tolerance of closeness and distance
    "pulls away, much fear": ("partner", 0.78, -0.9, 0.4, NOTHING_OFF),
    "pulls away, some fear": ("friend", 0.78, 0.0, 0.4, NOTHING_OFF),
    "clings, much fear": ("partner", 0.22, 0.4, -0.9, NOTHING_OFF),
    "clings, alone": ("alone", 0.22, 0.4, 0.0, NOTHING_OFF),
    "both fears": ("partner", 0.5, -0.9, -0.9, NOTHING_OFF),
    "bears a lot": ("partner", 0.5, 1.5, 1.5, NOTHING_OFF),
    "in danger": ("partner", 0.5, -0.5, -0.5, IN_DANGER),
}


@dataclass
class Life:
    """One person's entries, and the steps with their ratings."""

    company: str
    day: date = date(2026, 3, 2)
    entries: list[AnyEntry] = field(default_factory=list)
    taken: list[tuple[Step, int, int]] = field(default_factory=list)
    """Step, rating, week."""

    def add(self, kind: type[Entry], **said: object) -> UUID:
        at = datetime(*self.day.timetuple()[:3], 21, tzinfo=UTC)
        one = UUID(int=len(self.entries) + 1)
        self.entries.append(kind(id=one, at=at, day=self.day, **said))  # type: ignore[arg-type]  # every kind is one
        return one

    def begins(self) -> None:
        self.add(ProgrammeBegan, value="", aim="")
        with_partner = self.company == "partner"
        self.add(
            SituationSet,
            company=self.company,
            far=False,
            touch=with_partner,
            track=None,
            conditions=(),
        )

    def steps_out(self, step: Step, rating: int, week: int, *, done: bool) -> None:
        plan = self.add(
            StepPlanned,
            step=step.id,
            domain=step.domain.name.lower(),
            level=step.level,
            difficulty=step.difficulty,
            chosen="offered",
            feared="",
            p_feared=None,
            expected=None,
            setting="",
        )
        self.add(
            StepEnded,
            planned=plan,
            done="yes" if done else "no",
            discomfort=rating,
            happened=None,
            learned="",
            response=None,
        )
        self.taken.append((step, rating, week))


def live(kind: str, seed: int) -> Life:
    company, share, near, far, switches = KINDS[kind]
    dice, known = np.random.default_rng(seed), steps()
    bears = {
        domain: (near if domain.track is Track.CLOSENESS else far)
        + dice.normal(0.0, 0.6)
        for domain in Domain
    }
    own = {name: dice.normal(0.0, DEFAULT.own_difficulty_sd) for name in known}
    life = Life(company)
    life.begins()
    for _ in range(DAYS):
        now = programme.of(life.entries, life.day)
        assert now is not None
        offer = choose(Standpoint(programme=now, switches=switches, share=share), known)
        if offer.step is not None and dice.random() >= LEFT_OUT:
            step = offer.step
            margin = step.difficulty + own[step.id] - bears[step.domain]
            felt = DEFAULT.at_ease + DEFAULT.slope * margin
            rating = round(np.clip(felt + dice.normal(0.0, DEFAULT.rating_sd), 0, 10))
            done = dice.random() >= REFUSED * rating
            life.steps_out(step, rating, now.week, done=done)
            bears[step.domain] += DEFAULT.gain * done
        life.day += timedelta(days=1)
    return life


def row(kind: str) -> str:
    lives = [live(kind, seed).taken for seed in range(PEOPLE)]
    everything = [one for life in lives for one in life]
    ratings = [rating for _, rating, _ in everything]
    counts = [Counter(step.id for step, _, _ in life) for life in lives]
    figures = (
        f"{len(everything) / PEOPLE:.0f}",
        f"{fmean(len(found) for found in counts):.0f}",
        f"{max(max(found.values()) for found in counts)}",
        _share(s.domain is Domain.PLAY for s, _, _ in everything),
        _share(s.domain.track is Track.CLOSENESS for s, _, _ in everything),
        _share(rating <= 2 for rating in ratings),
        _share(rating <= 6 for rating in ratings),
        _share(rating >= 8 for rating in ratings),
        " ".join(f"{level:.1f}" for level in _levels(everything)),
        f"{fmean(len(_first_practices(life)) for life in lives):.1f}",
    )
    return f"| {kind} | {' | '.join(figures)} |"


def _levels(taken: list[tuple[Step, int, int]]) -> list[float]:
    """Return the mean level in weeks 0-4, 5-8 and 9-10."""
    spans = ((0, 4), (5, 8), (9, 10))
    return [
        fmean(step.level for step, _, week in taken if first <= week <= last)
        for first, last in spans
    ]


def _first_practices(taken: list[tuple[Step, int, int]]) -> set[tuple[Domain, int]]:
    """Return which of the plan's six practices came, in their weeks or later."""
    return {(step.domain, step.level) for step, _, _ in taken if step.weeks}


def _share(found: object) -> str:
    return f"{fmean(map(bool, found)):.2f}".removeprefix("0")  # type: ignore[call-overload]  # an iterable of answers


def main() -> None:
    print(
        "| who | steps | different | one at most | joy and rest | closeness ladder",
        end="",
    )
    print(
        " | 2 or less | 6 or less | 8 or more | mean level by phase | first practices |"
    )
    print("|---" * 11 + "|")
    for kind in KINDS:
        print(row(kind))


if __name__ == "__main__":
    main()
