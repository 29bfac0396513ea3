"""Settings: language, look, lock, the name in tabs; passphrase and recovery code."""

from __future__ import annotations

from dataclasses import asdict
from typing import cast

from django.conf import settings
from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from nearer.accounts import preferences, services, sessions, shown
from nearer.accounts.doors import PersonRequest, unlocked
from nearer.accounts.forms import ConfirmForm, PassphraseForm, PreferencesForm
from nearer.accounts.preferences import Preferences, Theme
from nearer.accounts.requests import stamp
from nearer.accounts.views import page, show_code, wait_message
from nearer.entries import Preferred


@require_http_methods(["GET", "POST"])
@unlocked
def settings_page(request: PersonRequest) -> HttpResponseBase:
    before = preferences.read(request.diary.entries())
    if request.method == "POST":
        form = PreferencesForm(request.POST)
        if form.is_valid():
            return _save(request, before, form)
        return page(request, "accounts/settings.html", form=form, name=before.name)
    chosen = asdict(before) | {
        "lock_minutes": before.lock_minutes or settings.LOCK_MINUTES,
        "language": before.language or settings.LANGUAGE_CODE,
    }
    form = PreferencesForm(initial=chosen)
    saved = "saved" in request.GET
    return page(
        request, "accounts/settings.html", form=form, name=before.name, saved=saved
    )


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@unlocked
def passphrase(request: PersonRequest) -> HttpResponseBase:
    form = PassphraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = _prove(request, form)
        if found is not None:
            services.change_passphrase(
                request, found, passphrase=form.cleaned_data["passphrase"]
            )
            response = HttpResponseRedirect(reverse("accounts:settings") + "?saved")
            sessions.open_for(
                request, response, person=found.person, private_key=found.private_key
            )
            return response
    return page(request, "accounts/passphrase.html", form=form, name=_name(request))


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@unlocked
def new_code(request: PersonRequest) -> HttpResponseBase:
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = _prove(request, form)
        if found is not None:
            response = HttpResponseRedirect(reverse("accounts:code"))
            show_code(request, response, found, services.change_code(found))
            return response
    return page(request, "accounts/new_code.html", form=form, name=_name(request))


def _name(request: PersonRequest) -> str:
    """Return the name, so that a password manager knows whose passphrase it is."""
    return preferences.read(request.diary.entries()).name


def _prove(
    request: PersonRequest, form: PassphraseForm | ConfirmForm
) -> services.Unlocked | None:
    """Ask for the passphrase again before what should not happen behind one's back."""
    try:
        return services.prove(
            request, handle=request.person.handle, secret=form.cleaned_data["secret"]
        )
    except services.WrongSecretError:
        form.add_error("secret", gettext("This is not your passphrase. Try again."))
    except services.TooManyTriesError:
        form.add_error(None, wait_message())
    return None


def _save(
    request: PersonRequest, before: Preferences, form: PreferencesForm
) -> HttpResponseBase:
    data = form.cleaned_data
    after = Preferences(
        name=before.name,
        language=data["language"],
        theme=cast(Theme, data["theme"]),
        lock_minutes=data["lock_minutes"],
        title=data["title"],
    )
    request.diary.append(
        *(
            Preferred(**stamp(request), setting=setting, value=value)
            for setting, value in after.changed_from(before)
        )
    )
    response = HttpResponseRedirect(reverse("accounts:settings") + "?saved")
    shown.show(response, after)
    if after.lock_minutes != before.lock_minutes:
        key = sessions.private_key(request)
        if key is not None:
            sessions.open_for(request, response, person=request.person, private_key=key)
    return response
