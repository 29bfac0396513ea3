"""Eight weeks of the fictitious person of `make demo`: the same ones every time.

Days are noted on six of seven evenings, one step is too hard, two are not done, one
promise to return is late: a history as people have them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TypedDict
from uuid import UUID

from nearer.config import demo_words
from nearer.config.demo_pull import pull
from nearer.config.demo_words import Words, words
from nearer.content.steps import of_domain
from nearer.core.pacing import Domain
from nearer.diary.identity import ENTROPY_BYTES, uuid7
from nearer.entries import (
    AnyEntry,
    BondLaid,
    CheckedIn,
    LessonRead,
    MomentBegan,
    MomentEnded,
    ProgrammeBegan,
    Returned,
    ReturnPromised,
    Reviewed,
    ScriptWritten,
    SituationSet,
    StepEnded,
    StepPlanned,
    StepSetAside,
    UrgeNoticed,
    WaveNoted,
    Wrote,
)
from nearer.entries.programme import Done
from nearer.readings.days import SCALES, asked_on

DAYS = 52
"""So many days ago it began: today lies in the eighth week."""
NOTED = 0.86
# Day, kind, level; how sure of what was feared, how hard it would be, how hard it was;
# whether what was feared happened.
STEPS: tuple[tuple[int, Domain, int, int | None, int, int, Done], ...] = (
    (1, Domain.EMOTIONAL, 1, 70, 6, 4, "no"),
    (2, Domain.SOOTHING, 1, 50, 3, 2, "no"),
    (4, Domain.PLAY, 1, 40, 4, 2, "no"),
    (5, Domain.EMOTIONAL, 1, 60, 5, 3, "no"),
    (7, Domain.DEPENDING, 1, 65, 6, 3, "no"),
    (8, Domain.RECEIVING, 1, 45, 5, 5, "partly"),
    (10, Domain.NAMING, 1, 60, 6, 5, "no"),
    (11, Domain.EMOTIONAL, 2, 70, 7, 5, "no"),
    (13, Domain.OWN_TIME, 1, 30, 2, 1, "no"),
    (15, Domain.EMOTIONAL, 3, 80, 7, 8, "yes"),
    (17, Domain.SOOTHING, 1, None, 2, 2, "no"),
    (18, Domain.PLAY, 1, 20, 3, 1, "no"),
    (20, Domain.NAMING, 2, 65, 6, 5, "partly"),
    (22, Domain.DEPENDING, 1, 50, 5, 2, "no"),
    (23, Domain.RECEIVING, 2, 45, 5, 4, "no"),
    (25, Domain.EMOTIONAL, 2, 60, 6, 4, "no"),
    (27, Domain.INTELLECTUAL, 1, 40, 4, 3, "no"),
    (28, Domain.NAMING, 3, 70, 7, 6, "yes"),
    (30, Domain.WAITING, 1, 35, 4, 4, "no"),
    (32, Domain.DEPENDING, 2, 55, 6, 3, "no"),
    (33, Domain.EMOTIONAL, 2, 45, 5, 3, "no"),
    (35, Domain.PLAY, 2, 30, 4, 2, "no"),
    (36, Domain.WORTH, 1, 25, 3, 3, "partly"),
    (38, Domain.EMOTIONAL, 3, 60, 7, 5, "no"),
    (40, Domain.RECEIVING, 2, 40, 5, 4, "no"),
    (41, Domain.MEANING, 1, 60, 4, 3, "no"),
    (43, Domain.DEPENDING, 3, 55, 6, 4, "no"),
    (45, Domain.SOCIAL, 2, 45, 5, 4, "no"),
    (46, Domain.EMOTIONAL, 3, 50, 6, 5, "no"),
    (48, Domain.NAMING, 3, 55, 6, 4, "no"),
    (50, Domain.EMOTIONAL, 3, 45, 6, 4, "no"),
)
NOT_DONE = {12: (Domain.SOCIAL, 1), 31: (Domain.INTELLECTUAL, 2)}
SET_ASIDE = (6, 26, 44)
MOMENTS: tuple[tuple[int, int, int, tuple[int, ...]], ...] = (
    (9, 8, 34, (8, 7, 5)),
    (21, 7, 19, (7, 6, 3)),
    (34, 6, 17, (6, 4)),
    (47, 5, 20, (5, 3)),
)
"""Day, how strong, minutes until the return (20 were promised), the wave."""


class Stamp(TypedDict):
    """What every entry carries."""

    id: UUID
    at: datetime
    day: date


class Weeks:
    """Writes the diary of eight weeks that end now."""

    def __init__(self, *, now: datetime, seed: int, language: str = "en") -> None:
        self._language = language
        self._said = words(language)
        self.start = now - timedelta(days=DAYS)
        self._pull = pull(DAYS, seed=seed)
        self._dice = random.Random(seed)  # noqa: S311 - a made-up life, not a secret
        self._carried = 0.0

    def entries(self) -> list[AnyEntry]:
        """Return everything, kind by kind; whoever asks puts it in order."""
        return [
            *self._beginning(),
            *self._noted_days(),
            *self._steps(),
            *self._moments(),
            *self._words(),
        ]

    def at(self, day: int, hour: int = 20, minute: int = 0) -> datetime:
        """Return an instant so many days after the beginning."""
        wanted = self.start + timedelta(days=day)
        return wanted.replace(hour=hour, minute=minute, second=0, microsecond=0)

    def _stamp(self, at: datetime) -> Stamp:
        entropy = self._dice.randbytes(ENTROPY_BYTES)
        return Stamp(id=uuid7(at=at, entropy=entropy), at=at, day=at.date())

    def _beginning(self) -> Iterator[AnyEntry]:
        began = self._stamp(self.at(0, 19))
        yield ProgrammeBegan(**began, value=self._said.value, aim=self._said.aim)
        yield SituationSet(
            **self._stamp(self.at(0, 19, 1)),
            company="partner",
            far=False,
            touch=False,
            track=None,
            conditions=(),
        )

    def _noted_days(self) -> Iterator[AnyEntry]:
        for day in range(DAYS):
            values = self._felt(day)
            if self._dice.random() > NOTED:
                continue
            at = self.at(day, 21, self._dice.randrange(50))
            asked = asked_on(at.date())
            yield CheckedIn(
                **self._stamp(at),
                about=at.date(),
                values={name: values[name] for name in asked},
                asked=asked,
            )

    def _felt(self, day: int) -> dict[str, int]:
        """Return a day: the more is shared and understood, the closer it feels."""
        dice = self._dice
        shared = dice.gauss(1.7 + day / 80, 1.0)
        understood = 5.6 + 0.6 * (shared - 2) + dice.gauss(0, 1.5)
        stress = dice.gauss(4.5, 2.2)
        close = (
            5.2
            + day / 60
            + 0.9 * (shared - 2)
            + 0.3 * (understood - 5.6)
            - 0.1 * (stress - 4.5)
            + 0.25 * self._carried
            + dice.gauss(0, 0.8)
        )
        self._carried = close - 5.6
        felt = {
            "clo": close,
            "dis": shared,
            "ppr": understood,
            "pur": self._pull[day].robin.reached,
            "wdr": self._pull[day].robin.withdrew,
            "ctc": dice.choice((1, 2, 2, 3)),
            "cfl": float(dice.random() < 0.15),
            "anx": dice.gauss(3.0, 1.8),
            "avd": dice.gauss(5.8 - day / 35, 1.8),
            "mood": dice.gauss(5.4 + day / 60, 1.5),
            "strs": stress,
        }
        return {
            name: min(max(round(value), SCALES[name][0]), SCALES[name][1])
            for name, value in felt.items()
        }

    def _steps(self) -> Iterator[AnyEntry]:
        for day, domain, level, p_feared, expected, actual, happened in STEPS:
            planned = self._plan(day, domain, level, (p_feared, expected))
            if planned is not None:
                yield planned
                yield StepEnded(
                    **self._stamp(self.at(day, 20, 30)),
                    planned=planned.id,
                    done="partly" if actual >= 8 else "yes",
                    discomfort=actual,
                    happened=happened,
                    learned=self._one_of(_learned(self._said, happened), domain, day),
                    response="neutral" if happened == "yes" else "good",
                )
        for day, (domain, level) in NOT_DONE.items():
            planned = self._plan(day, domain, level, (50, 6))
            if planned is not None:
                yield planned
                yield StepEnded(
                    **self._stamp(self.at(day, 22)),
                    planned=planned.id,
                    done="no",
                    discomfort=7,
                    happened=None,
                    learned="",
                    response=None,
                )
        for day in SET_ASIDE:
            steps = of_domain(Domain.EMOTIONAL, 1)
            yield StepSetAside(**self._stamp(self.at(day, 18)), step=steps[0].id)

    def _plan(
        self, day: int, domain: Domain, level: int, said: tuple[int | None, int]
    ) -> StepPlanned | None:
        """Take on a step of this place; None where the content has none there."""
        there = of_domain(domain, level)
        if not there:
            return None
        step = there[day % len(there)]
        return StepPlanned(
            **self._stamp(self.at(day, 18, 30)),
            step=step.id,
            title=step.words(self._language).title,
            domain=domain.name.lower(),
            level=level,
            difficulty=step.difficulty,
            chosen="offered",
            feared=self._one_of(self._said.feared, domain, day),
            p_feared=said[0],
            expected=said[1],
            setting=self._said.home if day % 3 else self._said.phone,
        )

    def _one_of(
        self, said: Mapping[str, Sequence[str]], domain: Domain, day: int
    ) -> str:
        there = said[domain.name.lower()]
        return there[day % len(there)]

    def _moments(self) -> Iterator[AnyEntry]:
        for day, strength, minutes, wave in MOMENTS:
            at = self.at(day, 22, 10)
            began = MomentBegan(
                **self._stamp(at), urge="pull-back", path="space", strength=strength
            )
            yield began
            said = at + timedelta(minutes=2)
            yield ReturnPromised(
                **self._stamp(said),
                moment=began.id,
                minutes=20,
                message=self._said.message,
                until=said + timedelta(minutes=20),
            )
            for nth, felt in enumerate(wave):
                noted = said + timedelta(minutes=4 * nth + 1)
                yield WaveNoted(**self._stamp(noted), moment=began.id, strength=felt)
            back = said + timedelta(minutes=minutes)
            yield Returned(**self._stamp(back), moment=began.id)
            yield MomentEnded(
                **self._stamp(back + timedelta(minutes=3)),
                moment=began.id,
                outcome="same" if minutes > 20 else "easier",
                helped=("time-alone", "breathing"),
            )

    def _words(self) -> Iterator[AnyEntry]:
        for day, urge, after, strength, acted in demo_words.URGES:
            yield UrgeNoticed(
                **self._stamp(self.at(day, 21, 55)),
                urge=urge,
                strength=strength,
                after=after,
                note=self._said.urges.get(str(day), ""),
                acted=acted,
            )
        for day, prompt in demo_words.PAGES:
            yield Wrote(
                **self._stamp(self.at(day, 22, 40)),
                prompt=prompt,
                text=self._said.pages[str(day)],
                replaces=None,
            )
        for day, lesson in demo_words.LESSONS:
            yield LessonRead(**self._stamp(self.at(day, 13)), lesson=lesson)
        for week, low, worry, satisfaction in demo_words.REVIEWS:
            yield Reviewed(
                **self._stamp(self.at(7 * week, 19)),
                week=week,
                note=self._said.reviews.get(str(week), ""),
                low=low,
                worry=worry,
                satisfaction=satisfaction,
            )
        for nth, bond in enumerate(demo_words.BONDS):
            name, began, ended, with_whom, ending, habits = bond
            yield BondLaid(
                **self._stamp(self.at(14, 19, nth)),
                name=name,
                began=began,
                ended=ended,
                with_whom=with_whom,
                ending=ending,
                habits=habits,
                note=self._said.bonds[nth],
                replaces=None,
            )
        belief, speaks_for, speaks_against, wording = self._said.script
        yield ScriptWritten(
            **self._stamp(self.at(37, 20, 50)),
            belief=belief,
            speaks_for=speaks_for,
            speaks_against=speaks_against,
            wording=wording,
            step="",
            replaces=None,
        )


def _learned(said: Words, happened: Done) -> Mapping[str, Sequence[str]]:
    return said.came if happened == "yes" else said.learned
