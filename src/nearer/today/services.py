"""What is written about a day and a step; the same tap twice writes once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from nearer.accounts.requests import PersonRequest, stamp
from nearer.content.steps import Step
from nearer.entries import (
    AnyEntry,
    CheckedIn,
    Consented,
    ProgrammeBegan,
    ProgrammePaused,
    ProgrammeResumed,
    SituationSet,
    StepEnded,
    StepPlanned,
    StepSetAside,
    Withdrawn,
)
from nearer.readings.programme import Plan, Programme, of
from nearer.today.here import Here

CONSENT = "ten weeks"
CONSENT_VERSION = 1
_OF_AN_END = ("done", "discomfort", "happened", "learned", "response", "drifted")


@dataclass(frozen=True)
class Before:
    """What a person says before a step."""

    chosen: Any
    feared: str = ""
    p_feared: int | None = None
    expected: int | None = None
    setting: str = ""


def begin(request: PersonRequest, said: Mapping[str, Any], *, key: str) -> None:
    """Begin the ten weeks, with whom, and on which ladder."""
    entries: list[AnyEntry] = [
        Consented(**stamp(request), to=CONSENT, version=CONSENT_VERSION),
        ProgrammeBegan(**stamp(request), value=said["value"], aim=said["aim"]),
        _situation(request, said),
    ]
    request.diary.append(*entries, request_key=key)


def change_situation(
    request: PersonRequest, said: Mapping[str, Any], *, key: str
) -> None:
    request.diary.append(_situation(request, said), request_key=key)


def check_in(
    request: PersonRequest,
    about: date,
    values: Mapping[str, int],
    *,
    asked: tuple[str, ...],
    key: str,
) -> None:
    """Keep a few taps about a day; nothing where nothing was tapped."""
    if values:
        entry = CheckedIn(
            **stamp(request), about=about, values=dict(values), asked=asked
        )
        request.diary.append(entry, request_key=key)


def take_on(here: Here, step: Step, before: Before, *, title: str, key: str) -> UUID:
    """Take a step on for today; return the plan's id.

    One step a day: where another one was taken on meanwhile, that one stays.
    """
    programme, request = here.programme, here.request
    held = programme.open or next(iter(programme.taken_on(request.day)), None)
    if held is not None:
        return held.id
    entry = StepPlanned(
        **stamp(request),
        step=step.id,
        title=title,
        domain=step.domain.name.lower(),
        level=step.level,
        difficulty=step.difficulty,
        chosen=before.chosen,
        feared=before.feared,
        p_feared=before.p_feared,
        expected=before.expected,
        setting=before.setting,
    )
    request.diary.append(entry, request_key=key)
    # Read anew: where the same tap came twice, the first one stands.
    now = of(request.diary.entries(), request.day)
    return now.open.id if now and now.open else entry.id


def end(
    request: PersonRequest, plan: Plan, said: Mapping[str, Any], *, key: str
) -> None:
    """Keep what became of a step; the same once more writes nothing."""
    entry = StepEnded(
        **stamp(request),
        planned=plan.id,
        **{name: said[name] for name in _OF_AN_END},
    )
    if plan.ended and _same(plan.ended, entry):
        return
    request.diary.append(entry, request_key=key)


def take_back(request: PersonRequest, entry: UUID, *, key: str) -> None:
    """Take something back; what was before it stands again."""
    request.diary.append(Withdrawn(**stamp(request), entry=entry), request_key=key)


def set_aside(here: Here, step: str, *, key: str) -> None:
    """Not today; once a day is enough."""
    if here.programme.set_aside is None:
        entry = StepSetAside(**stamp(here.request), step=step)
        here.request.diary.append(entry, request_key=key)


def pause(request: PersonRequest, programme: Programme, *, key: str) -> None:
    if not programme.paused:
        request.diary.append(ProgrammePaused(**stamp(request)), request_key=key)


def resume(request: PersonRequest, programme: Programme, *, key: str) -> None:
    if programme.paused:
        request.diary.append(ProgrammeResumed(**stamp(request)), request_key=key)


def _situation(request: PersonRequest, said: Mapping[str, Any]) -> SituationSet:
    company = said["company"]
    near = company in {"partner", "far"}
    return SituationSet(
        **stamp(request),
        company="partner" if near else company,
        far=company == "far",
        touch=bool(said["touch"]) and near,
        track=said["track"] or None,
        conditions=tuple(said["conditions"]),
    )


def _same(one: StepEnded, other: StepEnded) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in _OF_AN_END)
