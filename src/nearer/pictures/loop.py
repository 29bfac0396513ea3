"""The loop that feeds itself, for one person or two, with the person's own habits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nearer.pictures.figure import Figure, Table
from nearer.pictures.svg import LEADING, TEXT, Canvas, Hue
from nearer.pictures.words import wrap

WIDTH = 320.0
_MIDDLE = 160.0
_LEFT, _RIGHT = 6.0, 314.0
_ROUND = 46.0
_COLUMN = 124.0
_LINE = TEXT * LEADING
_BETWEEN = 7.0
"""Air between one habit and the next."""


@dataclass(frozen=True)
class Stop:
    """One of the two places of the loop: who or what it is, and how it feels there."""

    name: str
    words: str


@dataclass(frozen=True)
class Way:
    """What leads from one stop to the other: a heading and the habits on the way."""

    name: str
    habits: Sequence[str]
    sure: bool | None = None
    """Draw it whole or dotted; None where doubt is no matter here."""


def loop(  # noqa: PLR0913 - two stops, two ways, and what is said of them
    *,
    ident: str,
    top: Stop,
    down: Way,
    bottom: Stop,
    up: Way,
    title: str,
    sentence: str,
    description: str,
    table: Table,
    hues: tuple[Hue, Hue] = ("lamp", "window"),
) -> Figure:
    """Draw two stops on a ring, read clockwise: top, down on the right, bottom, up.

    `description` tells the whole round for those who hear it instead.

    Raises
    ------
    ValueError
        If a way has no habit: an arrow without words says nothing.
    """
    if not down.habits or not up.habits:
        raise ValueError("each way of the loop needs at least one habit")
    canvas = Canvas(
        ident=ident, width=WIDTH, title=title, description=description, kind="loop"
    )
    right, left = (_paragraphs(way) for way in (down, up))
    # The ring leaves room for the taller of the two ways, and is never squat.
    room = max(_height(right), _height(left)) + 60
    start = _stop(canvas, top, y=TEXT + 1) - TEXT * 0.2
    end = start + max(room, 2 * _ROUND + 60)
    _ring(canvas, start=start, end=end, hues=hues, whole=_whole(down, up))
    middle = (start + end) / 2
    _way(canvas, right, x=_MIDDLE + 12, middle=middle, hue=hues[0])
    _way(canvas, left, x=_LEFT + 16, middle=middle, hue=hues[1])
    y = _stop(canvas, bottom, y=end + TEXT + 13)
    return Figure(
        svg=canvas.finish(height=y - TEXT * 0.8), sentence=sentence, table=table
    )


def _stop(canvas: Canvas, stop: Stop, *, y: float) -> float:
    for kind, words in (("title", stop.name), ("soft", stop.words)):
        lines = wrap(words, width=284, bold=kind == "title")
        y = canvas.lines(kind, lines, x=_MIDDLE, y=y, anchor="middle")
    return y


def _paragraphs(way: Way) -> list[tuple[str, list[str]]]:
    habits = [("habit", wrap(habit, width=_COLUMN)) for habit in way.habits]
    return [("way", wrap(way.name, width=_COLUMN, bold=True)), *habits]


def _height(paragraphs: list[tuple[str, list[str]]]) -> float:
    lines = sum(len(lines) for _, lines in paragraphs)
    return lines * _LINE + (len(paragraphs) - 1) * _BETWEEN


def _way(
    canvas: Canvas,
    paragraphs: list[tuple[str, list[str]]],
    *,
    x: float,
    middle: float,
    hue: Hue,
) -> None:
    y = middle - _height(paragraphs) / 2 + TEXT
    for kind, lines in paragraphs:
        y = canvas.lines(f"{kind} {hue}", lines, x=x, y=y) + _BETWEEN


def _whole(down: Way, up: Way) -> tuple[bool, bool]:
    """Return which halves are no dotted lines: what is sure, else the first."""
    return down.sure is not False, bool(up.sure)


def _ring(
    canvas: Canvas,
    *,
    start: float,
    end: float,
    hues: tuple[Hue, Hue],
    whole: tuple[bool, bool],
) -> None:
    """Draw the two halves, each ending in an arrow at a stop."""
    halves = (
        (whole[0], hues[0], start, end, _RIGHT, 1.0),
        (whole[1], hues[1], end, start, _LEFT, -1.0),
    )
    for is_whole, hue, first, last, side, turn in halves:
        kind = "going" if is_whole else "going back"
        along = _ROUND * turn
        steps: tuple[str | float, ...] = (
            *("M", _MIDDLE + 11 * turn, first, "H", side - along),
            *("A", _ROUND, _ROUND, 0.0, 0.0, 1.0, side, first + along),
            *("V", last - along),
            *("A", _ROUND, _ROUND, 0.0, 0.0, 1.0, side - along, last),
            *("H", _MIDDLE + 14 * turn),
        )
        canvas.path(f"{kind} {hue}", steps)
        tip, back = _MIDDLE + 13 * turn, _MIDDLE + 24 * turn
        canvas.path(
            f"point {hue}", ("M", back, last - 6, "L", tip, last, "L", back, last + 6)
        )
    for y in (start, end):
        canvas.dot("stop", (_MIDDLE, y), 5.0)
