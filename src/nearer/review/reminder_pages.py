"""Reminders: off until wanted, in one's own words, stopped with one tap."""

from __future__ import annotations

import secrets
from datetime import time

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from nearer.accounts.doors import PersonRequest, unlocked
from nearer.entries import ReminderSet
from nearer.readings import switches
from nearer.readings.switches import Switch
from nearer.review import feeds, reminders
from nearer.review.forms import KeyForm, ReminderForm, is_at_night
from nearer.review.voice import words

REFUSED = 422
AT_FIRST = time(19)
EVERY_DAY = tuple(range(7))


@require_http_methods(["GET", "POST"])
@unlocked
def show(request: PersonRequest) -> HttpResponseBase:
    """Show the reminder, or set one."""
    if not switches.of(request.diary, today=request.day).allows(Switch.NOTES):
        # Nothing may be seen outside the program: what calendars fetch ends here too.
        reminders.stop(request)
        return render(request, "review/reminders.html", {"is_off": True})
    if request.method == "POST":
        form = ReminderForm(request.POST)
        if form.is_valid():
            return _keep(request, form)
        return _page(request, form, reminders.current(request), status=REFUSED)
    found = reminders.current(request)
    return _page(request, ReminderForm(initial=_initial(found)), found)


@require_POST
@unlocked
def stop(request: PersonRequest) -> HttpResponseBase:
    """Stop reminding, at once."""
    form = KeyForm(request.POST)
    if form.is_valid():
        reminders.stop(request, request_key=form.cleaned_data["key"])
    return HttpResponseRedirect(reverse("review:reminders") + "?saved=stop")


@require_safe
def feed(_request: HttpRequest, secret: str) -> HttpResponse:
    """Give a calendar program what its address opens; it needs no other key."""
    raw = feeds.get(secret)
    if raw is None:
        raise Http404
    return HttpResponse(raw, content_type="text/calendar; charset=utf-8")


def _keep(request: PersonRequest, form: ReminderForm) -> HttpResponseBase:
    data = form.cleaned_data
    wanted = reminders.Wanted(data["words"], data["time"], tuple(data["days"]))
    reminders.keep(request, wanted, request_key=data["key"])
    return HttpResponseRedirect(reverse("review:reminders") + "?saved=on")


def _initial(found: ReminderSet | None) -> dict[str, object]:
    key = secrets.token_urlsafe()
    if found is None:
        return {"key": key, "time": AT_FIRST, "days": EVERY_DAY}
    at = time.fromisoformat(found.time)
    return {
        "key": key,
        "time": at,
        "days": found.days,
        "words": found.words,
        "night": is_at_night(at),
    }


def _page(
    request: PersonRequest,
    form: ReminderForm,
    found: ReminderSet | None,
    *,
    status: int = 200,
) -> HttpResponse:
    address = found and reverse("review:feed", args=[found.feed])
    context = {
        "form": form,
        "found": found,
        "said": words("review.reminder"),
        "address": address and request.build_absolute_uri(address),
        "is_at_home": not settings.HOSTED,
        "stop_key": secrets.token_urlsafe(),
        "saved": request.GET.get("saved"),
    }
    return render(request, "review/reminders.html", context, status=status)
