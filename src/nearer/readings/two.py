"""What two people share: who is linked, what goes along by itself, what both can see.

A private diary says to which space a person is linked and what they chose; the shared
space holds copies. What is due to be copied is worked out here and written by the one
whose day it is. Nothing here tells whether the other has left or is only quiet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Literal, TypeAlias
from uuid import UUID

from nearer.entries import (
    AnyEntry,
    InTwo,
    Linked,
    LinkEnded,
    Shared,
    SharedMap,
    SharedMoment,
    SharedPattern,
    SharedReturn,
    SharedStep,
    SharedTemperature,
    SharedWeek,
    SharingSet,
    StepAgreed,
    StepProposed,
    TakenBack,
    Thanked,
    is_of_two,
)

By: TypeAlias = Literal[1, 2]
CHOICES = ("temperature", "steps", "moments", "map", "pattern")
"""What can go along by itself; all off at first."""
ASK_AGAIN = timedelta(days=90)
_HALF_A_WORLD = timedelta(days=1)
"""One's today can be the other's yesterday."""
PATTERN = ("clo", "dis", "ppr", "pur", "wdr")


@dataclass(frozen=True)
class Link:
    """A person's link to another, as their own diary knows it."""

    space: UUID
    by: By
    since: date
    choices: frozenset[str]
    chosen_at: datetime | None
    chosen_on: date | None
    """None: nothing was chosen yet."""

    def asks_again(self, today: date) -> bool:
        """Return whether the choices should be looked at again."""
        if self.chosen_on is None:
            return False
        return bool(self.choices) and today - self.chosen_on >= ASK_AGAIN


@dataclass(frozen=True)
class Week:
    """A week's words, as one of the two may see them today."""

    monday: date
    mine: str | None
    theirs: str | None
    """None also where the other has written and this person has not."""

    @property
    def is_open(self) -> bool:
        """Both have given their words, so both are shown."""
        return self.mine is not None and self.theirs is not None


@dataclass(frozen=True)
class Moment:
    """Time alone that one of the two took."""

    id: UUID
    by: By
    began: datetime
    until: datetime
    words: str
    returned: datetime | None


@dataclass(frozen=True)
class Proposal:
    """A step for both."""

    id: UUID
    by: By
    step: str
    title: str
    day: date
    answers: Mapping[By, bool]
    is_done: bool = False
    """Once both had said yes, one of them told that it was done."""

    @property
    def stands(self) -> bool:
        """Both have said yes; who proposed it has."""
        return _stands(self.by, self.answers)

    @property
    def is_withdrawn(self) -> bool:
        """Return whether who proposed it does so no more."""
        return not self.answers.get(self.by, True)


@dataclass(frozen=True)
class Together:
    """Everything that one of the two can see of what both share."""

    by: By
    names: Mapping[By, str]
    temperatures: Mapping[By, Mapping[date, int]]
    steps: tuple[SharedStep, ...]
    proposals: tuple[Proposal, ...]
    moments: tuple[Moment, ...]
    weeks: tuple[Week, ...]
    thanks: tuple[Thanked, ...]
    maps: Mapping[By, SharedMap]
    pattern: Mapping[By, Mapping[date, Mapping[str, int]]]
    """For the figures of both together only; never shown day by day."""

    @property
    def other(self) -> By:
        """Which of the two is the other one."""
        return 2 if self.by == 1 else 1

    @property
    def joined(self) -> bool:
        """Return whether the other has come in."""
        return self.other in self.names


_BOTH: tuple[By, By] = (1, 2)


def link_of(entries: Iterable[AnyEntry]) -> Link | None:
    """Return the link that holds; None before the first and after leaving."""
    found: Linked | None = None
    chosen: SharingSet | None = None
    for entry in entries:
        if isinstance(entry, Linked):
            found, chosen = entry, None
        elif found is None:
            continue
        elif isinstance(entry, LinkEnded) and entry.space == found.space:
            found = None
        elif isinstance(entry, SharingSet) and entry.space == found.space:
            chosen = entry
    if found is None:
        return None
    return Link(
        space=found.space,
        by=found.by,
        since=found.day,
        choices=frozenset(chosen.what).intersection(CHOICES) if chosen else frozenset(),
        chosen_at=chosen.at if chosen else None,
        chosen_on=chosen.day if chosen else None,
    )


