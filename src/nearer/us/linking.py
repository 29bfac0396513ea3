"""Link: a code from one to the other, and a look at what it means before the yes."""

from __future__ import annotations

from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from nearer.accounts.doors import PersonRequest
from nearer.accounts.proof import proved
from nearer.accounts.services import may_try_invitation
from nearer.accounts.square import square
from nearer.diary.access import NotYoursError
from nearer.diary.inviting import LASTS
from nearer.us import services
from nearer.us.forms import CodeForm, NameForm
from nearer.us.here import Here

REFUSED = 422


def closed(request: PersonRequest, here: Here) -> HttpResponseBase:
    """Say that pairing is off: one page for every cause, and for a code that fails."""
    return render(request, "us/closed.html", {"linked": here.link is not None})


@require_http_methods(["GET", "POST"])
@proved
def invite(request: PersonRequest) -> HttpResponseBase:
    """Make a code, and show it this once."""
    here = Here(request)
    if not here.may:
        return closed(request, here)
    if here.joined:
        return HttpResponseRedirect(reverse("us:home"))
    form = NameForm(request.POST or None, initial={"name": here.own_name})
    if request.method == "POST" and form.is_valid():
        code = services.invite(here, name=form.cleaned_data["name"])
        context = {
            "code": code,
            "square": square(code),
            "until": request.now + LASTS,
        }
        return render(request, "us/code.html", context)
    refused = request.method == "POST"
    return render(
        request, "us/invite.html", {"form": form}, status=REFUSED if refused else 200
    )


@require_http_methods(["GET", "POST"])
@proved
def join(request: PersonRequest) -> HttpResponseBase:
    """Take a code, show what it means, and go in only after a yes."""
    here = Here(request)
    if not here.may:
        return closed(request, here)
    if here.joined:
        return HttpResponseRedirect(reverse("us:home"))
    form = CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = REFUSED if request.method == "POST" else 200
        return render(request, "us/join.html", {"form": form}, status=status)
    try:
        return _answer(request, here, form.cleaned_data["code"])
    except NotYoursError:
        now = Here(request)
        if now.joined:  # both pressed at once, and the other was first
            return HttpResponseRedirect(reverse("us:home"))
        return closed(request, now)


def _answer(request: PersonRequest, here: Here, code: str) -> HttpResponseBase:
    if not may_try_invitation(request):
        return closed(request, here)
    offer = request.diary.read_invitation(code, now=request.now)
    if offer.own:
        return render(request, "us/own.html")
    said_yes = request.POST.get("do") == "yes"
    form = NameForm(request.POST if said_yes else None, initial={"name": here.own_name})
    if not form.is_valid():
        context = {"offer": offer, "code": code, "form": form}
        status = REFUSED if said_yes else 200
        return render(request, "us/offer.html", context, status=status)
    services.accept(here, code, name=form.cleaned_data["name"])
    return HttpResponseRedirect(reverse("us:home"))
