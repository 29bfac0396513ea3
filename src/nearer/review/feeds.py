"""Keep a calendar under a secret that only its address has, and give it out.

A copy of the database opens none of them, and does not say whose they are.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
from uuid import UUID

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS

from nearer.diary.envelopes import NONCE_BYTES, NotOpenedError, disclose, enclose
from nearer.diary.keys import part
from nearer.review.models import Feed

SECRET_BYTES = 24
BLOCK = 1024
"""Calendars are filled up to a multiple of this, so that a size says nothing."""


def put(raw: bytes, *, secret: str, person_id: UUID) -> None:
    """Keep the person's one calendar under a secret; what was there before goes."""
    key = _key(secret)
    if key is None:
        raise ValueError("not a secret of ours")
    mark = _mark(key)
    padded = raw + bytes(-len(raw) % BLOCK)
    sealed = enclose(
        padded,
        key=part(key, "key"),
        use=mark.encode(),
        nonce=secrets.token_bytes(NONCE_BYTES),
    )
    drop(person_id)
    Feed.objects.create(mark=mark, owner=_owner(person_id), sealed=sealed)


def get(secret: str) -> bytes | None:
    """Return the calendar of an address; None if there is none, or no more."""
    key = _key(secret)
    row = Feed.objects.filter(pk=_mark(key)).first() if key else None
    if key is None or row is None:
        return None
    try:
        raw = disclose(bytes(row.sealed), key=part(key, "key"), use=row.mark.encode())
    except NotOpenedError:
        return None
    return raw.rstrip(b"\0")


def is_of(person_id: UUID, *, secret: str) -> bool:
    """Return whether an address still leads to this person's calendar."""
    key = _key(secret)
    return (
        key is not None
        and Feed.objects.filter(pk=_mark(key), owner=_owner(person_id)).exists()
    )


def drop(person_id: UUID, *, using: str = DEFAULT_DB_ALIAS) -> None:
    """Delete the person's calendar; needs no key."""
    Feed.objects.using(using).filter(owner=_owner(person_id)).delete()


def new_secret(key: bytes, use: str) -> str:
    """Return a secret; the same form sent twice makes the same one."""
    return _spell(part(key, use)[:SECRET_BYTES])


def ident(secret: str) -> str:
    """Return a name that stays while the address stays, and leads nowhere."""
    return f"{part(secret.encode(), 'event').hex()[:24]}@notes"


def _spell(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode()


def _key(secret: str) -> bytes | None:
    try:
        raw = base64.b64decode(secret, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    # One spelling only: other letters can stand for the same bytes.
    return raw if len(raw) == SECRET_BYTES and _spell(raw) == secret else None


def _mark(key: bytes) -> str:
    return part(key, "place").hex()


def _owner(person_id: UUID) -> str:
    key: bytes = settings.INSTALLATION_KEY
    return hashlib.blake2b(
        person_id.bytes, key=key, person=b"calendar", digest_size=32
    ).hexdigest()
