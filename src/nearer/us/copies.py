"""What a person could put into the shared space: copies of their own, one by one.

Each candidate knows how the other would see it, and the entry that it would become. A
standing choice puts its candidates there by itself, from the day it was chosen on.
Days for the pattern are the one thing that nobody sees as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from nearer.accounts.requests import Stamp
from nearer.content.steps import steps
from nearer.entries import (
    AnyEntry,
    InTwo,
    Returned,
    ReturnPromised,
    SharedMoment,
    SharedPattern,
    SharedReturn,
    SharedStep,
    SharedTemperature,
    StepEnded,
    StepPlanned,
)
from nearer.readings.days import CONNECTED, days
from nearer.readings.present import present
from nearer.readings.two import PATTERN, Link, Together

Make = Callable[[Stamp], InTwo]


@dataclass(frozen=True)
class Candidate:
    """Something of this person's that the other does not have yet."""

    kind: str
    """One of `readings.two.CHOICES`."""
    key: str
    """Names it in a form, and keeps it from being written twice."""
    day: date
    fields: Mapping[str, Any]
    entry: type[Any]
    private: UUID | None = field(default=None)
    """The moment's own id, so that a return finds it."""

    def make(self, stamp: Stamp, link: Link) -> InTwo:
        """Return the entry of the shared space."""
        made: InTwo = self.entry(**stamp, by=link.by, **self.fields)
        return made


def candidates(
    entries: Iterable[AnyEntry], shared: Together, link: Link, *, language: str
) -> tuple[Candidate, ...]:
    """Return everything since the link began that is not shared yet, oldest first."""
    standing = present(entries)
    found = [
        *_temperatures(standing, shared, link),
        *_pattern(standing, shared, link),
        *_steps(standing, shared, link, language),
        *_moments(standing, shared, link),
    ]
    return tuple(sorted((c for c in found if c.day >= link.since), key=lambda c: c.day))


def going_along(found: Sequence[Candidate], link: Link) -> tuple[Candidate, ...]:
    """Return what standing choices take along by themselves."""
    since = link.chosen_on
    if since is None:
        return ()
    return tuple(c for c in found if c.kind in link.choices and c.day >= since)


def _temperatures(
    standing: Sequence[AnyEntry], shared: Together, link: Link
) -> Iterator[Candidate]:
    there = shared.temperatures[link.by]
    for day in days(standing):
        value = day.values.get(CONNECTED)
        if value is not None and there.get(day.about) != value:
            yield Candidate(
                kind="temperature",
                key=f"temperature:{day.about}:{value}",
                day=day.about,
                fields={"about": day.about, "value": value},
                entry=SharedTemperature,
            )


def _pattern(
    standing: Sequence[AnyEntry], shared: Together, link: Link
) -> Iterator[Candidate]:
    there = shared.pattern[link.by]
    for day in days(standing):
        values = {name: day.values[name] for name in PATTERN if name in day.values}
        if values and dict(there.get(day.about, {})) != values:
            told = ",".join(f"{name}{value}" for name, value in values.items())
            yield Candidate(
                kind="pattern",
                key=f"pattern:{day.about}:{told}",
                day=day.about,
                fields={"about": day.about, "values": values},
                entry=SharedPattern,
            )


def _steps(
    standing: Sequence[AnyEntry], shared: Together, link: Link, language: str
) -> Iterator[Candidate]:
    mine = [s for s in shared.steps if s.by == link.by]
    there = {(s.about, name): s.partly for s in mine for name in (s.step, s.title)}
    planned = {e.id: e for e in standing if isinstance(e, StepPlanned)}
    last = {e.planned: e for e in standing if isinstance(e, StepEnded)}
    for plan_id, ended in last.items():
        plan = planned.get(plan_id)
        step = steps().get(plan.step) if plan else None
        if plan is None or step is None or ended.done == "no":
            continue
        title = step.words(language).title
        partly = ended.done == "partly"
        told = there.get((plan.day, step.id), there.get((plan.day, title)))
        if told is not partly:
            yield Candidate(
                kind="steps",
                key=f"steps:{ended.id}",
                day=plan.day,
                fields={
                    "about": plan.day,
                    "title": title,
                    "words": "",
                    "step": step.id,
                    "partly": partly,
                },
                entry=SharedStep,
            )


def _moments(
    standing: Sequence[AnyEntry], shared: Together, link: Link
) -> Iterator[Candidate]:
    mine = {m.began: m for m in shared.moments if m.by == link.by}
    back = {e.moment: e for e in standing if isinstance(e, Returned)}
    for promised in standing:
        if not isinstance(promised, ReturnPromised):
            continue
        there = mine.get(promised.at)
        if there is None:
            yield Candidate(
                kind="moments",
                key=f"moments:{promised.id}",
                day=promised.day,
                fields={
                    "began": promised.at,
                    "until": promised.until,
                    "words": promised.message,
                },
                entry=SharedMoment,
            )
        elif there.returned is None and promised.moment in back:
            returned = back[promised.moment]
            yield Candidate(
                kind="moments",
                key=f"moments:{returned.id}",
                day=returned.day,
                fields={"moment": there.id, "returned": returned.at},
                entry=SharedReturn,
            )
