"""What the pages of this app have in common."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext


def page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """Render; a form that comes back from a POST was refused."""
    refused = request.method == "POST"
    return render(request, template, context, status=422 if refused else 200)


def wait_message() -> str:
    return gettext(
        "That was a lot of tries. Wait five minutes, then try again. Your "
        "recovery code works meanwhile."
    )


def begun_message() -> str:
    return gettext(
        "Many have begun here within the last hour. Wait a while, at most an hour, "
        "then try again."
    )


def wrong_code_message() -> str:
    return gettext(
        "This is not the code that the app shows now. If it keeps happening, see "
        "whether this device and the phone show the same time."
    )


def used_message() -> str:
    return gettext(
        "This code has been used. Wait for the next one: at most half a minute."
    )
