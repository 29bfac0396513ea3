"""What every page's layout needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import Resolver404, resolve
from django.utils.translation import get_language, gettext, gettext_noop

LOOK_COOKIE = "theme"
LOOKS = ("light", "dark")
PLAIN_ICON = "sheet"
LEAVE_TO = "https://www.wikipedia.org/"

HELP = ("/help", gettext_noop("Help"), "ring")
MORE = ("/more", gettext_noop("More"), "dots")
ON_THE_WAY = (
    ("/today", gettext_noop("Today"), "sun"),
    ("/weeks", gettext_noop("Weeks"), "path"),
    HELP,
    MORE,
)
"""For whoever has begun the ten weeks."""
INSIDE = (
    ("/map", gettext_noop("Where I stand"), "compass"),
    ("/questions", gettext_noop("Questions"), "lines"),
    HELP,
    MORE,
)
OUTSIDE = (
    ("/", gettext_noop("Start"), "sheet"),
    ("/unlock", gettext_noop("Unlock"), "key"),
    HELP,
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


def exists(path: str) -> bool:
    """Return whether there is a page at this path."""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def places(request: HttpRequest) -> tuple[Place, ...]:
    """Return the places that this visitor can go to; Help is always the third."""
    inside = is_inside(request)
    known = ON_THE_WAY if inside and has_begun(request) else INSIDE
    return tuple(
        Place(path, gettext(label), icon, _within(request.path, path))
        for path, label, icon in (known if inside else OUTSIDE)
        if exists(path)
    )


def is_inside(request: HttpRequest) -> bool:
    """Return whether this is a person, or someone having a look around."""
    return bool(getattr(request, "person", None)) or "look" in request.COOKIES


def has_begun(request: HttpRequest) -> bool:
    """Return whether the ten weeks were begun; the doors know, if there are any."""
    asked = getattr(request, "has_begun", None)
    return bool(asked and asked())


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


def room_icon(request: HttpRequest) -> str:
    """Return the name of the picture that stands beside that name."""
    return str(getattr(request, "room_icon", "") or PLAIN_ICON)


def house(request: HttpRequest) -> dict[str, Any]:
    """Give the layout its names, places, languages, look and time to the lock."""
    current = get_language() or settings.LANGUAGE_CODE
    return {
        "room_name": room_name(request),
        "room_icon": room_icon(request),
        "room_icon_svg": static(f"web/{room_icon(request)}.svg"),
        "room_icon_png": static(f"web/{room_icon(request)}-192.png"),
        "places": places(request),
        "look": look_of(request),
        "languages": tuple(
            Language(code, name, code == current.split("-")[0])
            for code, name in settings.LANGUAGES
        ),
        "leave_to": getattr(settings, "LEAVE_TO", LEAVE_TO),
        "here": request.get_full_path(),
        "is_demo": getattr(settings, "DEMO", False),
        "idle_seconds": getattr(request, "idle_seconds", None),
    }
