from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from tests.web.accounts.people import begin


@dataclass
class Clock:
    """A clock that goes when a test says so."""

    now: datetime = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture(autouse=True)
def clock(settings: Settings, tmp_path: Path) -> Clock:
    settings.DATA = tmp_path
    settings.CLOCK = Clock()
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
