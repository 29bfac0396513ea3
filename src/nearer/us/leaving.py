"""Leave: silently, or with what was shared taken back, which may be noticed."""

from __future__ import annotations

from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from nearer.accounts.doors import PersonRequest
from nearer.us import services
from nearer.us.here import Here, with_here

WAYS = ("silent", "back")


@require_http_methods(["GET", "POST"])
@with_here
def leave(request: PersonRequest, here: Here) -> HttpResponseBase:
    """Say what leaving means, and do it at once: a way out asks for no passphrase."""
    way = request.POST.get("way")
    if request.method == "POST" and way in WAYS:
        joined = here.joined
        services.leave(here, take_back=way == "back")
        return HttpResponseRedirect(reverse("us:home") + f"?saved={1 if joined else 2}")
    if here.link is None:
        return HttpResponseRedirect(reverse("us:home"))
    status = 422 if request.method == "POST" else 200
    return render(request, "us/leave.html", {"joined": here.joined}, status=status)
