"""Invite one other person into a space of two: a code once, for a while, a few tries.

The code finds the invitation and opens it; the database has the first part only. Wrong,
used up, withdrawn and never there are the same answer, `NotYoursError`.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import msgspec
from django.db import IntegrityError, transaction
from django.db.models import F

from nearer.diary import keys, sharing
from nearer.diary.keys import Cost, WrongSecretError
from nearer.diary.members import Holder, NotYoursError
from nearer.diary.models import Invitation

LASTS = timedelta(hours=72)
TRIES = 5
_AT_ONCE = 5  # how often a place in the table is tried before giving up


class Invited(msgspec.Struct, frozen=True):
    """What an invitation says, and what it lets into."""

    name: str
    """What the one who invites likes to be called."""
    handed: bytes


@dataclass(frozen=True)
class Offer:
    """An invitation that a code has opened."""

    id: UUID
    name: str
    space: UUID
    own: bool
    """It is the person's own."""


def invite(
    holder: Holder, space_id: UUID, *, name: str, now: datetime, cost: Cost
) -> str:
    """Return the code of a new invitation; an earlier one of the person is gone."""
    payload = msgspec.msgpack.encode(
        Invited(name=name, handed=sharing.hand_over(holder, space_id))
    )
    for _ in range(_AT_ONCE):
        code = keys.short_code(secrets.token_bytes(keys.CODE_ENTROPY_BYTES))
        place, secret = _parts(code)
        identity = uuid4()
        sealed = _seal(payload, secret=secret, identity=identity, cost=cost)
        try:
            with transaction.atomic():
                Invitation.objects.filter(until__lte=now).delete()
                withdraw(holder.person_id)
                Invitation.objects.create(
                    id=identity,
                    place=place,
                    reader_id=holder.person_id,
                    sealed=sealed,
                    until=now + LASTS,
                )
        except IntegrityError:
            continue
        return code
    raise RuntimeError("no free place for an invitation was found")


def read(holder: Holder, code: str, *, now: datetime, cost: Cost) -> Offer:
    """Say whose invitation a code opens; a wrong code counts as a try."""
    row, invited = _opened(code, now=now, cost=cost)
    return Offer(
        id=row.pk,
        name=invited.name,
        space=sharing.space_of(invited.handed),
        own=row.reader_id == holder.person_id,
    )


def accept(
    holder: Holder, code: str, *, now: datetime, cost: Cost, own: UUID | None = None
) -> UUID:
    """Go into the space; of two who try at once, one gets in.

    `own` is the person's own space, in which they wait; it is left. If somebody came
    into it meanwhile, that is the link, and the code is not used: two who take each
    other's code at once are linked once.
    """
    row, invited = _opened(code, now=now, cost=cost)
    space = sharing.space_of(invited.handed)
    with transaction.atomic():
        sharing.hold(space, *([] if own is None else [own]))
        if own is not None and not sharing.is_alone(holder, own):
            raise NotYoursError
        taken, _ = Invitation.objects.filter(pk=row.pk, until__gt=now).delete()
        if not taken:
            raise NotYoursError
        sharing.join(holder, invited.handed)
        if own is not None:
            withdraw(holder.person_id)
            sharing.leave(holder, own)
    return space


def could_be(code: str) -> bool:
    """Return whether this has the form of a code; says nothing about any."""
    return keys.tidy_short_code(code) is not None


def withdraw(person_id: UUID) -> None:
    """Make every open invitation of a person worth nothing."""
    Invitation.objects.filter(reader_id=person_id).delete()


def is_open(person_id: UUID, *, now: datetime) -> bool:
    """Return whether an invitation of this person waits for an answer."""
    return Invitation.objects.filter(reader_id=person_id, until__gt=now).exists()


def _opened(code: str, *, now: datetime, cost: Cost) -> tuple[Invitation, Invited]:
    place, secret = _parts(code)
    row = Invitation.objects.filter(place=place, until__gt=now).first()
    if row is None:
        # As long as a wrong code takes: nobody can tell that an invitation waits.
        _seal(b"", secret=secret, identity=UUID(int=0), cost=cost)
        raise NotYoursError
    try:
        payload = keys.unwrap(
            bytes(row.sealed), secret=secret.encode(), reader=row.pk, way="invitation"
        )
    except WrongSecretError:
        Invitation.objects.filter(pk=row.pk).update(tries=F("tries") + 1)
        Invitation.objects.filter(pk=row.pk, tries__gte=TRIES).delete()
        raise NotYoursError from None
    return row, msgspec.msgpack.decode(payload, type=Invited)


def _seal(payload: bytes, *, secret: str, identity: UUID, cost: Cost) -> bytes:
    return keys.wrap(
        payload,
        secret=secret.encode(),
        reader=identity,
        way="invitation",
        cost=cost,
        rnd=secrets.token_bytes(keys.SLOT_RANDOM_BYTES),
    )


def _parts(code: str) -> tuple[str, str]:
    parts = keys.tidy_short_code(code)
    if parts is None:
        raise NotYoursError
    return parts
