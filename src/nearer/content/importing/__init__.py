"""Bring in a questionnaire that somebody else wrote."""

from __future__ import annotations
