"""Coming in: once the secrets are shown, open for this browser and go on."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from nearer.accounts import (
    cookies,
    holding,
    keeping,
    preferences,
    second,
    services,
    sessions,
    shown,
)
from nearer.accounts.requests import WebRequest
from nearer.accounts.services import Unlocked

CODE_USE = "recovery code"
_CODE_SHOWN_FOR = timedelta(hours=1)
_STEP_USE = "half way in"
_STEP_FOR = timedelta(minutes=5)


def after_passphrase(
    request: WebRequest, found: Unlocked, after: str
) -> HttpResponseBase:
    """Go on, or ask for the second step first where it is on."""
    if not second.is_on(found.person):
        return go_on(request, found, after)
    until = request.now + _STEP_FOR
    value = keeping.put(
        found.private_key, person=found.person, use=_STEP_USE, until=until
    )
    where = f"{reverse('accounts:unlock_code')}?{urlencode({'next': after})}"
    response = HttpResponseRedirect(where)
    cookies.put(response, cookies.STEP, value, max_age=int(_STEP_FOR.total_seconds()))
    return response


def half_way(request: WebRequest) -> Unlocked | None:
    """Return who has shown the passphrase in this browser and not yet the code."""
    cookie = _step_cookie(request)
    person = keeping.owner(cookie)
    if person is None:
        return None
    found = keeping.get(cookie, person=person, use=_STEP_USE, now=request.now)
    return Unlocked(person=person, private_key=found.raw) if found else None


def after_code(request: WebRequest, found: Unlocked, after: str) -> HttpResponseBase:
    keeping.drop(_step_cookie(request))
    response = go_on(request, found, after)
    cookies.drop(response, cookies.STEP)
    return response


def go_on(request: WebRequest, found: Unlocked, after: str) -> HttpResponseBase:
    """Unlock, then answer the form that was held, or go where the person was going."""
    services.sign_in(request, found.person)
    key_bearer = HttpResponseRedirect(after)
    let_in(request, key_bearer, found)
    held = holding.carry_on(request, after=after)
    if held is None:
        return key_bearer
    held.cookies.update(key_bearer.cookies)
    return held


def let_in(request: WebRequest, response: HttpResponseBase, found: Unlocked) -> None:
    sessions.open_for(
        request, response, person=found.person, private_key=found.private_key
    )
    chosen = preferences.read(request.diary.entries())
    shown.show(response, chosen, unless=request.COOKIES)


def show_code(
    request: WebRequest, response: HttpResponseBase, found: Unlocked, new_code: str
) -> None:
    until = request.now + _CODE_SHOWN_FOR
    value = keeping.put(
        new_code.encode(), person=found.person, use=CODE_USE, until=until
    )
    cookies.put(response, cookies.SHEET, value)


def _step_cookie(request: WebRequest) -> str:
    return request.COOKIES.get(cookies.full_name(cookies.STEP), "")
