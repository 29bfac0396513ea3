"""`make demo`: two made-up people who are linked, in a folder of their own."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone

from nearer.accounts import names, services
from nearer.accounts.models import Person
from nearer.config import demo_alex, demo_days
from nearer.config.demo_shared import Between
from nearer.diary import access
from nearer.diary.access import Diary
from nearer.entries import AnyEntry, CheckedIn
from nearer.readings.two import By

NAME = "Robin Example"
OTHER = "Alex Example"
PASSPHRASE = "made up for looking around"  # noqa: S105 - shown to everyone who looks


def furnish() -> str:
    """Make both people, their diaries and what they share; return how to come in."""
    now = timezone.now()
    robin = demo_days.entries(name=NAME, now=now)
    noted = [e for e in robin if isinstance(e, CheckedIn)]
    alex = demo_alex.entries(name=OTHER, now=now, noted=noted)
    first, second = _person(NAME, robin), _person(OTHER, alex)
    space = first.begin_shared()
    second.join_shared(first.hand_over(space))
    between = Between(now=now, space=space)
    sides: tuple[tuple[By, Diary], ...] = ((1, first), (2, second))
    for by, diary in sides:
        diary.append(*between.private(by), private=between.asked())
    both = between.both({1: robin, 2: alex}, {1: "Robin", 2: "Alex"})
    first.shared(space).append(*both)
    return (
        "Two made-up people to look around with, linked with each other; "
        "nothing of it is kept.\n"
        f"Name: {NAME} (in the eighth week), or {OTHER} (the one beside)\n"
        f"Passphrase of both: {PASSPHRASE}"
    )


def _person(name: str, entries: list[AnyEntry]) -> Diary:
    person = Person(id=uuid.uuid4(), handle=names.handle(name))
    person.set_unusable_password()
    new = access.new_reader(
        person_id=person.pk, passphrase=PASSPHRASE, code=services.new_code()
    )
    with transaction.atomic():
        person.save(force_insert=True)
        access.store(new, first=entries)
    return access.open_private(person_id=person.pk, private_key=new.private_key)
