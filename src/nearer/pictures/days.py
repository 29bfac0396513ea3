"""Days as dots, with a smooth line through them and how sure it is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from nearer.pictures.axes import ticks
from nearer.pictures.figure import Figure, Table
from nearer.pictures.svg import TEXT, Canvas, Hue
from nearer.pictures.words import width_of

WIDTH = 320.0
_HEIGHT = 250.0
_TOP, _FOOT = 34.0, 34.0
_LEFT, _RIGHT = 30.0, 312.0
_BETWEEN = TEXT  # two dates need more than a space between them


@dataclass(frozen=True)
class Line:
    """A smooth line over every day, with the edges of its band."""

    middle: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]


@dataclass(frozen=True)
class DaysWords:
    """What stands around the days."""

    title: str
    y_axis: str
    """What the height means: "How connected, 1 to 10"."""
    marks: tuple[tuple[int, str], ...]
    """Places on the axis of days, counted from 0, with a word for each."""


def days(  # noqa: PLR0913 - days, their line, their scale, their words
    values: Sequence[float | None],
    *,
    ident: str,
    scale: tuple[float, float],
    words: DaysWords,
    sentence: str,
    table: Table,
    line: Line | None = None,
    hue: Hue = "window",
) -> Figure:
    """Draw a dot for every day with an answer, and the line behind them.

    Raises
    ------
    ValueError
        If there are fewer than two days, a value lies outside the scale, or the line
        has not one finite number for every day.
    """
    _check(values, scale, line)
    canvas = Canvas(
        ident=ident,
        width=WIDTH,
        title=words.title,
        description=sentence,
        kind=f"days {hue}",
    )

    def at(day: float, value: float) -> tuple[float, float]:
        low, high = scale
        inside = min(max(value, low), high)
        across = day / (len(values) - 1)
        up = (inside - low) / (high - low)
        bottom = _HEIGHT - _FOOT
        return _LEFT + across * (_RIGHT - _LEFT), bottom - up * (bottom - _TOP)

    canvas.lines("soft", [f"↑ {words.y_axis}"], x=0, y=TEXT)
    for value in sorted({scale[0], *ticks(*scale, about=4)}):
        x, y = at(0, value)
        canvas.line("grid", (x - 8, y), (_RIGHT, y))
        label = f"{value:g}"
        canvas.lines("soft", [label], x=_LEFT - 14, y=y + 5, anchor="end")
    _marks(canvas, words, [at(day, scale[0])[0] for day, _ in words.marks])
    if line is not None:
        edge = [at(day, y) for day, y in enumerate(line.high)]
        lower = [at(day, y) for day, y in enumerate(line.low)]
        _path(canvas, "spread", [*edge, *reversed(lower)], closed=True)
        _path(canvas, "line", [at(day, y) for day, y in enumerate(line.middle)])
    for day, answer in enumerate(values):
        if answer is not None:
            canvas.dot("plausible", at(day, answer), 3.6)
    return Figure(svg=canvas.finish(height=_HEIGHT), sentence=sentence, table=table)


def _check(
    values: Sequence[float | None], scale: tuple[float, float], line: Line | None
) -> None:
    low, high = scale
    if len(values) < 2:
        raise ValueError(f"days needs two days or more, got {len(values)}")
    for value in values:
        if value is not None and not low <= value <= high:
            raise ValueError(f"{value} is outside {low} to {high}")
    for column in (line.middle, line.low, line.high) if line else ():
        if len(column) != len(values) or not all(map(math.isfinite, column)):
            raise ValueError("the line needs one finite number for every day")


def _marks(canvas: Canvas, words: DaysWords, places: Sequence[float]) -> None:
    """Write the words of the axis, as far as each has room beside the one before."""
    level, free = _HEIGHT - _FOOT, -math.inf
    for (_, word), x in zip(words.marks, places, strict=True):
        half = width_of(word) / 2
        middle = min(max(x, half), WIDTH - half)
        if middle - half < free:
            continue
        free = middle + half + _BETWEEN
        canvas.line("tick", (x, level + 3), (x, level + 9))
        canvas.lines("soft", [word], x=middle, y=level + 26, anchor="middle")


def _path(
    canvas: Canvas,
    kind: str,
    points: Sequence[tuple[float, float]],
    *,
    closed: bool = False,
) -> None:
    steps: list[str | float] = []
    for point in points:
        steps += ["L" if steps else "M", *point]
    canvas.path(kind, [*steps, *(["Z"] if closed else [])])
