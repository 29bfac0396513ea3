"""A ladder in rows: five rungs each, where one stands, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nearer.pictures.figure import Figure, Table
from nearer.pictures.legend import legend
from nearer.pictures.svg import TEXT, Canvas, Hue
from nearer.pictures.words import wrap

WIDTH = 320.0
RUNGS = 5
_START, _END = 14.0, 306.0
_ROW = 56.0
_BAND = 9.0


@dataclass(frozen=True)
class Standing:
    """One row, in rungs from 1 to 5; what lies beyond an end is drawn at the end."""

    name: str
    low: float
    value: float
    high: float
    reached: int | None = None
    """The highest rung that was taken; None: none yet."""


@dataclass(frozen=True)
class LadderWords:
    """What stands around the rows."""

    title: str
    value: str
    """What the full mark is: "within reach"."""
    reached: str
    """What the ring is: "taken so far"."""
    low_end: str
    high_end: str


def ladders(
    rows: Sequence[Standing],
    *,
    ident: str,
    words: LadderWords,
    sentence: str,
    table: Table,
    hue: Hue = "window",
) -> Figure:
    """Draw each row as five rungs with a band, a mark, and a ring for what was taken.

    Raises
    ------
    ValueError
        If there is no row, or its numbers are not in order: low, value, high.
    """
    if not rows:
        raise ValueError("ladders needs at least one row")
    for row in rows:
        if not row.low <= row.value <= row.high:
            raise ValueError(f"{row.name}: expected low <= value <= high, got {row}")
    canvas = Canvas(
        ident=ident,
        width=WIDTH,
        title=words.title,
        description=sentence,
        kind=f"ladders {hue}",
    )
    y = 36 + legend(
        canvas,
        (
            (lambda at: _mark(canvas, at, hue), words.value),
            (lambda at: canvas.dot("beyond", at, 9.0), words.reached),
        ),
        width=WIDTH,
    )
    for row in rows:
        y = canvas.lines("title", wrap(row.name, width=WIDTH, bold=True), x=0, y=y)
        _row(canvas, row, level=y + 2, hue=hue)
        y += _ROW - TEXT
    y -= 8
    left = canvas.lines("soft", wrap(words.low_end, width=145), x=0, y=y)
    right = canvas.lines(
        "soft", wrap(words.high_end, width=145), x=WIDTH, y=y, anchor="end"
    )
    height = max(left, right) - TEXT * 0.8
    return Figure(svg=canvas.finish(height=height), sentence=sentence, table=table)


def _at(rung: float) -> float:
    inside = min(max(rung, 1.0), float(RUNGS))
    return _START + (inside - 1.0) / (RUNGS - 1.0) * (_END - _START)


def _row(canvas: Canvas, row: Standing, *, level: float, hue: Hue) -> None:
    canvas.add(
        "rect",
        "spread",
        x=_at(row.low) - _BAND / 2,
        y=level - _BAND,
        width=_at(row.high) - _at(row.low) + _BAND,
        height=2 * _BAND,
        rx=_BAND,
        fill="currentColor",
    )
    canvas.line("track", (_START, level), (_END, level))
    for rung in range(1, RUNGS + 1):
        x = _at(rung)
        canvas.line("tick", (x, level - 6), (x, level + 6))
    if row.reached is not None:
        canvas.dot("beyond", (_at(row.reached), level), 9.0)
    _mark(canvas, (_at(row.value), level), hue)


def _mark(canvas: Canvas, at: tuple[float, float], hue: Hue) -> None:
    if hue == "window":
        canvas.dot("mark", at, 6.5)
    else:
        canvas.diamond("mark", at, 8.0)
