"""Begin a sitting, keep an answer, end a sitting: what is written, and only once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from uuid import UUID

from nearer.accounts.requests import WebRequest, stamp
from nearer.assess.rooms import Room
from nearer.content import Instrument
from nearer.entries import (
    Answered,
    AnyEntry,
    Preferred,
    SittingClosed,
    SittingOpened,
)
from nearer.readings.asking import asking
from nearer.readings.sitting import Reason, Sitting, latest, sittings, to_resume

SEED_BITS = 63
PUT_OFF = "put off "


@dataclass(frozen=True)
class Reply:
    """What was answered, to which item of which sitting; None: skipped."""

    sitting: Sitting
    instrument: Instrument
    item: str
    option: int | None


class NoSuchSittingError(Exception):
    """The form belongs to a sitting that is not in this room."""


def current(request: WebRequest, room: Room, instrument: Instrument) -> Sitting | None:
    """Return the sitting to go on with, or the one that was ended last."""
    found = _bound(room, instrument)
    going = to_resume(found, instrument=instrument.id, today=request.day)
    ended = latest([s for s in found if s.closed], instrument=instrument.id)
    return going or ended


def is_waiting(request: WebRequest, room: Room, instrument: Instrument) -> bool:
    """Return whether a sitting was begun and may still be gone on with."""
    found = _bound(room, instrument)
    return bool(to_resume(found, instrument=instrument.id, today=request.day))


def find(room: Room, instrument: Instrument, sitting_id: UUID) -> Sitting:
    """Return the sitting that a form belongs to."""
    for sitting in _bound(room, instrument):
        if sitting.id == sitting_id and sitting.instrument == instrument.id:
            return sitting
    raise NoSuchSittingError


def begin(
    request: WebRequest, room: Room, instrument: Instrument, *, request_key: str
) -> None:
    """Begin a sitting, unless one is waiting to be gone on with."""
    if is_waiting(request, room, instrument):
        return
    opened = SittingOpened(
        **stamp(request),
        instrument=instrument.id,
        form=instrument.binding,
        seed=secrets.randbits(SEED_BITS),
    )
    room.write(opened, request_key=request_key)


def keep_answer(
    request: WebRequest, room: Room, reply: Reply, *, request_key: str
) -> None:
    """Keep one answer, or that it was skipped; end the sitting if it was the last.

    The same answer once more, from another tab or a second tap, writes nothing.
    """
    sitting, item, option = reply.sitting, reply.item, reply.option
    if item in sitting.answers and sitting.answers[item] == option:
        return
    entries: list[AnyEntry] = [
        Answered(**stamp(request), sitting=sitting.id, item=item, value=option)
    ]
    after = replace(sitting, answers={**sitting.answers, item: option})
    reason = asking(instrument=reply.instrument, sitting=after).reason
    if reason and not sitting.closed:
        entries.append(_closing(request, sitting, reason))
    room.write(*entries, request_key=request_key)


def end(request: WebRequest, room: Room, sitting: Sitting, *, request_key: str) -> None:
    """End a sitting because the person said so; what was answered stays."""
    if not sitting.closed:
        room.write(_closing(request, sitting, "stopped"), request_key=request_key)


def put_off(
    request: WebRequest, room: Room, sitting: Sitting, *, request_key: str
) -> None:
    """Do not bring these questions up again today."""
    setting = f"{PUT_OFF}{sitting.instrument}"
    entry = Preferred(**stamp(request), setting=setting, value=str(request.day))
    room.write(entry, request_key=request_key)


def is_put_off(request: WebRequest, room: Room, instrument: str) -> bool:
    """Return whether these questions are not to be brought up today."""
    wanted = (f"{PUT_OFF}{instrument}", str(request.day))
    return any(
        isinstance(entry, Preferred) and (entry.setting, entry.value) == wanted
        for entry in room.entries()
    )


def was_ended(room: Room, instrument: str) -> bool:
    """Return whether these questions were answered to the end, or stopped for good."""
    return any(
        s.closed and s.instrument == instrument for s in sittings(room.entries())
    )


def _closing(request: WebRequest, sitting: Sitting, reason: Reason) -> SittingClosed:
    return SittingClosed(**stamp(request), sitting=sitting.id, reason=reason)


def _bound(room: Room, instrument: Instrument) -> tuple[Sitting, ...]:
    """Return the sittings with this form and item order, and no other."""
    return tuple(s for s in sittings(room.entries()) if s.form == instrument.binding)
