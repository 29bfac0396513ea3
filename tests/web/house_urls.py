"""A small site that shows every part of the house, for the tests alone."""

from __future__ import annotations

from django import forms
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import include, path
from django.views.decorators.http import require_POST

from nearer.web import errors
from tests.pictures.figures import everything


class Example(forms.Form):
    name = forms.CharField(
        label="Name",
        help_text="What you like to be called.",
        error_messages={"required": "Write a name."},
    )
    passphrase = forms.CharField(
        label="Passphrase",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    theme = forms.ChoiceField(
        label="Look",
        widget=forms.RadioSelect,
        choices=[("device", "As the device"), ("light", "Light"), ("dark", "Dark")],
    )
    adult = forms.BooleanField(label="I am an adult.", help_text="Eighteen or older.")


ANSWERS = [
    (1, "Not at all like me"),
    (2, "A little like me"),
    (3, "Somewhat like me"),
    (4, "Mostly like me"),
    (5, "Very much like me"),
]
sent: list[int] = []
"""What `swap` and `plain` took in, so that a test can count it."""


def components(request: HttpRequest) -> HttpResponse:
    form = Example(request.POST) if request.method == "POST" else Example()
    context = {
        "form": form,
        "answers": ANSWERS,
        "eleven": range(11),
        "words": ["barn", "clay", "drum", "echo", "fern", "gold", "hush", "iron"],
    }
    status = 422 if form.errors else 200
    return render(request, "tests/components.html", context, status=status)


def swap(request: HttpRequest, number: int = 1) -> HttpResponse:
    """Be a page of questions that HTMX turns."""
    if request.method == "POST":
        if request.POST.get("way") == "fault":
            raise RuntimeError
        if request.POST.get("way") == "page":
            return redirect("/components")
        sent.append(number)
        number += 1
    context = {
        "number": number,
        "statement": f"Statement number {number}.",
        "answers": ANSWERS,
    }
    whole = "HX-Request" not in request.headers
    template = "tests/swap.html" if whole else "tests/_question.html"
    return render(request, template, context)


def plain(request: HttpRequest) -> HttpResponse:
    """Be a plain form."""
    if request.method == "POST":
        sent.append(0)
    return render(request, "tests/plain.html")


def idle(request: HttpRequest) -> HttpResponse:
    """Be a page that locks after ten minutes."""
    request.idle_seconds = 600  # type: ignore[attr-defined] # set by the doors
    return render(request, "tests/plain.html")


def pictures(request: HttpRequest) -> HttpResponse:
    return render(request, "tests/pictures.html", {"figures": everything()})


@require_POST
def only_post(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("taken")


def broken(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("canary-in-the-message")


def too_large(_request: HttpRequest) -> HttpResponse:
    raise RequestDataTooBig


def forbidden(_request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


urlpatterns = [
    path("", include("nearer.web.urls")),
    path("components", components, name="components"),
    path("questions/<int:number>", components),
    path("questions", components),
    path("map", components),
    path("help", components),
    path("settings", components),
    path("swap", swap),
    path("swap/<int:number>", swap),
    path("plain", plain),
    path("idle", idle),
    path("pictures", pictures),
    path("only-post", only_post),
    path("broken", broken),
    path("too-large", too_large),
    path("forbidden", forbidden),
]
handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
