"""Begin, unlock, lock, recover."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from nearer.accounts import (
    cookies,
    entering,
    holding,
    keeping,
    looking,
    names,
    second,
    services,
    sessions,
)
from nearer.accounts.doors import PersonRequest, WebRequest, safe_next, unlocked
from nearer.accounts.forms import BeginForm, KeptForm, RecoverForm, UnlockForm
from nearer.accounts.pages import begun_message, page, wait_message
from nearer.readings import switches


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
            form.add_error(None, begun_message())
        else:
            response = HttpResponseRedirect(reverse("accounts:code"))
            entering.let_in(request, response, new)
            if looked:
                looking.forget(response)
            entering.show_code(request, response, new, code)
            return response
    return page(request, "accounts/begin.html", form=form, has_look=bool(looked))


@require_http_methods(["GET", "POST"])
@unlocked
def code(request: PersonRequest) -> HttpResponseBase:
    """Show the recovery code that was just made, until the person says it is kept."""
    request.once = True
    cookie = request.COOKIES.get(cookies.full_name(cookies.SHEET), "")
    found = keeping.get(
        cookie, person=request.person, use=entering.CODE_USE, now=request.now
    )
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
            return entering.after_passphrase(request, found, after)
    return page(
        request,
        "accounts/unlock.html",
        form=form,
        next=after,
        known=known is not None,
        is_held=holding.is_held(request),
        lacks_file=holding.lacks_file(request),
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
            second.turn_off(found.person)  # its app may be lost: this is the way back
            services.sign_in(request, found.person)
            response = HttpResponseRedirect(reverse("accounts:code"))
            entering.let_in(request, response, found)
            entering.show_code(request, response, found, services.change_code(found))
            return response
    return page(request, "accounts/recover.html", form=form)


def _after_code(request: PersonRequest) -> str:
    """After the first code: the private questions. After a later one: the settings."""
    checked = switches.was_asked(request.diary)
    return reverse("accounts:settings") if checked else _reverse_or("help:check", "/")


def _wrong(*, knows_person: bool) -> str:
    if knows_person:
        return gettext(
            "This passphrase does not open your notes. Nothing is lost; try again."
        )
    return gettext(
        "This name and this passphrase open nothing here. Nothing is lost; try again."
    )


def _reverse_or(name: str, default: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return default
