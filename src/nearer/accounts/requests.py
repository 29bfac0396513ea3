"""What every request carries once it has come through `middleware.people`."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from nearer.accounts.models import Person
from nearer.diary.access import Diary
from nearer.diary.identity import ENTROPY_BYTES, uuid7


class Stamp(TypedDict):
    """What every new entry needs: `Answered(**stamp(request), item=…)`."""

    id: UUID
    at: datetime
    day: date


class WebRequest(HttpRequest):
    """Anyone's request; `diary` is there only where `unlocked` is true."""

    session: SessionBase
    htmx: HtmxDetails
    now: datetime
    day: date
    person: Person | None
    unlocked: bool
    idle_seconds: int | None
    """How long without a request until it locks; None while it is locked."""
    room_name: str
    """The disguise: what page titles show; empty for the neutral name."""
    room_icon: str
    """The picture beside that name."""
    diary: Diary
    once: bool
    """Whether a page that answers a form may be shown one time only: it holds a code,
    stands behind the passphrase, or shows what is another person's to take back."""
    has_begun: Callable[[], bool]
    """Whether the ten weeks were begun; opens the diary, so it is asked, not stored."""


class PersonRequest(WebRequest):
    """The request of a person whose diary is open."""

    person: Person  # narrower than in WebRequest: `doors.unlocked` saw to it


def stamp(request: WebRequest) -> Stamp:
    """Return a new entry's id, instant and day."""
    entropy = secrets.token_bytes(ENTROPY_BYTES)
    identity = uuid7(at=request.now, entropy=entropy)
    return Stamp(id=identity, at=request.now, day=request.day)
