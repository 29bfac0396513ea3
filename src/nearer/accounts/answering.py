"""A page that answers a form stands at an address of its own, as if it was asked for.

A browser keeps what was sent for every page that came as an answer, and writes it to
its own disk, to bring the tab back one day. So such a page is kept here for a while,
sealed for this person and this browser, and the browser is led to it.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TypeGuard

import msgspec
from django.db import DatabaseError, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from nearer.accounts import cookies, keeping
from nearer.accounts.requests import PersonRequest, WebRequest
from nearer.diary.envelopes import NONCE_BYTES, NotOpenedError, disclose, enclose

KEPT_FOR = timedelta(minutes=30)
MARK = "again"
"""What an address of such a page has behind its question mark."""
_USE = "answer"
_BLOCK = 16 * 1024
"""How long a page was tells nothing."""


class _Answer(msgspec.Struct, frozen=True):
    status: int
    kind: str
    page: bytes
    padding: bytes


def find(request: WebRequest) -> HttpResponse | None:
    """Return the answer that stands at this address; None if it is no more."""
    mark = request.GET.get(MARK)
    if request.method != "GET" or not mark or not _is_open(request):
        return None
    cookie = _cookie(request)
    found = keeping.get(cookie, person=request.person, use=_USE, now=request.now)
    if found is None:
        return None
    try:
        raw = disclose(found.raw, key=_key(request), use=_place(request, mark))
    except NotOpenedError:  # it stands elsewhere
        return None
    answer = msgspec.msgpack.decode(raw, type=_Answer)
    return HttpResponse(answer.page, status=answer.status, content_type=answer.kind)


def lead_to(request: WebRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Return where the answer stands; the answer itself where no browser keeps it."""
    if not (_stays(request) and _is_open(request) and _is_page(response)):
        return response
    mark = secrets.token_urlsafe(6)
    answer = _Answer(
        status=response.status_code,
        kind=response["Content-Type"],
        page=response.content,
        padding=bytes(-len(response.content) % _BLOCK),
    )
    sealed = enclose(
        msgspec.msgpack.encode(answer),
        key=_key(request),
        use=_place(request, mark),
        nonce=secrets.token_bytes(NONCE_BYTES),
    )
    keeping.drop(_cookie(request))
    try:
        with transaction.atomic():
            secret = keeping.put(
                sealed,
                person=request.person,
                use=_USE,
                until=request.now + KEPT_FOR,
            )
    except DatabaseError:  # a full disk: the answer has to be seen all the same
        return response
    query = request.GET.copy()
    query[MARK] = mark
    led = HttpResponseRedirect(f"{request.path}?{query.urlencode()}")
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


def _place(request: WebRequest, mark: str) -> bytes:
    return f"{mark}:{request.path}".encode()


def _key(request: WebRequest) -> bytes:
    return request.diary.key_for("answers")


def _cookie(request: WebRequest) -> str:
    return request.COOKIES.get(cookies.full_name(cookies.ANSWER), "")
