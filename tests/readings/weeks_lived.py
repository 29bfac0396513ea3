"""Weeks lived by made-up people, for the readings that look back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from nearer.core.pacing import Domain, nominal_difficulty
from nearer.entries import (
    AnyEntry,
    CheckedIn,
    MomentBegan,
    ProgrammeBegan,
    ProgrammePaused,
    ProgrammeResumed,
    Returned,
    ReturnPromised,
    Reviewed,
    SituationSet,
    StepEnded,
    StepPlanned,
)
from nearer.entries.programme import Done
from tests.readings.pen import FIRST_DAY, Pen, Stamp


@dataclass
class Life(Pen):
    """A diary in the making, by days of the ten weeks."""

    def begins(self) -> Life:
        self.entries.append(ProgrammeBegan(**self.stamp(), value="", aim="to stay"))
        return self

    def on(self, day: int) -> Life:
        """Be on a day, counted from the first."""
        self.day = FIRST_DAY + timedelta(days=day)
        return self

    def practises(self, *, touch: bool = False) -> Life:
        self.entries.append(
            SituationSet(
                **self.stamp(),
                company="partner",
                far=False,
                touch=touch,
                track=None,
                conditions=(),
            )
        )
        return self

    def notes(self, **values: int) -> Life:
        entry = CheckedIn(
            **self.stamp(), about=self.day, values=values, asked=tuple(values)
        )
        self.entries.append(entry)
        return self

    def steps(
        self,
        domain: Domain = Domain.EMOTIONAL,
        *,
        level: int = 1,
        step: str = "e1a",
        title: str = "",
        p_feared: int | None = 60,
        expected: int | None = 5,
        discomfort: int | None = 3,
        happened: Done | None = "no",
        done: Done = "yes",
    ) -> UUID:
        planned = StepPlanned(
            **self.stamp(),
            step=step,
            title=title,
            domain=domain.name.lower(),
            level=level,
            difficulty=nominal_difficulty(level),
            chosen="offered",
            feared="they laugh",
            p_feared=p_feared,
            expected=expected,
            setting="",
        )
        self.entries.append(planned)
        self.entries.append(
            StepEnded(
                **self.stamp(),
                planned=planned.id,
                done=done,
                discomfort=discomfort,
                happened=happened,
                learned="",
                response="good",
            )
        )
        return planned.id

    def plans(self) -> UUID:
        planned = StepPlanned(
            **self.stamp(),
            step="e1a",
            domain="emotional",
            level=1,
            difficulty=-2.0,
            chosen="offered",
            feared="",
            p_feared=None,
            expected=None,
            setting="",
        )
        self.entries.append(planned)
        return planned.id

    def steps_away(self, *, back_after: int | None) -> UUID:
        """Leave with a promise of 20 minutes; come back after so many, or not."""
        began = MomentBegan(**self.stamp(), urge="pull-away", path="space", strength=7)
        self.entries.append(began)
        stamp = self.stamp()
        until = stamp["at"] + timedelta(minutes=20)
        self.entries.append(
            ReturnPromised(
                **stamp, moment=began.id, minutes=20, message="", until=until
            )
        )
        if back_after is not None:
            later: Stamp = {
                **self.stamp(),
                "at": stamp["at"] + timedelta(minutes=back_after),
            }
            self.entries.append(Returned(**later, moment=began.id))
        return began.id

    def reviews(
        self,
        week: int,
        *,
        low: int | None = None,
        worry: int | None = None,
        satisfaction: int | None = None,
        note: str = "",
    ) -> UUID:
        entry = Reviewed(
            **self.stamp(),
            week=week,
            note=note,
            low=low,
            worry=worry,
            satisfaction=satisfaction,
        )
        self.entries.append(entry)
        return entry.id

    def pauses(self) -> Life:
        self.entries.append(ProgrammePaused(**self.stamp()))
        return self

    def resumes(self) -> Life:
        self.entries.append(ProgrammeResumed(**self.stamp()))
        return self

    @property
    def written(self) -> tuple[AnyEntry, ...]:
        return tuple(self.entries)
