"""Figures as SVG, drawn from plain numbers and ready-made words. No Django."""

from __future__ import annotations

from nearer.pictures.figure import Figure, Table

__all__ = ["Figure", "Table"]
