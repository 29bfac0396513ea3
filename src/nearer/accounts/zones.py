"""The person's time zone: what the browser says, otherwise this computer's."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from urllib.parse import unquote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_NAME = re.compile(r"[A-Za-z0-9_+-]{1,30}(/[A-Za-z0-9_+-]{1,30}){0,2}")


@lru_cache(maxsize=512)
def zone_of(name: str) -> tzinfo:
    """Return the zone that a cookie names; for an unknown name this computer's."""
    plain = unquote(name)
    if _NAME.fullmatch(plain):
        # Not there, a folder, or no zone file.
        with suppress(ZoneInfoNotFoundError, OSError, ValueError):
            return ZoneInfo(plain)
    here = datetime.now(UTC).astimezone().tzinfo
    return here or UTC
