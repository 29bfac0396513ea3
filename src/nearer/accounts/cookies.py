"""Our cookies: neutral names, kept to this host; most of them only the server reads."""

from __future__ import annotations

from django.conf import settings
from django.http.response import HttpResponseBase

KEY = "key"
HELD = "held"
SHEET = "sheet"
PROOF = "proof"
PARCEL = "parcel"
STEP = "step"
SETUP = "setup"
ANSWER = "answer"
SECRETS = (KEY, HELD, SHEET, PROOF, PARCEL, STEP, SETUP, ANSWER)
"""Each holds the secret of something that is kept for this browser."""
LOOK = ("look", "look2", "look3", "look4")
PAGES = "pages"
"""The private questions on their way from page to page."""
DONE = "done"
"""That everything was erased, for the one page that says so."""
THEME, TITLE, ICON, ZONE = "theme", "title", "icon", "tz"
_A_YEAR = 365 * 24 * 3600


def full_name(name: str) -> str:
    """Return the name as the browser knows it; __Host-: no other host can set it."""
    return f"{settings.COOKIE_PREFIX}{name}"


def put(
    response: HttpResponseBase, name: str, value: str, *, max_age: int | None = None
) -> None:
    response.set_cookie(
        full_name(name),
        value,
        max_age=max_age,
        path="/",
        secure=settings.HOSTED,
        httponly=True,
        samesite="Lax",
    )


def drop(response: HttpResponseBase, name: str) -> None:
    response.delete_cookie(full_name(name), path="/", samesite="Lax")


def put_readable(response: HttpResponseBase, name: str, value: str) -> None:
    """Set what a page has to know before the diary is open; empty: forget it."""
    if value:
        response.set_cookie(
            name,
            value,
            max_age=_A_YEAR,
            path="/",
            secure=settings.HOSTED,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(name, path="/", samesite="Lax")
