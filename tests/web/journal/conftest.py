from __future__ import annotations

import pytest
from django.test import Client

from tests.web.accounts.conftest import Clock, _fresh_counters, clock
from tests.web.accounts.people import begin
from tests.web.journal.hand import Hand

__all__ = ["_fresh_counters", "clock"]


@pytest.fixture
def hand(client: Client, clock: Clock) -> Hand:
    begin(client)
    return Hand(client, clock)
