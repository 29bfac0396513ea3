"""The way through the weeks: what lies behind, what is now, what is ahead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from nearer.accounts.doors import PersonRequest
from nearer.core.pacing import Domain, Phase, Track, phase_of
from nearer.core.pacing.choice import SOLO_WHEN_UNSAFE
from nearer.core.pacing.phases import BOOSTER_WEEKS
from nearer.readings import review
from nearer.readings.review import LAST_WEEK
from nearer.readings.switches import Switch
from nearer.review.figures import ladder_figure
from nearer.review.here import Here, name_of_week, on_the_way, when
from nearer.review.voice import say, words
from nearer.web.context import exists


@dataclass(frozen=True)
class Place:
    """One week on the way."""

    name: str
    when: str
    url: str
    """Where it can be looked back on; empty while it is ahead."""
    is_now: bool = False


@dataclass(frozen=True)
class Part:
    """Some weeks under one name."""

    name: str
    about: str
    is_now: bool
    places: tuple[Place, ...]


@require_safe
@on_the_way
def show(request: PersonRequest, here: Here) -> HttpResponseBase:
    """Show the way, and where one stands on each ladder."""
    programme = here.programme
    noted = review.days_with_an_entry(here.entries, today=request.day)
    context = {
        "said": words("review.weeks"),
        "pause": words("review.pause"),
        "where": name_of_week(programme.week),
        "phase": say(f"pacing.phase.{programme.phase}.name"),
        "about": say(f"pacing.phase.{programme.phase}.about"),
        "aim": programme.aim,
        "value": programme.value,
        "since": _resting_since(here),
        "noted": _noted(noted),
        "parts": tuple(_parts(here)),
        "before": tuple(_before(here)),
        "ladders": tuple(_ladders(here)),
        "has_steps": bool(programme.attempts),
        "may_practise": here.allowed.allows(Switch.PRACTICE),
        "has_today": exists("/today"),
    }
    return render(request, "review/weeks.html", context)


def _resting_since(here: Here) -> str:
    if not here.programme.paused:
        return ""
    since = date_format(here.programme.pauses[-1][0])
    return say("review.pause.since", date=since)


def _noted(days: int) -> str:
    if days == 1:
        return say("review.days-one")
    return say("review.days", days=days) if days else ""


def _parts(here: Here) -> Iterator[Part]:
    """Yield the phases with their weeks; beyond the tenth, what was and what comes."""
    past = {week.number: week for week in review.weeks(here.programme)}
    numbers = sorted({*range(LAST_WEEK + 1), *BOOSTER_WEEKS, *past})
    phases: dict[Phase, list[Place]] = {}
    for number in numbers:
        week = past.get(number)
        place = Place(
            name=_short(number),
            when=when(week.first, week.last) if week else "",
            url=here.url(number) if week else "",
            is_now=number == here.programme.week,
        )
        phases.setdefault(phase_of(number), []).append(place)
    for phase, places in phases.items():
        yield Part(
            name=say(f"pacing.phase.{phase}.name"),
            about=say(f"pacing.phase.{phase}.about"),
            is_now=any(place.is_now for place in places),
            places=tuple(places),
        )


def _before(here: Here) -> Iterator[tuple[str, tuple[Place, ...]]]:
    """Yield the times before this one, the latest first: span, and weeks."""
    for time in range(here.programme.times - 1, 0, -1):
        then = here.earlier(time)
        lived = review.weeks(then.programme) if then else ()
        if then and lived:
            first, last = date_format(lived[0].first), date_format(lived[-1].last)
            yield (
                f"{first} – {last}",
                tuple(
                    Place(_short(w.number), when(w.first, w.last), then.url(w.number))
                    for w in lived
                ),
            )


def _short(number: int) -> str:
    if number == 0:
        return name_of_week(0)
    return gettext("Week %(week)s") % {"week": number}


def _ladders(here: Here) -> Iterator[object]:
    """Yield a figure for each ladder, with what may be offered to this person."""
    if not here.allowed.allows(Switch.PRACTICE):
        return
    for track in Track:
        domains = [d for d in Domain if d.track is track and _is_open(here, d)]
        if domains:
            yield ladder_figure(here.programme, track, domains)


def _is_open(here: Here, domain: Domain) -> bool:
    if not here.allowed.allows(Switch.TOWARD) and domain not in SOLO_WHEN_UNSAFE:
        return False
    return domain is not Domain.TOUCH or here.programme.touch_agreed
