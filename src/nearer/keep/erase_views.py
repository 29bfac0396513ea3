"""Erase everything: now, or in a week unless it is taken back."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from nearer.accounts import cookies
from nearer.accounts.doors import PersonRequest, WebRequest, unlocked
from nearer.accounts.proof import proved
from nearer.keep import erasing
from nearer.keep.forms import EraseForm

_SHOWN_FOR = 60
"""Seconds in which the browser may still ask for the page that says it is done."""
_SHOWN_WITH = {settings.LANGUAGE_COOKIE_NAME, cookies.THEME}


@require_http_methods(["GET", "POST"])
def erase(plain: HttpRequest) -> HttpResponseBase:
    """Erase; or say, once, that it is done.

    That page is led to. As the answer to the form, a browser would keep what was sent
    for it ("now", "sure") and write it to its own disk.
    """
    request = cast(WebRequest, plain)
    done = request.COOKIES.get(cookies.full_name(cookies.DONE))
    if done and request.method == "GET" and not request.unlocked:
        return _emptied(request, render(request, "keep/erased.html"))
    return _ask(request)


@proved
def _ask(request: PersonRequest) -> HttpResponseBase:
    """Ask when, and whether it is meant; then do it."""
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["when"] == "week":
            erasing.plan(request.person, now=request.now)
            return HttpResponseRedirect(reverse("keep:start"))
        try:
            return _erase_now(request)
        except (OSError, OperationalError):
            form.add_error(None, _not_yet())
            return render(request, "keep/erase.html", {"form": form}, status=507)
    status = 422 if request.method == "POST" else 200
    return render(request, "keep/erase.html", {"form": form}, status=status)


@require_POST
@unlocked
def stay(request: PersonRequest) -> HttpResponseBase:
    """Take it back; this needs no proof."""
    erasing.take_back(request.person)
    return HttpResponseRedirect(f"{reverse('keep:start')}?saved=2")


def _not_yet() -> str:
    return gettext(
        "The disk is full, or cannot be written to, so this could not be done to its "
        "end. Make some room and press again. If it was begun, the next start of the "
        "program finishes it."
    )


def _erase_now(request: PersonRequest) -> HttpResponseBase:
    erasing.erase(request.person.pk)
    request.session.flush()
    request.unlocked, request.idle_seconds = False, None
    del request.person
    response = HttpResponseRedirect(reverse("keep:erase"))
    for cookie in request.COOKIES.keys() - _SHOWN_WITH:
        response.delete_cookie(cookie)
    cookies.put(response, cookies.DONE, "yes", max_age=_SHOWN_FOR)
    return response


def _emptied(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    for cookie in request.COOKIES:  # for browsers that do not know the header
        response.delete_cookie(cookie)
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
