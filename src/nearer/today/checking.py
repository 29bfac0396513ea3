"""The day in a few taps: today's, and until noon yesterday's."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from nearer.accounts.doors import PersonRequest
from nearer.content import Text
from nearer.readings.days import CONNECTED, SCALES, asked_on, may_be_about, of_day
from nearer.today import services
from nearer.today.forms import TapsForm
from nearer.today.here import Here, on_the_way
from nearer.web.evidence import Claim, claim_of
from nearer.web.voice import content, say, spoken

REFUSED = 422
IN_WORDS = ("dis", "pur", "wdr", "ctc", "cfl")
"""Short scales with a word for every answer."""


@sensitive_post_parameters()
@require_POST
@on_the_way
def felt(request: PersonRequest, here: Here) -> HttpResponseBase:
    """Keep how connected the person feels: one tap."""
    form = TapsForm(request.POST, asked=(CONNECTED,))
    if form.is_valid() and _may_be(request, form.cleaned_data["about"]):
        about = form.cleaned_data["about"]
        values = _new(here, about, form.values())
        key = form.cleaned_data["key"]
        services.check_in(request, about, values, asked=(CONNECTED,), key=key)
    return HttpResponseRedirect(reverse("today:home"))


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@on_the_way
def day(request: PersonRequest, here: Here) -> HttpResponseBase:
    """Show the taps of a day, or keep them; what is left out stays out."""
    if request.method != "POST":
        return _page(request, here, _about(request))
    given = TapsForm(request.POST, asked=())
    about = given.cleaned_data["about"] if given.is_valid() else None
    if about is None:
        return _page(request, here, request.day, status=REFUSED)
    form = TapsForm(request.POST, asked=asked_on(about))
    if not _may_be(request, about):
        form.add_error(
            None, gettext("This day is closed by now. What was saved stays.")
        )
    if not form.is_valid():
        return _page(request, here, request.day, form, status=REFUSED)
    services.check_in(
        request,
        about,
        _new(here, about, form.values()),
        asked=form.asked,
        key=form.cleaned_data["key"],
    )
    return HttpResponseRedirect(reverse("today:home"))


def _page(
    request: PersonRequest,
    here: Here,
    about: date,
    form: TapsForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    known = of_day(here.days, about).values
    context = {
        "form": form,
        "about": about,
        "is_yesterday": about != request.day,
        "asked": [_question(here, name, known.get(name)) for name in asked_on(about)],
        "claims": _claims(about),
        "key": secrets.token_urlsafe(),
        "words": {
            name: say(f"days.{name}")
            for name in ("title", "lead", "yesterday", "private", "rotating")
        },
    }
    return render(request, "today/day.html", context, status=status)


def _question(here: Here, name: str, value: int | None) -> dict[str, Any]:
    """Return one question as `web/scale.html` or `web/rating.html` takes it."""
    least, most = SCALES[name]
    asked: dict[str, Any] = {
        "name": name,
        "legend": say(f"days.ask.{here.company}.{name}"),
        "note": _note(name),
        "chosen": value,
    }
    if name in IN_WORDS:
        labels = [(n, say(f"days.labels.{name}.{n}")) for n in range(least, most + 1)]
        return asked | {"options": labels}
    ends = (say(f"days.ends.{name}.low"), say(f"days.ends.{name}.high"))
    return asked | {"values": range(least, most + 1), "low": ends[0], "high": ends[1]}


def _note(name: str) -> str:
    found = _note_text(name)
    return str(found) if found else ""


def _note_text(name: str) -> Text | None:
    return content().spoken[spoken()].get(f"days.note.{name}")


def _claims(about: date) -> tuple[Claim, ...]:
    """Return what stands behind the hints that claim something."""
    notes = (_note_text(name) for name in asked_on(about))
    claims = (claim_of(note, content()) for note in notes if note)
    return tuple(claim for claim in claims if claim)


def _about(request: PersonRequest) -> date:
    wanted = request.GET.get("about") == "yesterday"
    yesterday = request.day - timedelta(days=1)
    return yesterday if wanted and _may_be(request, yesterday) else request.day


def _may_be(request: PersonRequest, about: date) -> bool:
    clock = timezone.localtime(request.now).time()
    return may_be_about(about, today=request.day, clock=clock)


def _new(here: Here, about: date, values: dict[str, int]) -> dict[str, int]:
    """Return what differs from what is known: the same tap again writes nothing."""
    known = of_day(here.days, about).values
    return {name: v for name, v in values.items() if known.get(name) != v}
