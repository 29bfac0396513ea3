"""A page that answers a form stands at an address of its own, as if it was asked for.

A browser keeps what was sent for every page that came as an answer, and writes it to
its own disk, to bring the tab back one day. So such a page is kept here for a while,
sealed for this person and this browser, and the browser is led to it.

It is not shown any more once something was written to the diary or to the safety space:
what it says, or offers, may be untrue since. A page that holds a code, stands behind
the passphrase or shows another person's things is shown one time only.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import timedelta
from typing import TypeGuard

import msgspec
from django.db import DatabaseError, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes

from nearer.accounts import cookies, keeping
from nearer.accounts.requests import PersonRequest, WebRequest
from nearer.diary.access import NotYoursError
from nearer.diary.envelopes import NONCE_BYTES, NotOpenedError, disclose, enclose

KEPT_FOR = timedelta(minutes=10)
MARK = "again"
"""What an address of such a page has behind its question mark."""
_USE = "answer"
_BLOCK = 16 * 1024
"""How long a page was tells nothing."""
_CANNOT = (DatabaseError, NotYoursError)
"""A full disk, a lost diary: the answer has to be seen all the same."""


class _Answer(msgspec.Struct, frozen=True):
    status: int
    kind: str
    page: bytes
    padding: bytes
    once: bool = False


def find(request: WebRequest) -> HttpResponse | None:
    """Return the answer that stands at this address; None if it is no more."""
    mark = request.GET.get(MARK)
    if request.method != "GET" or not mark or not _is_open(request):
        return None
    with suppress(NotOpenedError, *_CANNOT):  # it stands elsewhere, or is out of date
        return _found(request, mark)
    return None


def _found(request: PersonRequest, mark: str) -> HttpResponse | None:
    cookie = _cookie(request)
    found = keeping.get(cookie, person=request.person, use=_USE, now=request.now)
    if found is None:
        return None
    raw = disclose(found.raw, key=_key(request), use=_place(request, mark))
    answer = msgspec.msgpack.decode(raw, type=_Answer)
    if answer.once:
        keeping.drop(cookie)
    return HttpResponse(answer.page, status=answer.status, content_type=answer.kind)


def lead_to(request: WebRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Return where the answer stands; the answer itself where no browser keeps it."""
    if not (_stays(request) and _is_open(request) and _is_page(response)):
        return response
    with suppress(*_CANNOT):
        return _led(request, response)
    return response


def _led(request: PersonRequest, response: HttpResponse) -> HttpResponse:
    mark = secrets.token_urlsafe(6)
    answer = _Answer(
        status=response.status_code,
        kind=response["Content-Type"],
        page=response.content,
        padding=bytes(-len(response.content) % _BLOCK),
        once=request.once,
    )
    sealed = enclose(
        msgspec.msgpack.encode(answer),
        key=_key(request),
        use=_place(request, mark),
        nonce=secrets.token_bytes(NONCE_BYTES),
    )
    with transaction.atomic():
        keeping.drop(_cookie(request))
        secret = keeping.put(
            sealed, person=request.person, use=_USE, until=request.now + KEPT_FOR
        )
    query = request.GET.copy()
    query[MARK] = mark
    path = escape_leading_slashes(escape_uri_path(request.path))
    led = HttpResponseRedirect(f"{path}?{query.urlencode()}")
    led.cookies = response.cookies
    cookies.put(led, cookies.ANSWER, secret)
    return led


def _stays(request: WebRequest) -> bool:
    """Return whether the browser would put the answer among the pages of its tab."""
    return (
        request.method == "POST" and request.headers.get("Sec-Fetch-Mode") == "navigate"
    )


def _is_open(request: WebRequest) -> TypeGuard[PersonRequest]:
    return request.unlocked and request.person is not None


def _is_page(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    return (
        isinstance(response, HttpResponse)
        and not 300 <= response.status_code < 400
        and response.get("Content-Type", "").startswith("text/html")
        and "Content-Disposition" not in response
    )


def _place(request: PersonRequest, mark: str) -> bytes:
    """Return what the answer is bound to: an address, and the diary as it was then."""
    return f"{mark}:{request.path}:".encode() + request.diary.state()


def _key(request: PersonRequest) -> bytes:
    return request.diary.key_for("answers")


def _cookie(request: WebRequest) -> str:
    return request.COOKIES.get(cookies.full_name(cookies.ANSWER), "")
