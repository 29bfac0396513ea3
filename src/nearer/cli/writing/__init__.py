"""Files that people get: whole or not at all, and pages that stand alone."""

from __future__ import annotations
