"""Today: the day in a few taps, and one small step that fits it."""

from __future__ import annotations
