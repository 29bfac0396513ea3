"""What may be offered to a person, read from their safety space.

The one place outside the help section that looks into it. A feature asks `of` (or lets
`guard` refuse) before it shows, suggests or stores; it learns what is on and off,
never why.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Protocol

from nearer.content.safety import safety
from nearer.core.safety import Rules, Switch, Switches
from nearer.entries import AnyEntry, SwitchesSet

ASK_AGAIN_DAYS = 14


class Space(Protocol):
    """A list of entries that can be opened."""

    def entries(self) -> tuple[AnyEntry, ...]:
        """Return the entries, the oldest first."""


class HasSafety(Protocol):
    """A diary: all that is used of it here is its safety space."""

    @property
    def safety(self) -> Space:
        """Return the safety space."""


class NotOfferedError(Exception):
    """Something is off for this person; the message does not say why."""


def of(diary: HasSafety, *, today: date) -> Switches:
    """Return what may be offered to the person whose diary this is."""
    return read(diary.safety.entries(), today=today)


def guard(diary: HasSafety, *needed: Switch, today: date) -> None:
    """Raise `NotOfferedError` unless everything needed may be offered."""
    found = of(diary, today=today)
    if not all(found.allows(switch) for switch in needed):
        raise NotOfferedError("This is off for now.")


def read(
    safety_entries: Iterable[AnyEntry], *, today: date, rules: Rules | None = None
) -> Switches:
    """Return the switches that hold today.

    Parameters
    ----------
    safety_entries : iterable of AnyEntry
        The safety space, the oldest entry first. Kinds other than `SwitchesSet` change
        nothing here, `Withdrawn` included: protection is not taken back by a slip.
    today : date
        The person's day; some switches stay off for days after they were put off.
    rules : Rules, optional
        Default: the shipped rules.

    Returns
    -------
    Switches
        The last finished check, everything that a later unfinished one put off, and
        what an earlier one put off until the passphrase brought it back (but for what
        two people share: each of its pages asks for the passphrase itself). Before the
        first finished one, two people's features are off. `show` is empty: what was
        shown at the time is not kept.
    """
    rules = rules or safety().rules
    off = rules.needs_check
    completed = False
    stays: frozenset[Switch] = frozenset()
    put_off: dict[Switch, date] = {}
    for entry in safety_entries:
        if not isinstance(entry, SwitchesSet):
            continue
        found = _off(entry.switches)
        completed = entry.completed
        off = found if completed else off | found | rules.needs_check
        own = found - rules.needs_check
        stays = own if completed and entry.lifts else stays | own
        for switch in found & rules.hold_days.keys():
            put_off[switch] = max(entry.day, put_off.get(switch, entry.day))
    held = {
        switch
        for switch, day in put_off.items()
        if today < day + timedelta(days=rules.hold_days[switch])
    }
    return Switches(off=off | stays | held, show=(), completed=completed)


def was_asked(diary: HasSafety) -> bool:
    """Return whether the person has come to the questions at all."""
    return any(isinstance(entry, SwitchesSet) for entry in diary.safety.entries())


def is_due(diary: HasSafety, *, today: date) -> bool:
    """Return whether the questions should be offered: never finished, or long ago."""
    finished = [
        entry.day
        for entry in diary.safety.entries()
        if isinstance(entry, SwitchesSet) and entry.completed
    ]
    return not finished or today - finished[-1] >= timedelta(days=ASK_AGAIN_DAYS)


def finished_since(diary: HasSafety, then: datetime) -> bool:
    """Return whether the questions were answered to the end after that instant."""
    return any(
        isinstance(entry, SwitchesSet) and entry.completed and entry.at > then
        for entry in diary.safety.entries()
    )


def closed_since(diary: HasSafety, switch: Switch, then: datetime) -> bool:
    """Return whether a switch was put off after an instant: by an answer or overnight.

    Questions that are answered to the end on one day, and put nothing off, close
    nothing: they are asked every two weeks.
    """
    waits = safety().rules.needs_check
    since: date | None = None
    for entry in diary.safety.entries():
        if not isinstance(entry, SwitchesSet) or entry.at < then:
            continue
        off = _off(entry.switches)
        if switch in off and (entry.completed or off - waits):
            return True
        if since is not None and entry.day > since:
            return True
        since = (since or entry.day) if switch in off else None
    return False


def written(found: Switches) -> tuple[str, ...]:
    """Return the switches as an entry keeps them.

    Every switch is named, on or off, in a fixed order, so that the size of what is
    stored is the same whatever the answers were.
    """
    return tuple(f"{'-' if s in found.off else '+'}{s}" for s in sorted(Switch))


def _off(names: tuple[str, ...]) -> frozenset[Switch]:
    known = {f"-{switch}": switch for switch in Switch}
    return frozenset(known[name] for name in names if name in known)


__all__ = [
    "HasSafety",
    "NotOfferedError",
    "Switch",
    "Switches",
    "closed_since",
    "finished_since",
    "guard",
    "is_due",
    "of",
    "read",
    "was_asked",
    "written",
]
