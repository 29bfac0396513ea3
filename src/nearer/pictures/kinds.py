"""Kinds of closeness in rows: as each is now, and as one wishes it were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nearer.pictures.figure import Figure, Table
from nearer.pictures.svg import TEXT, Canvas
from nearer.pictures.words import width_of, wrap

WIDTH = 320.0
_START, _END = 10.0, 310.0
_ROW = 58.0


@dataclass(frozen=True)
class Kind:
    """One row; what was skipped is None and is said, not guessed."""

    name: str
    felt: float | None
    wished: float | None


@dataclass(frozen=True)
class KindsWords:
    """What stands around the rows."""

    title: str
    felt: str
    wished: str
    low_end: str
    high_end: str
    skipped: str


def kinds(
    rows: Sequence[Kind],
    *,
    ident: str,
    scale: tuple[float, float],
    words: KindsWords,
    sentence: str,
    table: Table,
) -> Figure:
    """Draw each kind as a line with a full dot (felt) and a ring (wished).

    Raises
    ------
    ValueError
        If there is no row, or an answer lies outside the scale.
    """
    _check(rows, scale)
    canvas = Canvas(
        ident=ident,
        width=WIDTH,
        title=words.title,
        description=sentence,
        kind="kinds",
    )

    y = _key(canvas, words)
    for row in rows:
        canvas.lines("title", [row.name], x=0, y=y)
        if row.felt is None and row.wished is None:
            canvas.lines("soft", [words.skipped], x=WIDTH, y=y, anchor="end")
        _row(canvas, row, scale=scale, level=y + 19)
        y += _ROW
    y -= 10
    left = canvas.lines("soft", wrap(words.low_end, width=145), x=0, y=y)
    right = canvas.lines(
        "soft", wrap(words.high_end, width=145), x=WIDTH, y=y, anchor="end"
    )
    height = max(left, right) - TEXT * 0.8
    return Figure(svg=canvas.finish(height=height), sentence=sentence, table=table)


def _check(rows: Sequence[Kind], scale: tuple[float, float]) -> None:
    low, high = scale
    if not rows:
        raise ValueError("kinds needs at least one row")
    for row in rows:
        for value in (row.felt, row.wished):
            if value is not None and not low <= value <= high:
                raise ValueError(f"{row.name}: {value} is outside {low} to {high}")


def _row(
    canvas: Canvas, row: Kind, *, scale: tuple[float, float], level: float
) -> None:
    low, high = scale
    felt, wished = (
        None
        if value is None
        else (_START + (value - low) / (high - low) * (_END - _START), level)
        for value in (row.felt, row.wished)
    )
    canvas.line("track", (_START, level), (_END, level))
    if felt and wished:
        canvas.line("wish", felt, wished)
    if wished:
        canvas.dot("wished lamp", wished, 9.5)
    if felt:
        canvas.dot("felt window", felt, 6.5)


def _key(canvas: Canvas, words: KindsWords) -> float:
    """Say what the dot and the ring are; on two lines where one is too short."""
    x, y = 10.0, TEXT
    canvas.dot("felt window", (x, y - 5), 6.5)
    canvas.lines("soft", [words.felt], x=x + 15, y=y)
    beside = x + 15 + width_of(words.felt) + 26
    if beside + 16 + width_of(words.wished) <= WIDTH:
        x = beside
    else:
        y += 24
    canvas.dot("wished lamp", (x, y - 5), 9.5)
    canvas.lines("soft", [words.wished], x=x + 16, y=y)
    return y + 38
