"""A fresh proof: the passphrase again, before what must not happen behind one's back.

Where the second step is on, its code too: otherwise someone at a screen that was left
open, who knows the passphrase, could turn it off. It holds for ten minutes, in this
browser, for this person; locking everything ends it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from nearer.accounts import cookies, keeping, preferences, second, services
from nearer.accounts.doors import PersonRequest, WebRequest, safe_next, unlocked
from nearer.accounts.forms import CodeForm, ConfirmForm, PassphraseForm
from nearer.accounts.pages import (
    page,
    used_message,
    wait_message,
    wrong_code_message,
)

P = ParamSpec("P")
_USE = "proof"
HOLDS_FOR = timedelta(minutes=10)


def is_fresh(request: PersonRequest) -> bool:
    """Return whether the passphrase was typed within the last ten minutes."""
    found = keeping.get(
        _cookie(request), person=request.person, use=_USE, now=request.now
    )
    # Further off than it ever could be: the clock was set back.
    return found is not None and found.until - request.now <= HOLDS_FOR


def ask(request: PersonRequest, *, after: str = "") -> HttpResponseRedirect:
    """Ask for the passphrase, and come back to the same page, or to `after`."""
    query = urlencode({"next": after or request.path})
    return HttpResponseRedirect(f"{reverse('accounts:again')}?{query}")


def proved(
    view: Callable[Concatenate[PersonRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let in whoever's diary is open and who has just typed the passphrase again."""

    @wraps(view)
    def door(
        request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        request.once = True
        if is_fresh(request):
            return view(request, *args, **kwargs)
        return ask(request)

    return unlocked(door)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@unlocked
def again(request: PersonRequest) -> HttpResponseBase:
    """Ask for the passphrase, then go on to where it was needed."""
    after = safe_next(request, default=reverse("accounts:settings"))
    form = ConfirmForm(request.POST or None, with_code=second.is_on(request.person))
    if request.method == "POST" and form.is_valid() and shown(request, form):
        return _remember(request, HttpResponseRedirect(after))
    name = preferences.read(request.diary.entries()).name
    return page(request, "accounts/again.html", form=form, next=after, name=name)


def shown(
    request: PersonRequest, form: ConfirmForm | PassphraseForm
) -> services.Unlocked | None:
    """Return the person if the form's passphrase, and code, are theirs; else say so."""
    try:
        found = services.prove(
            request, handle=request.person.handle, secret=form.cleaned_data["secret"]
        )
    except services.WrongSecretError:
        form.add_error("secret", gettext("This is not your passphrase. Try again."))
    except services.TooManyTriesError:
        form.add_error(None, wait_message())
    else:
        return found if code_fits(request, form, found) else None
    return None


def code_fits(
    request: WebRequest,
    form: CodeForm | ConfirmForm | PassphraseForm,
    found: services.Unlocked,
) -> bool:
    """Check the form's code, where it has one; say on the form what is wrong."""
    if "code" not in form.fields:
        return True
    try:
        second.check(request, found, code=form.cleaned_data["code"])
    except second.UsedCodeError:
        form.add_error("code", used_message())
    except second.WrongCodeError:
        form.add_error("code", wrong_code_message())
    except services.TooManyTriesError:
        form.add_error(None, wait_message())
    else:
        return True
    return False


def _remember(request: PersonRequest, response: HttpResponseBase) -> HttpResponseBase:
    keeping.drop(_cookie(request))
    value = keeping.put(
        b"yes", person=request.person, use=_USE, until=request.now + HOLDS_FOR
    )
    cookies.put(response, cookies.PROOF, value, max_age=int(HOLDS_FOR.total_seconds()))
    return response


def _cookie(request: PersonRequest) -> str:
    return request.COOKIES.get(cookies.full_name(cookies.PROOF), "")
