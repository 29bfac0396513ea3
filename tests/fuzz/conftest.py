from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.concurrency.conftest import postgres_url
from tests.web.assess.conftest import _fresh_counters, clock

__all__ = ["_fresh_counters", "clock", "postgres_url"]


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    """Whoever erases writes into the data folder."""
    settings.DATA = tmp_path
