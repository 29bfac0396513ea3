"""Everything there is besides the bar of places, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext, gettext_noop

from nearer.web.context import exists, is_inside, places


@dataclass(frozen=True)
class Way:
    """One place to go to, with a line about it."""

    path: str
    label: str
    about: str


@dataclass(frozen=True)
class Shelf:
    """Ways that belong together."""

    name: str
    ways: tuple[Way, ...]


SHELVES = (
    (
        gettext_noop("Right now"),
        (
            (
                "/today",
                gettext_noop("Today"),
                gettext_noop("The day in a few taps, and a small step."),
            ),
            (
                "/moment",
                gettext_noop("A moment"),
                gettext_noop(
                    "In the heat of it: a way to wait, or to step aside and return."
                ),
            ),
        ),
    ),
    (
        gettext_noop("To look at"),
        (
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
        ),
    ),
    (
        gettext_noop("To write and to read"),
        (
            (
                "/write",
                gettext_noop("Write"),
                gettext_noop("Pages of your own that nobody else can open."),
            ),
            (
                "/learn",
                gettext_noop("Read"),
                gettext_noop("Short lessons, each with its source and how sure it is."),
            ),
        ),
    ),
    (
        gettext_noop("With someone else"),
        (
            (
                "/us",
                gettext_noop("Us"),
                gettext_noop("With someone else who has notes of their own."),
            ),
            (
                "/beside",
                gettext_noop("For the one beside"),
                gettext_noop(
                    "A page to hand over, and a path for someone who wants to help."
                ),
            ),
        ),
    ),
    (
        gettext_noop("Your notes"),
        (
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
        ),
    ),
)
"""What a person goes to, the nearest first."""
OPEN = {"/learn", "/beside"}
"""Open to everyone."""
LOOKING = OPEN | {"/map", "/questions"}
"""What also opens in a look around."""


def shelves(request: HttpRequest) -> tuple[Shelf, ...]:
    """Return where else this visitor can go; what the bar has is not said twice."""
    in_the_bar = {place.path for place in places(request)}
    found = (
        Shelf(gettext(name), _ways(request, ways, in_the_bar)) for name, ways in SHELVES
    )
    return tuple(shelf for shelf in found if shelf.ways)


def _ways(
    request: HttpRequest, ways: tuple[tuple[str, str, str], ...], told: set[str]
) -> tuple[Way, ...]:
    return tuple(
        Way(path, gettext(label), gettext(about))
        for path, label, about in ways
        if path not in told and _is_open(request, path) and exists(path)
    )


def _is_open(request: HttpRequest, path: str) -> bool:
    if getattr(request, "person", None):
        return True
    return path in (LOOKING if is_inside(request) else OPEN)
