"""A quiet arc that shows where an estimate lies and how far it could be off."""

from __future__ import annotations

import math
from dataclasses import dataclass

from nearer.pictures.figure import Figure, Table
from nearer.pictures.svg import TEXT, Canvas, Hue
from nearer.pictures.words import width_of, wrap

WIDTH = 320.0
_CENTRE = (160.0, 194.0)
_RADIUS = 142.0
_SWEEP = 84.0  # degrees to either side of straight up


@dataclass(frozen=True)
class DialWords:
    """Everything that a dial says, in the person's language."""

    title: str
    value: str
    """The estimate in words or as a number with its scale: "3.4 of 5"."""
    band: str
    """How far it could be off: "probably between 2.9 and 3.8"."""
    low_end: str
    high_end: str
    midpoint: str


def angle(value: float, *, scale_min: float, scale_max: float) -> float:
    """Return where a value lies on the arc, in degrees clockwise from straight up."""
    share = (value - scale_min) / (scale_max - scale_min)
    return (2.0 * share - 1.0) * _SWEEP


def point(degrees: float, *, radius: float = _RADIUS) -> tuple[float, float]:
    """Return the place at an angle from straight up."""
    turn = math.radians(degrees)
    return (
        _CENTRE[0] + radius * math.sin(turn),
        _CENTRE[1] - radius * math.cos(turn),
    )


def dial(  # noqa: PLR0913 - an estimate, its band, its scale, its words
    *,
    ident: str,
    value: float,
    low: float,
    high: float,
    scale_min: float,
    scale_max: float,
    midpoint: float,
    words: DialWords,
    sentence: str,
    table: Table,
    hue: Hue = "window",
) -> Figure:
    """Draw one estimate with its band on an arc from one end of a scale to the other.

    Raises
    ------
    ValueError
        If the numbers are not finite or not in order: end, low, value, high, end.
    """
    if not scale_min <= low <= value <= high <= scale_max:
        raise ValueError(
            f"expected {scale_min} <= low <= value <= high <= {scale_max}, "
            f"got low={low}, value={value}, high={high}"
        )
    if not scale_min < midpoint < scale_max:
        raise ValueError(f"midpoint must lie inside the scale, got {midpoint}")
    canvas = Canvas(
        ident=ident,
        width=WIDTH,
        title=words.title,
        description=f"{words.value}. {words.band}. {sentence}",
        kind=f"dial {hue}",
    )

    def at(where: float) -> float:
        return angle(where, scale_min=scale_min, scale_max=scale_max)

    _arc(canvas, "track", -_SWEEP, _SWEEP)
    _tick(canvas, at(midpoint), words.midpoint)
    _arc(canvas, "band", at(low), at(high))
    _arc(canvas, "range", at(low), at(high))
    for end in (low, high):
        inner, outer = (point(at(end), radius=_RADIUS + r) for r in (-8.0, 8.0))
        canvas.line("end", inner, outer)
    if hue == "window":
        canvas.dot("mark", point(at(value)), 9.5)
    else:
        canvas.diamond("mark", point(at(value)), 12.0)
    y = canvas.lines(
        "title", wrap(words.title, width=162, bold=True), x=160, y=104, anchor="middle"
    )
    y = canvas.lines("value", [words.value], x=160, y=y + 14, anchor="middle", size=27)
    canvas.lines("soft", wrap(words.band, width=190), x=160, y=y - 8, anchor="middle")
    bottom = _ends(canvas, words)
    return Figure(svg=canvas.finish(height=bottom), sentence=sentence, table=table)


def _arc(canvas: Canvas, kind: str, start: float, end: float) -> None:
    large = 1.0 if end - start > 180 else 0.0
    canvas.path(
        kind,
        ("M", *point(start), "A", _RADIUS, _RADIUS, 0.0, large, 1.0, *point(end)),
    )


def _tick(canvas: Canvas, degrees: float, words: str) -> None:
    # Outside the band, so that it can be seen whatever lies on the arc.
    canvas.line("tick", point(degrees, radius=153), point(degrees, radius=162))
    x, y = point(degrees, radius=167)
    half = width_of(words) / 2
    x = min(max(x, half), WIDTH - half)
    canvas.lines("soft", [words], x=x, y=y, anchor="middle")


def _ends(canvas: Canvas, words: DialWords) -> float:
    """Write what the ends mean below them; return the height of the drawing."""
    y = _CENTRE[1] + TEXT + 10
    left = canvas.lines("soft", wrap(words.low_end, width=148), x=4, y=y)
    right = canvas.lines(
        "soft", wrap(words.high_end, width=148), x=WIDTH - 4, y=y, anchor="end"
    )
    return max(left, right) - TEXT * 0.6
