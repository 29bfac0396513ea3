"""The one door to people's diaries: begin, unlock, open, append.

Foreign and missing are the same answer, `NotYoursError`. An append is whole or not at
all, on disk before it returns, and written once however often a request is sent again.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from uuid import UUID

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, transaction

from nearer.diary import inviting, keys, sealing, sharing
from nearer.diary.members import (
    OWN,
    Holder,
    NotYoursError,
    Opened,
    Purpose,
    first_rows,
    marks,
    memberships,
    new_space,
    nonces,
)
from nearer.diary.models import KeySlot, Membership, Reader, Row, Space
from nearer.diary.sealing import DamagedError, Head, SpaceKeys
from nearer.entries import IN_TWO, AnyEntry, SafetyAnswered, SwitchesSet, decode, encode

__all__ = [
    "BusyError",
    "DamagedError",
    "Diary",
    "NotYoursError",
    "Purpose",
    "TooLargeError",
    "WrongSecretError",
    "forget_reader",
    "new_reader",
    "open_private",
    "open_space",
    "renew",
    "store",
    "unlock",
]

WrongSecretError = keys.WrongSecretError

LARGEST_ENTRY = 256 * 1024
_TRIES = 20
_SAFETY_KINDS = (SwitchesSet, SafetyAnswered)


class BusyError(Exception):
    """Others kept writing to the space; nothing of this append was stored."""


class TooLargeError(ValueError):
    """An entry is larger than an entry may be; nothing was stored."""


class _OvertakenError(Exception):
    """Another writer came between; the transaction is rolled back and tried again."""


class Diary:
    """The entries of one space, for one person who holds its key."""

    def __init__(
        self,
        opening: Callable[[Purpose], Opened],
        purpose: Purpose,
        *,
        holder: Holder,
    ) -> None:
        self._opening = opening
        self._purpose = purpose
        self._holder = holder
        self._seen: tuple[Head, tuple[AnyEntry, ...]] | None = None

    @cached_property
    def _space(self) -> Opened:
        return self._opening(self._purpose)

    @property
    def space_id(self) -> UUID:
        return self._space.keys.space

    @cached_property
    def safety(self) -> Diary:
        """What nothing but the safety rules reads."""
        return Diary(self._opening, Purpose.SAFETY, holder=self._holder)

    def shared(self, space_id: UUID) -> Diary:
        """Return a space that this person shares with another."""
        opened = _membership(self._holder, space_id)
        if opened.purpose is not Purpose.SHARED:
            raise NotYoursError
        return Diary(partial(_already, opened), opened.purpose, holder=self._holder)

    def begin_shared(self) -> UUID:
        """Make a space to share, in which this person is still alone."""
        return sharing.begin(self._holder)

    def hand_over(self, space_id: UUID) -> bytes:
        """Return what lets one other person in; whoever reads it is let in."""
        return sharing.hand_over(self._holder, space_id)

    def join_shared(self, handed: bytes) -> UUID:
        """Go into a space with what was handed over."""
        return sharing.join(self._holder, handed)

    def invite(self, space_id: UUID, *, name: str, now: datetime) -> str:
        """Return a code that lets one other person in, once, for three days."""
        return inviting.invite(self._holder, space_id, name=name, now=now, cost=_cost())

    def read_invitation(self, code: str, *, now: datetime) -> inviting.Offer:
        """Say whose invitation it is; NotYoursError whatever is wrong with the code."""
        return inviting.read(self._holder, code, now=now, cost=_cost())

    def accept_invitation(
        self, code: str, *, now: datetime, own: UUID | None = None
    ) -> UUID:
        """Go into the space that the code opens, out of an own one; it serves once."""
        return inviting.accept(self._holder, code, now=now, own=own, cost=_cost())

    def withdraw_invitations(self) -> None:
        """Make every open invitation of this person worth nothing."""
        inviting.withdraw(self._holder.person_id)

    def has_invited(self, *, now: datetime) -> bool:
        """Return whether an invitation of this person waits for an answer."""
        return inviting.is_open(self._holder.person_id, now=now)

    def leave_shared(self, space_id: UUID) -> None:
        """Leave; what the other writes from now on has another key."""
        sharing.leave(self._holder, space_id)

    def key_for(self, use: str) -> bytes:
        """Return a key for something short-lived that only who opens this can make."""
        own = self._space.keys
        return keys.part(own.by_generation[own.newest], use)

    def state(self) -> bytes:
        """Return what is another once anything is written here or to the safety space.

        What others write to a space of two counts for nothing.
        """
        own = [self._opening(purpose).keys.space for purpose in OWN]
        heads = Row.objects.filter(space_id__in=own, seq=0).order_by("space_id")
        sealed = heads.values_list("sealed", flat=True)
        return hashlib.blake2b(b"".join(map(bytes, sealed)), digest_size=16).digest()

    def entries(self) -> tuple[AnyEntry, ...]:
        """Return everything, in the order of writing; opened once, then remembered."""
        if self._seen is None:
            rows = (
                Row.objects.filter(space_id=self.space_id)
                .order_by("seq")
                .values_list("seq", "sealed")
            )
            head, raws = sealing.open_all(
                ((seq, bytes(sealed)) for seq, sealed in rows), keys=self._space.keys
            )
            self._seen = head, tuple(map(decode, raws))
        return self._seen[1]

    def append(
        self,
        *entries: AnyEntry,
        request_key: str | None = None,
        private: Sequence[AnyEntry] = (),
    ) -> None:
        """Store all or none, durably; a second time with one `request_key`: nothing.

        `private` goes to the safety space in the same transaction.
        """
        self._refuse(entries)
        parts = [(self._space.keys, _encoded(entries))]
        if private:
            parts.append((self._opening(Purpose.SAFETY).keys, _encoded(private)))
            self.__dict__.pop("safety", None)
        parts = [(own, raws) for own, raws in parts if raws]
        for _ in range(_TRIES if parts else 0):
            with suppress(_OvertakenError), transaction.atomic(durable=True):
                written = [_write(own, raws, request_key) for own, raws in parts]
                break
        else:
            if parts:
                raise BusyError(f"gave up after {_TRIES} tries")
            return
        if entries:
            self._remember(*written[0], entries)

    def _refuse(self, entries: Sequence[AnyEntry]) -> None:
        for entry in entries:
            kind = type(entry).__name__
            if self._purpose is not Purpose.SAFETY and isinstance(entry, _SAFETY_KINDS):
                raise ValueError(f"{kind} belongs to the safety space alone")
            if (self._purpose is Purpose.SHARED) is not isinstance(entry, IN_TWO):
                raise ValueError(f"{kind} and a space of two do not go together")

    def _remember(
        self, before: Head, after: Head, entries: tuple[AnyEntry, ...]
    ) -> None:
        if self._seen is None or before == after:
            self._seen = None
            return
        head, seen = self._seen
        self._seen = (after, seen + entries) if head == before else None


def _encoded(entries: Sequence[AnyEntry]) -> list[bytes]:
    raws = [encode(entry) for entry in entries]
    if any(len(raw) > LARGEST_ENTRY for raw in raws):
        raise TooLargeError(f"an entry may have {LARGEST_ENTRY} bytes")
    return raws


def _write(
    own: SpaceKeys, raws: list[bytes], request_key: str | None
) -> tuple[Head, Head]:
    """Return the heads before and after; raise if another writer came between."""
    rows = Row.objects.filter(space_id=own.space)
    sealed = rows.filter(seq=0).values_list("sealed", flat=True).first()
    if sealed is None:
        raise DamagedError(space=own.space, seq=0, what="the head is missing")
    before = sealing.open_head(bytes(sealed), keys=own)
    fresh = marks(own, request_key)
    first_mark = next(fresh)
    if request_key is not None and rows.filter(mark=first_mark).exists():
        return before, before
    after, new = sealing.seal_after(before, raws, keys=own, nonces=nonces())
    head = sealing.seal_head(after, keys=own, nonce=next(nonces()))
    # The head is exchanged only if it is still the one that was read.
    if not rows.filter(seq=0, sealed=bytes(sealed)).update(sealed=head):
        raise _OvertakenError
    Row.objects.bulk_create(
        Row(
            space_id=own.space,
            seq=before.count + 1 + place,
            sealed=row,
            mark=first_mark if place == 0 else next(fresh),
        )
        for place, row in enumerate(new)
    )
    return before, after


@dataclass(frozen=True)
class NewReader:
    """A person's keys, made and wrapped but not yet stored."""

    person_id: UUID
    private_key: bytes
    slots: Mapping[keys.Way, bytes]


