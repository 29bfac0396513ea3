"""What every entry carries, and what is kept of a kind that nobody knows."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec


class Entry(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """What every entry carries."""

    id: UUID
    """uuid7: sorts by the instant of writing."""
    at: datetime
    """The instant, UTC."""
    day: date
    """The person's own calendar day."""


class Unknown(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of a kind that this version does not know, byte for byte as it was."""

    kind: str
    raw: bytes
