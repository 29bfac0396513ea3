"""The person's time zone: what the browser says, otherwise this computer's."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

_NAME = re.compile(r"[A-Za-z0-9_+-]{1,30}(/[A-Za-z0-9_+-]{1,30}){0,2}")


@lru_cache(maxsize=512)
def zone_of(name: str) -> tzinfo:
    """Return the named zone; for an unknown name this computer's."""
    if _NAME.fullmatch(name):
        try:
            return ZoneInfo(name)
        except (OSError, ValueError):  # not there, a folder, or no zone file
            pass
    here = datetime.now(UTC).astimezone().tzinfo
    return here or UTC
