"""Who asks, when, and whether the diary is open: on every request, before any view."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from nearer.accounts import (
    answering,
    beginnings,
    cookies,
    drafts,
    sessions,
    shown,
    visits,
    zones,
)
from nearer.accounts.models import Person
from nearer.accounts.requests import WebRequest

Next = Callable[[HttpRequest], HttpResponseBase]


def people(get_response: Next) -> Next:
    """Set `now`, `day`, `person`, `unlocked` and, where it is open, `diary`."""

    def middleware(plain: HttpRequest) -> HttpResponseBase:
        request = cast(WebRequest, plain)
        zone = zones.zone_of(request.COOKIES.get(cookies.ZONE, ""))
        request.now = settings.CLOCK()
        request.day = timezone.localdate(request.now, timezone=zone)
        user = request.user
        request.person = user if isinstance(user, Person) else None
        request.once = False
        sessions.look_up(request)
        request.has_begun = partial(beginnings.has_begun, request)
        request.room_name = shown.title_of(request.COOKIES.get(cookies.TITLE, ""))
        request.room_icon = shown.icon_of(request.COOKIES.get(cookies.ICON, ""))
        if (answer := answering.find(request)) is not None:
            return answer
        visit, where, was_open = visits.current(request), request.path, request.unlocked
        with timezone.override(zone):
            response = get_response(request)
        if request.method == "POST" and response.status_code < 400:  # it was taken in
            drafts.drop(request, where=where)
        if user.is_authenticated and request.session.is_empty():  # the person left
            sessions.forget(request, visit=visit)
        elif was_open:
            response = answering.lead_to(request, response)
        return response

    return middleware
