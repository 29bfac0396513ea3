"""People, unlocking, recovery, and the way out."""

from __future__ import annotations
