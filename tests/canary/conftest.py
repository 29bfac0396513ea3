from __future__ import annotations

from tests.concurrency.conftest import postgres_url, store
from tests.web.assess.conftest import _fresh_counters, clock

__all__ = ["_fresh_counters", "clock", "postgres_url", "store"]
