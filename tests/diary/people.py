"""Someone who holds keys, for the tests."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime

from nearer.accounts.models import Person
from nearer.diary import access
from nearer.diary.access import Diary
from nearer.entries import Answered, AnyEntry

AT = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)
DAY = date(2026, 3, 1)
SITTING = uuid.UUID(int=7)
CODE = "ABCDE-FGHJK-MNPQR-STVWX-YZ234"
PASSPHRASE = "barn clay drum echo"


@dataclass(frozen=True)
class Holder:
    """A person with the private key that a request would have."""

    person: Person
    private_key: bytes

    @property
    def diary(self) -> Diary:
        """A diary as a new request opens it: nothing is remembered."""
        return access.open_private(
            person_id=self.person.pk, private_key=self.private_key
        )


def make_holder(*first: AnyEntry, handle: str = "alice") -> Holder:
    person = Person.objects.create(handle=handle)
    new = access.new_reader(person_id=person.pk, passphrase=PASSPHRASE, code=CODE)
    access.store(new, first=first)
    return Holder(person=person, private_key=new.private_key)


def answer(number: int, *, item: str = "av.01") -> Answered:
    return Answered(
        id=uuid.UUID(int=number),
        at=AT,
        day=DAY,
        sitting=SITTING,
        item=item,
        value=number % 5 + 1,
    )
