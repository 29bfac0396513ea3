"""After the ten weeks: choose a step oneself, of those done before and of others."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from nearer.accounts.doors import PersonRequest
from nearer.content.steps import Step, steps
from nearer.core.pacing import Phase
from nearer.readings import coming_back
from nearer.readings.choosing import why_nothing
from nearer.today.cards import time_of
from nearer.today.here import Here, on_the_way
from nearer.web.voice import spoken

OVER = frozenset({Phase.AFTER, Phase.BOOSTER})
"""Phases in which one may choose oneself."""


@dataclass(frozen=True)
class Row:
    """One step in the list."""

    url: str
    title: str
    time: str
    learned: str = ""
    """What the person noted the last time; their own words."""
    fits: bool = True
    """It is no harder than what fits today."""


def is_on(here: Here) -> bool:
    """Return whether a step may be chosen today."""
    return here.programme.phase in OVER and why_nothing(here.view) is None


@require_safe
@on_the_way
def show(request: PersonRequest, here: Here) -> HttpResponseBase:
    """Show what was done before with what it taught, and others to come back to."""
    if not is_on(here):
        return HttpResponseRedirect(reverse("today:home"))
    found = coming_back.read(here.view, steps())
    context = {
        "known": [
            _row(
                one.step,
                one.last.ended.learned if one.last.ended else "",
                fits=one.fits,
            )
            for one in found.known
        ],
        "others": [_row(step) for step in found.others],
        "is_booster": here.programme.phase is Phase.BOOSTER,
    }
    return render(request, "today/again.html", context)


def _row(step: Step, learned: str = "", *, fits: bool = True) -> Row:
    return Row(
        url=reverse("today:step", args=[step.id]),
        title=step.words(spoken()).title,
        time=time_of(step.minutes),
        learned=learned,
        fits=fits,
    )