def new_reader(*, person_id: UUID, passphrase: str, code: str) -> NewReader:
    """Make a person's keys; slow on purpose, so not inside a transaction."""
    private_key = secrets.token_bytes(sealing.KEY_BYTES)
    ways = (_secret(passphrase, None), _secret(None, code))
    slots = {way: _wrap(person_id, private_key, way, secret) for way, secret in ways}
    return NewReader(person_id=person_id, private_key=private_key, slots=slots)


def store(new: NewReader, *, first: Sequence[AnyEntry]) -> None:
    """Store a new person's keys, spaces and first entries.

    Belongs in the transaction that makes the person.
    """
    reader = Reader.objects.create(
        person_id=new.person_id, public_key=keys.public_of(new.private_key)
    )
    KeySlot.objects.bulk_create(
        KeySlot(reader=reader, way=way, sealed=sealed)
        for way, sealed in new.slots.items()
    )
    holder = Holder(person_id=new.person_id, private_key=new.private_key)
    for purpose in OWN:
        own = new_space(holder, purpose)
        raws = [encode(entry) for entry in first] if purpose is Purpose.PRIVATE else []
        first_rows(own, raws)


def unlock(
    *, person_id: UUID | None, passphrase: str | None = None, code: str | None = None
) -> bytes:
    """Return the private key; nobody's name takes as long as a wrong secret."""
    way, secret = _secret(passphrase, code)
    slot = KeySlot.objects.filter(reader_id=person_id, way=way).first()
    if person_id is None or slot is None:
        _wrap(UUID(int=0), bytes(sealing.KEY_BYTES), way, secret)
        raise WrongSecretError
    return keys.unwrap(bytes(slot.sealed), secret=secret, reader=person_id, way=way)


