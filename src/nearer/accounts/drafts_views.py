"""Where a page keeps what is typed into it, and asks for it again."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from nearer.accounts import drafts
from nearer.accounts.requests import WebRequest

_LONGEST_PATH = 500


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def draft(plain: HttpRequest) -> HttpResponseBase:
    """Keep (POST) or give back (GET) the draft of the form that goes to `at`."""
    request = cast(WebRequest, plain)
    if not request.unlocked:
        # Not the usual door: that would hold this in place of a form that was sent.
        return HttpResponseRedirect(reverse("accounts:unlock"))
    asked = request.POST if request.method == "POST" else request.GET
    where = asked.get("at", "")
    if not where.startswith("/") or len(where) > _LONGEST_PATH:
        return HttpResponse(status=422)
    if request.method == "GET":
        return JsonResponse({"fields": drafts.find(request, where=where)})
    try:
        fields = drafts.read_fields(request.POST.get("fields", "[]"))
    except drafts.RefusedError:
        return HttpResponse(status=422)
    drafts.keep(request, where=where, fields=fields)
    return HttpResponse(status=204)
