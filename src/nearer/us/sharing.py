"""What goes into the shared space: each thing shown as the other would see it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from nearer.accounts import proof
from nearer.accounts.doors import PersonRequest
from nearer.entries import Shared
from nearer.pictures import Figure
from nearer.readings.two import Link, Together
from nearer.us import services
from nearer.us.copies import Candidate, candidates
from nearer.us.forms import HINTS, LABELS, STANDING, ChoicesForm
from nearer.us.here import Here, with_here
from nearer.us.lines import clock, title_of
from nearer.us.linking import closed
from nearer.us.maps import map_candidate, preview
from nearer.web.voice import say, spoken

BACK = timedelta(days=14)
"""One by one, things of the last two weeks can be shared."""
MOST = 20
EXAMPLE = "p1a"
_PLACES = frozenset(map(str, range(MOST + 1)))
"""Of boxes on the page: what goes one by one, and the map."""


@dataclass(frozen=True)
class Shown:
    """A candidate, with the line that the other would see."""

    key: str
    line: str
    figure: Figure | None = None
    """What the other would see, where a line does not say it."""
    guide: str = ""
    """With what their page for the one beside would begin."""
    ticked: bool = False


@require_http_methods(["GET", "POST"])
@with_here
def share(request: PersonRequest, here: Here) -> HttpResponseBase:
    """Choose what goes along by itself, and share single things."""
    link, shared = here.link, here.together
    if not here.may:
        return closed(request, here)
    if link is None or shared is None or not here.joined:
        return HttpResponseRedirect(reverse("us:home"))
    found = offered(here, link, shared)
    form = ChoicesForm(
        request.POST if request.POST.get("do") == "choose" else None,
        initial={"what": sorted(link.choices)},
    )
    if form.is_bound and form.is_valid():
        return _choose(here, link, form.cleaned_data)
    if request.POST.get("do") == "back":
        services.take_back_map(here)
        return HttpResponseRedirect(reverse("us:share") + "?saved=3")
    if request.POST.get("do") == "share":
        return _share_once(here, link, found)
    examples = examples_of(request)
    chosen, once = _numbered(request, "on"), _numbered(request, "once")
    ticked = (
        link.choices
        if chosen is None
        else {one for n, one in enumerate(STANDING) if n in chosen}
    )
    context = {
        "form": form,
        "came_back": _came_back(request),
        "standing": [
            (choice, LABELS[choice], HINTS[choice], choice in ticked, examples[choice])
            for choice in STANDING
        ],
        "items": [
            replace(_shown(c, here, link), ticked=place in (once or ()))
            for place, c in enumerate(found)
        ],
        "has_map": link.by in shared.maps,
        "key": secrets.token_urlsafe(16),
        "saved": request.GET.get("saved"),
        "again": link.asks_again(request.day),
        "anew": here.starts_anew,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "us/share.html", context, status=status)


def _choose(here: Here, link: Link, data: dict[str, Any]) -> HttpResponseBase:
    """Keep a choice; only a fresh passphrase lets more go along by itself.

    Someone at a screen that was left open could otherwise make a diary tell of every
    day to come. Letting less go along asks for nothing.
    """
    wanted = set(data["what"])
    if wanted - link.choices and not proof.is_fresh(here.request):
        return _ask(here, "on", [one in wanted for one in STANDING])
    services.choose(here, wanted, key=data["key"])
    return HttpResponseRedirect(reverse("us:share") + "?saved=1")


def _share_once(
    here: Here, link: Link, found: tuple[Candidate, ...]
) -> HttpResponseBase:
    """Share what was ticked; a fresh passphrase for that, too, then for ten minutes."""
    wanted = set(here.request.POST.getlist("item"))
    chosen = [one for one in found if one.key in wanted]
    if chosen and not proof.is_fresh(here.request):
        return _ask(here, "once", [one.key in wanted for one in found])
    services.share(here, chosen, link)
    return HttpResponseRedirect(reverse("us:share") + ("?saved=2" if chosen else ""))


def _ask(here: Here, which: str, ticked: list[bool]) -> HttpResponseBase:
    """Ask for the passphrase; an address says only which of the boxes were ticked."""
    places = "-".join(str(place) for place, on in enumerate(ticked) if on)
    return proof.ask(here.request, after=f"{reverse('us:share')}?{which}={places}")


def _numbered(request: PersonRequest, which: str) -> frozenset[int] | None:
    """Return what was ticked before the passphrase was asked for, if it was."""
    told = request.GET.get(which)
    if told is None:
        return None
    return frozenset(int(one) for one in told.split("-") if one in _PLACES)


def _came_back(request: PersonRequest) -> str:
    """Return what was ticked before the passphrase was typed, which it now was."""
    which = next((one for one in ("on", "once") if one in request.GET), "")
    return which if which and proof.is_fresh(request) else ""


def offered(here: Here, link: Link, shared: Together) -> tuple[Candidate, ...]:
    """Return what can be shared one by one; days for the pattern only go along."""
    entries = here.request.diary.entries()
    found = candidates(entries, shared, link, language=spoken())
    first = here.request.day - BACK
    recent = [c for c in found if c.kind != "pattern" and c.day >= first]
    return (*recent[-MOST:], *map_candidate(here, link, shared))


def _shown(candidate: Candidate, here: Here, link: Link) -> Shown:
    is_map = candidate.kind == "map"
    if not is_map:
        return Shown(candidate.key, line_of(candidate))
    return Shown(
        candidate.key,
        line_of(candidate),
        preview(candidate, here, link),
        say(f"beside.both-maps.{candidate.fields['verdict']}"),
    )


def examples_of(request: PersonRequest) -> dict[str, list[str]]:
    """Return what the other would read of a made-up day; nothing for the pattern."""
    began, title = request.now, title_of(EXAMPLE, EXAMPLE)
    until = began + timedelta(minutes=20)
    told: dict[str, list[dict[str, Any]]] = {
        "temperature": [{"value": 7}],
        "steps": [{"title": title, "partly": False}],
        "moments": [
            {"began": began, "until": until, "words": ""},
            {"returned": until},
        ],
        "pattern": [],
    }
    return {
        kind: [line_of(_made_up(kind, request, one)) for one in fields]
        for kind, fields in told.items()
    }


def _made_up(kind: str, request: PersonRequest, fields: dict[str, Any]) -> Candidate:
    return Candidate(kind=kind, key="", day=request.day, fields=fields, entry=Shared)


def line_of(candidate: Candidate) -> str:
    """Return what the other would read."""
    fields, day = candidate.fields, formats.date_format(candidate.day)
    if candidate.kind == "temperature":
        words = gettext("%(day)s: %(value)s of 10")
        return words % {"day": day, "value": fields["value"]}
    if candidate.kind == "steps":
        words = (
            gettext("%(day)s: done in part – %(title)s")
            if fields["partly"]
            else gettext("%(day)s: done – %(title)s")
        )
        return words % {"day": day, "title": fields["title"]}
    if candidate.kind == "map":
        return gettext("The two dials of “Where I stand”, as bands")
    if "returned" in fields:
        words = gettext("%(day)s: back at %(clock)s")
        return words % {"day": day, "clock": clock(fields["returned"])}
    words = gettext("%(day)s: time alone from %(first)s to %(last)s – %(words)s")
    return words % {
        "day": day,
        "first": clock(fields["began"]),
        "last": clock(fields["until"]),
        "words": fields["words"] or "…",
    }
