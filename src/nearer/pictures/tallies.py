"""How often: one row a thing, whole numbers, never a score. By week, or in all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nearer.pictures.figure import Figure, Table
from nearer.pictures.svg import LEADING, TEXT, Canvas, Hue
from nearer.pictures.words import width_of, wrap

WIDTH = 320.0
_NAME = 132.0
"""The column of names beside the bars."""
_BAR = 14.0
_TALL = 40.0
"""The tallest column of a week."""
_AIR = 10.0


@dataclass(frozen=True)
class Tally:
    """One thing and how often it was."""

    name: str
    count: int


@dataclass(frozen=True)
class WeekRow:
    """One thing, counted week by week."""

    name: str
    counts: Sequence[int]
    hue: Hue = "window"


@dataclass(frozen=True)
class WeekWords:
    """What stands around the weeks."""

    title: str
    first: str
    last: str


def tallies(
    rows: Sequence[Tally],
    *,
    ident: str,
    title: str,
    sentence: str,
    table: Table,
) -> Figure:
    """Draw each count as a bar beside its name, with the number at its end.

    Raises
    ------
    ValueError
        If there is no row, or a count is below nothing.
    """
    if not rows or any(row.count < 0 for row in rows):
        raise ValueError("expected rows with counts of 0 or more")
    canvas = Canvas(
        ident=ident, width=WIDTH, title=title, description=sentence, kind="tallies"
    )
    most = max(1, *(row.count for row in rows))
    widest = max(width_of(str(row.count)) for row in rows)
    room = WIDTH - _NAME - 10 - widest - 8
    y = TEXT
    for row in rows:
        below = canvas.lines("name", wrap(cut(row.name, _NAME), width=_NAME), x=0, y=y)
        long = row.count / most * room
        start = _NAME + 10
        if row.count:
            canvas.add(
                "rect",
                "tally window",
                x=start,
                y=y - TEXT + 2.5,
                width=long,
                height=_BAR,
                rx=2,
                fill="currentColor",
            )
        else:
            canvas.dot("track none", (start + 2, y - TEXT + 2.5 + _BAR / 2), 1.5)
        canvas.lines("soft", [str(row.count)], x=start + long + 8, y=y)
        y = below + _AIR * 0.6
    height = y - TEXT * LEADING * 0.55
    return Figure(svg=canvas.finish(height=height), sentence=sentence, table=table)


def weeks(
    rows: Sequence[WeekRow],
    *,
    ident: str,
    words: WeekWords,
    sentence: str,
    table: Table,
) -> Figure:
    """Draw one small row of columns for each thing, all on one scale.

    Raises
    ------
    ValueError
        If there is no row, the rows are of unlike length, or a count is below nothing.
    """
    lengths = {len(row.counts) for row in rows}
    if len(lengths) != 1 or 0 in lengths:
        raise ValueError("expected rows of one length, at least 1")
    if any(count < 0 for row in rows for count in row.counts):
        raise ValueError("expected counts of 0 or more")
    canvas = Canvas(
        ident=ident,
        width=WIDTH,
        title=words.title,
        description=sentence,
        kind="weeks",
    )
    most = max(1, *(count for row in rows for count in row.counts))
    y = TEXT
    for row in rows:
        y = canvas.lines(
            "title",
            wrap(cut(row.name, WIDTH - 4, bold=True), width=WIDTH, bold=True),
            x=0,
            y=y,
        )
        floor = y + _TALL + 2
        _columns(canvas, row, floor=floor, most=most)
        y = floor + TEXT + _AIR
    canvas.lines("soft", [words.first], x=0, y=y - 2)
    canvas.lines("soft", [words.last], x=WIDTH, y=y - 2, anchor="end")
    return Figure(svg=canvas.finish(height=y + 3), sentence=sentence, table=table)


def _columns(canvas: Canvas, row: WeekRow, *, floor: float, most: int) -> None:
    wide = WIDTH / len(row.counts)
    canvas.line("track", (0, floor), (WIDTH, floor))
    for nth, count in enumerate(row.counts):
        middle = (nth + 0.5) * wide
        if not count:
            continue
        tall = count / most * (_TALL - TEXT)
        canvas.add(
            "rect",
            f"tally {row.hue}",
            x=middle - min(wide * 0.3, 12),
            y=floor - tall,
            width=min(wide * 0.6, 24),
            height=tall,
            rx=2,
            fill="currentColor",
        )
        if width_of(str(count)) < wide:
            canvas.lines(
                "soft", [str(count)], x=middle, y=floor - tall - 4, anchor="middle"
            )


def cut(words: str, width: float, *, bold: bool = False) -> str:
    """Return the words with any single word cut that is wider than there is room."""
    return " ".join(_cut(word, width, bold=bold) for word in words.split())


def _cut(word: str, width: float, *, bold: bool) -> str:
    if width_of(word, bold=bold) <= width:
        return word
    kept = word
    while kept and width_of(f"{kept}…", bold=bold) > width:
        kept = kept[:-1]
    return f"{kept}…"
