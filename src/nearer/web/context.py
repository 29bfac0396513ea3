"""What every page's layout needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import get_language, gettext, gettext_noop

LOOK_COOKIE = "theme"
LOOKS = ("light", "dark")
LEAVE_TO = "https://www.wikipedia.org/"

INSIDE = (
    ("/map", gettext_noop("Where I stand"), "compass"),
    ("/questions", gettext_noop("Questions"), "lines"),
    ("/help", gettext_noop("Help"), "ring"),
    ("/settings", gettext_noop("Settings"), "sliders"),
)
OUTSIDE = (
    ("/", gettext_noop("Start"), "sheet"),
    ("/unlock", gettext_noop("Unlock"), "key"),
    ("/help", gettext_noop("Help"), "ring"),
    ("/settings", gettext_noop("Settings"), "sliders"),
)


@dataclass(frozen=True)
class Place:
    """One entry of the bar of places."""

    path: str
    label: str
    icon: str
    current: bool


@dataclass(frozen=True)
class Language:
    """One entry of the language switch."""

    code: str
    name: str
    current: bool


def _exists(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def places(request: HttpRequest) -> tuple[Place, ...]:
    """Return the places that this visitor can go to; Help is always the third."""
    inside = bool(getattr(request, "person", None)) or "look" in request.COOKIES
    return tuple(
        Place(path, gettext(label), icon, _within(request.path, path))
        for path, label, icon in (INSIDE if inside else OUTSIDE)
        if _exists(path)
    )


def _within(here: str, place: str) -> bool:
    return here == place or (place != "/" and here.startswith(f"{place}/"))


def look_of(request: HttpRequest) -> str:
    """Return the chosen look, or "" for the device's own."""
    chosen = request.COOKIES.get(LOOK_COOKIE, "")
    return chosen if chosen in LOOKS else ""


def room_name(request: HttpRequest) -> str:
    """Return the name that titles, the icon and the manifest show."""
    own = getattr(request, "room_name", "") or getattr(settings, "ROOM_NAME", "")
    return str(own or gettext("Notes"))


def house(request: HttpRequest) -> dict[str, Any]:
    """Give the layout its names, places, languages, look and time to the lock."""
    current = get_language() or settings.LANGUAGE_CODE
    return {
        "room_name": room_name(request),
        "places": places(request),
        "look": look_of(request),
        "languages": tuple(
            Language(code, name, code == current.split("-")[0])
            for code, name in settings.LANGUAGES
        ),
        "leave_to": getattr(settings, "LEAVE_TO", LEAVE_TO),
        "here": request.get_full_path(),
        "idle_seconds": getattr(request, "idle_seconds", None),
    }
