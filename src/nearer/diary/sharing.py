"""Spaces of two: begin one, hand over its key, go in, leave it.

At most two people are in one. Who leaves makes a new key for the one who stays, proves
with the old key that it is theirs to give, and keeps neither.
"""

from __future__ import annotations

import secrets
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from nearer.diary import sealing
from nearer.diary.members import (
    FIRST_GENERATION,
    Holder,
    NotYoursError,
    Purpose,
    first_rows,
    handed_row,
    member_row,
    memberships,
    new_space,
)
from nearer.diary.models import Membership, Reader, Row, Space
from nearer.diary.sealing import SpaceKeys

_ID_BYTES = 16
MOST = 2


def begin(holder: Holder) -> UUID:
    """Make a space with one member."""
    with transaction.atomic():
        own = new_space(holder, Purpose.SHARED)
        first_rows(own, [])
    return own.space


def hand_over(holder: Holder, space_id: UUID) -> bytes:
    """Return the space and its key."""
    own = _keys(holder, space_id)
    if own.newest != FIRST_GENERATION:
        raise NotYoursError  # somebody was in it and left: a new one is needed
    return own.space.bytes + own.by_generation[own.newest]


def space_of(handed: bytes) -> UUID:
    """Return which space was handed over."""
    return UUID(bytes=handed[:_ID_BYTES])


def join(holder: Holder, handed: bytes) -> UUID:
    """Go in; raise `NotYoursError` if it is gone, full, or one's own."""
    space_id, key = space_of(handed), handed[_ID_BYTES:]
    own = SpaceKeys(space=space_id, by_generation={FIRST_GENERATION: key})
    with transaction.atomic():
        _lock(space_id)
        inside = set(_members(space_id).values_list("reader_id", flat=True))
        if not inside or len(inside) >= MOST or holder.person_id in inside:
            raise NotYoursError
        member_row(own, Purpose.SHARED, holder).save(force_insert=True)
    return space_id


def hold(*space_ids: UUID) -> None:
    """Hold spaces until the transaction ends, whoever else wants them, in one order."""
    for space_id in sorted(set(space_ids)):
        _lock(space_id)


def is_alone(holder: Holder, space_id: UUID) -> bool:
    """Return whether nobody else is in a space."""
    return not _members(space_id).exclude(reader_id=holder.person_id).exists()


def leave(holder: Holder, space_id: UUID) -> None:
    """Go out. Nothing that the other can see changes; alone in it, it is gone."""
    own = _keys(holder, space_id)
    with transaction.atomic():
        _lock(space_id)
        mine = _members(space_id).filter(reader_id=holder.person_id)
        others = _members(space_id).exclude(reader_id=holder.person_id)
        stays = Reader.objects.filter(pk__in=others.values("reader_id"))
        key = secrets.token_bytes(sealing.KEY_BYTES)
        generation = own.newest + 1
        after = SpaceKeys(
            space=space_id, by_generation={**own.by_generation, generation: key}
        )
        before = own.by_generation[own.newest]
        handed = [
            handed_row(after, Purpose.SHARED, reader, before=before) for reader in stays
        ]
        Membership.objects.bulk_create(handed)
        mine.delete()
        if not handed:
            Row.objects.filter(space_id=space_id).delete()
            Space.objects.filter(pk=space_id).delete()


def _keys(holder: Holder, space_id: UUID) -> SpaceKeys:
    for opened in memberships(holder):
        if opened.keys.space == space_id and opened.purpose is Purpose.SHARED:
            return opened.keys
    raise NotYoursError


def _members(space_id: UUID) -> QuerySet[Membership]:
    return Membership.objects.filter(space_id=space_id)


def _lock(space_id: UUID) -> None:
    """Hold the space until the transaction ends: two may press at once."""
    if not Space.objects.select_for_update().filter(pk=space_id).exists():
        raise NotYoursError
