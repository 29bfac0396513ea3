"""Graded response model for two fears: score, choose the next item, stop, judge."""

from __future__ import annotations
