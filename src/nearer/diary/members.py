"""Which spaces a person holds keys to, and how a space and its keys come to be.

A key is sealed by a member for themselves. One that another member hands over, when
they leave, counts only if it proves that they knew the key before.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum
from hmac import compare_digest
from uuid import UUID

from nearer.diary import keys, sealing
from nearer.diary.keys import WrongSecretError
from nearer.diary.models import Membership, Reader, Row, Space
from nearer.diary.sealing import Head, SpaceKeys

FIRST_GENERATION = 1
_MARK_BYTES = 16
_PROOF_BYTES = 32


class NotYoursError(Exception):
    """No such space, or none of this person's."""


class Purpose(IntEnum):
    """What a space is for; known only to those who can open its membership."""

    PRIVATE = 1
    SAFETY = 2
    SHARED = 3


OWN = (Purpose.PRIVATE, Purpose.SAFETY)
"""The spaces that everyone has."""


@dataclass(frozen=True)
class Opened:
    purpose: Purpose
    keys: SpaceKeys


@dataclass(frozen=True)
class Holder:
    """Who opens, with what opens everything of theirs."""

    person_id: UUID
    private_key: bytes


def nonces() -> Iterator[bytes]:
    while True:
        yield secrets.token_bytes(sealing.NONCE_BYTES)


def marks(own: SpaceKeys, request_key: str | None) -> Iterator[bytes]:
    if request_key is not None:
        hashing = keys.part(own.by_generation[own.newest], "request")
        yield keys.part(hashing, request_key)[:_MARK_BYTES]
    while True:
        yield secrets.token_bytes(_MARK_BYTES)


def new_space(holder: Holder, purpose: Purpose) -> SpaceKeys:
    space = Space.objects.create()
    key = secrets.token_bytes(sealing.KEY_BYTES)
    own = SpaceKeys(space=space.pk, by_generation={FIRST_GENERATION: key})
    member_row(own, purpose, holder).save(force_insert=True)
    return own


def first_rows(own: SpaceKeys, raws: list[bytes]) -> None:
    head, rows = sealing.seal_after(Head(), raws, keys=own, nonces=nonces())
    sealed_head = sealing.seal_head(head, keys=own, nonce=next(nonces()))
    fresh = marks(own, None)
    Row.objects.bulk_create(
        Row(space_id=own.space, seq=seq, sealed=sealed, mark=next(fresh))
        for seq, sealed in enumerate([sealed_head, *rows])
    )


def memberships(holder: Holder) -> list[Opened]:
    """Return the spaces that this person was let into by a member, and no other."""
    found: dict[UUID, tuple[Purpose, dict[int, bytes]]] = {}
    rows = Membership.objects.filter(reader_id=holder.person_id).order_by("generation")
    for member in rows:
        place = member.space_id.bytes + bytes((member.generation,))
        known = found.get(member.space_id, (None, {}))[1]
        payload = _opened(bytes(member.sealed), holder, known)
        if payload is None or not payload.startswith(place):
            continue
        purpose, key = Purpose(payload[len(place)]), payload[len(place) + 1 :]
        found.setdefault(member.space_id, (purpose, {}))[1][member.generation] = key
    return [
        Opened(purpose, SpaceKeys(space=space, by_generation=by_generation))
        for space, (purpose, by_generation) in found.items()
    ]


def member_row(own: SpaceKeys, purpose: Purpose, holder: Holder) -> Membership:
    """Return the row, not yet stored, that lets a person open a space's newest key."""
    payload = _payload(own, purpose)
    sealed = keys.seal_for_self(
        payload, private_key=holder.private_key, nonce=next(nonces())
    )
    return Membership(
        space_id=own.space,
        reader_id=holder.person_id,
        generation=own.newest,
        sealed=sealed,
    )


def handed_row(
    own: SpaceKeys, purpose: Purpose, reader: Reader, *, before: bytes
) -> Membership:
    """Return the row that hands the newest key to another; `before` proves it."""
    payload = _payload(own, purpose)
    proof = keys.part(before, f"next:{payload.hex()}")
    sealed = keys.seal_for(proof + payload, public_key=bytes(reader.public_key))
    return Membership(
        space_id=own.space, reader=reader, generation=own.newest, sealed=sealed
    )


def _payload(own: SpaceKeys, purpose: Purpose) -> bytes:
    place = own.space.bytes + bytes((own.newest, purpose))
    return place + own.by_generation[own.newest]


def _opened(sealed: bytes, holder: Holder, known: dict[int, bytes]) -> bytes | None:
    with suppress(WrongSecretError):
        return keys.open_from_self(sealed, private_key=holder.private_key)
    if not known:
        return None
    try:
        handed = keys.open_sealed(sealed, private_key=holder.private_key)
    except WrongSecretError:
        return None
    proof, payload = handed[:_PROOF_BYTES], handed[_PROOF_BYTES:]
    expected = keys.part(known[max(known)], f"next:{payload.hex()}")
    return payload if compare_digest(proof, expected) else None
