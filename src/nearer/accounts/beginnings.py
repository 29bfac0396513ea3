"""Whether the ten weeks were begun: what the bar of places asks on every page."""

from __future__ import annotations

from contextlib import suppress

from django.db import DatabaseError

from nearer.accounts.requests import WebRequest
from nearer.diary.access import DamagedError, NotYoursError
from nearer.entries import ProgrammeBegan
from nearer.readings.present import present


def has_begun(request: WebRequest) -> bool:
    """Return whether they were begun, as far as can be seen just now.

    The page of a fault asks as well, so nothing that fails here may stop it.
    """
    if not request.unlocked:
        return False
    with suppress(DamagedError, NotYoursError, DatabaseError):
        entries = present(request.diary.entries())
        return any(isinstance(entry, ProgrammeBegan) for entry in entries)
    return False
