"""Two series day by day, and many estimates in order of size."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nearer.pictures.axes import ticks
from nearer.pictures.figure import Figure, Table
from nearer.pictures.plot import Plot, rule_ground, rule_heights
from nearer.pictures.svg import LEADING, TEXT, Canvas, Hue
from nearer.pictures.words import width_of

_MOST_STEPS = 300
"""Estimates drawn in one panel: more could not be told apart."""
_STEP = 164.0
"""From one panel to the next."""


@dataclass(frozen=True)
class Panel:
    """One line with its band; a dot for every answer, diamonds in the second panel."""

    name: str
    x: Sequence[float]
    mean: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
    dots: Sequence[float | None] = ()
    hue: Hue = "window"


@dataclass(frozen=True)
class PanelWords:
    """What stands around the panels, and how numbers are written."""

    title: str
    x_axis: str
    number: Callable[[float], str]


def panels(  # noqa: PLR0913 - rows, their axis, their words
    rows: Sequence[Panel],
    *,
    ident: str,
    words: PanelWords,
    sentence: str,
    table: Table,
    zero: bool = False,
    width: float = 640.0,
) -> Figure:
    """Draw panels below each other over one axis, each with its own scale and name.

    Parameters
    ----------
    zero : bool
        Draw a line at 0, which every panel then shows.

    Raises
    ------
    ValueError
        If there is no panel, or a column is empty, uneven or not finite.
    """
    if not rows:
        raise ValueError("expected at least one panel")
    for row in rows:
        _check(row)
    canvas = Canvas(
        ident=ident, width=width, title=words.title, description=sentence, kind="lines"
    )
    x = (min(row.x[0] for row in rows), max(row.x[-1] for row in rows))
    ranges = [_range(row, zero=zero) for row in rows]
    numbers = max(width_of(words.number(t)) for r in ranges for t in ticks(*r, about=4))
    boxes = [
        Plot(
            left=numbers + 12,
            right=width - 10,
            top=place * _STEP + TEXT * LEADING + 10,
            bottom=(place + 1) * _STEP - 14,
            x=x if x[0] < x[1] else (x[0] - 0.5, x[1] + 0.5),
            y=span,
        )
        for place, span in enumerate(ranges)
    ]
    for box, row in zip(boxes, rows, strict=True):
        _panel(canvas, box, row, words.number, zero=zero)
    height = rule_ground(canvas, boxes[-1], words.x_axis, words.number)
    return Figure(svg=canvas.finish(height=height), sentence=sentence, table=table)


def thinned(count: int) -> list[int]:
    """Return which of so many estimates are drawn: first, last, and evenly between."""
    if count <= _MOST_STEPS:
        return list(range(count))
    step = (count - 1) / (_MOST_STEPS - 1)
    return [round(k * step) for k in range(_MOST_STEPS)]


def _check(row: Panel) -> None:
    columns = (row.mean, row.low, row.high, *((row.dots,) if row.dots else ()))
    if not row.x or any(len(column) != len(row.x) for column in columns):
        raise ValueError(f"{row.name}: expected columns of one length, at least 1")
    values = [v for column in (row.x, *columns) for v in column if v is not None]
    if not all(map(math.isfinite, values)):
        raise ValueError(f"{row.name}: every number must be finite")


def _range(row: Panel, *, zero: bool) -> tuple[float, float]:
    values = [*row.low, *row.high, *(v for v in row.dots if v is not None)]
    values += [0.0] if zero else []
    low, high = min(values), max(values)
    air = (high - low) * 0.06 or 0.5
    return low - air, high + air


def _panel(
    canvas: Canvas,
    box: Plot,
    row: Panel,
    number: Callable[[float], str],
    *,
    zero: bool,
) -> None:
    canvas.lines(f"title {row.hue}", [row.name], x=box.left, y=box.top - 8)
    rule_heights(canvas, box, number, about=4, zero=zero)
    canvas.path(f"spread {row.hue}", box.area(row.x, row.low, row.high))
    canvas.path(f"line {row.hue}", box.path(zip(row.x, row.mean, strict=True)))
    mark = canvas.diamond if row.hue == "lamp" else canvas.dot
    for x, dot in zip(row.x, row.dots, strict=False):
        if dot is not None:
            mark(f"mark {row.hue}", box.at(x, dot), 4.0)
