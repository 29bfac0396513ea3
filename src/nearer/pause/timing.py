"""A time to wait for, as a page shows it: by the clock where the person is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nearer.readings.moments import Timer

SOON = 3
"""Minutes before the end in which the page says that it is near."""
LATE = timedelta(minutes=10)
"""So long after the end the page says that late is fine, too."""
_ROUND = 100


@dataclass(frozen=True)
class Shown:
    """One time in words, and in numbers for the script that lets it tick."""

    at: str
    """When it ends, in words: 21:40, or: tomorrow, 8:00."""
    left: str
    left_ms: int
    whole_ms: int
    is_over: bool
    is_soon: bool
    is_late: bool

    @property
    def gone(self) -> int:
        """Return how much of a hundred has gone."""
        return _ROUND - self.left_ms * _ROUND // max(self.whole_ms, 1)


def shown(timer: Timer, *, now: datetime) -> Shown:
    """Return the time as it stands now."""
    minutes = timer.minutes_left(now)
    return Shown(
        at=_at(timer.until, now=now),
        left=_left(minutes),
        left_ms=timer.left(now) // timedelta(milliseconds=1),
        whole_ms=(timer.until - timer.began) // timedelta(milliseconds=1),
        is_over=timer.is_over(now),
        is_soon=0 < minutes <= SOON,
        is_late=now - timer.until >= LATE,
    )


def _at(until: datetime, *, now: datetime) -> str:
    end, here = timezone.localtime(until), timezone.localtime(now)
    clock = formats.time_format(end, "TIME_FORMAT")
    days = (end.date() - here.date()).days
    if days == 0:
        return clock
    if days == 1:
        return _("tomorrow, %(time)s") % {"time": clock}
    if days == -1:
        return _("yesterday, %(time)s") % {"time": clock}
    day = formats.date_format(end, "DATE_FORMAT")
    return _("%(day)s, %(time)s") % {"day": day, "time": clock}


def _left(minutes: int) -> str:
    if minutes >= 120:
        hours = round(minutes / 60)
        return ngettext("about %(n)d hour", "about %(n)d hours", hours) % {"n": hours}
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
