"""`make demo`: a fictitious person to look around with, in a folder of their own."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone

from nearer.accounts import names, services
from nearer.accounts.models import Person
from nearer.config.demo_days import entries
from nearer.diary import access

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
        access.store(new, first=entries(name=NAME, now=timezone.now()))
    return (
        "A made-up person to look around with; nothing of it is kept.\n"
        f"Name: {NAME}\nPassphrase: {PASSPHRASE}"
    )
