"""Settings, addresses, start-up checks."""

from __future__ import annotations
