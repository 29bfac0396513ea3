"""What was typed and not sent yet: kept on the server, so that no lock loses it.

Nothing of it is in the browser's storage. A draft opens only with the person's own key,
and where it belongs is known only to who holds that key. It goes when the form is sent,
when the person lets go of it, or after a week.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import datetime, timedelta

import msgspec
from django.db import OperationalError

from nearer.accounts.models import Draft, Person
from nearer.accounts.requests import WebRequest
from nearer.diary.envelopes import NONCE_BYTES, NotOpenedError, disclose, enclose
from nearer.diary.keys import part

KEPT_FOR = timedelta(days=7)
LARGEST = 64 * 1024
MOST = 40
"""So many drafts at a time; the oldest makes room."""
_BLOCK = 1024
_MORE = b"\x80"

Fields = list[tuple[str, str]]


class RefusedError(Exception):
    """No draft, or a larger one than is kept."""


def read_fields(text: str) -> Fields:
    """Return what a page sent, or raise `RefusedError`."""
    if len(text) > LARGEST:
        raise RefusedError
    try:
        return msgspec.json.decode(text, type=Fields)
    except (msgspec.DecodeError, UnicodeEncodeError):
        raise RefusedError from None


def keep(request: WebRequest, *, where: str, fields: Fields) -> None:
    """Keep the draft of the form that goes to `where`; an empty one: let it go."""
    person = request.person
    if person is None:
        return
    if not any(value.strip() for _, value in fields):
        drop(request, where=where)
        return
    place = _place(request, where)
    text = msgspec.msgpack.encode(fields) + _MORE
    sealed = enclose(
        text + bytes(-len(text) % _BLOCK),
        key=_key(request),
        use=place.encode(),
        nonce=secrets.token_bytes(NONCE_BYTES),
    )
    Draft.objects.update_or_create(
        id=place,
        person=person,
        defaults={"sealed": sealed, "until": request.now + KEPT_FOR},
    )
    _make_room(person)


def find(request: WebRequest, *, where: str) -> Fields:
    """Return the draft; empty if there is none."""
    row = Draft.objects.filter(
        pk=_place(request, where), person=request.person, until__gt=request.now
    ).first()
    if row is None:
        return []
    try:
        text = disclose(bytes(row.sealed), key=_key(request), use=row.pk.encode())
    except NotOpenedError:
        return []
    return msgspec.msgpack.decode(text.rstrip(b"\0")[:-1], type=Fields)


def drop(request: WebRequest, *, where: str) -> None:
    """Let go of a draft: its form was sent, or the person does not want it."""
    person = getattr(request, "person", None)
    if person is None or not request.unlocked:  # whoever was just erased is no more
        return
    own = Draft.objects.filter(person=person)
    if own.exists():
        with suppress(OperationalError):  # what was sent is saved, and that counts
            own.filter(pk=_place(request, where)).delete()


def sweep(*, now: datetime) -> None:
    Draft.objects.filter(until__lte=now).delete()


def _make_room(person: Person) -> None:
    newest = Draft.objects.filter(person=person).order_by("-until")
    old = list(newest.values_list("pk", flat=True)[MOST:])
    if old:
        Draft.objects.filter(pk__in=old).delete()


def _place(request: WebRequest, where: str) -> str:
    return part(_key(request), f"place:{where}").hex()


def _key(request: WebRequest) -> bytes:
    return request.diary.key_for("drafts")
