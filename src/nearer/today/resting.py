"""Rest for as long as one likes, and come back."""

from __future__ import annotations

import secrets

from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from nearer.accounts.doors import PersonRequest
from nearer.today import services
from nearer.today.forms import KeyForm
from nearer.today.here import Here, on_the_way


@require_http_methods(["GET", "POST"])
@on_the_way
def pause(request: PersonRequest, here: Here) -> HttpResponseBase:
    """Say what a pause is; begin one, or end it."""
    form = KeyForm(request.POST)
    if request.method == "POST":
        if form.is_valid():
            ends = request.POST.get("do") == "resume"
            act = services.resume if ends else services.pause
            act(request, here.programme, key=form.cleaned_data["key"])
        return HttpResponseRedirect(reverse("today:home"))
    if here.programme.paused:
        return HttpResponseRedirect(reverse("today:home"))
    return render(request, "today/pause.html", {"key": secrets.token_urlsafe()})
