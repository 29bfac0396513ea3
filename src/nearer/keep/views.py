"""Keep: what there is, who can see it; take it along, bring it in."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from nearer.accounts import cookies, keeping
from nearer.accounts.doors import PersonRequest, unlocked
from nearer.accounts.proof import proved
from nearer.content.catalogue import Catalogue, catalogue
from nearer.keep import erasing, services
from nearer.keep.document import RefusedError
from nearer.keep.faults import why_refused
from nearer.keep.forms import InForm, OutForm
from nearer.keep.locking import WrongPassphraseError
from nearer.keep.names import name_of_kind
from nearer.us.forms import LABELS, STANDING
from nearer.us.here import Here
from nearer.web.context import room_name

_PARCEL_USE = "parcel"
_PARCEL_FOR = timedelta(minutes=30)


@require_GET
@unlocked
def start(request: PersonRequest) -> HttpResponseBase:
    """Say who can see what, and lead on."""
    saved = request.GET.get("saved")
    link = Here(request).link  # one that a file brought from elsewhere is none here
    chosen = link.choices if link else frozenset()
    context = {
        "taken": saved == "1",
        "stays": saved == "2",
        "kept_back": saved == "3",
        "due": erasing.due_of(request.person),
        "link": link,
        "goes_along": [LABELS[choice] for choice in STANDING if choice in chosen],
    }
    return render(request, "keep/start.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@proved
def out(request: PersonRequest) -> HttpResponseBase:
    """Hand over a file; one without a passphrase only after a warning."""
    form = OutForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, "keep/out.html", form=form)
    data = form.cleaned_data
    if not data["passphrase"] and request.POST.get("plain") != "yes":
        return render(
            request,
            "keep/plain.html",
            {"form": data["form"], "private": data["private"]},
        )
    export = services.collect(
        request.diary, now=request.now, with_private=data["private"]
    )
    found = services.download(
        export,
        data["form"],
        passphrase=data["passphrase"],
        day=request.day,
        words=_words(),
        room=room_name(request),
    )
    return HttpResponse(
        found.raw,
        content_type=found.content_type,
        headers={"Content-Disposition": f'attachment; filename="{found.name}"'},
    )


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@unlocked
def bring_in(request: PersonRequest) -> HttpResponseBase:
    """Take a file, and hold it until the person has seen what is in it."""
    form = InForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        raw = _read(form)
        if raw is not None:
            response = HttpResponseRedirect(reverse("keep:look"))
            keeping.drop(_parcel(request))
            until = request.now + _PARCEL_FOR
            value = keeping.put(
                raw, person=request.person, use=_PARCEL_USE, until=until
            )
            cookies.put(response, cookies.PARCEL, value)
            return response
    return _page(request, "keep/in.html", form=form)


@require_http_methods(["GET", "POST"])
@unlocked
def look(request: PersonRequest) -> HttpResponseBase:
    """Say what was understood; keep it or drop it."""
    held = keeping.get(
        _parcel(request), person=request.person, use=_PARCEL_USE, now=request.now
    )
    if held is None:
        return HttpResponseRedirect(reverse("keep:in"))
    try:
        found = services.understand(held.raw, diary=request.diary)
    except RefusedError:  # it was whole when it was held; a newer start reads it so
        return _done(request, "keep:in")
    if request.method == "POST":
        if request.POST.get("do") == "keep":
            services.take_in(found, diary=request.diary)
            return _done(request, "keep:start", "?saved=1")
        return _done(request, "keep:start")
    kinds = [(name_of_kind(kind), count) for kind, count in found.kinds.items()]
    return render(request, "keep/look.html", {"found": found, "kinds": kinds})


def _done(request: PersonRequest, where: str, query: str = "") -> HttpResponse:
    keeping.drop(_parcel(request))
    response = HttpResponseRedirect(reverse(where) + query)
    cookies.drop(response, cookies.PARCEL)
    return response


def _read(form: InForm) -> bytes | None:
    """Return the file, without its lock and understood; else say why not."""
    file = cast("UploadedFile[Any]", form.cleaned_data["file"])
    try:
        raw = services.opened(file.read(), form.cleaned_data["secret"])
        services.check(raw)
    except WrongPassphraseError:
        form.add_error(
            "secret",
            gettext("This passphrase does not open the file, or the file was changed."),
        )
        return None
    except RefusedError as refused:
        form.add_error("file", why_refused(refused))
        return None
    return raw


def _parcel(request: PersonRequest) -> str:
    return request.COOKIES.get(cookies.full_name(cookies.PARCEL), "")


def _words() -> Catalogue:
    return catalogue(extra=Path(settings.DATA) / "instruments")


def _page(request: PersonRequest, template: str, **context: Any) -> HttpResponse:
    refused = request.method == "POST"
    return render(request, template, context, status=422 if refused else 200)
