"""The first page, and a look around in which nothing is kept."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from nearer.accounts import looking
from nearer.accounts.requests import WebRequest
from nearer.assess.questions import start_in
from nearer.assess.rooms import LookRoom
from nearer.assess.walks import QUESTIONS
from nearer.readings.sitting import sittings

TODAY = "/today"


@require_safe
def welcome(plain: HttpRequest) -> HttpResponseBase:
    request = cast(WebRequest, plain)
    if request.unlocked:
        if request.has_begun():
            return HttpResponseRedirect(TODAY)
        answered = any(s.given for s in sittings(request.diary.entries()))
        home = reverse("assess:map") if answered else QUESTIONS.start_url
        return HttpResponseRedirect(home)
    if request.person is not None:
        return HttpResponseRedirect(reverse("accounts:unlock"))
    context = {"is_hosted": settings.HOSTED}
    return render(request, "assess/welcome.html", context)


@require_http_methods(["GET", "POST"])
def look(plain: HttpRequest) -> HttpResponseBase:
    """Ask the questions now; what is answered stays in this browser alone."""
    request = cast(WebRequest, plain)
    if request.unlocked:
        return HttpResponseRedirect(QUESTIONS.start_url)
    room = LookRoom(looking.load(request))
    response = start_in(request, room, QUESTIONS)
    if request.method == "POST":
        room.take_along(response)
    return response


@require_POST
def forget(_request: HttpRequest) -> HttpResponseBase:
    """Leave no trace of a look around."""
    response = HttpResponseRedirect(reverse("assess:welcome"))
    looking.forget(response)
    return response
