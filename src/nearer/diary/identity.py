"""Identifiers that sort by time. Python has `uuid.uuid7` only from 3.14 on."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

ENTROPY_BYTES = 10


def uuid7(*, at: datetime, entropy: bytes) -> UUID:
    """Return the identifier of RFC 9562, 5.7: 48 bits of milliseconds, 74 random."""
    if at.tzinfo is None:
        raise ValueError(f"the instant needs a time zone, got {at!r}")
    if len(entropy) != ENTROPY_BYTES:
        raise ValueError(f"entropy needs {ENTROPY_BYTES} bytes, got {len(entropy)}")
    milliseconds = int(at.timestamp() * 1000)
    chance = int.from_bytes(entropy, "big")
    high, low = chance >> 68, chance & ((1 << 62) - 1)
    return UUID(int=milliseconds << 80 | 7 << 76 | high << 64 | 2 << 62 | low)
