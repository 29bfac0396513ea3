"""A form that was sent after the lock fell: kept for this browser, then answered.

It is held for half an hour, sealed, for the person who was signed in, and answered only
once that same person has unlocked the same browser. Whoever finds a locked screen can
send a form from it: one that reaches another person, or decides what stays, is shown
and not answered.
"""

from __future__ import annotations

from datetime import timedelta
from typing import cast

import msgspec
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve

from nearer.accounts import cookies, drafts, keeping
from nearer.accounts.models import Person
from nearer.accounts.requests import WebRequest

_USE = "held form"
HELD_FOR = timedelta(minutes=30)
ONLY_BY_HAND = frozenset({"us", "keep"})
"""The features whose forms are never answered behind a lock."""


class _Held(msgspec.Struct, frozen=True):
    path: str
    form: str
    had_file: bool = False
    """A file was chosen too; files are not held."""


def hold(request: WebRequest, response: HttpResponseBase, *, person: Person) -> None:
    """Keep the form that was just sent; the secret goes into this browser's cookie."""
    held = _Held(request.path_info, request.POST.urlencode(), bool(request.FILES))
    raw = msgspec.msgpack.encode(held)
    keeping.drop(_cookie(request))
    until = request.now + HELD_FOR
    value = keeping.put(raw, person=person, use=_USE, until=until)
    cookies.put(response, cookies.HELD, value, max_age=int(HELD_FOR.total_seconds()))


def is_held(request: WebRequest) -> bool:
    """Return whether a form waits that is answered once the notes are open."""
    found = _found(request)
    return found is not None and not found.had_file and not _only_by_hand(found)


def _only_by_hand(held: _Held) -> bool:
    try:
        return resolve(held.path).app_name in ONLY_BY_HAND
    except Resolver404:
        return False


def lacks_file(request: WebRequest) -> bool:
    """Return whether a file was sent after the lock fell: it has to be chosen again."""
    found = _found(request)
    return found is not None and found.had_file


def carry_on(request: WebRequest, *, after: str) -> HttpResponseBase | None:
    """Answer the held form as if it came now; None if there is none.

    It had passed the check against forged requests when it was held.
    """
    held = _found(request)
    if held is None:
        return None
    if held.had_file:
        return _done(
            request, render(request, "accounts/file_again.html", {"after": after})
        )
    try:
        match = resolve(held.path)
    except Resolver404:
        return None
    form = QueryDict(held.form)
    if _only_by_hand(held):
        words = {"after": after, "words": form.get("words", "")}
        return _done(request, render(request, "accounts/not_done.html", words))
    request.path = request.path_info = held.path
    request.resolver_match = match
    request.POST = form
    response = cast(HttpResponseBase, match.func(request, *match.args, **match.kwargs))
    if not 300 <= response.status_code < 400:
        # A page with the form on it would stand at the wrong address: its next sending
        # would miss. So the browser itself sends it once more, to the right one.
        response = _send_again(request, held.path, form)
    else:
        drafts.drop(request, where=held.path)
    return _done(request, response)


def _done(request: WebRequest, response: HttpResponseBase) -> HttpResponseBase:
    keeping.drop(_cookie(request))
    cookies.drop(response, cookies.HELD)
    return response


def _send_again(request: WebRequest, path: str, form: QueryDict) -> HttpResponse:
    held = [
        (name, value)
        for name, values in form.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    return render(request, "accounts/carry_on.html", {"path": path, "held": held})


def _found(request: WebRequest) -> _Held | None:
    cookie = _cookie(request)
    if request.person is None or not cookie:
        return None
    found = keeping.get(cookie, person=request.person, use=_USE, now=request.now)
    return msgspec.msgpack.decode(found.raw, type=_Held) if found else None


def _cookie(request: WebRequest) -> str:
    return request.COOKIES.get(cookies.full_name(cookies.HELD), "")
