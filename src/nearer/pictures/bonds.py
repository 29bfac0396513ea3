"""The bonds of a life on one line of years, each with what was noted of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nearer.pictures.figure import Figure, Table
from nearer.pictures.svg import TEXT, Canvas
from nearer.pictures.tallies import cut
from nearer.pictures.words import width_of, wrap

WIDTH = 320.0
_LEFT, _RIGHT = 8.0, 312.0
_AIR = 16.0


@dataclass(frozen=True)
class Bond:
    """One bond. `began` and `ended` are years; one that goes on has no end."""

    name: str
    years: str
    """The years in words: 2009 to 2012, since 2019, or that they are not known."""
    began: int | None
    ended: int | None
    words: str
    """What was noted of it; may be empty."""
    goes_on: bool = False


def bonds(
    rows: Sequence[Bond],
    *,
    ident: str,
    title: str,
    now: int,
    sentence: str,
    table: Table,
) -> Figure:
    """Draw each bond as a stretch of one common line; without years, its words alone.

    Raises
    ------
    ValueError
        If there is no bond.
    """
    if not rows:
        raise ValueError("expected at least one bond")
    canvas = Canvas(
        ident=ident, width=WIDTH, title=title, description=sentence, kind="bonds"
    )
    spans = [_span(row, now) for row in rows]
    known = [year for span in spans if span for year in span]
    scale = (min(known), max(*known, min(known) + 1)) if known else (0, 1)
    y = TEXT
    for row, span in zip(rows, spans, strict=True):
        y = _head(canvas, row, y=y)
        if span:
            _stretch(canvas, row, span, scale=scale, level=y - 2)
            y += TEXT + 4
        if row.words:
            y = canvas.lines(
                "soft", wrap(cut(row.words, WIDTH), width=WIDTH), x=0, y=y + 2
            )
        y += _AIR
    return Figure(
        svg=canvas.finish(height=y - _AIR - TEXT * 0.6), sentence=sentence, table=table
    )


def _span(row: Bond, now: int) -> tuple[int, int] | None:
    """Return the first and the last year; a year alone stands for both."""
    ends = [year for year in (row.began, row.ended) if year is not None]
    if not ends:
        return None
    if row.goes_on:
        ends.append(max(now, ends[0]))
    return min(ends), max(ends)


def _head(canvas: Canvas, row: Bond, *, y: float) -> float:
    beside = width_of(row.years) + 14
    room = WIDTH - beside
    canvas.lines("soft", [row.years], x=WIDTH, y=y, anchor="end")
    lines = wrap(cut(row.name, room, bold=True), width=room, bold=True)
    return canvas.lines("title", lines or [""], x=0, y=y)


def _stretch(
    canvas: Canvas,
    row: Bond,
    span: tuple[int, int],
    *,
    scale: tuple[int, int],
    level: float,
) -> None:
    first, last = (
        _LEFT + (year - scale[0]) / (scale[1] - scale[0]) * (_RIGHT - _LEFT)
        for year in span
    )
    canvas.line("track", (_LEFT, level), (_RIGHT, level))
    canvas.line("stretch window", (first, level), (last, level))
    canvas.dot("felt window", (first, level), 6.0)
    if row.goes_on:
        canvas.dot("wished window", (last, level), 6.0)
    else:
        canvas.dot("felt window", (last, level), 6.0)


__all__ = ["Bond", "bonds"]
