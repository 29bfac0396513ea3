from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from pytest_django.fixtures import Settings


@dataclass
class Clock:
    """A clock that goes when a test says so."""

    now: datetime = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture(autouse=True)
def clock(settings: Settings) -> Clock:
    settings.CLOCK = Clock()
    made: Clock = settings.CLOCK
    return made


@pytest.fixture(autouse=True)
def _fresh_counters() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()