def renew(
    *,
    person_id: UUID,
    private_key: bytes,
    passphrase: str | None = None,
    code: str | None = None,
) -> None:
    """Let a new secret open the same private key; no entry is written anew."""
    way, secret = _secret(passphrase, code)
    sealed = _wrap(person_id, private_key, way, secret)
    KeySlot.objects.update_or_create(
        reader_id=person_id, way=way, defaults={"sealed": sealed}
    )


def forget_reader(person_id: UUID, *, using: str = DEFAULT_DB_ALIAS) -> None:
    """Delete a person's keys, and the spaces in which they were alone.

    Belongs in the transaction that deletes the person.
    """
    members = Membership.objects.using(using)
    own = set(members.filter(reader_id=person_id).values_list("space_id", flat=True))
    members.filter(reader_id=person_id).delete()
    shared = set(members.filter(space_id__in=own).values_list("space_id", flat=True))
    alone = own - shared
    Row.objects.using(using).filter(space_id__in=alone).delete()
    Space.objects.using(using).filter(pk__in=alone).delete()
    KeySlot.objects.using(using).filter(reader_id=person_id).delete()
    Reader.objects.using(using).filter(pk=person_id).delete()


def open_private(*, person_id: UUID, private_key: bytes) -> Diary:
    """Return the person's own diary; nothing is read before it is asked for."""
    holder = Holder(person_id=person_id, private_key=private_key)

    def opening(purpose: Purpose) -> Opened:
        for opened in memberships(holder):
            if opened.purpose is purpose:
                return opened
        raise NotYoursError

    return Diary(opening, Purpose.PRIVATE, holder=holder)


def open_space(*, person_id: UUID, private_key: bytes, space_id: UUID) -> Diary:
    """Return a space that the person holds a key to."""
    holder = Holder(person_id=person_id, private_key=private_key)
    opened = _membership(holder, space_id)
    return Diary(partial(_already, opened), opened.purpose, holder=holder)


def _membership(holder: Holder, space_id: UUID) -> Opened:
    for opened in memberships(holder):
        if opened.keys.space == space_id:
            return opened
    raise NotYoursError


def _already(opened: Opened, purpose: Purpose) -> Opened:
    if opened.purpose is not purpose:
        raise NotYoursError
    return opened


def _secret(passphrase: str | None, code: str | None) -> tuple[keys.Way, bytes]:
    if passphrase is not None and code is None:
        return "passphrase", keys.normal(passphrase)
    if code is not None and passphrase is None:
        return "recovery", keys.normal(keys.tidy_code(code) or code)
    raise ValueError("either a passphrase or a recovery code")


def _cost() -> keys.Cost:
    return keys.Cost(passes=settings.KDF_PASSES, memory=settings.KDF_MEMORY)


def _wrap(person_id: UUID, private_key: bytes, way: keys.Way, secret: bytes) -> bytes:
    return keys.wrap(
        private_key,
        secret=secret,
        reader=person_id,
        way=way,
        cost=_cost(),
        rnd=secrets.token_bytes(keys.SLOT_RANDOM_BYTES),
    )
