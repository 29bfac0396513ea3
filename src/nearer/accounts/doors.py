"""The web's doors: behind `unlocked`, the diary is open and it is the person's own."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from nearer.accounts import holding
from nearer.accounts.requests import PersonRequest, WebRequest

__all__ = ["PersonRequest", "WebRequest", "safe_next", "unlocked"]

P = ParamSpec("P")


def unlocked(
    view: Callable[Concatenate[PersonRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let in whoever's diary is open; ask everyone else to unlock, and lose nothing."""

    @wraps(view)
    def door(
        request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if cast(WebRequest, request).unlocked:
            return view(cast(PersonRequest, request), *args, **kwargs)
        return _ask_to_unlock(cast(WebRequest, request))

    return door


def safe_next(request: HttpRequest, default: str) -> str:
    """Return where to go on, if it is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    fits = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if fits and wanted.startswith("/") else default


def _ask_to_unlock(request: WebRequest) -> HttpResponse:
    back = _page_of(request)
    query = f"?{urlencode({'next': back})}" if back else ""
    where = f"{reverse('accounts:unlock')}{query}"
    response: HttpResponse
    if request.htmx:
        # A fragment would put the unlock page into the middle of another.
        response = HttpResponse(headers={"HX-Redirect": where})
    else:
        response = HttpResponseRedirect(where)
    if request.method == "POST" and request.person is not None:
        holding.hold(request, response, person=request.person)
    return response


def _page_of(request: WebRequest) -> str:
    """Return the page that the person was looking at."""
    if request.htmx:
        return request.htmx.current_url_abs_path or ""
    if request.method == "GET":
        return request.get_full_path()
    came_from = urlsplit(request.META.get("HTTP_REFERER", ""))
    return came_from.path if came_from.netloc == request.get_host() else ""
