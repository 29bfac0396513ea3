"""Someone at a browser, for the tests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.test import Client
from django.urls import reverse

from nearer.accounts import keeping, names
from nearer.accounts.models import Person
from nearer.accounts.sessions import _KEY_BYTES, _USE
from nearer.diary.access import Diary, open_private

if TYPE_CHECKING:
    from tests.web.accounts.conftest import Clock

PASSPHRASE = "barn clay drum echo"
NAME = "Ana"


def fields(**changed: str) -> dict[str, str]:
    """Return what someone types to begin."""
    typed = {
        "name": NAME,
        "passphrase": PASSPHRASE,
        "again": PASSPHRASE,
        "adult": "on",
        "alone": "on",
    }
    return {name: value for name, value in (typed | changed).items() if value}


def begin(client: Client, **changed: str) -> str:
    """Begin; return the recovery code that the page showed."""
    response = client.post(reverse("accounts:begin"), fields(**changed))
    assert response.status_code == 302, response.content.decode()
    return code_on(client.get(response["Location"]).content.decode())


def code_on(page: str) -> str:
    found = re.search(r'data-words="([A-Z2-9 ]+)"', page)
    assert found, page
    return found[1].replace(" ", "-")


def unlock(
    client: Client, *, name: str = NAME, secret: str = PASSPHRASE, **more: str
) -> int:
    """Try to unlock by name; return the status."""
    typed = {"name": name, "secret": secret} | more
    response = client.post(f"{reverse('accounts:unlock')}?other", typed)
    return response.status_code


def is_open(client: Client) -> bool:
    return client.get(reverse("accounts:settings")).status_code == 200


def diary(client: Client, clock: Clock, name: str = NAME) -> Diary:
    """Open the diary as the next request of this browser would."""
    person = Person.objects.get(handle=names.handle(name))
    found = keeping.get(
        client.cookies["key"].value, person=person, use=_USE, now=clock.now
    )
    assert found
    return open_private(person_id=person.pk, private_key=found.raw[:_KEY_BYTES])
