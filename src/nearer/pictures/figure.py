"""What every picture gives back: a drawing, a sentence, the numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """The numbers of a picture, as words; the first cell of a row is its heading."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Figure:
    """One picture: SVG, a sentence for everyone, a table for who wants it."""

    svg: str
    sentence: str
    table: Table
