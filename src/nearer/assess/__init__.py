"""Questions and where one stands."""

from __future__ import annotations
