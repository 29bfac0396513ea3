"""The house itself: layout, look, headers, error pages. It has nothing of its own to say."""

from __future__ import annotations
