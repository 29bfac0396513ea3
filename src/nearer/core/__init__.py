"""The science: pure functions on NumPy arrays; no Django, files, clock, dice."""

from __future__ import annotations
