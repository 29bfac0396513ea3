"""Sources, and how strong the evidence for a sentence is."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

import msgspec


class Grade(StrEnum):
    """How well a sentence that a person reads is borne out."""

    WELL = "well"
    """Well supported."""
    PARTLY = "partly"
    """Supported in part: correlations, small effects or few studies."""
    OVERSTATED = "overstated"
    """Often said more strongly than the studies bear."""
    UNSUPPORTED = "unsupported"
    """No study found, or studies that say otherwise."""
    COMPUTED = "computed"
    """Computed by us from open data; the recipe is in docs/science."""
    JUDGEMENT = "judgement"
    """Our own reasoned choice, without direct evidence."""


NEEDS_SOURCE = frozenset(
    {Grade.WELL, Grade.PARTLY, Grade.OVERSTATED, Grade.UNSUPPORTED}
)
"""Grades that say what studies found."""


class Reference(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One source."""

    authors: str
    year: int
    title: str
    where: str
    """Journal, volume and pages, or publisher, or address."""
    checked: Literal["source", "memory"]
    """Whether what we use it for was checked against the source itself."""
    finds: str
    """What we use it for, in one plain sentence."""
    doi: str = ""
