"""Files that people hand in: text, tables, what a cell means, on which scale."""

from __future__ import annotations
