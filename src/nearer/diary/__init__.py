"""The sealed store: keys, spaces, append, open. `access` is its one door."""

from __future__ import annotations
