"""Steps in rows: how hard one thought each would be, and how hard it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nearer.pictures.figure import Figure, Table
from nearer.pictures.legend import legend
from nearer.pictures.svg import LEADING, TEXT, Canvas
from nearer.pictures.words import wrap

WIDTH = 320.0
SCALE = (0.0, 10.0)
_START, _END = 12.0, 308.0


@dataclass(frozen=True)
class Foretold:
    """One row; a number that was not said is None."""

    name: str
    expected: float | None
    actual: float | None
    beside: str
    """What was feared and what became of it, in a few words; may be empty."""


@dataclass(frozen=True)
class ForetoldWords:
    """What stands around the rows."""

    title: str
    expected: str
    actual: str
    low_end: str
    high_end: str


def foretold(
    rows: Sequence[Foretold],
    *,
    ident: str,
    words: ForetoldWords,
    sentence: str,
    table: Table,
) -> Figure:
    """Draw each step as a line with a ring (expected) and a full dot (as it was).

    Raises
    ------
    ValueError
        If there is no row, or a number lies outside 0 to 10.
    """
    _check(rows)
    canvas = Canvas(
        ident=ident,
        width=WIDTH,
        title=words.title,
        description=sentence,
        kind="foretold",
    )
    y = 38 + legend(
        canvas,
        (
            (lambda at: canvas.dot("wished lamp", at, 9.5), words.expected),
            (lambda at: canvas.dot("felt window", at, 6.5), words.actual),
        ),
        width=WIDTH,
    )
    for row in rows:
        y = canvas.lines("title", wrap(row.name, width=WIDTH, bold=True), x=0, y=y)
        _row(canvas, row, level=y + 1)
        y += TEXT * LEADING + 12
        if row.beside:
            y = canvas.lines("soft", wrap(row.beside, width=WIDTH), x=0, y=y)
        y += 14
    left = canvas.lines("soft", wrap(words.low_end, width=145), x=0, y=y)
    right = canvas.lines(
        "soft", wrap(words.high_end, width=145), x=WIDTH, y=y, anchor="end"
    )
    height = max(left, right) - TEXT * 0.8
    return Figure(svg=canvas.finish(height=height), sentence=sentence, table=table)


def _check(rows: Sequence[Foretold]) -> None:
    low, high = SCALE
    if not rows:
        raise ValueError("foretold needs at least one row")
    for row in rows:
        for value in (row.expected, row.actual):
            if value is not None and not low <= value <= high:
                raise ValueError(f"{row.name}: {value} is outside {low} to {high}")


def _row(canvas: Canvas, row: Foretold, *, level: float) -> None:
    low, high = SCALE
    expected, actual = (
        None
        if value is None
        else (_START + (value - low) / (high - low) * (_END - _START), level)
        for value in (row.expected, row.actual)
    )
    canvas.line("track", (_START, level), (_END, level))
    if expected and actual:
        canvas.line("wish", expected, actual)
    if expected:
        canvas.dot("wished lamp", expected, 9.5)
    if actual:
        canvas.dot("felt window", actual, 6.5)
