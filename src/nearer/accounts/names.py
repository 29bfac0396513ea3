"""A person's name is typed, so the database knows only a keyed hash of it."""

from __future__ import annotations

import hashlib
import unicodedata

from django.conf import settings

LONGEST_NAME = 100


def normal(name: str) -> str:
    """Return the name as it is compared: case, width and space do not matter."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def handle(name: str) -> str:
    """Return what stands for the name in the database."""
    raw = normal(name).encode()
    key: bytes = settings.INSTALLATION_KEY
    return hashlib.blake2b(raw, key=key, person=b"handle", digest_size=32).hexdigest()
