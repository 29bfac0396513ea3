"""Set a reminder, and stop it: what is written, and what a calendar may fetch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from django.db import transaction

from nearer.accounts.requests import PersonRequest, stamp
from nearer.entries import ReminderSet
from nearer.readings.reminding import reminder_of
from nearer.review import feeds
from nearer.review.calendars import Reminder, calendar
from nearer.review.voice import say


@dataclass(frozen=True)
class Wanted:
    """What the person chose; without words of their own, the neutral name is shown."""

    words: str
    time: time
    days: tuple[int, ...]


def current(request: PersonRequest) -> ReminderSet | None:
    """Return the reminder that holds, if its calendar is still there."""
    found = reminder_of(request.diary.entries())
    if found and feeds.is_of(request.person.pk, secret=found.feed):
        return found
    return None


def keep(request: PersonRequest, wanted: Wanted, *, request_key: str) -> None:
    """Keep a reminder; its address stays what it was, or is made."""
    now = current(request)
    key = request.diary.key_for("calendar")
    secret = now.feed if now else feeds.new_secret(key, request_key)
    shown = Reminder(
        wanted.words or say("review.reminder.default"), wanted.time, wanted.days
    )
    raw = calendar(shown, ident=feeds.ident(secret), now=request.now)
    with transaction.atomic():
        feeds.put(raw, secret=secret, person_id=request.person.pk)
    entry = ReminderSet(
        **stamp(request),
        words=wanted.words,
        time=f"{wanted.time:%H:%M}",
        days=wanted.days,
        feed=secret,
    )
    request.diary.append(entry, request_key=request_key)


def stop(request: PersonRequest, *, request_key: str | None = None) -> None:
    """Stop reminding: the address leads nowhere from now on."""
    feeds.drop(request.person.pk)
    if reminder_of(request.diary.entries()) is not None:
        entry = ReminderSet(**stamp(request), words="", time="", days=(), feed="")
        request.diary.append(entry, request_key=request_key)
