from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from nearer.accounts.models import Person
from tests.web.accounts.people import begin, fields

pytestmark = pytest.mark.django_db


def test_someone_begins_and_is_shown_a_recovery_code(client: Client) -> None:
    code = begin(client)

    assert len(code) == 29
    assert client.get(reverse("accounts:settings")).status_code == 200


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": ""}, "required"),
        ({"passphrase": "short", "again": "short"}, "at least 8 characters"),
        ({"passphrase": "password123", "again": "password123"}, "Many people use"),
        ({"again": "barn clay drum echo."}, "not the same"),
        ({"adult": ""}, "for adults"),
        ({"alone": ""}, "when you are alone"),
    ],
)
def test_what_is_refused_is_said_and_nothing_is_made(
    client: Client, changed: dict[str, str], words: str
) -> None:
    response = client.post(reverse("accounts:begin"), fields(**changed))

    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Person.objects.exists()
