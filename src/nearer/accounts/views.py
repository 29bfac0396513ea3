"""Begin, unlock, lock, recover."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from nearer.accounts import (
    cookies,
    holding,
    keeping,
    looking,
    names,
    preferences,
    services,
    sessions,
    shown,
)
from nearer.accounts.doors import PersonRequest, WebRequest, safe_next, unlocked
from nearer.accounts.forms import BeginForm, KeptForm, RecoverForm, UnlockForm
from nearer.accounts.services import Unlocked
from nearer.readings import switches

_CODE_USE = "recovery code"
_CODE_SHOWN_FOR = timedelta(hours=1)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def begin(plain: HttpRequest) -> HttpResponseBase:
    request = cast(WebRequest, plain)
    if request.unlocked:  # a second tap on "begin" arrives when it is done
        return HttpResponseRedirect(reverse("accounts:code"))
    looked = looking.load(request)
    form = BeginForm(request.POST or None, has_look=bool(looked))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            new, code = services.begin(
                request,
                name=data["name"],
                passphrase=data["passphrase"],
                language=get_language() or settings.LANGUAGE_CODE,
                looked=looked if data.get("keep_look") else (),
            )
        except services.NameTakenError:
            form.add_error(
                "name", gettext("Someone here has this name already. Choose another.")
            )
        except services.TooManyTriesError:
            form.add_error(None, wait_message())
        else:
            response = HttpResponseRedirect(reverse("accounts:code"))
            _let_in(request, response, new)
            if looked:
                looking.forget(response)
            show_code(request, response, new, code)
            return response
    return page(request, "accounts/begin.html", form=form, has_look=bool(looked))


@require_http_methods(["GET", "POST"])
@unlocked
def code(request: PersonRequest) -> HttpResponseBase:
    """Show the recovery code that was just made, until the person says it is kept."""
    cookie = request.COOKIES.get(cookies.full_name(cookies.SHEET), "")
    found = keeping.get(cookie, person=request.person, use=_CODE_USE, now=request.now)
    if found is None:
        return HttpResponseRedirect(reverse("accounts:settings"))
    form = KeptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        keeping.drop(cookie)
        response = HttpResponseRedirect(_after_code(request))
        cookies.drop(response, cookies.SHEET)
        return response
    return page(
        request, "accounts/code.html", form=form, groups=found.raw.decode().split("-")
    )


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def unlock(plain: HttpRequest) -> HttpResponseBase:
    request = cast(WebRequest, plain)
    after = safe_next(request, default="/")
    if request.unlocked and request.method == "GET":
        return HttpResponseRedirect(after)
    someone_else = "other" in request.GET
    known = None if someone_else else request.person
    form = UnlockForm(request.POST or None, knows_person=known is not None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        handle = known.handle if known else names.handle(data["name"])
        try:
            found = services.prove(request, handle=handle, secret=data["secret"])
        except services.WrongSecretError:
            form.add_error(None, _wrong(knows_person=known is not None))
        except services.TooManyTriesError:
            form.add_error(None, wait_message())
        else:
            return _go_on(request, found, after)
    context = {"form": form, "next": after, "known": known is not None}
    return page(
        request, "accounts/unlock.html", is_held=holding.is_held(request), **context
    )


@require_POST
def lock(plain: HttpRequest) -> HttpResponseBase:
    request = cast(WebRequest, plain)
    response = HttpResponseRedirect(reverse("accounts:unlock"))
    sessions.lock(request, response)
    return response


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def recover(plain: HttpRequest) -> HttpResponseBase:
    request = cast(WebRequest, plain)
    form = RecoverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        handle = names.handle(data["name"])
        try:
            found = services.prove(
                request, handle=handle, secret=data["code"], way="recovery"
            )
        except services.WrongSecretError:
            form.add_error(
                None,
                gettext(
                    "This name and this code open nothing here. Look at both again."
                ),
            )
        except services.TooManyTriesError:
            form.add_error(None, wait_message())
        else:
            services.change_passphrase(request, found, passphrase=data["passphrase"])
            services.sign_in(request, found.person)
            response = HttpResponseRedirect(reverse("accounts:code"))
            _let_in(request, response, found)
            show_code(request, response, found, services.change_code(found))
            return response
    return page(request, "accounts/recover.html", form=form)


def _go_on(request: WebRequest, found: Unlocked, after: str) -> HttpResponseBase:
    """Unlock, then answer the form that was held, or go where the person was going."""
    services.sign_in(request, found.person)
    key_bearer = HttpResponseRedirect(after)
    _let_in(request, key_bearer, found)
    held = holding.carry_on(request)
    if held is None:
        return key_bearer
    held.cookies.update(key_bearer.cookies)
    return held


def _let_in(request: WebRequest, response: HttpResponseBase, found: Unlocked) -> None:
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
        new_code.encode(), person=found.person, use=_CODE_USE, until=until
    )
    cookies.put(response, cookies.SHEET, value)


def _after_code(request: PersonRequest) -> str:
    """After the first code: the private questions. After a later one: the settings."""
    checked = switches.was_asked(request.diary)
    return reverse("accounts:settings") if checked else _reverse_or("help:check", "/")


def page(request: WebRequest, template: str, **context: Any) -> HttpResponse:
    refused = request.method == "POST"
    return render(request, template, context, status=422 if refused else 200)


def _wrong(*, knows_person: bool) -> str:
    if knows_person:
        return gettext(
            "This passphrase does not open your notes. Nothing is lost; try again."
        )
    return gettext(
        "This name and this passphrase open nothing here. Nothing is lost; try again."
    )


def wait_message() -> str:
    return gettext(
        "These were many tries. Wait five minutes, then try again. "
        "Your recovery code works meanwhile."
    )


def _reverse_or(name: str, default: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return default
