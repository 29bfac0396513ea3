"""What the two made-up people of `make demo` put into the space between them.

The program's own rules make the copies: nothing lies there that a person could not
have put there on the page.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from uuid import UUID

from nearer.config import demo_words
from nearer.config.demo_days import SEED, Pen
from nearer.config.demo_weeks import Weeks
from nearer.config.demo_words import words
from nearer.content.safety import safety
from nearer.content.steps import steps
from nearer.core.safety import Switches
from nearer.entries import (
    AnyEntry,
    InTwo,
    Linked,
    Shared,
    SharedMap,
    SharedWeek,
    SharingSet,
    StepAgreed,
    StepProposed,
    SwitchesSet,
    Thanked,
)
from nearer.readings.switches import written
from nearer.readings.two import By, Link, monday_of, together
from nearer.us.copies import candidates
from nearer.us.maps import fields_of

LINKED = 3
"""Days after Robin began; the private questions were answered before."""
AGAIN = (17, 31, 45)
MAPS = 46
STEP = "p1a"
CHOICES: Mapping[By, tuple[str, ...]] = {
    1: ("temperature", "steps", "moments", "pattern"),
    2: ("temperature", "pattern"),
}


class Between:
    """Writes what two people keep about being linked, and what both see."""

    def __init__(self, *, now: datetime, space: UUID, language: str = "en") -> None:
        self._language = language
        self._weeks = Weeks(now=now, seed=SEED)
        self._pen = Pen(random.Random(SEED + 4))  # noqa: S311 - a made-up life
        self._space = space

    def private(self, by: By) -> list[AnyEntry]:
        """Return what a person's own diary holds about it."""
        linked, chosen = (self._weeks.at(LINKED, 20, minute) for minute in (0, 5))
        return [
            Linked(**self._pen.stamp(linked), space=self._space, by=by),
            SharingSet(**self._pen.stamp(chosen), space=self._space, what=CHOICES[by]),
        ]

    def asked(self) -> list[AnyEntry]:
        """Return the private questions: answered, and nothing is off."""
        everything = Switches(off=frozenset(), show=(), completed=True)
        return [
            SwitchesSet(
                **self._pen.stamp(self._weeks.at(day, 19, 30)),
                switches=written(everything),
                rules_version=safety().rules.version,
                completed=True,
            )
            for day in (LINKED, *AGAIN)
        ]

    def both(
        self, diaries: Mapping[By, Sequence[AnyEntry]], names: Mapping[By, str]
    ) -> list[InTwo]:
        """Return what lies in the space of two, in the order of writing."""
        found = [*self._here(names), *self._said()]
        for by, entries in diaries.items():
            found += self._copied(by, entries)
            fields = fields_of(entries)
            if fields is not None:
                at = self._weeks.at(MAPS, 20, by)
                found.append(SharedMap(**self._pen.stamp(at), by=by, **fields))
        return sorted(found, key=lambda entry: entry.at)

    def _here(self, names: Mapping[By, str]) -> Iterator[InTwo]:
        for by, name in names.items():
            at = self._weeks.at(LINKED, 20, by)
            yield Shared(**self._pen.stamp(at), by=by, name=name)

    def _copied(self, by: By, entries: Sequence[AnyEntry]) -> list[InTwo]:
        """Let go along what the person chose; twice, for a return follows a moment."""
        since = self._weeks.at(LINKED)
        link = Link(
            space=self._space,
            by=by,
            since=since.date(),
            choices=frozenset(CHOICES[by]),
            chosen_on=since.date(),
            chosen_at=since,
        )
        found: list[InTwo] = []
        for _ in range(2):
            there = together(found, by=by)
            new = candidates(entries, there, link, language=self._language)
            found += [
                one.make(self._pen.stamp(_evening(one.day, since)), link)
                for one in new
                if one.kind in link.choices
            ]
        return found

    def _said(self) -> Iterator[InTwo]:
        said = words(self._language)
        for week in demo_words.WEEKS_OF_TWO:
            one, two = said.weeks[str(week)]
            at = self._weeks.at(7 * week + 5, 19)
            monday = monday_of(at.date())
            yield SharedWeek(**self._pen.stamp(at), by=1, week=monday, words=one)
            yield SharedWeek(**self._pen.stamp(at), by=2, week=monday, words=two)
        for day, who in demo_words.GLAD:
            by: By = 1 if who == 1 else 2
            at = self._weeks.at(day, 22)
            yield Thanked(**self._pen.stamp(at), by=by, words=said.glad[str(day)])
        proposed = StepProposed(
            **self._pen.stamp(self._weeks.at(44, 19)),
            by=2,
            step=STEP,
            title=steps()[STEP].words(self._language).title,
        )
        yield proposed
        yield StepAgreed(
            **self._pen.stamp(self._weeks.at(45, 19)),
            by=1,
            proposed=proposed.id,
            yes=True,
        )


def _evening(day: object, like: datetime) -> datetime:
    return datetime.combine(day, time(22, 58), tzinfo=like.tzinfo)  # type: ignore[arg-type]  # a date
