"""`make demo`: a fictitious person to look around with, in a folder of their own."""

from __future__ import annotations

import secrets
import uuid

from django.db import transaction
from django.utils import timezone

from nearer.accounts import names, services
from nearer.accounts.models import Person
from nearer.diary import access
from nearer.diary.identity import ENTROPY_BYTES, uuid7
from nearer.entries import AnyEntry, Began

NAME = "Robin Example"
PASSPHRASE = "made up for looking around"  # noqa: S105 - shown to everyone who looks


def furnish() -> str:
    """Make the person and their entries; return what to type to come in."""
    person = Person(id=uuid.uuid4(), handle=names.handle(NAME))
    person.set_unusable_password()
    new = access.new_reader(
        person_id=person.pk, passphrase=PASSPHRASE, code=services.new_code()
    )
    with transaction.atomic():
        person.save(force_insert=True)
        access.store(new, first=_entries())
    return (
        "A made-up person to look around with; nothing of it is kept.\n"
        f"Name: {NAME}\nPassphrase: {PASSPHRASE}"
    )


def _entries() -> list[AnyEntry]:
    now = timezone.now()
    identity = uuid7(at=now, entropy=secrets.token_bytes(ENTROPY_BYTES))
    day = timezone.localdate(now)
    return [Began(id=identity, at=now, day=day, name=NAME, language="en")]
