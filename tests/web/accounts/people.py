"""Someone at a browser, for the tests."""

from __future__ import annotations

import re

from django.test import Client
from django.urls import reverse

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
    page = client.get(response["Location"]).content.decode()
    found = re.search(r'data-words="([A-Z2-9 ]+)"', page)
    assert found, page
    return found[1].replace(" ", "-")