def together(entries: Iterable[AnyEntry], *, by: By) -> Together:
    """Return what one of the two can see; kinds that are not shared change nothing."""
    standing = tuple(_standing(entries))
    return Together(
        by=by,
        names=MappingProxyType(
            {e.by: e.name for e in standing if isinstance(e, Shared)}
        ),
        temperatures=_temperatures(standing),
        steps=_steps(standing),
        proposals=_proposals(standing),
        moments=_moments(standing),
        weeks=_weeks(standing, by),
        thanks=tuple(e for e in standing if isinstance(e, Thanked)),
        maps=MappingProxyType({e.by: e for e in standing if isinstance(e, SharedMap)}),
        pattern=_pattern(standing),
    )


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _standing(entries: Iterable[AnyEntry]) -> Iterator[InTwo]:
    """Leave out what its own writer took back; nobody takes back another's."""
    shared = [entry for entry in entries if is_of_two(entry)]
    gone = {(e.by, e.entry) for e in shared if isinstance(e, TakenBack)}
    for entry in shared:
        if (entry.by, entry.id) not in gone:
            yield entry


def _steps(standing: Iterable[InTwo]) -> tuple[SharedStep, ...]:
    """Return each step of a day once, as it was told last."""
    found: dict[tuple[By, date, str], SharedStep] = {}
    for entry in standing:
        if isinstance(entry, SharedStep):
            found[entry.by, entry.about, entry.step or entry.title] = entry
    return tuple(found.values())


def _temperatures(
    standing: Iterable[InTwo],
) -> Mapping[By, Mapping[date, int]]:
    found: dict[By, dict[date, int]] = {1: {}, 2: {}}
    for entry in standing:
        if isinstance(entry, SharedTemperature):
            found[entry.by][entry.about] = entry.value
    return MappingProxyType({by: MappingProxyType(days) for by, days in found.items()})


def _pattern(
    standing: Iterable[InTwo],
) -> Mapping[By, Mapping[date, Mapping[str, int]]]:
    found: dict[By, dict[date, Mapping[str, int]]] = {1: {}, 2: {}}
    for entry in standing:
        if isinstance(entry, SharedPattern):
            found[entry.by][entry.about] = MappingProxyType(dict(entry.values))
    return MappingProxyType({by: MappingProxyType(days) for by, days in found.items()})


def _stands(by: By, answers: Mapping[By, bool]) -> bool:
    return all(answers.get(one, one == by) for one in _BOTH)


def _proposals(standing: tuple[InTwo, ...]) -> tuple[Proposal, ...]:
    said: dict[UUID, dict[By, bool]] = {}
    known: list[StepProposed] = []
    done: set[UUID] = set()
    for entry in standing:
        if isinstance(entry, StepProposed):
            known.append(entry)
        elif isinstance(entry, StepAgreed):
            said.setdefault(entry.proposed, {})[entry.by] = entry.yes
        elif isinstance(entry, SharedStep) and not entry.partly:
            done |= {
                one.id
                for one in known
                if one.step == entry.step
                and entry.about >= one.day - _HALF_A_WORLD
                and _stands(one.by, said.get(one.id, {}))
            }
    return tuple(
        Proposal(
            id=e.id,
            by=e.by,
            step=e.step,
            title=e.title,
            day=e.day,
            answers=MappingProxyType(said.get(e.id, {})),
            is_done=e.id in done,
        )
        for e in standing
        if isinstance(e, StepProposed)
    )


def _moments(standing: tuple[InTwo, ...]) -> tuple[Moment, ...]:
    back = {
        (e.by, e.moment): e.returned for e in standing if isinstance(e, SharedReturn)
    }
    return tuple(
        Moment(
            id=e.id,
            by=e.by,
            began=e.began,
            until=e.until,
            words=e.words,
            returned=back.get((e.by, e.id)),
        )
        for e in standing
        if isinstance(e, SharedMoment)
    )


def _weeks(standing: tuple[InTwo, ...], by: By) -> tuple[Week, ...]:
    words: dict[date, dict[By, str]] = {}
    for entry in standing:
        if isinstance(entry, SharedWeek):
            words.setdefault(entry.week, {})[entry.by] = entry.words
    found = []
    for monday in sorted(words):
        mine = words[monday].get(by)
        theirs = words[monday].get(2 if by == 1 else 1)
        found.append(Week(monday, mine, theirs if mine is not None else None))
    return tuple(week for week in found if week.mine is not None)
