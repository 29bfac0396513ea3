"""The picture of a replay: how close a short test comes to the full one."""

from __future__ import annotations

from collections.abc import Sequence

from nearer.pictures import LinesWords, Series, Table, line_with_band, standalone
from nearer.research.replaying import Accuracy


def _number(value: float) -> str:
    """Return a share with two decimals, a number of items with none."""
    return f"{value:.2f}" if value <= 1.0 else f"{value:.0f}"


WORDS = LinesWords(
    title="How close a short test comes to the full one",
    x_axis="items asked, of both fears together",
    y_axis="1 is the same as the full test",
    number=_number,
)


def accuracy_picture(found: Sequence[Accuracy]) -> str:
    """Return an SVG that stands alone."""
    items = [line.items for line in found]
    series = (
        Series("avoidance (r)", items, [line.r_avoidance for line in found]),
        Series("anxiety (r)", items, [line.r_anxiety for line in found], hue="lamp"),
        Series("same side", items, [line.same_side for line in found], dashed=True),
    )
    last = found[-1]
    sentence = (
        f"With {last.items} items the scores correlate {last.r_avoidance:.2f} "
        f"(avoidance) and {last.r_anxiety:.2f} (anxiety) with those from all items, "
        f"and the same fear is higher for {last.same_side:.0%} of people."
    )
    rows = tuple(
        (
            str(line.items),
            f"{line.r_avoidance:.3f}",
            f"{line.r_anxiety:.3f}",
            f"{line.same_side:.3f}",
        )
        for line in found
    )
    columns = ("items", "r avoidance", "r anxiety", "same side")
    return standalone(
        line_with_band(
            series,
            ident="accuracy",
            words=WORDS,
            sentence=sentence,
            table=Table(caption=WORDS.title, columns=columns, rows=rows),
        )
    )
