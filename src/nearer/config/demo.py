"""`make demo`: two made-up people who are linked, for each language."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone

from nearer.accounts import names, services
from nearer.accounts.models import Person
from nearer.config import demo_alex, demo_days
from nearer.config.demo_shared import Between
from nearer.config.demo_words import LANGUAGES, words
from nearer.diary import access
from nearer.diary.access import Diary
from nearer.entries import AnyEntry, CheckedIn
from nearer.readings.two import By

SPOKEN = {"en": "English", "es": "Spanish"}


def furnish() -> str:
    """Make two people for each language and what they share; return how to come in."""
    said = ["Two made-up people to look around with, linked; nothing of it is kept."]
    for language in LANGUAGES:
        _furnish(language)
        made_up = words(language)
        said.append(
            f"{SPOKEN[language]}: {made_up.robin} (in the eighth week), or "
            f"{made_up.alex} (the one beside)\n"
            f"  Passphrase of both: {made_up.passphrase}"
        )
    return "\n".join(said)


def _furnish(language: str) -> None:
    now, made_up = timezone.now(), words(language)
    robin = demo_days.entries(now=now, language=language)
    noted = [e for e in robin if isinstance(e, CheckedIn)]
    alex = demo_alex.entries(now=now, noted=noted, language=language)
    first = _person(made_up.robin, made_up.passphrase, robin)
    second = _person(made_up.alex, made_up.passphrase, alex)
    space = first.begin_shared()
    second.join_shared(first.hand_over(space))
    between = Between(now=now, space=space, language=language)
    sides: tuple[tuple[By, Diary], ...] = ((1, first), (2, second))
    for by, diary in sides:
        diary.append(*between.private(by), private=between.asked())
    both = between.both({1: robin, 2: alex}, {1: "Robin", 2: "Alex"})
    first.shared(space).append(*both)


def _person(name: str, passphrase: str, entries: list[AnyEntry]) -> Diary:
    person = Person(id=uuid.uuid4(), handle=names.handle(name))
    person.set_unusable_password()
    new = access.new_reader(
        person_id=person.pk, passphrase=passphrase, code=services.new_code()
    )
    with transaction.atomic():
        person.save(force_insert=True)
        access.store(new, first=entries)
    return access.open_private(person_id=person.pk, private_key=new.private_key)
