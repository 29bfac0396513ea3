"""Private safety questions, and where to turn."""

from __future__ import annotations
