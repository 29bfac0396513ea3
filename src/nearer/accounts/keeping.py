"""Keep something for one browser: sealed here, its secret in that browser's cookie.

So a copy of the database opens none of it, and when the row is gone or the cookie is
gone, so is the thing.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from nearer.accounts.models import Kept, Person
from nearer.diary.envelopes import NONCE_BYTES, NotOpenedError, disclose, enclose
from nearer.diary.keys import part

_SECRET_BYTES = 32


@dataclass(frozen=True)
class Found:
    """What was kept, and until when."""

    raw: bytes
    until: datetime


def put(raw: bytes, *, person: Person, use: str, until: datetime) -> str:
    """Keep `raw`; return what the cookie has to hold."""
    secret = secrets.token_bytes(_SECRET_BYTES)
    place = _place(secret)
    sealed = enclose(
        raw,
        key=part(secret, "key"),
        use=_use(use, person, place),
        nonce=secrets.token_bytes(NONCE_BYTES),
    )
    Kept.objects.create(id=place, person=person, sealed=sealed, until=until)
    return base64.urlsafe_b64encode(secret).decode().rstrip("=")


def get(cookie: str, *, person: Person, use: str, now: datetime) -> Found | None:
    """Return what was kept for this person and use; None if it is no more."""
    secret = _secret(cookie)
    if secret is None:
        return None
    place = _place(secret)
    row = Kept.objects.filter(pk=place, person=person, until__gt=now).first()
    if row is None:
        return None
    try:
        raw = disclose(
            bytes(row.sealed),
            key=part(secret, "key"),
            use=_use(use, person, place),
        )
    except NotOpenedError:
        return None
    return Found(raw=raw, until=row.until)


def owner(cookie: str) -> Person | None:
    """Return for whom something is kept, where the browser does not say who it is."""
    secret = _secret(cookie)
    if secret is None:
        return None
    row = Kept.objects.filter(pk=_place(secret)).select_related("person").first()
    return row.person if row else None


def longer(cookie: str, *, until: datetime) -> None:
    """Put off the end; what was dropped meanwhile stays dropped."""
    secret = _secret(cookie)
    if secret is not None:
        Kept.objects.filter(pk=_place(secret)).update(until=until)


def drop(cookie: str) -> None:
    secret = _secret(cookie)
    if secret is not None:
        Kept.objects.filter(pk=_place(secret)).delete()


def drop_all(person: Person, *, but: Iterable[str] = ()) -> None:
    """End every open session of this person in every browser, but these cookies'."""
    ours = [_place(secret) for secret in map(_secret, but) if secret is not None]
    Kept.objects.filter(person=person).exclude(pk__in=ours).delete()


def sweep(*, now: datetime) -> None:
    """Drop whatever has come to its end."""
    Kept.objects.filter(until__lte=now).delete()


def _secret(cookie: str) -> bytes | None:
    try:
        secret = base64.b64decode(cookie + "=", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return secret if len(secret) == _SECRET_BYTES else None


def _place(secret: bytes) -> str:
    return part(secret, "place").hex()


def _use(use: str, person: Person, place: str) -> bytes:
    return f"{use}:{person.pk}:{place}".encode()
