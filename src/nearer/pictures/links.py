"""What goes with what: a bar for how sure, and every single day as a dot."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nearer.pictures.figure import Figure, Table
from nearer.pictures.svg import TEXT, Canvas, Hue
from nearer.pictures.words import wrap

WIDTH = 320.0
_START, _END = 12.0, 308.0
_ROW = 40.0
_DOT = 3.4
_STEP = 7.4


@dataclass(frozen=True)
class Bar:
    """One row: an estimate and the interval about it, none being no difference."""

    name: str
    low: float
    value: float
    high: float
    sure: bool
    """Whether it is likely: then the mark is full, otherwise it is a ring."""


@dataclass(frozen=True)
class BarWords:
    """What stands around the bars."""

    title: str
    less: str
    none: str
    more: str


def bars(  # noqa: PLR0913 - intervals, their reach, their words
    rows: Sequence[Bar],
    *,
    ident: str,
    reach: float,
    words: BarWords,
    sentence: str,
    table: Table,
    hue: Hue = "window",
) -> Figure:
    """Draw intervals about "no difference"; what lies beyond `reach` ends there.

    Raises
    ------
    ValueError
        If there is no row, its numbers are not in order, or there is no reach.
    """
    if not rows or not reach > 0.0:
        raise ValueError(f"expected rows and a reach above 0, got {len(rows)}, {reach}")
    for row in rows:
        if not row.low <= row.value <= row.high:
            raise ValueError(f"{row.name}: expected low <= value <= high, got {row}")
    canvas = Canvas(
        ident=ident,
        width=WIDTH,
        title=words.title,
        description=sentence,
        kind=f"bars {hue}",
    )

    def at(value: float) -> float:
        share = min(max(value / reach, -1.0), 1.0)
        return (_START + _END) / 2 + share * (_END - _START) / 2

    canvas.lines("soft", [words.none], x=at(0), y=TEXT, anchor="middle")
    y = TEXT + 10
    levels = []
    for row in rows:
        y = canvas.lines("title", wrap(row.name, width=WIDTH, bold=True), x=0, y=y + 18)
        levels.append(y)
        y += _ROW - TEXT
    for row, level in zip(rows, levels, strict=True):
        canvas.line("cross", (at(0), level - 11), (at(0), level + 11))
        canvas.line("track", (_START, level), (_END, level))
        canvas.line("band", (at(row.low), level), (at(row.high), level))
        canvas.line("range", (at(row.low), level), (at(row.high), level))
        kind = "mark" if row.sure else "beyond"
        canvas.dot(kind, (at(row.value), level), 6.5)
    y += 12
    left = canvas.lines("soft", wrap(f"← {words.less}", width=145), x=0, y=y)
    right = canvas.lines(
        "soft", wrap(f"{words.more} →", width=145), x=WIDTH, y=y, anchor="end"
    )
    height = max(left, right) - TEXT * 0.8
    return Figure(svg=canvas.finish(height=height), sentence=sentence, table=table)


@dataclass(frozen=True)
class Strip:
    """Days of one kind: whole numbers on a scale, each day a dot."""

    name: str
    values: Sequence[int]


@dataclass(frozen=True)
class StripWords:
    """What stands around the strips."""

    title: str
    axis: str


def strips(  # noqa: PLR0913 - days, their scale, their words
    rows: Sequence[Strip],
    *,
    ident: str,
    scale: tuple[int, int],
    words: StripWords,
    sentence: str,
    table: Table,
    hue: Hue = "window",
) -> Figure:
    """Draw every day of each row as a dot above its number, with a line at the mean.

    Raises
    ------
    ValueError
        If there is no row, or a number lies outside the scale.
    """
    low, high = scale
    if not rows:
        raise ValueError("strips needs at least one row")
    if any(not low <= value <= high for row in rows for value in row.values):
        raise ValueError(f"every day must lie from {low} to {high}")
    canvas = Canvas(
        ident=ident,
        width=WIDTH,
        title=words.title,
        description=sentence,
        kind=f"strips {hue}",
    )

    def at(value: float) -> float:
        return _START + (value - low) / (high - low) * (_END - _START)

    y = TEXT
    for row in rows:
        y = canvas.lines("title", wrap(row.name, width=WIDTH, bold=True), x=0, y=y)
        y = _dots(canvas, row, at=[at(n) for n in range(low, high + 1)], low=low, top=y)
        if row.values:
            mean = at(sum(row.values) / len(row.values))
            canvas.line("range", (mean, y - 16), (mean, y + 7))
        y += TEXT * 2
    for number in range(low, high + 1):
        canvas.lines("soft", [str(number)], x=at(number), y=y - 8, anchor="middle")
    y = canvas.lines("soft", wrap(f"{words.axis} →", width=WIDTH), x=0, y=y + 14)
    height = y - TEXT * 0.8
    return Figure(svg=canvas.finish(height=height), sentence=sentence, table=table)


def _dots(
    canvas: Canvas, row: Strip, *, at: Sequence[float], low: int, top: float
) -> float:
    """Pile the days up over their numbers, in columns of at most eight."""
    counts = Counter(row.values)
    tall = min(max(counts.values(), default=1), 8)
    base = top + tall * _STEP
    canvas.line("track", (_START, base + 5), (_END, base + 5))
    for number, count in sorted(counts.items()):
        columns = math.ceil(count / 8)
        for nth in range(count):
            column, up = divmod(nth, 8)
            x = at[number - low] + (column - (columns - 1) / 2) * _STEP
            canvas.dot("plausible", (x, base - up * _STEP), _DOT)
    return base + 5
