"""Whoever asked to be erased in a week is erased when the week is over."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from nearer.accounts import minutes
from nearer.keep import erasing

Next = Callable[[HttpRequest], HttpResponseBase]


def sweeping(get_response: Next) -> Next:
    """Look once a minute, before it is known who asks."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if minutes.is_time("erased"):
            with suppress(OperationalError, OSError):  # a full disk: at the next look
                erasing.sweep(now=settings.CLOCK())
        return get_response(request)

    return middleware
