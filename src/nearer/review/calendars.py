"""A reminder as a calendar that every calendar program reads (RFC 5545)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LASTS = timedelta(minutes=5)
FETCH_AGAIN = timedelta(hours=6)


@dataclass(frozen=True)
class Reminder:
    """What the calendar shows, when, and on which days of the week; 0 is Monday."""

    words: str
    time: time
    days: Collection[int]


def calendar(of: Reminder, *, ident: str, now: datetime) -> bytes:
    """Return the calendar; its times are the device's own, wherever that is.

    Raises
    ------
    ValueError
        If there is no day of the week.
    """
    # A tenth of a second that only this needs.
    from icalendar import Alarm, Calendar, Event  # noqa: PLC0415

    if not of.days:
        raise ValueError("a reminder needs a day of the week")
    first = now.date()
    while first.weekday() not in of.days:
        first += timedelta(days=1)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(0))
    alarm.add("description", of.words)
    event = Event()
    event.add("uid", ident)
    event.add("dtstamp", datetime.combine(now.date(), time(0), tzinfo=UTC))
    event.add("dtstart", datetime.combine(first, of.time))
    event.add("duration", LASTS)
    event.add("summary", of.words)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    days = [WEEKDAYS[day] for day in sorted(of.days)]
    event.add("rrule", {"freq": "weekly", "byday": days})
    event.add_component(alarm)
    whole = Calendar()
    whole.add("version", "2.0")
    whole.add("prodid", "-//Notes//EN")
    whole.add("refresh-interval", FETCH_AGAIN, parameters={"value": "DURATION"})
    whole.add_component(event)
    return bytes(whole.to_ical())
