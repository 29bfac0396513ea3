"""Us: two temperatures, moments, a week's words, a step for both, gladness."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from nearer.accounts.doors import PersonRequest
from nearer.accounts.requests import stamp
from nearer.content.steps import steps
from nearer.entries import Shared, SharedWeek, StepProposed, Thanked
from nearer.readings.switches import Switch
from nearer.readings.two import Link, Together, monday_of
from nearer.us import alongside, lines, maps, proposals
from nearer.us.figures import latest, temperature
from nearer.us.forms import ThanksForm, WordsForm
from nearer.us.here import Here, with_here
from nearer.us.linking import closed
from nearer.web.voice import say, spoken

FEW = 5
FRESH = timedelta(days=3)
_OPEN_BY_NOW = gettext_lazy(
    "Both of you have written by now, so this week stays as it is. These words were "
    "not put there."
)
AFTER_A_STEP = ("thank-reflect-stop", "no-next-step")


@require_safe
@with_here
def show(request: PersonRequest, here: Here) -> HttpResponseBase:
    """Show what both share, or how to begin."""
    if not here.may:
        return closed(request, here)
    if here.link is None or here.together is None:
        return render(request, "us/start.html", {"saved": request.GET.get("saved")})
    _say_who(here, here.link)
    if not here.joined:
        waiting = request.diary.has_invited(now=request.now)
        return render(request, "us/waiting.html", {"waiting": waiting})
    return render(request, "us/home.html", _parts(here, here.link, here.together))


@require_POST
@with_here
def week(request: PersonRequest, here: Here) -> HttpResponseBase:
    """Keep this week's words; they open when both have written."""
    form = WordsForm(request.POST)
    link = _linked(here)
    monday = monday_of(request.day)
    if not form.is_valid():
        return _again(here, form, "week")
    words = form.cleaned_data["words"]
    if _is_open(here, monday, unless=words):
        form.add_error("words", _OPEN_BY_NOW)
        return _again(here, form, "week")
    entry = SharedWeek(**stamp(request), by=link.by, week=monday, words=words)
    here.space.append(entry, request_key=f"{link.by}:{form.cleaned_data['key']}")
    return HttpResponseRedirect(reverse("us:home") + "#week")


@require_POST
@with_here
def glad(request: PersonRequest, here: Here) -> HttpResponseBase:
    """Keep something that one is glad of, for both to see."""
    form = ThanksForm(request.POST)
    link = _linked(here)
    if not form.is_valid():
        return _again(here, form, "glad")
    entry = Thanked(**stamp(request), by=link.by, words=form.cleaned_data["words"])
    here.space.append(entry, request_key=f"{link.by}:{form.cleaned_data['key']}")
    return HttpResponseRedirect(reverse("us:home") + "#glad")


@require_POST
@with_here
def step(request: PersonRequest, here: Here) -> HttpResponseBase:
    """Propose a step for both, or say yes, no (without a reason) or done to one."""
    link = _linked(here)
    shared, said = here.together, request.POST
    known = {str(p.id): p for p in shared.proposals} if shared else {}
    if said.get("step") in {s.id for s in proposals.for_both(here)}:
        chosen = steps()[said["step"]]
        title = chosen.words(spoken()).title
        made = StepProposed(**stamp(request), by=link.by, step=chosen.id, title=title)
        key = f"{link.by}:step:{said.get('key', '')[:64]}"
        here.space.append(made, request_key=key)
    elif said.get("proposed") in known:
        proposal, what = known[said["proposed"]], said.get("say", "")
        if what in proposals.may_say(here, proposal):
            proposals.say(here, link, proposal, what)
    return HttpResponseRedirect(reverse("us:home") + "#step")


def _is_open(here: Here, monday: date, *, unless: str) -> bool:
    """Return whether both wrote: nobody then writes anew what the other has read.

    `unless` are words that are there already, and only sent once more.
    """
    weeks = here.together.weeks if here.together else ()
    return any(w.monday == monday and w.is_open and w.mine != unless for w in weeks)


def _linked(here: Here) -> Link:
    """Return the link of someone who may write for both; else nothing is here."""
    if here.link is None or not here.joined or not here.may:
        raise Http404
    return here.link


def _say_who(here: Here, link: Link) -> None:
    """Say who is here, where a power cut came between going in and saying so."""
    shared = here.together
    if shared is not None and link.by not in shared.names:
        entry = Shared(**stamp(here.request), by=link.by, name=here.own_name)
        here.space.append(entry, request_key=f"{link.by}:here")


def _again(here: Here, form: Any, which: str) -> HttpResponseBase:
    assert here.link is not None  # noqa: S101 - `_linked` saw to it
    assert here.together is not None  # noqa: S101 - the same
    context = _parts(here, here.link, here.together) | {which: form}
    return render(here.request, "us/home.html", context, status=422)


def _cards(here: Here, shared: Together) -> list[tuple[str, str]]:
    """Return what helps after a step of the other's, while it is fresh."""
    first = here.request.day - FRESH
    fresh = [s for s in shared.steps if s.by == shared.other and s.about >= first]
    if not fresh or not here.switches.allows(Switch.CARDS):
        return []
    ids = (f"pacing.card.{card}" for card in AFTER_A_STEP)
    return [(say(f"{one}.name"), say(f"{one}.text")) for one in ids]


def _parts(here: Here, link: Link, shared: Together) -> dict[str, Any]:
    today = here.request.day
    may_compare = here.switches.allows(Switch.COMPARE)
    monday = monday_of(today)
    weeks = [w for w in shared.weeks if w.is_open][::-1]
    now = next((w for w in shared.weeks if w.monday == monday), None)
    names = here.names
    proposed, declined = proposals.shown(here, shared)
    key = secrets.token_urlsafe(16)
    stands = maps.pair_of(here)
    sides = ((link.by, True), (shared.other, False)) if may_compare else ()
    felt = [(names[by], shared.temperatures[by], mine) for by, mine in sides]
    since = min((day for _, days, _ in felt for day in days), default=today)
    figures = [
        temperature(days, name=name, today=today, since=since, mine=mine)
        for name, days, mine in felt
    ]
    return {
        "other": names[shared.other],
        "figures": [figure for figure in figures if figure],
        "felt": [
            latest(days, name=name)
            for (name, days, _), figure in zip(felt, figures, strict=True)
            if days and not figure
        ],
        "may_compare": may_compare,
        "now": now,
        "weeks": weeks[:FEW],
        "week": WordsForm(initial={"key": key}),
        "glad": ThanksForm(initial={"key": key}),
        "key": key,
        "thanks": lines.glad(shared.thanks[: -FEW - 1 : -1], names),
        "moments": lines.alone(shared.moments[: -FEW - 1 : -1], names),
        "done": lines.done(shared.steps[: -FEW - 1 : -1], names),
        "proposals": proposed,
        "declined": declined,
        "steps": [(s.id, s.words(spoken()).title) for s in proposals.for_both(here)],
        "again": link.asks_again(today),
        "cards": _cards(here, shared),
        "own_step": alongside.next_title(here.request),
        "maps": maps.figures(stands) if stands else [],
        "map_waits": stands is None and may_compare and link.by in shared.maps,
    }
