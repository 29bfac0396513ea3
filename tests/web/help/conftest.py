from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from tests.web.accounts.people import begin


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    """Forget the counters of tries that earlier tests left behind."""
    cache.clear()


@pytest.fixture
def inside(client: Client) -> Client:
    """Be at a browser whose diary is open."""
    begin(client)
    return client
