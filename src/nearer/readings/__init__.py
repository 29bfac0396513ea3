"""What a diary says: entries in, standing out. No Django, no clock, no dice."""

from __future__ import annotations
