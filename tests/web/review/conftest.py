from __future__ import annotations

from tests.web.accounts.conftest import _fresh_counters, clock, inside

__all__ = ["_fresh_counters", "clock", "inside"]
