"""The house itself: layout, look, headers, error pages."""

from __future__ import annotations
