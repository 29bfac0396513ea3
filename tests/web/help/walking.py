"""Someone who goes through the private questions, for the tests."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.test import Client
from django.urls import reverse

from nearer.accounts.models import Person
from nearer.content.safety import safety
from nearer.diary.access import Diary, open_private, unlock
from nearer.entries import AnyEntry
from nearer.help.services import NO, YES, field_of
from tests.web.accounts.people import PASSPHRASE

PAGES = safety().pages
LAST = len(PAGES)
END = "/check/end"


def address(number: int) -> str:
    return reverse("help:page", args=[number])


def number_of(page: str) -> int:
    return [here.id for here in PAGES].index(page) + 1


def diary() -> Diary:
    """Open the only person's diary from outside, as the test's own key allows."""
    person = Person.objects.get()
    key = unlock(person_id=person.pk, passphrase=PASSPHRASE)
    return open_private(person_id=person.pk, private_key=key)


def kept() -> tuple[AnyEntry, ...]:
    """Return what stands in the safety space."""
    return diary().safety.entries()


@dataclass
class Walker:
    """Says yes to what is named, and no to everything else."""

    client: Client
    yes: set[str] = field(default_factory=set)

    def form(self, number: int) -> dict[str, str]:
        here = PAGES[number - 1]
        said = {
            field_of(place): YES if name in self.yes else NO
            for place, name in enumerate(here.questions, 1)
        }
        if here.kind == "tick":
            said = {name: value for name, value in said.items() if value == YES}
        return {**said, "do": "on"}

    def send(self, number: int, **changed: str) -> str:
        """Send a page; return where it leads."""
        response = self.client.post(address(number), self.form(number) | changed)
        assert response.status_code == 302, response.content.decode()
        return str(response["Location"])

    def read(self, where: str) -> str:
        """Open a page; if it is a notice, press on; return the notice."""
        page = self.client.get(where).content.decode()
        if 'value="read"' not in page:
            return ""
        response = self.client.post(where, {"do": "read"})
        assert response["Location"] == where
        return page

    def walk(self, *, upto: int = LAST) -> list[str]:
        """Answer the pages; return the notices that came on the way."""
        found = [self.read(self.send(number)) for number in range(1, upto + 1)]
        return [notice for notice in found if notice]
