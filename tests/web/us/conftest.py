from __future__ import annotations

from pathlib import Path

import pytest
from django.core.cache import cache
from pytest_django.fixtures import Settings

from tests.web.accounts.conftest import Clock
from tests.web.us.pairs import Pair, linked


@pytest.fixture(autouse=True)
def clock(settings: Settings, tmp_path: Path) -> Clock:
    cache.clear()
    settings.DATA = tmp_path
    settings.CLOCK = Clock()
    made: Clock = settings.CLOCK
    return made


@pytest.fixture
def pair(clock: Clock) -> Pair:
    """Two people with a browser each, linked."""
    return linked(clock)
