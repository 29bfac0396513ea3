from __future__ import annotations

from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import begin
from tests.web.today.walking import Walker


@pytest.fixture(autouse=True)
def clock(settings: Settings, tmp_path: Path) -> Clock:
    cache.clear()
    settings.DATA = tmp_path
    settings.CLOCK = Clock()
    settings.KDF_PASSES, settings.KDF_MEMORY = 1, 2**20  # a guess costs little here
    settings.ACCOUNT_RATE_LIMITS = False  # someone unlocks every day of ten weeks
    made: Clock = settings.CLOCK
    return made


@pytest.fixture
def walker(client: Client, clock: Clock) -> Walker:
    """Be inside, with the ten weeks still to begin."""
    begin(client)
    return Walker(client, clock)


@pytest.fixture
def on_the_way(walker: Walker) -> Walker:
    """Have begun the ten weeks with a partner."""
    walker.begins()
    return walker
