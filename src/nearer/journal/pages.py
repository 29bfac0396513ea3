"""What the pages of this app have in common: a page, an undo, where to go after."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from nearer.accounts.doors import PersonRequest
from nearer.journal import services
from nearer.journal.forms import TapForm

REFUSED = 422


def page(
    request: PersonRequest,
    template: str,
    context: dict[str, Any],
    *,
    refused: bool = False,
) -> HttpResponse:
    """Return a page; a refused form's has the status that moves the focus."""
    common = {"key": secrets.token_urlsafe(), "gone": _gone(request)}
    status = REFUSED if refused else 200
    return render(request, template, common | context, status=status)


def to(name: str, *ids: UUID, query: str = "") -> HttpResponseRedirect:
    """Lead to a page of this app."""
    return HttpResponseRedirect(reverse(f"journal:{name}", args=ids) + query)


def tapped(request: PersonRequest) -> str | None:
    """Return the key of a tap; None for one that no page of ours has sent."""
    form = TapForm(request.POST)
    return form.cleaned_data["key"] if form.is_valid() else None


def taken_back(
    request: PersonRequest, kind: type[services.Written], wanted: UUID, *, then: str
) -> HttpResponseRedirect:
    """Take back something with every wording of it; there is an undo where it leads."""
    found = services.whole(request, kind, wanted)
    key = tapped(request)
    if key is None:
        return to(then)
    services.take_back(request, found, key=key)
    return to(then, query=f"?was={found.newest.id}")


def undone(request: PersonRequest, wanted: UUID) -> None:
    """Bring back what was taken back."""
    key = tapped(request)
    if key is not None:
        services.bring_back(request, wanted, key=key)


def _gone(request: PersonRequest) -> UUID | None:
    """Return what has just been taken back, for the undo."""
    try:
        wanted = UUID(request.GET.get("was", ""))
    except ValueError:
        return None
    return wanted if services.is_gone(request, wanted) else None
