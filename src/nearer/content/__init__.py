"""Words and keys as frozen objects, read from the files in words/."""

from __future__ import annotations

from nearer.content.catalogue import Catalogue, catalogue
from nearer.content.errors import ContentError
from nearer.content.instruments import Calibration, Instrument, Item, Response
from nearer.content.references import Grade, Reference
from nearer.content.texts import Text

__all__ = [
    "Calibration",
    "Catalogue",
    "ContentError",
    "Grade",
    "Instrument",
    "Item",
    "Reference",
    "Response",
    "Text",
    "catalogue",
]
