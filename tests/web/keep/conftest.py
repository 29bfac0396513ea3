from __future__ import annotations

import pytest
from django.test import Client

from tests.web.accounts.conftest import _fresh_counters, clock, inside
from tests.web.accounts.people import PASSPHRASE

__all__ = ["_fresh_counters", "clock", "inside"]


@pytest.fixture
def proved(inside: Client) -> Client:
    """Have just typed the passphrase again."""
    response = inside.post("/unlock/again", {"secret": PASSPHRASE, "next": "/keep"})
    assert response.status_code == 302
    return inside
