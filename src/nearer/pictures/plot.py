"""Where numbers lie on paper: a frame with two axes, ruled and named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from nearer.pictures.axes import ticks
from nearer.pictures.svg import TEXT, Canvas

Number: TypeAlias = Callable[[float], str]


@dataclass(frozen=True)
class Plot:
    """A rectangle on the canvas, and the range that each of its axes shows."""

    left: float
    right: float
    top: float
    bottom: float
    x: tuple[float, float]
    y: tuple[float, float]

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a pair of numbers lies on the canvas."""
        across = (x - self.x[0]) / (self.x[1] - self.x[0])
        up = (y - self.y[0]) / (self.y[1] - self.y[0])
        return (
            self.left + across * (self.right - self.left),
            self.bottom - up * (self.bottom - self.top),
        )

    def path(self, points: Iterable[tuple[float, float]]) -> list[str | float]:
        """Return the steps of a line through pairs of numbers."""
        steps: list[str | float] = []
        for point in points:
            across, down = self.at(*point)
            steps += ["L" if steps else "M", round(across, 1), round(down, 1)]
        return steps

    def area(
        self, x: Sequence[float], low: Sequence[float], high: Sequence[float]
    ) -> list[str | float]:
        """Return the steps around a band."""
        there = zip(x, high, strict=True)
        back = zip(reversed(x), reversed(low), strict=True)
        return [*self.path([*there, *back]), "Z"]


def rule_heights(
    canvas: Canvas, plot: Plot, number: Number, *, about: int = 5, zero: bool = False
) -> None:
    """Rule a line at every round height; `zero` makes the one at 0 the stronger."""
    for value in ticks(*plot.y, about=about):
        _, y = plot.at(plot.x[0], value)
        kind = "cross" if zero and value == 0.0 else "grid"
        canvas.line(kind, (plot.left, y), (plot.right, y))
        canvas.lines(
            "soft", [number(value)], x=plot.left - 8, y=y + TEXT * 0.35, anchor="end"
        )


def rule_ground(canvas: Canvas, plot: Plot, name: str, number: Number) -> float:
    """Rule the axis below a plot and name it; return how far down that reaches."""
    canvas.line("track", (plot.left, plot.bottom), (plot.right, plot.bottom))
    about = min(max(int((plot.right - plot.left) / 60), 2), 8)
    for value in ticks(*plot.x, about=about):
        x, _ = plot.at(value, plot.y[0])
        canvas.line("tick", (x, plot.bottom), (x, plot.bottom + 6))
        canvas.lines(
            "soft", [number(value)], x=x, y=plot.bottom + TEXT + 8, anchor="middle"
        )
    y = plot.bottom + TEXT * 2 + 14
    canvas.lines("soft", [f"{name} →"], x=plot.right, y=y, anchor="end")
    return y + TEXT * 0.6
