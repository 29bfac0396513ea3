"""Begin the ten weeks: with whom, on which ladder, and what one agrees to."""

from __future__ import annotations

import secrets

from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from nearer.accounts.doors import PersonRequest, unlocked
from nearer.readings import leaning, switches
from nearer.readings.switches import Switch
from nearer.today import services
from nearer.today.forms import BeginForm, SituationForm
from nearer.today.here import Here, here, on_the_way
from nearer.web.voice import content, say

REFUSED = 422
_CLEARLY = 0.15
"""How far from half and half the share must lie to be worth a word."""


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@unlocked
def begin(request: PersonRequest) -> HttpResponseBase:
    """Say what the ten weeks are, ask a few things, begin."""
    sent = request.method == "POST"
    found = here(request)
    unasked = _unasked(request, found)
    form = BeginForm(request.POST if sent else None, unasked=unasked)
    if sent and form.is_valid():
        said = form.cleaned_data
        services.begin(request, said, key=said["key"])
        return HttpResponseRedirect(reverse("today:home"))
    context = {
        "form": form,
        "key": secrets.token_urlsafe(),
        "as_asked": "" if unasked else _as_asked(request),
        "is_again": found is not None,
    }
    return render(request, "today/begin.html", context, status=REFUSED if sent else 200)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@on_the_way
def change(request: PersonRequest, here: Here) -> HttpResponseBase:
    """Change with whom, on which ladder, and what speaks against some steps."""
    sent = request.method == "POST"
    data, unasked = request.POST if sent else None, _unasked(request, here)
    form = SituationForm(data, initial=_now(here), unasked=unasked)
    if sent and form.is_valid():
        said = form.cleaned_data
        services.change_situation(request, said, key=said["key"])
        return HttpResponseRedirect(reverse("today:home"))
    context = {
        "form": form,
        "key": secrets.token_urlsafe(),
        "as_asked": "" if unasked else _as_asked(request),
    }
    return render(request, "today/with.html", context, status=REFUSED if sent else 200)


def _unasked(request: PersonRequest, here: Here | None) -> dict[str, object]:
    """Return what is not asked where nothing leads to anyone; what was said stays."""
    if switches.of(request.diary, today=request.day).allows(Switch.TOWARD):
        return {}
    now = _now(here) if here else {}
    return {
        "company": now.get("company", "alone"),
        "touch": now.get("touch", False),
        "track": now.get("track", ""),
    }


def _now(here: Here) -> dict[str, object]:
    situation = here.programme.situation
    if situation is None:
        return {}
    return {
        "company": "far" if situation.far else situation.company,
        "touch": situation.touch,
        "track": situation.track or "",
        "conditions": situation.conditions,
    }


def _as_asked(request: PersonRequest) -> str:
    """Return what the questions say about the two ladders, in a sentence."""
    share = leaning.measured(request.diary.entries(), catalogue=content())
    more = "closeness" if share > leaning.EVEN else "distance"
    if abs(share - leaning.EVEN) < _CLEARLY:
        return gettext("By your answers, about as many of each.")
    words = gettext("By your answers, more of “%(track)s”, and some of the other.")
    return words % {"track": say(f"pacing.track.{more}.name")}
