"""Everything there is besides the bar of places, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext, gettext_noop

from nearer.web.context import exists, is_inside


@dataclass(frozen=True)
class Way:
    """One place to go to, with a line about it."""

    path: str
    label: str
    about: str


OPEN = (
    (
        "/learn",
        gettext_noop("Read"),
        gettext_noop("Short lessons, each with its source and how sure it is."),
    ),
    (
        "/beside",
        gettext_noop("For the one beside"),
        gettext_noop("A page to hand over, for someone who wants to help."),
    ),
)
"""Open to everyone who is inside, also for a look around."""
OWN = (
    (
        "/today",
        gettext_noop("Today"),
        gettext_noop("The day in a few taps, and a small step."),
    ),
    (
        "/moment",
        gettext_noop("A moment"),
        gettext_noop("In the heat of it: a way to wait, or to step aside and return."),
    ),
    (
        "/map",
        gettext_noop("Where I stand"),
        gettext_noop("What your answers say, and how sure that is."),
    ),
    (
        "/questions",
        gettext_noop("Questions"),
        gettext_noop("About four minutes, one statement at a time."),
    ),
    (
        "/write",
        gettext_noop("Write"),
        gettext_noop("Pages of your own that nobody else can open."),
    ),
    (
        "/patterns",
        gettext_noop("My patterns"),
        gettext_noop("Urges and habits that you noticed, and when they come."),
    ),
    (
        "/helps",
        gettext_noop("What helps me"),
        gettext_noop("What goes with better days, as far as it can be told."),
    ),
    (
        "/review",
        gettext_noop("Looking back"),
        gettext_noop("A week: what you expected, and what came."),
    ),
    (
        "/us",
        gettext_noop("Us"),
        gettext_noop("With someone else who has notes of their own."),
    ),
    (
        "/check",
        gettext_noop("The private questions"),
        gettext_noop("Two minutes, for yourself, and worth repeating."),
    ),
    (
        "/keep",
        gettext_noop("Keep"),
        gettext_noop("Take out, bring in, print, erase."),
    ),
    (
        "/settings",
        gettext_noop("Settings"),
        gettext_noop("Language, look, the name in tabs, when it locks."),
    ),
)
"""What belongs to a person with notes of their own."""
LOOKING = ("/map", "/questions")
"""What of a person's own also opens in a look around."""


def ways(request: HttpRequest) -> tuple[Way, ...]:
    """Return where this visitor can go, the nearest first."""
    is_person = bool(getattr(request, "person", None))
    own = [way for way in OWN if is_person or way[0] in LOOKING]
    known = own if is_inside(request) else []
    return tuple(
        Way(path, gettext(label), gettext(about))
        for path, label, about in (*known, *OPEN)
        if exists(path)
    )
