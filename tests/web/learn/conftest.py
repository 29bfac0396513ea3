from __future__ import annotations

from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import begin


@pytest.fixture(autouse=True)
def clock(settings: Settings, tmp_path: Path) -> Clock:
    cache.clear()
    settings.DATA = tmp_path
    settings.CLOCK = Clock()
    made: Clock = settings.CLOCK
    return made


@pytest.fixture
def inside(client: Client) -> Client:
    """Be at a browser whose diary is open."""
    begin(client)
    return client
