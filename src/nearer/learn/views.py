"""The list of lessons and the lessons: public, with a mark for whoever keeps notes."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from nearer.accounts.doors import PersonRequest, WebRequest, unlocked
from nearer.content.lessons import Lesson, after, lessons
from nearer.learn import services, showing

SAFE_FIRST = "great-highs"
"""The lesson for whoever is frightened or controlled: named before all others."""


@require_safe
def every(plain: HttpRequest) -> HttpResponse:
    """Show every lesson in its group, in the order in which they build on another."""
    request = cast(WebRequest, plain)
    read = services.read_so_far(request)
    # The same for everyone: a list that differed would tell what was answered.
    shelves = showing.groups(read)
    context = {
        "groups": shelves,
        "first": showing.row(SAFE_FIRST),
        "next": showing.next_to_read(shelves),
        "has_read": any(group.n_read for group in shelves),
    }
    return render(request, "learn/every.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def one(plain: HttpRequest, lesson_id: str) -> HttpResponseBase:
    """Show a lesson; sent back from its end, go on to the next."""
    request = cast(WebRequest, plain)
    lesson = lessons().get(lesson_id)
    if lesson is None:
        raise Http404
    if request.method == "POST":
        # Whoever keeps notes is asked to unlock first; nobody else leaves a trace.
        return _read(plain, lesson) if request.person else _onward(lesson)
    context = {
        "lesson": showing.lesson(lesson, may_try=services.may_try(request, lesson)),
        "is_read": lesson.id in services.read_so_far(request),
        "can_keep": request.unlocked,
        "next": showing.next_of(lesson),
    }
    return render(request, "learn/one.html", context)


@unlocked
def _read(request: PersonRequest, lesson: Lesson) -> HttpResponseBase:
    services.keep(request, lesson)
    return _onward(lesson)


def _onward(lesson: Lesson) -> HttpResponse:
    following = after(lesson.id)
    where = (
        reverse("learn:one", args=[following.id])
        if following
        else reverse("learn:every")
    )
    return HttpResponseRedirect(where)
