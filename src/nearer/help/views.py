"""Where to turn: open to everyone, in one tap, without signing in."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from nearer.accounts import cookies
from nearer.accounts.requests import WebRequest
from nearer.content.helplines import directory
from nearer.content.safety import safety
from nearer.help import showing

PLACE = "place"
"""The cookie of the country; set only when the person presses "remember"."""


def place_of(request: HttpRequest) -> str:
    """Return the country that the person had remembered; "" without one."""
    return _known(request.COOKIES.get(PLACE, ""))


@require_safe
def start(plain: HttpRequest) -> HttpResponse:
    """Ask whether anyone is in danger, then lead on."""
    request = cast(WebRequest, plain)
    place = place_of(request)
    context = {
        "countries": showing.countries(chosen=place),
        "at_a_glance": showing.at_a_glance(),
        "country": _name(place) if place else "",
        "code": place.lower(),
        "topics": showing.topics(place, today=request.day) if place else (),
        "guides": _guides(),
        "can_be_asked": request.unlocked,
    }
    return render(request, "help/start.html", context)


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Go to the country that was chosen in the list; nothing chosen: back."""
    code = _known(request.GET.get("country", ""))
    if not code:
        return HttpResponseRedirect(reverse("help:start"))
    return HttpResponseRedirect(reverse("help:country", args=[code.lower()]))


@require_http_methods(["GET", "HEAD", "POST"])
def country(plain: HttpRequest, code: str) -> HttpResponse:
    """Show the lines of one country; remember it only when asked to."""
    request = cast(WebRequest, plain)
    wanted = _known(code)
    if not wanted:
        raise Http404
    if request.method == "POST":
        response = HttpResponseRedirect(reverse("help:country", args=[code]))
        keep = request.POST.get("do") == "keep"
        cookies.put_readable(response, PLACE, code if keep else "")
        return response
    context = {
        "country": _name(wanted),
        "code": code,
        "topics": showing.topics(wanted, today=request.day),
        "is_remembered": place_of(request) == wanted,
        "guides": _guides(),
    }
    return render(request, "help/country.html", context)


@require_safe
def guide(request: HttpRequest, name: str) -> HttpResponse:
    """Show one page to read or print."""
    article = safety().text(showing.spoken()).guides[name]
    return render(request, "help/guide.html", {"article": article, "name": name})


def _known(code: str) -> str:
    """Return the code of a country that there is; "" for anything else."""
    # "ß".upper() is "SS", which is a country.
    wanted = code.upper() if code.isascii() else ""
    return wanted if directory().knows(wanted) else ""


def _name(code: str) -> str:
    return directory().country_name(code, showing.spoken())


def _guides() -> list[tuple[str, str, str]]:
    """Return (address, title, lead) of the pages to read."""
    guides = safety().text(showing.spoken()).guides
    return [
        (reverse("help:guide", args=[name]), guide.title, guide.lead)
        for name, guide in guides.items()
    ]
