"""Figures of a calibration: smooth curves, one item's answers, estimates with bands."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nearer.pictures.axes import spread
from nearer.pictures.figure import Figure, Table
from nearer.pictures.plot import Plot, rule_ground, rule_heights
from nearer.pictures.svg import LEADING, TEXT, Canvas, Hue
from nearer.pictures.words import width_of

_HUES: tuple[Hue, Hue] = ("window", "lamp")


@dataclass(frozen=True)
class Curve:
    """One smooth line without marks."""

    name: str
    x: Sequence[float]
    y: Sequence[float]
    hue: Hue = "window"
    dashed: bool = False


@dataclass(frozen=True)
class CurveWords:
    """What stands around the curves, and how numbers are written."""

    title: str
    x_axis: str
    y_axis: str
    number: Callable[[float], str]


@dataclass(frozen=True)
class Band:
    """One estimate with the ends of its band; `strong` ones are filled."""

    name: str
    value: float
    low: float
    high: float
    hue: Hue = "window"
    strong: bool = True


def smooth_curves(
    curves: Sequence[Curve],
    *,
    ident: str,
    words: CurveWords,
    sentence: str,
    table: Table,
    width: float = 640.0,
) -> Figure:
    """Draw curves over a common axis, each named at its right end.

    Raises
    ------
    ValueError
        If there is no curve, or one is not finite or of two lengths.
    """
    if not curves:
        raise ValueError("expected at least one curve")
    for one in curves:
        if len(one.x) != len(one.y) or not all(map(math.isfinite, (*one.x, *one.y))):
            raise ValueError(f"{one.name}: expected finite columns of one length")
    top = max(max(one.y) for one in curves)
    x = (min(one.x[0] for one in curves), max(one.x[-1] for one in curves))
    names = max(width_of(one.name, bold=True) for one in curves)
    height = width * 0.55
    plot = Plot(
        left=width_of(words.number(top)) + 14,
        right=width - names - 16,
        top=TEXT * 2.6,
        bottom=height - TEXT * 3.6,
        x=x,
        y=(min(0.0, *(min(one.y) for one in curves)), top * 1.06 or 1.0),
    )
    canvas = Canvas(
        ident=ident,
        width=width,
        title=words.title,
        description=sentence,
        kind="lines",
    )
    canvas.lines("soft", [f"↑ {words.y_axis}"], x=0, y=plot.top - TEXT * 1.4)
    rule_heights(canvas, plot, words.number)
    rule_ground(canvas, plot, words.x_axis, words.number)
    for one in curves:
        kind = f"line {one.hue}{' dashed' if one.dashed else ''}"
        canvas.path(kind, plot.path(zip(one.x, one.y, strict=True)))
    ends = [plot.at(one.x[-1], one.y[-1])[1] for one in curves]
    for one, level in zip(curves, spread(ends, apart=TEXT * LEADING), strict=True):
        canvas.lines(
            f"title {one.hue}", [one.name], x=plot.right + 10, y=level + TEXT * 0.35
        )
    return Figure(svg=canvas.finish(height=height), sentence=sentence, table=table)


def answer_curves(
    *,
    ident: str,
    title: str,
    description: str,
    levels: Sequence[float],
    chances: Sequence[Sequence[float]],
) -> str:
    """Draw one item's chance of every answer along the trait, small, one of many.

    Returns
    -------
    str
        SVG; answers alternate in hue and carry their number at their highest point.
    """
    width, height = 220.0, 132.0
    canvas = Canvas(
        ident=ident, width=width, title=title, description=description, kind="panel"
    )
    plot = Plot(8.0, width - 8.0, 36.0, height - 8.0, (levels[0], levels[-1]), (0, 1))
    canvas.lines("title", [title], x=8, y=TEXT)
    canvas.line("track", (plot.left, plot.bottom), (plot.right, plot.bottom))
    middle, _ = plot.at(0.0, 0.0)
    canvas.line("grid", (middle, plot.bottom), (middle, plot.top))
    for place, curve in enumerate(chances):
        canvas.path(
            f"line {_HUES[place % 2]}", plot.path(zip(levels, curve, strict=True))
        )
    for place, curve in enumerate(chances):
        highest = list(curve).index(max(curve))
        x, y = plot.at(levels[highest], curve[highest])
        x = min(max(x, plot.left + 6), plot.right - 6)
        canvas.lines(
            f"way {_HUES[place % 2]}",
            [str(place + 1)],
            x=x,
            y=max(y - 4, plot.top + 4),
            anchor="middle",
        )
    return canvas.finish(height=height)


def bands(  # noqa: PLR0913 - rows, their axis, their words
    rows: Sequence[Band],
    *,
    ident: str,
    words: CurveWords,
    sentence: str,
    table: Table,
    quiet: tuple[float, float] | None = None,
    width: float = 640.0,
) -> Figure:
    """Draw estimates below each other, each a mark with its band.

    Parameters
    ----------
    quiet : (float, float), optional
        A range of no account, drawn as a strip behind the rows.

    Raises
    ------
    ValueError
        If there is no row, or a number is not finite.
    """
    if not rows:
        raise ValueError("expected at least one row")
    numbers = [n for row in rows for n in (row.value, row.low, row.high)]
    if not all(map(math.isfinite, numbers)):
        raise ValueError("every number must be finite")
    step = TEXT * 1.5
    low, high = min(*numbers, *(quiet or ())), max(*numbers, *(quiet or ()))
    air = (high - low) * 0.05 or 0.5
    names = max(width_of(row.name) for row in rows)
    height = TEXT * 1.2 + step * len(rows) + TEXT * 3.8
    plot = Plot(
        left=names + 16,
        right=width - 12,
        top=TEXT * 1.2,
        bottom=height - TEXT * 3.8,
        x=(low - air, high + air),
        y=(float(len(rows)), 0.0),
    )
    canvas = Canvas(
        ident=ident,
        width=width,
        title=words.title,
        description=sentence,
        kind="lines",
    )
    if quiet:
        _strip(canvas, plot, quiet)
    for place, row in enumerate(rows):
        y = plot.top + (place + 0.5) * step
        canvas.lines(
            "soft", [row.name], x=plot.left - 10, y=y + TEXT * 0.35, anchor="end"
        )
        (start, _), (end, _) = plot.at(row.low, 0), plot.at(row.high, 0)
        canvas.line(f"range {row.hue}", (start, y), (end, y))
        mark = canvas.dot if row.strong else canvas.diamond
        mark(f"mark {row.hue}", (plot.at(row.value, 0)[0], y), 5.0)
    rule_ground(canvas, plot, words.x_axis, words.number)
    return Figure(svg=canvas.finish(height=height), sentence=sentence, table=table)


def _strip(canvas: Canvas, plot: Plot, quiet: tuple[float, float]) -> None:
    (start, _), (end, _) = plot.at(quiet[0], 0), plot.at(quiet[1], 0)
    canvas.add(
        "rect",
        "spread window",
        x=start,
        y=plot.top,
        width=end - start,
        height=plot.bottom - plot.top,
        fill="currentColor",
    )
    middle = (start + end) / 2
    canvas.line("cross", (middle, plot.top), (middle, plot.bottom))
