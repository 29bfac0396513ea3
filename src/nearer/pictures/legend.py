"""What the marks of a picture are, side by side, or below each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nearer.pictures.svg import TEXT, Canvas
from nearer.pictures.words import width_of

_MARK, _AIR, _LINE = 17.0, 26.0, 24.0


def legend(
    canvas: Canvas,
    entries: Sequence[tuple[Callable[[tuple[float, float]], None], str]],
    *,
    width: float,
) -> float:
    """Draw each mark with its words; return the lowest baseline."""
    x, y = 10.0, TEXT
    for nth, (draw, words) in enumerate(entries):
        if nth and x + _MARK + width_of(words) > width:
            x, y = 10.0, y + _LINE
        draw((x, y - 5))
        canvas.lines("soft", [words], x=x + _MARK, y=y)
        x += _MARK + width_of(words) + _AIR
    return y
