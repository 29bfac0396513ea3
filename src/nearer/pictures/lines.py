"""Lines over a common axis, each with its band and its name at its end."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nearer.pictures.axes import spread, ticks
from nearer.pictures.figure import Figure, Table
from nearer.pictures.plot import Plot, rule_ground, rule_heights
from nearer.pictures.svg import LEADING, TEXT, Canvas, Hue
from nearer.pictures.words import width_of, wrap

_NARROW = 480.0
"""Below this width the names stand above the plot instead of at the ends."""


@dataclass(frozen=True)
class Series:
    """One line. `low` and `high`, if given, are the ends of its band at each `x`."""

    name: str
    x: Sequence[float]
    y: Sequence[float]
    low: Sequence[float] | None = None
    high: Sequence[float] | None = None
    hue: Hue = "window"
    dashed: bool = False


@dataclass(frozen=True)
class LinesWords:
    """What stands around the lines, and how numbers are written."""

    title: str
    x_axis: str
    y_axis: str
    number: Callable[[float], str]


def line_with_band(  # noqa: PLR0913 - lines, their axes, their words
    series: Sequence[Series],
    *,
    ident: str,
    words: LinesWords,
    sentence: str,
    table: Table,
    y_range: tuple[float, float] | None = None,
    width: float = 640.0,
    height: float = 380.0,
) -> Figure:
    """Draw lines with bands on ruled axes; each line's name stands at its own end.

    Raises
    ------
    ValueError
        If a series is empty, uneven, not finite, or its `x` does not rise.
    """
    if not series:
        raise ValueError("expected at least one series")
    for one in series:
        _check(one)
    canvas = Canvas(
        ident=ident,
        width=width,
        title=words.title,
        description=sentence,
        kind="lines" if width >= _NARROW else "lines narrow",
    )
    frame = _frame(series, words=words, y_range=y_range, width=width, height=height)
    _rule(canvas, frame, words)
    for one in series:
        if one.low is not None and one.high is not None:
            _band(canvas, frame, one)
    for one in series:
        _line(canvas, frame, one)
    if width < _NARROW:
        _key(canvas, series)
    else:
        _names(canvas, frame, series)
    return Figure(svg=canvas.finish(height=height), sentence=sentence, table=table)


def _check(one: Series) -> None:
    columns = [c for c in (one.x, one.y, one.low, one.high) if c is not None]
    if not one.x or any(len(column) != len(one.x) for column in columns):
        raise ValueError(f"{one.name}: expected columns of one length, at least 1")
    if not all(math.isfinite(value) for column in columns for value in column):
        raise ValueError(f"{one.name}: every number must be finite")
    if any(b <= a for a, b in zip(one.x, one.x[1:], strict=False)):
        raise ValueError(f"{one.name}: x must rise")


def _range(values: list[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    if low == high:
        return low - 0.5, high + 0.5
    air = (high - low) * 0.06
    return low - air, high + air


def _frame(
    series: Sequence[Series],
    *,
    words: LinesWords,
    y_range: tuple[float, float] | None,
    width: float,
    height: float,
) -> Plot:
    every_y = [
        value
        for one in series
        for column in (one.y, one.low, one.high)
        if column is not None
        for value in column
    ]
    x = _range([value for one in series for value in one.x])
    y = y_range or _range(every_y)
    numbers = max(width_of(words.number(t)) for t in ticks(*y))
    narrow = width < _NARROW
    names = max(_name_width(one.name) for one in series)
    return Plot(
        left=numbers + 12,
        right=width - (10 if narrow else names + 22),
        top=TEXT * 2.6 + (len(series) * TEXT * LEADING * 1.25 if narrow else 0),
        bottom=height - TEXT * 3.9,
        x=x,
        y=y,
    )


def _name_width(name: str) -> float:
    return max(width_of(line, bold=True) for line in wrap(name, width=130, bold=True))


def _rule(canvas: Canvas, frame: Plot, words: LinesWords) -> None:
    canvas.lines("soft", [f"↑ {words.y_axis}"], x=0, y=frame.top - TEXT * 1.6)
    rule_heights(canvas, frame, words.number)
    rule_ground(canvas, frame, words.x_axis, words.number)


def _band(canvas: Canvas, frame: Plot, one: Series) -> None:
    low, high = one.low or (), one.high or ()
    canvas.path(f"spread {one.hue}", frame.area(one.x, low, high))


def _line(canvas: Canvas, frame: Plot, one: Series) -> None:
    points = list(zip(one.x, one.y, strict=True))
    canvas.path(f"line {one.hue}{' dashed' if one.dashed else ''}", frame.path(points))
    for point in points:
        _mark(canvas, one, frame.at(*point))


def _mark(canvas: Canvas, one: Series, point: tuple[float, float]) -> None:
    if one.dashed:
        canvas.diamond(f"mark {one.hue}", point, 6.0)
    else:
        canvas.dot(f"mark {one.hue}", point, 4.8)


def _key(canvas: Canvas, series: Sequence[Series]) -> None:
    y = TEXT
    for one in series:
        level = y - TEXT * 0.35
        canvas.path(
            f"line {one.hue}{' dashed' if one.dashed else ''}",
            ("M", 2.0, level, "H", 34.0),
        )
        _mark(canvas, one, (18.0, level))
        canvas.lines(f"title {one.hue}", [one.name], x=44, y=y)
        y += TEXT * LEADING * 1.25


def _names(canvas: Canvas, frame: Plot, series: Sequence[Series]) -> None:
    wrapped = [wrap(one.name, width=130, bold=True) for one in series]
    ends = [frame.at(one.x[-1], one.y[-1]) for one in series]
    tallest = max(len(lines) for lines in wrapped) * TEXT * LEADING
    heights = spread([y for _, y in ends], apart=tallest + 4)
    for one, lines, (x, y), height in zip(series, wrapped, ends, heights, strict=True):
        if abs(height - y) > 2:
            canvas.line(f"leader {one.hue}", (x + 8, y), (frame.right + 12, height))
        first = height - (len(lines) - 1) * TEXT * LEADING / 2 + TEXT * 0.35
        canvas.lines(f"title {one.hue}", lines, x=frame.right + 16, y=first)
