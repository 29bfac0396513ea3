"""The second step: asked for on the way in; turned on and off in the settings."""

from __future__ import annotations

from datetime import timedelta
from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from nearer.accounts import (
    cookies,
    entering,
    holding,
    keeping,
    second,
    services,
    sessions,
)
from nearer.accounts.doors import PersonRequest, WebRequest, safe_next
from nearer.accounts.forms import CodeForm
from nearer.accounts.pages import page, used_message, wrong_code_message
from nearer.accounts.proof import code_fits, proved
from nearer.accounts.services import Unlocked
from nearer.accounts.square import square
from nearer.web.context import room_name

_SETUP_USE = "second step being set up"
_SETUP_FOR = timedelta(minutes=30)
_GROUP = 4


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def unlock_code(plain: HttpRequest) -> HttpResponseBase:
    """Ask for the code of whoever has just shown the passphrase here."""
    request = cast(WebRequest, plain)
    after = safe_next(request, default="/")
    found = entering.half_way(request)
    if found is None:
        where = f"{reverse('accounts:unlock')}?{urlencode({'next': after})}"
        return HttpResponseRedirect(where)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and code_fits(request, form, found):
        return entering.after_code(request, found, after)
    return page(
        request,
        "accounts/unlock_code.html",
        form=form,
        next=after,
        is_held=holding.is_held(request),
    )


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@proved
def second_step(request: PersonRequest) -> HttpResponseBase:
    """Show the square and the key for the app; turn on once the app's code fits."""
    if second.is_on(request.person):
        if request.method == "POST" and request.POST.get("do") == "off":
            second.turn_off(request.person)
            return HttpResponseRedirect(reverse("accounts:settings") + "?saved")
        return page(request, "accounts/second_on.html")
    cookie = request.COOKIES.get(cookies.full_name(cookies.SETUP), "")
    kept = keeping.get(cookie, person=request.person, use=_SETUP_USE, now=request.now)
    secret = kept.raw.decode() if kept else second.new_secret()
    # Bound also where nothing at all was sent: an error is put on it.
    form = CodeForm(request.POST if request.method == "POST" else None)
    if kept is None and request.method == "POST":
        form.add_error(None, _new_square_message())
    elif request.method == "POST" and _turned_on(request, form, secret):
        keeping.drop(cookie)
        response = HttpResponseRedirect(reverse("accounts:settings") + "?saved")
        cookies.drop(response, cookies.SETUP)
        return response
    shown = _setup_page(request, form, secret)
    if kept is None:
        until = request.now + _SETUP_FOR
        value = keeping.put(
            secret.encode(), person=request.person, use=_SETUP_USE, until=until
        )
        age = int(_SETUP_FOR.total_seconds())
        cookies.put(shown, cookies.SETUP, value, max_age=age)
    return shown


def _setup_page(request: PersonRequest, form: CodeForm, secret: str) -> HttpResponse:
    return page(
        request,
        "accounts/second.html",
        form=form,
        groups=[secret[i : i + _GROUP] for i in range(0, len(secret), _GROUP)],
        square=square(second.address(secret, room=room_name(request))),
    )


def _new_square_message() -> str:
    return gettext("It took a while, so the square is a new one. Scan it again.")


def _turned_on(request: PersonRequest, form: CodeForm, secret: str) -> bool:
    key = sessions.private_key(request)
    if key is None or not form.is_valid():
        return False
    found = Unlocked(person=request.person, private_key=key)
    try:
        second.turn_on(
            found, secret=secret, code=form.cleaned_data["code"], now=request.now
        )
    except second.UsedCodeError:
        form.add_error("code", used_message())
    except second.WrongCodeError:
        form.add_error("code", wrong_code_message())
    else:
        # Whoever knows the passphrase may be inside somewhere already.
        services.end_other_sessions(request, request.person, private_key=key)
        return True
    return False
