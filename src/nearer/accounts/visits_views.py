"""Where the notes are open, and the way to end it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from nearer.accounts import services, sessions, visits
from nearer.accounts.doors import PersonRequest, unlocked
from nearer.accounts.pages import page


@dataclass(frozen=True)
class Line:
    """One browser, in words."""

    id: str
    name: str
    began: str
    used: str
    is_this: bool
    is_new: bool


@require_http_methods(["GET", "POST"])
@unlocked
def browsers(request: PersonRequest) -> HttpResponseBase:
    """List them; end one of the others, or all of the others.

    No fresh proof is asked for: to end one locks nobody out, and who has to do it may
    be in a hurry.
    """
    key = sessions.private_key(request) or b""
    if request.method == "POST":
        if request.POST.get("all"):
            services.end_other_sessions(request, request.person, private_key=key)
        else:
            visits.end(request, request.POST.get("one", ""), private_key=key)
        return HttpResponseRedirect(reverse("accounts:browsers") + "?saved")
    lines = [_line(request, seen) for seen in visits.seen(request, private_key=key)]
    return page(
        request, "accounts/browsers.html", lines=lines, ended="saved" in request.GET
    )


def _line(request: PersonRequest, seen: visits.Seen) -> Line:
    return Line(
        id=seen.id,
        name=_name(seen.browser, seen.device),
        began=date_format(timezone.localtime(seen.began), "DATETIME_FORMAT"),
        used=_used(request, seen),
        is_this=seen.is_this,
        is_new=seen.is_new,
    )


def _name(browser: str, device: str) -> str:
    name = browser or gettext("A browser")
    match device:
        case "phone":
            return gettext("%(browser)s on a phone") % {"browser": name}
        case "tablet":
            return gettext("%(browser)s on a tablet") % {"browser": name}
        case _:
            return gettext("%(browser)s on a computer") % {"browser": name}


def _used(request: PersonRequest, seen: visits.Seen) -> str:
    day = timezone.localdate(seen.used)
    if request.now - seen.used < timedelta(hours=2):
        return gettext("within the last two hours")
    if day == request.day:
        return gettext("today")
    if day == request.day - timedelta(days=1):
        return gettext("yesterday")
    return date_format(day, "DATE_FORMAT")
