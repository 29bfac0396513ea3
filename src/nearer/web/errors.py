"""Error pages: what happened, what is safe, what to do."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

log = logging.getLogger(__name__)

KEPT = _("What you have saved so far is safe.")
WORDS: Final = {
    400: (
        _("This request could not be read"),
        KEPT,
        _("Go back, open the page anew and try again."),
    ),
    403: (
        _("This page could not be opened"),
        KEPT,
        _("Go back to the start and find your way from there."),
    ),
    404: (
        _("There is nothing at this address"),
        KEPT,
        _("The address may be mistyped, or the page is gone. Go on from the start."),
    ),
    405: (
        _("This page cannot be used that way"),
        KEPT,
        _("Go back and use the buttons on the page."),
    ),
    413: (
        _("This is too large to take in"),
        _("Nothing was kept of it. What you have saved before is safe."),
        _("Go back and try a smaller file or a shorter text."),
    ),
    500: (
        _("Something went wrong on our side"),
        _("It is not your doing. What you have saved so far is safe."),
        _("Wait a moment and try again. If it happens again, start the program anew."),
    ),
}
CSRF = (
    _("This page was open for too long"),
    _("What you sent was not taken in. What you have saved before is safe."),
    _("Go back, open the page anew and send it again. Its cookies must be allowed."),
)
_MOST_DIGITS = 18
# When even the page of an error cannot be made.
BARE: Final = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>Notes</title>"
    "<h1>Something went wrong on our side</h1>"
    "<p>It is not your doing. What you have saved so far is safe. "
    "Wait a moment and <a href=/>start again</a>.</p>"
)


def page(
    request: HttpRequest, status: int, words: tuple[object, object, object]
) -> HttpResponse:
    """Return the page of an error; never raise another one."""
    happened, safe, todo = words
    try:
        return render(
            request,
            "web/error.html",
            {"happened": happened, "safe": safe, "todo": todo, "status": status},
            status=status,
        )
    except Exception:  # the last door: whatever is broken, words must come
        log.exception("The page of an error could not be made.")
        return HttpResponse(BARE, status=status)


def bad_request(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return page(request, status, WORDS[status])


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    del exception  # its text is for a log, not for a page
    return page(request, 403, WORDS[403])


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    del exception  # it lists addresses
    return page(request, 404, WORDS[404])


def server_error(request: HttpRequest) -> HttpResponse:
    return page(request, 500, WORDS[500])


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form came too late.

    That page is led to where nobody is signed in, after Leave in another tab, say: as
    the answer, a browser would keep the form's words with it, on its own disk.
    """
    del reason
    navigates = request.headers.get("Sec-Fetch-Mode") == "navigate"
    if navigates and not getattr(request, "unlocked", False):
        return HttpResponseRedirect(reverse("late"))
    return page(request, 403, CSRF)


def late(request: HttpRequest) -> HttpResponse:
    return page(request, 200, CSRF)


def plain_cookies(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Pass over a cookie with a NUL: none of ours has one, and PostgreSQL takes none.

    A quoted cookie can bring one past every server: it is spelled in digits there.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        found = request.COOKIES
        request.COOKIES = {n: v for n, v in found.items() if "\0" not in n + v}
        return get_response(request)

    return answer


def readable_length(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse a length that is no number: reading the body would fail on it."""

    def answer(request: HttpRequest) -> HttpResponse:
        length = str(request.META.get("CONTENT_LENGTH") or "0")
        if not (length.isascii() and length.isdigit() and len(length) <= _MOST_DIGITS):
            return bad_request(request)
        return get_response(request)

    return answer


def words_for_bare_errors(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give an error that came without words (a wrong method, say) its page."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code not in WORDS or response.streaming or response.content:
            return response
        spoken = page(request, response.status_code, WORDS[response.status_code])
        if "Allow" in response:
            spoken["Allow"] = response["Allow"]
        return spoken

    return answer
