"""A cloud of what is plausible: dots where a person may stand on two fears."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nearer.pictures.figure import Figure, Table
from nearer.pictures.svg import LEADING, TEXT, Canvas
from nearer.pictures.words import wrap

WIDTH = 320.0
_LEFT, _SIDE = 2.0, 316.0


class Quarters(NamedTuple):
    """How many dots lie in each quarter; a dot on a line counts to the lower side."""

    low_low: int
    high_x: int
    high_y: int
    high_high: int


@dataclass(frozen=True)
class CloudWords:
    """Everything that a cloud says; quarters are described, never named as types."""

    title: str
    x_axis: str
    y_axis: str
    low_low: str
    high_x: str
    high_y: str
    high_high: str


def quarters(
    points: Sequence[tuple[float, float]], *, middle: tuple[float, float]
) -> Quarters:
    """Count the dots of each quarter."""
    counts = [0, 0, 0, 0]
    for x, y in points:
        counts[(x > middle[0]) + 2 * (y > middle[1])] += 1
    return Quarters(*counts)


def cloud(  # noqa: PLR0913 - dots, their axes, their words
    points: Sequence[tuple[float, float]],
    *,
    ident: str,
    axis: tuple[float, float],
    middle: tuple[float, float],
    words: CloudWords,
    sentence: str,
    table: Table,
) -> Figure:
    """Draw the dots on two axes of the same range, cut in quarters at `middle`.

    A dot beyond an axis stands hollow on its edge: it is shown, and shown as cut off.

    Raises
    ------
    ValueError
        If there is no dot, a number is not finite, or the middle is outside the axes.
    """
    low, high = axis
    if not points:
        raise ValueError("a cloud needs at least one point")
    if not all(math.isfinite(part) for point in points for part in point):
        raise ValueError("every point must be finite")
    if not all(low < part < high for part in middle):
        raise ValueError(f"middle must lie between {low} and {high}, got {middle}")
    canvas = Canvas(
        ident=ident,
        width=WIDTH,
        title=words.title,
        description=sentence,
        kind="cloud",
    )
    top = _above(canvas, words)

    def place(point: tuple[float, float]) -> tuple[float, float]:
        x, y = (min(max(part, low), high) for part in point)
        return (
            _LEFT + (x - low) / (high - low) * _SIDE,
            top + (high - y) / (high - low) * _SIDE,
        )

    canvas.add(
        "rect", "room", x=_LEFT, y=top, width=_SIDE, height=_SIDE, rx=10.0, fill="none"
    )
    across, down = place(middle)
    canvas.line("cross", (_LEFT, down), (_LEFT + _SIDE, down))
    canvas.line("cross", (across, top), (across, top + _SIDE))
    for point in points:
        inside = all(low <= part <= high for part in point)
        canvas.dot("plausible" if inside else "beyond", place(point), 4.6)
    bottom = _below(canvas, words, top=top + _SIDE)
    return Figure(svg=canvas.finish(height=bottom), sentence=sentence, table=table)


def _above(canvas: Canvas, words: CloudWords) -> float:
    """Write the upright axis and the upper quarters; return the top of the plot."""
    y = canvas.lines(
        "title", wrap(f"↑ {words.y_axis}", width=300, bold=True), x=_LEFT, y=TEXT + 1
    )
    left, right = (wrap(w, width=142) for w in (words.high_y, words.high_high))
    rows = max(len(left), len(right))
    y += 5
    # Both captions stand on the same last line, close to what they describe.
    for lines, x, anchor in ((left, _LEFT, "start"), (right, _LEFT + _SIDE, "end")):
        start = y + (rows - len(lines)) * TEXT * LEADING
        canvas.lines(
            "soft", lines, x=x, y=start, anchor="start" if anchor == "start" else "end"
        )
    return y + (rows - 1) * TEXT * LEADING + 9


def _below(canvas: Canvas, words: CloudWords, *, top: float) -> float:
    """Write the lower quarters and the level axis; return the height."""
    y = top + TEXT + 7
    left = canvas.lines("soft", wrap(words.low_low, width=142), x=_LEFT, y=y)
    right = canvas.lines(
        "soft", wrap(words.high_x, width=142), x=_LEFT + _SIDE, y=y, anchor="end"
    )
    y = canvas.lines(
        "title",
        wrap(f"{words.x_axis} →", width=300, bold=True),
        x=_LEFT + _SIDE,
        y=max(left, right) + 5,
        anchor="end",
    )
    return y - TEXT * 0.7
