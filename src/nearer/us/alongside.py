"""The path of the one beside: readable and printable by anyone, kept by who has notes.

What turns to the other person is put away where the private questions say so, or where
a diary is locked and nobody knows; the page is the same for every cause.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from nearer.accounts.doors import PersonRequest, unlocked
from nearer.accounts.requests import WebRequest, stamp
from nearer.content.alongside import BEFORE, TOPIC, Alongside, Kind, path
from nearer.entries import AlongsideNoted, Withdrawn
from nearer.readings import switches
from nearer.readings.alongside import Noted, Place, Walk, walk
from nearer.readings.switches import Switch
from nearer.us.forms import AlongsideForm
from nearer.us.here import Here
from nearer.us.maps import lead_of_other
from nearer.web.evidence import Claim, claim_of
from nearer.web.voice import content, say, spoken

REFUSED = 422


@dataclass(frozen=True)
class Card:
    """A step as a page shows it."""

    url: str
    title: str
    kind: str
    time: str
    why: str
    how: str
    unless: str
    claim: Claim | None
    done: tuple[Noted, ...]


@require_safe
def show(plain: HttpRequest) -> HttpResponseBase:
    """Show the path: what comes next and all of it, or for others the whole text."""
    request = cast(WebRequest, plain)
    going = _walk(request)
    after = going.next
    context = {
        "cards": [card(place) for place in going.places],
        "next": card(after) if after else None,
        "n_done": going.n_done,
        "is_away": put_away(request),
        "is_whole": not request.unlocked or "all" in request.GET,
        "is_inside": request.unlocked,
        "said": request.GET.get("said"),
        "kinds": kinds(),
        "before": before(),
    }
    return render(request, "us/path.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def one(plain: HttpRequest, step_id: str) -> HttpResponseBase:
    """Show one step; keep that it was done, or not today, or was noted by mistake."""
    request = cast(WebRequest, plain)
    if step_id not in path():
        raise Http404
    place = _walk(request).at(step_id)
    if plain.method == "POST":
        return _keep(plain, step_id)
    if place is None:
        return HttpResponseRedirect(reverse("us:path"))
    return _page(request, place, AlongsideForm(initial={"key": _key()}))


def next_title(request: WebRequest) -> str:
    """Return what comes next on the reader's own path; empty where nothing does."""
    after = _walk(request).next
    return after.step.words(spoken()).title if after else ""


def card(place: Place) -> Card:
    """Return a step in the reader's words."""
    step = place.step
    words = step.words(spoken())
    minutes = ngettext("About a minute", "About %(n)s minutes", step.minutes)
    return Card(
        url=reverse("us:path-step", args=[step.id]),
        title=words.title,
        kind=say(f"{TOPIC}.kind.{step.kind}.name"),
        time=minutes % {"n": step.minutes},
        why=words.why.words,
        how=words.how,
        unless=words.unless,
        claim=claim_of(words.why, content()),
        done=place.done,
    )


def kinds() -> list[tuple[str, str]]:
    """Return each kind's name and a line about it."""
    return [
        (say(f"{TOPIC}.kind.{kind}.name"), say(f"{TOPIC}.kind.{kind}.about"))
        for kind in Kind
    ]


def before() -> list[str]:
    """Return what holds before any of the steps."""
    return [str(text) for text in content().texts(BEFORE, spoken())]


def allows(request: WebRequest) -> Callable[[Switch], bool]:
    """Return what may be offered to this reader; behind a lock, nothing."""
    if request.unlocked:
        return switches.of(request.diary, today=request.day).allows
    if request.person is None:
        return switches.read((), today=request.day).allows
    return lambda _switch: False


def put_away(request: WebRequest) -> bool:
    """Return whether something is not shown to this reader; never why."""
    may = allows(request)
    return not (may(Switch.PRACTICE) and may(Switch.TOWARD))


def _offered(request: WebRequest) -> tuple[Alongside, ...]:
    may = allows(request)
    if not may(Switch.PRACTICE):
        return ()
    return tuple(s for s in path().values() if s.is_alone or may(Switch.TOWARD))


def _walk(request: WebRequest) -> Walk:
    if not request.unlocked:
        return walk((), _offered(request), today=request.day)
    here = Here(cast(PersonRequest, request))
    return walk(
        request.diary.entries(),
        _offered(request),
        today=request.day,
        lead=lead_of_other(here),
    )


@unlocked
def _keep(request: PersonRequest, step_id: str) -> HttpResponseBase:
    place = _walk(request).at(step_id)
    if place is None:  # put away since the page was opened
        return HttpResponseRedirect(reverse("us:path"))
    if request.POST.get("do") == "undo":
        return _undo(request, place)
    form = AlongsideForm(request.POST)
    if not form.is_valid():
        return _page(request, place, form, status=REFUSED)
    said = form.cleaned_data
    entry = AlongsideNoted(
        **stamp(request),
        step=step_id,
        title=place.step.words(spoken()).title,
        answer=said["do"],
        words=said["words"],
    )
    request.diary.append(entry, request_key=f"alongside:{said['key']}")
    return HttpResponseRedirect(f"{reverse('us:path')}?said={said['do']}")


def _undo(request: PersonRequest, place: Place) -> HttpResponseBase:
    wanted = request.POST.get("entry", "")
    known = {str(noted.id): noted.id for noted in place.done}
    if wanted in known:
        gone: UUID = known[wanted]
        entry = Withdrawn(**stamp(request), entry=gone)
        request.diary.append(entry, request_key=f"alongside:undo:{gone}")
    return HttpResponseRedirect(f"{reverse('us:path')}?said=undone")


def _page(
    request: WebRequest, place: Place, form: AlongsideForm, *, status: int = 200
) -> HttpResponseBase:
    context = {
        "card": card(place),
        "form": form,
        "key": form["key"].value() or _key(),
        "is_inside": request.unlocked,
        "before": before(),
    }
    return render(request, "us/path_step.html", context, status=status)


def _key() -> str:
    return secrets.token_urlsafe(16)
