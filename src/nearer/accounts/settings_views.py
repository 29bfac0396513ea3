"""Settings: look, lock, name and picture, passphrase and recovery code."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.forms import Form
from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from nearer.accounts import (
    entering,
    preferences,
    proof,
    second,
    services,
    sessions,
    shown,
)
from nearer.accounts.doors import PersonRequest, unlocked
from nearer.accounts.forms import (
    ConfirmForm,
    LockForm,
    LookForm,
    PassphraseForm,
    RoomForm,
)
from nearer.accounts.pages import page
from nearer.accounts.preferences import Preferences
from nearer.accounts.requests import stamp
from nearer.entries import Preferred


@dataclass(frozen=True)
class Way:
    """A setting that lives with its feature."""

    path: str
    label: object

    @property
    def is_there(self) -> bool:
        try:
            resolve(self.path)
        except Resolver404:
            return False
        return True


MORE = (Way("/reminders", _("Reminders")),)


@require_safe
@unlocked
def settings_page(request: PersonRequest) -> HttpResponseBase:
    """Show the way to each setting, and what it is set to in a word."""
    chosen = _chosen(request)
    return page(
        request,
        "accounts/settings.html",
        chosen=chosen,
        lock_minutes=chosen.lock_minutes or settings.LOCK_MINUTES,
        second_step=second.is_on(request.person),
        more=[way for way in MORE if way.is_there],
        saved="saved" in request.GET,
    )


@require_http_methods(["GET", "POST"])
@unlocked
def look(request: PersonRequest) -> HttpResponseBase:
    before = _chosen(request)
    initial = {
        "language": before.language or settings.LANGUAGE_CODE,
        "theme": before.theme,
    }
    form = LookForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _save(request, before, form.cleaned_data)
    return page(request, "accounts/look.html", form=form)


@require_http_methods(["GET", "POST"])
@unlocked
def locking(request: PersonRequest) -> HttpResponseBase:
    before = _chosen(request)
    initial = {"lock_minutes": before.lock_minutes or settings.LOCK_MINUTES}
    form = LockForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        response = _save(request, before, form.cleaned_data)
        key = sessions.private_key(request)
        if key is not None:
            sessions.open_for(request, response, person=request.person, private_key=key)
        return response
    return page(request, "accounts/locking.html", form=form)


@require_http_methods(["GET", "POST"])
@unlocked
def room(request: PersonRequest) -> HttpResponseBase:
    before = _chosen(request)
    initial = {"title": before.title, "icon": before.icon}
    form = RoomForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _save(request, before, form.cleaned_data)
    pictures = [static(f"web/{name}.svg") for name in preferences.ICONS]
    icons = list(zip(form["icon"], pictures, strict=True))
    return page(request, "accounts/room.html", form=form, icons=icons)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@unlocked
def passphrase(request: PersonRequest) -> HttpResponseBase:
    form = PassphraseForm(request.POST or None, with_code=second.is_on(request.person))
    if request.method == "POST" and form.is_valid():
        found = proof.shown(request, form)
        if found is not None:
            services.change_passphrase(
                request, found, passphrase=form.cleaned_data["passphrase"]
            )
            response = _back()
            sessions.open_for(
                request, response, person=found.person, private_key=found.private_key
            )
            return response
    return _with_name(request, "accounts/passphrase.html", form)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@unlocked
def new_code(request: PersonRequest) -> HttpResponseBase:
    form = ConfirmForm(request.POST or None, with_code=second.is_on(request.person))
    if request.method == "POST" and form.is_valid():
        found = proof.shown(request, form)
        if found is not None:
            response = HttpResponseRedirect(reverse("accounts:code"))
            entering.show_code(request, response, found, services.change_code(found))
            return response
    return _with_name(request, "accounts/new_code.html", form)


def _with_name(request: PersonRequest, template: str, form: Form) -> HttpResponseBase:
    """Name the person, so that a password manager knows whose passphrase it is."""
    return page(request, template, form=form, name=_chosen(request).name)


def _chosen(request: PersonRequest) -> Preferences:
    return preferences.read(request.diary.entries())


def _save(
    request: PersonRequest, before: Preferences, changed: dict[str, Any]
) -> HttpResponseRedirect:
    after = replace(before, **changed)
    request.diary.append(
        *(
            Preferred(**stamp(request), setting=setting, value=value)
            for setting, value in after.changed_from(before)
        )
    )
    response = _back()
    shown.show(response, after)
    return response


def _back() -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("accounts:settings") + "?saved")
