"""What a moment writes: once for each tap, and nothing that safety forbids."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from nearer.accounts.requests import PersonRequest, stamp
from nearer.entries import (
    AnyEntry,
    MomentBegan,
    MomentEnded,
    Returned,
    ReturnPromised,
    WaitBegan,
    WaveNoted,
    Withdrawn,
    Wrote,
)
from nearer.pause import words
from nearer.pause.forms import EndForm, PromiseForm, WaitForm
from nearer.readings import moments, switches
from nearer.readings.moments import Moment
from nearer.readings.present import present
from nearer.readings.switches import Switch

PARKED = "moment.park"
"""The prompt of a message that was written down and not sent."""
MORNING = time(8)
_SPANS = {
    "ten": timedelta(minutes=10),
    "thirty": timedelta(minutes=30),
    "two-hours": timedelta(hours=2),
}


@dataclass(frozen=True)
class Offered:
    """What may be offered in a moment to this person, today."""

    practice: bool
    """Exercises at all; without it, only where to turn."""
    toward: bool
    """Words to the other person, other meanings, a promise to go back."""


def offered(request: PersonRequest) -> Offered:
    found = switches.of(request.diary, today=request.day)
    return Offered(
        practice=found.allows(Switch.PRACTICE), toward=found.allows(Switch.TOWARD)
    )


def begin(request: PersonRequest, urge: str, *, key: str) -> Moment:
    """Begin a moment; a second tap finds the one that the first began."""
    entry = MomentBegan(
        **stamp(request), urge=urge, path=words.path_of(urge) or "space", strength=None
    )
    request.diary.append(entry, request_key=key)
    return moments.moments(request.diary.entries())[-1]


def feel(request: PersonRequest, moment: Moment, strength: int, *, key: str) -> None:
    entry = WaveNoted(**stamp(request), moment=moment.id, strength=strength)
    request.diary.append(entry, request_key=key)


def promise(request: PersonRequest, moment: Moment, form: PromiseForm) -> None:
    """Begin the time alone, with or without a word to someone."""
    minutes = form.cleaned_data["minutes"]
    entry = ReturnPromised(
        **stamp(request),
        moment=moment.id,
        minutes=minutes,
        message=form.cleaned_data["message"].strip(),
        until=request.now + timedelta(minutes=minutes),
    )
    request.diary.append(entry, request_key=form.cleaned_data["key"])


def wait(request: PersonRequest, moment: Moment, form: WaitForm) -> None:
    """Begin to wait; what was parked is kept among the person's own pages."""
    until = _until(request.now, form.cleaned_data["span"])
    entries: list[AnyEntry] = [
        WaitBegan(**stamp(request), moment=moment.id, until=until)
    ]
    parked = form.cleaned_data["park"].strip()
    if parked:
        entries.append(
            Wrote(**stamp(request), prompt=PARKED, text=parked, replaces=None)
        )
    request.diary.append(*entries, request_key=form.cleaned_data["key"])


def come_back(request: PersonRequest, moment: Moment, *, key: str) -> None:
    entry = Returned(**stamp(request), moment=moment.id)
    request.diary.append(entry, request_key=key)


def let_go(request: PersonRequest, moment: Moment, *, key: str) -> None:
    """Take an open promise back, so that it is not shown any more."""
    if moment.promise is not None and moment.is_away:
        entry = Withdrawn(**stamp(request), entry=moment.promise.id)
        request.diary.append(entry, request_key=key)


def take_up_again(request: PersonRequest, moment: Moment, *, key: str) -> None:
    """Undo the last letting go of a promise of this moment."""
    entries = request.diary.entries()
    own = {
        entry.id
        for entry in entries
        if isinstance(entry, ReturnPromised) and entry.moment == moment.id
    }
    taken = [
        entry
        for entry in present(entries)
        if isinstance(entry, Withdrawn) and entry.entry in own
    ]
    if taken:
        entry = Withdrawn(**stamp(request), entry=taken[-1].id)
        request.diary.append(entry, request_key=key)


def end(request: PersonRequest, moment: Moment, form: EndForm) -> None:
    """Keep how it went; said again, it takes the place of what was said before."""
    entry = MomentEnded(
        **stamp(request),
        moment=moment.id,
        outcome=form.cleaned_data["outcome"],
        helped=form.helped(),
        acted=form.acted(),
    )
    request.diary.append(entry, request_key=form.cleaned_data["key"])


def _until(now: datetime, span: str) -> datetime:
    if span in _SPANS:
        return now + _SPANS[span]
    here = timezone.localtime(now)
    morning = here.replace(hour=MORNING.hour, minute=0, second=0, microsecond=0)
    if here.time() >= MORNING:  # after midnight, the coming morning is today's
        morning += timedelta(days=1)
    return morning.astimezone(now.tzinfo)
