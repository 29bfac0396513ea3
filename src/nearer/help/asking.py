"""The private questions: a calm page each, skip and stop on every one.

Every page has the same address, title and course whatever was answered; a notice stands
at the address of the page that comes next.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from nearer.accounts import proof
from nearer.accounts.doors import PersonRequest, unlocked
from nearer.content.safety import Notice, Page, safety
from nearer.core.safety import Answer
from nearer.help import carrying, services, showing
from nearer.help.carrying import Carried
from nearer.help.services import NO, RATHER_NOT, YES
from nearer.help.views import place_of

ONWARD = "/"
"""The first page leads on to where the person is."""
_CHOSEN = {Answer.YES: YES, Answer.NO: NO, Answer.SKIPPED: RATHER_NOT}


@require_safe
@unlocked
def intro(request: PersonRequest) -> HttpResponseBase:
    """Say what comes, why, and what happens with it, before anything is asked."""
    article = safety().text(showing.spoken()).intro
    context = {"article": article, "after": ONWARD}
    return render(request, "help/intro.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def page(request: PersonRequest, number: int) -> HttpResponseBase:
    """Ask the questions of one page; first show what the last answers call for."""
    shown = safety()
    if not 1 <= number <= len(shown.pages):
        raise Http404
    carried = carrying.load(request, shown) or carrying.begin()
    if request.method == "POST":
        return _take(request, number, carried)
    if notices := services.pending(carried, shown):
        return _notice(request, notices)
    return _ask(request, number, carried)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def end(request: PersonRequest) -> HttpResponseBase:
    """Say that this was all, or that it stops here; offer to keep the answers."""
    shown = safety()
    carried = carrying.load(request, shown)
    if carried is None:
        over = request.method == "POST"
        return HttpResponseRedirect(ONWARD if over else reverse("help:check"))
    notices = services.pending(carried, shown)
    if request.method == "POST":
        return _finish(request, carried, notices)
    if notices:
        return _notice(request, notices)
    words = shown.text(showing.spoken())
    context = {
        "article": words.ends["stopped" if carried.stopped else "finished"],
        "can_keep": bool(carried.answers),
        "may_lift": services.is_whole(carried, shown),
        "once_more": "on" in request.GET and proof.is_fresh(request),
        "lifted": "saved" in request.GET,
    }
    return render(request, "help/end.html", context)


def _take(request: PersonRequest, number: int, carried: Carried) -> HttpResponse:
    shown, do = safety(), request.POST.get("do")
    here = shown.pages[number - 1]
    if do == "read":
        told = {notice.id for notice in services.pending(carried, shown)}
        after = replace(carried, told=carried.told | told)
        return _go(request, after, reverse("help:page", args=[number]))
    last, stops = number == len(shown.pages), do == "stop"
    if do == "skip":
        answers = services.skipped(here)
    else:
        answers = services.given(here, request.POST.dict(), carried)
    if stops:  # a yes beside "stop" still counts: it may call for help
        answers = {name: a for name, a in answers.items() if a is Answer.YES}
    after = replace(carried.with_answers(answers), stopped=stops)
    services.record(request, after, shown, finished=last and not stops)
    where = (
        reverse("help:end")
        if last or stops
        else reverse("help:page", args=[number + 1])
    )
    return _go(request, after, where)


def _finish(
    request: PersonRequest, carried: Carried, notices: tuple[Notice, ...]
) -> HttpResponseBase:
    do = request.POST.get("do")
    if do == "read":
        told = carried.told | {notice.id for notice in notices}
        return _go(request, replace(carried, told=told), reverse("help:end"))
    if do == "lift" and services.is_whole(carried, safety()):
        return _lift(request, carried)
    if do == "keep":
        services.keep_answers(request, carried, safety())
    response = HttpResponseRedirect(ONWARD)
    carrying.drop(response)
    return response


def _lift(request: PersonRequest, carried: Carried) -> HttpResponseBase:
    """Bring back what earlier answers put off, as far as these let it."""
    end = reverse("help:end")
    if not proof.is_fresh(request):
        return proof.ask(request, after=f"{end}?on")
    services.record(request, carried, safety(), finished=True, lifts=True)
    return HttpResponseRedirect(f"{end}?saved")


def _go(request: PersonRequest, carried: Carried, where: str) -> HttpResponse:
    response = HttpResponseRedirect(where)
    carrying.save(request, response, carried, safety())
    return response


def _ask(request: PersonRequest, number: int, carried: Carried) -> HttpResponse:
    shown = safety()
    here, words = shown.pages[number - 1], shown.text(showing.spoken())
    context = {
        "number": number,
        "count": len(shown.pages),
        "back": reverse("help:page", args=[number - 1]) if number > 1 else "",
        "text": words.pages[here.id],
        "kind": here.kind,
        "questions": _questions(here, words.questions, carried),
        "options": [
            (YES, gettext("Yes")),
            (NO, gettext("No")),
            (RATHER_NOT, gettext("I would rather not say")),
        ],
    }
    return render(request, "help/page.html", context)


def _questions(
    here: Page, words: dict[str, str], carried: Carried
) -> list[dict[str, Any]]:
    return [
        {
            "field": services.field_of(place),
            "text": words[name],
            "chosen": _CHOSEN[answer] if (answer := carried.answers.get(name)) else "",
        }
        for place, name in enumerate(here.questions, 1)
    ]


def _notice(request: PersonRequest, notices: tuple[Notice, ...]) -> HttpResponse:
    words = safety().text(showing.spoken())
    place = place_of(cast(HttpRequest, request))
    topics = [topic for notice in notices for topic in notice.topics]
    more = dict.fromkeys(name for notice in notices for name in notice.more)
    context = {
        "articles": [words.notices[notice.id] for notice in notices],
        "asks_country": bool(topics) and not place,
        "countries": showing.countries() if topics and not place else (),
        "at_a_glance": showing.at_a_glance(),
        "topics": (
            showing.topics(place, today=request.day, only=topics) if place else ()
        ),
        "guides": [
            (reverse("help:guide", args=[name]), words.guides[name].title, "")
            for name in more
        ],
    }
    return render(request, "help/notice.html", context)
