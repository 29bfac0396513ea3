"""The science: pure functions on NumPy arrays. No Django, no files, no clock, no dice."""

from __future__ import annotations
