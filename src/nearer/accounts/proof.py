"""A fresh proof: the passphrase again, before what must not happen behind one's back.

It holds for ten minutes, in this browser, for this person; locking everything ends it.
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

from nearer.accounts import cookies, keeping, services
from nearer.accounts.doors import PersonRequest, safe_next, unlocked
from nearer.accounts.forms import ConfirmForm
from nearer.accounts.views import page, wait_message

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


def proved(
    view: Callable[Concatenate[PersonRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let in whoever's diary is open and who has just typed the passphrase again."""

    @wraps(view)
    def door(
        request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if is_fresh(request):
            return view(request, *args, **kwargs)
        query = urlencode({"next": request.path})
        return HttpResponseRedirect(f"{reverse('accounts:again')}?{query}")

    return unlocked(door)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@unlocked
def again(request: PersonRequest) -> HttpResponseBase:
    """Ask for the passphrase, then go on to where it was needed."""
    after = safe_next(request, default=reverse("accounts:settings"))
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.prove(
                request,
                handle=request.person.handle,
                secret=form.cleaned_data["secret"],
            )
        except services.WrongSecretError:
            form.add_error("secret", gettext("This is not your passphrase. Try again."))
        except services.TooManyTriesError:
            form.add_error(None, wait_message())
        else:
            return _remember(request, HttpResponseRedirect(after))
    return page(request, "accounts/again.html", form=form, next=after)


def _remember(request: PersonRequest, response: HttpResponseBase) -> HttpResponseBase:
    keeping.drop(_cookie(request))
    value = keeping.put(
        b"yes", person=request.person, use=_USE, until=request.now + HOLDS_FOR
    )
    cookies.put(response, cookies.PROOF, value, max_age=int(HOLDS_FOR.total_seconds()))
    return response


def _cookie(request: PersonRequest) -> str:
    return request.COOKIES.get(cookies.full_name(cookies.PROOF), "")
