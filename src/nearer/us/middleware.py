"""After something was written: what a standing choice takes along goes along."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import cast

from django.db import OperationalError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language

from nearer.accounts.doors import PersonRequest
from nearer.accounts.requests import WebRequest
from nearer.diary.access import BusyError, DamagedError, NotYoursError
from nearer.us.services import send_along

Next = Callable[[HttpRequest], HttpResponseBase]
REFUSED = 400
_LATER = (BusyError, DamagedError, NotYoursError, OperationalError)
"""The answer to what was written is given; what did not go along goes next time."""


def going_along(get_response: Next) -> Next:
    """Copy what the person chose to share, once their own writing is safe."""

    def middleware(plain: HttpRequest) -> HttpResponseBase:
        response = get_response(plain)
        request = cast(WebRequest, plain)
        wrote = plain.method == "POST" and response.status_code < REFUSED
        if wrote and getattr(request, "unlocked", False) and request.person:
            language = (get_language() or "en").split("-")[0]
            with suppress(*_LATER):
                send_along(cast(PersonRequest, request), language=language)
        return response

    return middleware
