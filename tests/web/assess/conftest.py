from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from nearer.diary.access import Diary
from nearer.entries import AnyEntry
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import begin, diary

Entries = Callable[[], tuple[AnyEntry, ...]]


@pytest.fixture(autouse=True)
def clock(settings: Settings) -> Clock:
    settings.CLOCK = Clock()
    settings.KDF_PASSES, settings.KDF_MEMORY = 1, 2**20  # a guess costs little here
    made: Clock = settings.CLOCK
    return made


@pytest.fixture(autouse=True)
def _fresh_counters() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def inside(client: Client) -> Client:
    """Be at a browser whose diary is open."""
    begin(client)
    return client


@pytest.fixture
def own(inside: Client, clock: Clock) -> Callable[[], Diary]:
    """Open the diary of whoever is inside, as the next request would."""
    return lambda: diary(inside, clock)
