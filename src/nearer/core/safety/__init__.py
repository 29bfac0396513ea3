"""Answers about danger in, switches out."""

from __future__ import annotations
