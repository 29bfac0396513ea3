"""What is done once a minute, by whichever request comes first in any process."""

from __future__ import annotations

from django.core.cache import cache
from django.db import DatabaseError

_SECONDS = 60


def is_time(what: str) -> bool:
    """Return whether a minute has gone since somebody was last told so.

    First look, then write: where the cache is a table, `add` alone would be a write at
    every request.
    """
    try:
        if cache.get(what) is not None:
            return False
        return bool(cache.add(what, value=True, timeout=_SECONDS))
    except DatabaseError:  # pages that ask nothing of the database are there without it
        return False
