"""What holds for every single answer of the program, pages of errors included."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from django.conf import settings

Answer: TypeAlias = Any
"""What a test client gives back: a response with more on it than one class has."""
OWN_SOURCES = {"'none'", "'self'"}
# Names that say nothing about what the program is for.
COOKIES = {
    "session",
    "form",
    "key",
    "held",
    "sheet",
    "pages",
    "look",
    "look2",
    "look3",
    "look4",
    "language",
    "theme",
    "title",
    "tz",
    "place",
    "parcel",
    "step",
    "setup",
    "answer",
    "done",
    "proof",
    "icon",
}
DEVICE = ("camera", "microphone", "geolocation", "payment", "usb")
_ONCE = re.compile(
    r'(name="(?:csrfmiddlewaretoken|key|sitting)" value=")[^"]*'
    r"|(href=\"/static/[^\"]*?\.)[0-9a-f]{12}"
)


def faults_of(response: Answer, *, is_static: bool = False) -> list[str]:
    """Return what is wrong with the headers and cookies of one answer."""
    return [
        *_headers(response, is_static=is_static),
        *(f"policy: {fault}" for fault in _policy(response)),
        *(f"cookie: {fault}" for fault in _cookies(response)),
        *([f"status {response.status_code}"] if response.status_code >= 500 else []),
        *_ways_out(response),
    ]


def _ways_out(response: Answer) -> list[str]:
    """Tell what a page lacks for leaving it: a button, a link, the keys, a place."""
    kind = response.get("Content-Type", "")
    if response.streaming or not kind.startswith("text/html") or not response.content:
        return []
    if "attachment" in response.get("Content-Disposition", ""):
        return []
    page = response.content.decode()
    if "<!doctype html>" not in page.lower() or "<title>…</title>" in page:
        return []  # a part of a page, or the empty one after leaving
    needed = (
        '<form class="leave" method="post" action="/leave"',
        '<button type="submit">',
        'data-leave-to="https://',
        "data-leave>",
        "/leave.",
    )
    return [f"no way out: {part}" for part in needed if part not in page]


def _headers(response: Answer, *, is_static: bool) -> list[str]:
    wanted = {
        "X-Content-Type-Options": {"nosniff"},
        "Referrer-Policy": {"no-referrer", "same-origin"},
        "Cross-Origin-Opener-Policy": {"same-origin"},
        "Cross-Origin-Resource-Policy": {"same-origin"},
        "X-Frame-Options": {"DENY"},
        "X-Robots-Tag": {"noindex, nofollow"},
    }
    if not is_static or response.status_code >= 400:
        wanted["Cache-Control"] = {"no-store"}
    faults = [
        f"{name}: {response.get(name)}"
        for name, values in wanted.items()
        if response.get(name) not in values
    ]
    allowed = response.get("Permissions-Policy") or ""
    faults += [f"{part} is allowed" for part in DEVICE if f"{part}=()" not in allowed]
    faults += [
        f"{name} tells" for name in ("Server", "X-Powered-By") if name in response
    ]
    return faults


def _policy(response: Answer) -> list[str]:
    rules = {
        name: set(sources)
        for name, *sources in (
            rule.split()
            for rule in (response.get("Content-Security-Policy") or "x").split(";")
        )
    }
    needed = ("default-src", "frame-ancestors", "object-src", "base-uri")
    return [
        *(f"{name} is open" for name in needed if rules.get(name) != {"'none'"}),
        *(f"{n}: {s - OWN_SOURCES}" for n, s in rules.items() if s - OWN_SOURCES),
        *([] if "form-action" in rules else ["forms may go anywhere"]),
    ]


def _cookies(response: Answer) -> list[str]:
    faults = []
    for name, cookie in response.cookies.items():
        plain = name.removeprefix(settings.COOKIE_PREFIX)
        if plain not in COOKIES:
            faults.append(f"{name} is not in the list of neutral names")
        if not cookie.value:  # it is being deleted
            continue
        if not cookie["httponly"]:
            faults.append(f"{name} can be read by scripts")
        if cookie["samesite"] not in {"Lax", "Strict"} or cookie["domain"]:
            faults.append(f"{name} goes elsewhere")
        if cookie["path"] != "/":
            faults.append(f"{name} has the path {cookie['path']}")
        if settings.HOSTED and not cookie["secure"]:
            faults.append(f"{name} goes over plain connections")
    return faults


def words_of(response: Answer) -> bytes:
    """Return the bytes of an answer, without what is new in every one of them."""
    content = response.getvalue() if response.streaming else response.content
    return _ONCE.sub(lambda m: m[1] or m[2], content.decode(errors="replace")).encode()
