"""Where answers live: in the person's diary, or in this look around alone.

Views ask a room for its entries and write into it; which of the two it is, only the
words on a page need to know.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, cast

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from nearer.accounts import looking
from nearer.accounts.doors import PersonRequest, WebRequest, unlocked
from nearer.diary.access import Diary
from nearer.entries import AnyEntry, SittingOpened
from nearer.readings import switches
from nearer.readings.switches import Switches

P = ParamSpec("P")


class Room(Protocol):
    """Entries to read and a place to write."""

    @property
    def is_kept(self) -> bool:
        """Whether what is written stays when the browser closes."""

    def entries(self) -> tuple[AnyEntry, ...]:
        """Return everything in the order of writing."""

    def switches(self, today: date) -> Switches:
        """Return what may be offered here."""

    def write(self, *entries: AnyEntry, request_key: str) -> None:
        """Write all or none; the same `request_key` again writes nothing new."""


class DiaryRoom:
    """The person's own diary."""

    is_kept = True

    def __init__(self, diary: Diary) -> None:
        self._diary = diary

    def entries(self) -> tuple[AnyEntry, ...]:
        return self._diary.entries()

    def switches(self, today: date) -> Switches:
        return switches.of(self._diary, today=today)

    def write(self, *entries: AnyEntry, request_key: str) -> None:
        self._diary.append(*entries, request_key=request_key)


class LookRoom:
    """A look around: everything is in the browser's own sealed cookies."""

    is_kept = False

    def __init__(self, entries: tuple[AnyEntry, ...]) -> None:
        self._entries = entries

    def entries(self) -> tuple[AnyEntry, ...]:
        return self._entries

    def switches(self, today: date) -> Switches:
        return switches.read((), today=today)

    def write(self, *entries: AnyEntry, request_key: str) -> None:  # noqa: ARG002 - as a diary
        # The browser sends the same cookies with both taps, so the second one writes
        # the same as the first and takes its place: no key is needed.
        self._entries += entries

    def take_along(self, response: HttpResponseBase) -> None:
        """Let the browser hold what is here now."""
        looking.save(response, self._entries)


def in_diary(
    view: Callable[Concatenate[WebRequest, Room, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let in whoever's diary is open, and hand over its room."""

    @unlocked
    @wraps(view)
    def door(
        request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        return view(request, DiaryRoom(request.diary), *args, **kwargs)

    return door


def in_any_room(
    view: Callable[Concatenate[WebRequest, Room, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let in whoever's diary is open, and whoever is having a look around."""
    diary_door = in_diary(view)

    @wraps(view)
    def door(
        request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        looked = _look_of(cast(WebRequest, request))
        if not looked:
            return diary_door(request, *args, **kwargs)
        room = LookRoom(looked)
        response = view(cast(WebRequest, request), room, *args, **kwargs)
        if request.method == "POST":
            try:
                room.take_along(response)
            except looking.TooMuchError:  # a look around is for looking around
                return HttpResponseRedirect(reverse("accounts:begin"))
        return response

    return door


def _look_of(request: WebRequest) -> tuple[AnyEntry, ...]:
    """Return the look around that this request belongs to; nothing if it has none.

    A form that was sent for a diary which has locked meanwhile belongs to that diary.
    """
    if request.unlocked:
        return ()
    looked = looking.load(request)
    sitting = request.POST.get("sitting")
    if sitting and sitting not in {
        str(entry.id) for entry in looked if isinstance(entry, SittingOpened)
    }:
        return ()
    return looked
