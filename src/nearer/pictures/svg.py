"""Build SVG as a tree, so that every word is escaped and nothing is a style attribute.

Colours come by class (`static/pictures/pictures.css`); the plain attributes are what
remains where no stylesheet is read.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Literal
from xml.etree import ElementTree as ET

Hue = Literal["window", "lamp"]
Anchor = Literal["start", "middle", "end"]

NAMESPACE = "http://www.w3.org/2000/svg"
TEXT = 14.5
"""Least size of text in units of the drawing: 320 units on 280 px keep 12 px."""
LEADING = 1.28
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def number(value: float) -> str:
    """Return a coordinate with at most two decimals and no trailing zeros."""
    if not math.isfinite(value):
        raise ValueError(f"a coordinate must be finite, got {value}")
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def clean(words: str) -> str:
    """Return the words without the characters that XML cannot hold."""
    return _NOT_XML.sub("", words)


class Canvas:
    """One drawing of known width; its height is set when all is placed."""

    def __init__(
        self, *, ident: str, width: float, title: str, description: str, kind: str
    ) -> None:
        if not re.fullmatch(r"[A-Za-z][\w-]*", ident):
            raise ValueError(f"ident must be usable as an id, got {ident!r}")
        self.ident = ident
        self.width = width
        self.root = ET.Element(
            "svg",
            {
                "xmlns": NAMESPACE,
                "class": f"picture {kind}",
                "role": "img",
                "aria-labelledby": f"{ident}-title {ident}-desc",
            },
        )
        ET.SubElement(self.root, "title", {"id": f"{ident}-title"}).text = clean(title)
        ET.SubElement(self.root, "desc", {"id": f"{ident}-desc"}).text = clean(
            description
        )

    def add(self, tag: str, kind: str, **attributes: float | str) -> ET.Element:
        """Add one shape; numbers are rounded, names take `-` for `_`."""
        element = ET.SubElement(self.root, tag, {"class": kind})
        for name, value in attributes.items():
            text = value if isinstance(value, str) else number(value)
            element.set(name.rstrip("_").replace("_", "-"), text)
        return element

    def line(
        self, kind: str, start: tuple[float, float], end: tuple[float, float]
    ) -> None:
        """Add a straight line."""
        self.add(
            "line",
            kind,
            x1=start[0],
            y1=start[1],
            x2=end[0],
            y2=end[1],
            stroke="currentColor",
        )

    def path(self, kind: str, steps: Iterable[str | float]) -> None:
        """Add an open path of commands and numbers."""
        data = " ".join(s if isinstance(s, str) else number(s) for s in steps)
        self.add("path", kind, d=data, fill="none", stroke="currentColor")

    def dot(self, kind: str, at: tuple[float, float], radius: float) -> None:
        """Add a round mark."""
        self.add("circle", kind, cx=at[0], cy=at[1], r=radius, fill="currentColor")

    def diamond(self, kind: str, at: tuple[float, float], radius: float) -> None:
        """Add a mark that differs from a dot in shape, not in colour alone."""
        x, y = at
        corners = ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
        points = " ".join(f"{number(a)},{number(b)}" for a, b in corners)
        self.add("polygon", kind, points=points, fill="currentColor")

    def lines(
        self,
        kind: str,
        words: Iterable[str],
        *,
        x: float,
        y: float,
        anchor: Anchor = "start",
        size: float = TEXT,
    ) -> float:
        """Write lines of words from a first baseline down; return the next baseline."""
        for words_of_line in words:
            self.add(
                "text",
                kind,
                x=x,
                y=y,
                text_anchor=anchor,
                font_size=size,
                fill="currentColor",
            ).text = clean(words_of_line)
            y += size * LEADING
        return y

    def finish(self, *, height: float) -> str:
        """Return the markup."""
        self.root.set("viewBox", f"0 0 {number(self.width)} {number(height)}")
        return ET.tostring(self.root, encoding="unicode")
