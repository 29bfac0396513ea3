"""What stands in the files: keys and numbers in one, words in one for each language.

Nothing here is checked beyond its shape; `assembling.py` puts the parts together.
"""

from __future__ import annotations

from typing import Literal

import msgspec


class _Shape(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
):
    """A table in a file: what is unknown is an error, so that a typing slip is seen."""


class ResponseKey(_Shape, frozen=True):
    """The options of an item: whole numbers from min to max, or values of their own."""

    min: int | None = None
    max: int | None = None
    values: tuple[float, ...] = ()


class ItemKey(_Shape, frozen=True):
    """One item without its words."""

    id: str
    number: int
    scale: str
    facet: str = ""
    reversed: bool = False
    sensitive: bool = False
    """Asked with a note, and with skip, not now and stop beside it."""
    severity: float | None = None
    """Trait level, in SD, at which the author expects agreement to be about even."""
    discrimination: float | None = None
    thresholds: tuple[float, ...] = ()
    response: ResponseKey | None = None
    """Only where the item has options of its own."""


class NormKey(_Shape, frozen=True):
    """Mean and SD of item means in one group."""

    mean: float
    sd: float


class ScaleNormKey(_Shape, frozen=True):
    """What the reference group scored on one scale."""

    mean: float
    sd: float
    alpha: float
    reliable_change: float
    percentiles: dict[str, float]
    women: NormKey | None = None
    men: NormKey | None = None
    mean_by_age: dict[str, float] = {}


class ReferenceGroupKey(_Shape, frozen=True):
    """Whom a score may be compared with."""

    source: str
    n: int
    scales: dict[str, ScaleNormKey]
    women: int | None = None
    men: int | None = None
    correlation: float | None = None


class CalibrationKey(_Shape, frozen=True):
    """How the items' parameters are known."""

    status: Literal["calibrated", "provisional", "none"] = "none"
    correlation: float = 0.0
    inflation: float = 1.0
    discrimination: float | None = None
    offsets: tuple[float, ...] = ()
    reference_group: ReferenceGroupKey | None = None


class InstrumentKey(_Shape, frozen=True):
    """Everything about an instrument that is no word."""

    id: str
    form: str
    version: int
    scales: tuple[str, ...]
    response: ResponseKey
    items: tuple[ItemKey, ...]
    order: str = ""
    """Digest of the item order that the key was made for."""
    calibration: CalibrationKey = CalibrationKey()
    time_minutes: int = 0
    source: str = ""
    sources: tuple[str, ...] = ()
    licence_note: str = ""
    texts: Literal["shipped", "imported"] = "shipped"


class ItemWords(_Shape, frozen=True):
    """An item's words where there is more than the sentence."""

    text: str
    name: str = ""
    """Two or three words for a picture or a list."""
    note: str = ""
    """Stands under the sentence."""


class Heading(_Shape, frozen=True):
    """Words over the items of one facet or scale."""

    title: str
    about: str = ""


class InstrumentWords(_Shape, frozen=True):
    """Everything about an instrument that is words, in one language."""

    title: str
    items: dict[str, str | ItemWords]
    about: str = ""
    lead_in: str = ""
    question: str = ""
    """Stands with every item, over its options."""
    labels: tuple[str, ...] = ()
    """One for each option, or none where only the ends are named."""
    ends: tuple[str, ...] = ()
    item_labels: dict[str, tuple[str, ...]] = {}
    """For items with options of their own."""
    headings: dict[str, Heading] = {}
    notes: dict[str, str] = {}
