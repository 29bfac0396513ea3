"""What a person at the keyboard sees while a command runs."""

from __future__ import annotations
