"""Writes diaries of the ten weeks for tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from nearer.entries import (
    CheckedIn,
    ProgrammeBegan,
    ProgrammePaused,
    ProgrammeResumed,
    Reviewed,
    SituationSet,
    StepEnded,
    StepPlanned,
    StepSetAside,
)
from nearer.entries.programme import Done
from tests.readings.pen import Pen

Company = Literal["partner", "friend", "alone"]
Track = Literal["closeness", "distance", "both"]
Response = Literal["good", "neutral", "hurtful", "none"]


@dataclass
class WeeksPen(Pen):
    """A diary of the ten weeks in the making."""

    def begins(self, *, value: str = "", aim: str = "") -> UUID:
        entry = ProgrammeBegan(**self.stamp(), value=value, aim=aim)
        self.entries.append(entry)
        return entry.id

    def practises(
        self,
        company: Company = "partner",
        *,
        far: bool = False,
        touch: bool = False,
        track: Track | None = None,
        conditions: tuple[str, ...] = (),
    ) -> None:
        self.entries.append(
            SituationSet(
                **self.stamp(),
                company=company,
                far=far,
                touch=touch,
                track=track,
                conditions=conditions,
            )
        )

    def pauses(self) -> None:
        self.entries.append(ProgrammePaused(**self.stamp()))

    def resumes(self) -> None:
        self.entries.append(ProgrammeResumed(**self.stamp()))

    def checks_in(self, about: date | None = None, **values: int) -> UUID:
        entry = CheckedIn(
            **self.stamp(), about=about or self.day, values=values, asked=tuple(values)
        )
        self.entries.append(entry)
        return entry.id

    def takes_on(
        self,
        step: str = "e1a",
        *,
        domain: str = "emotional",
        level: int = 1,
        difficulty: float = -2.0,
        p_feared: int | None = None,
        setting: str = "",
    ) -> UUID:
        entry = StepPlanned(
            **self.stamp(),
            step=step,
            domain=domain,
            level=level,
            difficulty=difficulty,
            chosen="offered",
            feared="",
            p_feared=p_feared,
            expected=None,
            setting=setting,
        )
        self.entries.append(entry)
        return entry.id

    def ends(
        self,
        plan: UUID,
        done: Done = "yes",
        discomfort: int | None = 3,
        *,
        happened: Done | None = None,
        response: Response | None = None,
        drifted: bool = False,
    ) -> UUID:
        entry = StepEnded(
            **self.stamp(),
            planned=plan,
            done=done,
            discomfort=discomfort,
            happened=happened,
            learned="",
            response=response,
            drifted=drifted,
        )
        self.entries.append(entry)
        return entry.id

    def sets_aside(self, step: str = "e1a") -> UUID:
        entry = StepSetAside(**self.stamp(), step=step)
        self.entries.append(entry)
        return entry.id

    def looks_back(self, week: int, *, low: int | None, worry: int | None) -> None:
        self.entries.append(
            Reviewed(**self.stamp(), week=week, note="", low=low, worry=worry)
        )
