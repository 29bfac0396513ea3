"""What every page of this section begins with: the weeks, and what may be offered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from nearer.accounts.doors import PersonRequest, unlocked
from nearer.entries import AnyEntry
from nearer.readings import programme as programmes
from nearer.readings import switches
from nearer.readings.present import present
from nearer.readings.programme import Programme
from nearer.readings.review import LAST_WEEK
from nearer.readings.switches import Switch, Switches
from nearer.review import reminders
from nearer.review.voice import words

P = ParamSpec("P")


@dataclass(frozen=True)
class Here:
    """Who looks back, over which weeks."""

    request: PersonRequest
    programme: Programme
    entries: tuple[AnyEntry, ...]
    """What stands: nothing that was taken back."""
    allowed: Switches

    is_over: bool = False
    """It is looked back on only: another one was begun since."""

    def earlier(self, time: int) -> Here | None:
        """Return one of the times before this one, as it was on its last day."""
        found = programmes.earlier(self.entries, time)
        if found is None:
            return None
        entries, programme = found
        return Here(self.request, programme, entries, self.allowed, is_over=True)

    def url(self, number: int) -> str:
        """Return where a week can be looked back on."""
        if self.is_over:
            return reverse("review:earlier", args=[self.programme.times, number])
        return reverse("review:week", args=[number])

    @property
    def company(self) -> str:
        """With whom the person practises; alone unless they said otherwise."""
        situation = self.programme.situation
        return situation.company if situation else "alone"


def on_the_way(
    view: Callable[Concatenate[PersonRequest, Here, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let in whoever has begun the ten weeks; say what is here to everyone else."""

    @unlocked
    @wraps(view)
    def door(
        request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        standing = present(request.diary.entries())
        found = programmes.of(standing, request.day)
        if found is None:
            context = {"said": words("review.weeks")}
            return render(request, "review/not_yet.html", context)
        allowed = switches.of(request.diary, today=request.day)
        if not allowed.allows(Switch.NOTES):
            # Nothing may be seen outside the program: no calendar fetches any more.
            reminders.stop(request)
        return view(request, Here(request, found, standing, allowed), *args, **kwargs)

    return door


def name_of_week(number: int) -> str:
    """Return a week's name."""
    if number == 0:
        return gettext("The first day")
    if number > LAST_WEEK:
        return gettext("Week %(week)s") % {"week": number}
    return gettext("Week %(week)s of ten") % {"week": number}


def when(first: date, last: date) -> str:
    """Return the days of a week as a person writes them."""
    return " – ".join(map(short_day, (first, last) if first < last else (first,)))


def short_day(day: date) -> str:
    """Return a day in little room: 1 Oct, or 1 oct where months have no capital."""
    return date_format(day, pgettext("a short day, in Django's letters", "j M"))
