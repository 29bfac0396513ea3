from __future__ import annotations

import pytest

from tests.web.accounts.conftest import Clock, _fresh_counters, clock
from tests.web.us.pairs import Pair, linked

__all__ = ["_fresh_counters", "clock"]


@pytest.fixture
def pair(clock: Clock) -> Pair:
    """Two people with a browser each, linked."""
    return linked(clock)
