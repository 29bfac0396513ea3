"""Figures as SVG, drawn from plain numbers and ready-made words. No Django."""

from __future__ import annotations
