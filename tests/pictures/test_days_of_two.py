"""Two series day by day, and many estimates in order of size."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from nearer.pictures.days_of_two import Panel, PanelWords, panels, thinned
from nearer.pictures.figure import Figure, Table

SVG = "{http://www.w3.org/2000/svg}"
WORDS = PanelWords("Two", "day", "{:g}".format)
TABLE = Table("Numbers", ("a",), (("1",),))
ONE = Panel(
    name="reach",
    x=(1.0, 2.0, 3.0),
    mean=(4.0, 5.0, 4.0),
    low=(3.0, 4.5, 3.0),
    high=(5.0, 5.5, 5.0),
    dots=(4.5, None, 3.5),
)
OTHER = replace(ONE, name="draw back", hue="lamp")


def draw(*rows: Panel, zero: bool = False) -> Figure:
    return panels(
        rows, ident="two", words=WORDS, sentence="Said.", table=TABLE, zero=zero
    )


def test_each_answer_is_a_mark_and_each_series_its_own_shape() -> None:
    root = ET.fromstring(draw(ONE, OTHER).svg)

    assert len(root.findall(f"{SVG}circle")) == 2
    assert len(root.findall(f"{SVG}polygon")) == 2
    names = [text.text for text in root.iter(f"{SVG}text")]
    assert {"reach", "draw back", "day →"} <= set(names)


def test_zero_is_shown_where_it_matters() -> None:
    assert 'class="cross"' in draw(ONE, zero=True).svg
    assert 'class="cross"' not in draw(ONE).svg


def test_one_day_alone_can_be_drawn() -> None:
    alone = Panel("a", (1.0,), (2.0,), (2.0,), (2.0,))

    assert draw(alone).svg.startswith("<svg")


def test_more_than_can_be_told_apart_is_thinned_evenly() -> None:
    assert thinned(3) == [0, 1, 2]
    few = thinned(10_000)
    assert (few[0], few[-1], len(few)) == (0, 9_999, 300)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"x": ()}, "at least 1"),
        ({"mean": (1.0,)}, "one length"),
        ({"dots": (1.0,)}, "one length"),
        ({"low": (float("nan"), 1.0, 1.0)}, "finite"),
    ],
)
def test_columns_that_do_not_fit_are_refused(
    wrong: dict[str, tuple[float, ...]], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        draw(replace(ONE, **wrong))  # type: ignore[arg-type]  # wrong on purpose


def test_no_panel_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one panel"):
        draw()
