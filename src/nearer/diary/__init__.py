"""The sealed store: keys, spaces, append, open."""

from __future__ import annotations
