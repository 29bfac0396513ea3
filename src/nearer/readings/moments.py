"""Moments in the heat of it: where one stands, which promise is open, how waves went.

An instant is all that counts here; the clock may have been set back, and entries may
come in any order that a diary can hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from nearer.entries import (
    AnyEntry,
    MomentBegan,
    MomentEnded,
    Returned,
    ReturnPromised,
    WaitBegan,
    WaveNoted,
)
from nearer.readings.present import present

OPEN_FOR = timedelta(days=3)
"""After that, nobody is reminded of a promise any more."""
GOING_FOR = timedelta(hours=12)
"""After that, a moment that was not ended has passed by itself."""
FEWEST_MINUTES, MOST_MINUTES = 20, 60
HIGHEST = 10


@dataclass(frozen=True)
class Timer:
    """A time to wait for, as the server knows it."""

    began: datetime
    until: datetime

    def left(self, now: datetime) -> timedelta:
        """Return what is left, never more than the whole and never below nothing."""
        whole = max(self.until - self.began, timedelta())
        return min(max(self.until - now, timedelta()), whole)

    def minutes_left(self, now: datetime) -> int:
        """Return the whole minutes that are left, rounded up as a person would."""
        return -(-self.left(now) // timedelta(minutes=1))

    def is_over(self, now: datetime) -> bool:
        """Return whether the time has come."""
        return self.left(now) == timedelta()


@dataclass(frozen=True)
class Wave:
    """How strong it was, and when."""

    at: datetime
    strength: int


@dataclass(frozen=True)
class Moment:
    """One moment, as far as it has come."""

    began: MomentBegan
    last: datetime
    """When something was last written of it."""
    waves: tuple[Wave, ...] = ()
    promise: ReturnPromised | None = None
    """The last one; an earlier one was given anew by it."""
    wait: WaitBegan | None = None
    returned: Returned | None = None
    """The return from the last promise."""
    ended: MomentEnded | None = None

    @property
    def id(self) -> UUID:
        """Return the moment's own id."""
        return self.began.id

    @property
    def path(self) -> Literal["space", "reach"]:
        """Return whether it pulls away or toward."""
        return self.began.path

    @property
    def strength(self) -> int | None:
        """Return how strong it was at first, if it was said."""
        return self.waves[0].strength if self.waves else None

    @property
    def is_away(self) -> bool:
        """Return whether a promise was given from which nobody came back yet."""
        return self.promise is not None and self.returned is None

    @property
    def came_back_in_time(self) -> bool | None:
        """Return whether the return came as promised; None without one."""
        if self.promise is None or self.returned is None:
            return None
        return self.returned.at <= self.promise.until

    @property
    def timer(self) -> Timer | None:
        """Return the time of the open promise, else of waiting; None without one."""
        if self.promise is not None:
            promise = self.promise
            return None if self.returned else Timer(promise.at, promise.until)
        if self.wait is not None:
            return Timer(self.wait.at, self.wait.until)
        return None


def moments(entries: Iterable[AnyEntry]) -> tuple[Moment, ...]:
    """Return every moment that stands, in the order of their beginnings."""
    found: dict[UUID, Moment] = {}
    for entry in present(entries):
        if isinstance(entry, MomentBegan):
            found.setdefault(entry.id, _begun(entry))
        elif isinstance(
            entry, WaveNoted | ReturnPromised | WaitBegan | Returned | MomentEnded
        ):
            moment = found.get(entry.moment)
            if moment is not None:
                after = _after(moment, entry)
                found[entry.moment] = replace(after, last=max(after.last, entry.at))
    return tuple(found.values())


def find(entries: Iterable[AnyEntry], wanted: UUID) -> Moment | None:
    """Return one moment; None if there is none that stands."""
    return next((m for m in moments(entries) if m.id == wanted), None)


def going(found: Sequence[Moment], *, now: datetime) -> Moment | None:
    """Return the moment that one is in just now: the last one, if it is not ended."""
    if not found:
        return None
    last = found[-1]
    if last.ended is not None:
        return None
    until = max(last.last, last.timer.until if last.timer else last.last)
    return last if now - until < GOING_FOR else None


def away(found: Sequence[Moment], *, now: datetime) -> Moment | None:
    """Return the moment whose promise to return is open, the newest first.

    Show it only where the switch TOWARD is on: nobody has to go back to where they are
    not safe.
    """
    for moment in reversed(found):
        if moment.is_away and moment.promise is not None and moment.ended is None:
            return moment if now - moment.promise.until < OPEN_FOR else None
    return None


def own_message(entries: Iterable[AnyEntry], *, minutes: int) -> str:
    """Return the words the person used last, with the minutes of now; "" if none."""
    given = [
        entry
        for entry in present(entries)
        if isinstance(entry, ReturnPromised) and entry.message.strip()
    ]
    if not given:
        return ""
    words = given[-1].message.split(" ")
    was = str(given[-1].minutes)
    return " ".join(str(minutes) if word == was else word for word in words)


def _begun(entry: MomentBegan) -> Moment:
    felt = () if entry.strength is None else (_wave(entry.at, entry.strength),)
    return Moment(began=entry, waves=felt, last=entry.at)


def _wave(at: datetime, strength: int) -> Wave:
    return Wave(at, min(max(strength, 0), HIGHEST))


def _after(
    moment: Moment,
    entry: WaveNoted | ReturnPromised | WaitBegan | Returned | MomentEnded,
) -> Moment:
    match entry:
        case WaveNoted():
            return replace(
                moment, waves=(*moment.waves, _wave(entry.at, entry.strength))
            )
        case ReturnPromised():
            return replace(moment, promise=entry, returned=None, ended=None)
        case WaitBegan():
            return replace(moment, wait=entry, ended=None)
        case Returned():
            if moment.promise is None or moment.returned is not None:
                return moment
            return replace(moment, returned=entry)
        case MomentEnded():
            return replace(moment, ended=entry)


__all__ = [
    "FEWEST_MINUTES",
    "GOING_FOR",
    "HIGHEST",
    "MOST_MINUTES",
    "OPEN_FOR",
    "Moment",
    "Timer",
    "Wave",
    "away",
    "find",
    "going",
    "moments",
    "own_message",
]
