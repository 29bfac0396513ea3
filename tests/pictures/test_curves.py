from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from nearer.pictures.curves import (
    Band,
    Curve,
    CurveWords,
    answer_curves,
    bands,
    smooth_curves,
)
from nearer.pictures.figure import Table

WORDS = CurveWords("Title", "trait", "error", lambda value: f"{value:g}")
TABLE = Table("Numbers", ("x", "y"), (("0", "1"),))
SVG = "{http://www.w3.org/2000/svg}"


def drawn(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def test_curves_run_from_left_to_right_and_higher_is_higher_up() -> None:
    one = Curve("first", [0.0, 1.0, 2.0], [0.0, 1.0, 2.0])
    two = Curve("second", [0.0, 1.0, 2.0], [2.0, 1.0, 0.0], hue="lamp", dashed=True)

    found = smooth_curves(
        [one, two], ident="c", words=WORDS, sentence="Said.", table=TABLE
    )

    root = drawn(found.svg)
    paths = list(root.iter(f"{SVG}path"))
    assert [p.get("class") for p in paths] == ["line window", "line lamp dashed"]
    numbers = [float(n) for n in (paths[0].get("d") or "").split() if n not in "ML"]
    assert numbers[0] < numbers[2] < numbers[4]
    assert numbers[1] > numbers[3] > numbers[5]
    words = [t.text for t in root.iter(f"{SVG}text")]
    assert {"first", "second", "↑ error", "trait →"} <= set(words)
    assert found.sentence == "Said."
    assert root.findtext(f"{SVG}desc") == "Said."


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        [Curve("short", [0.0, 1.0], [1.0])],
        [Curve("open", [0.0, 1.0], [1.0, float("nan")])],
    ],
)
def test_curves_that_cannot_be_drawn_are_refused(wrong: list[Curve]) -> None:
    with pytest.raises(ValueError, match=r"at least one|finite columns"):
        smooth_curves(wrong, ident="c", words=WORDS, sentence="", table=TABLE)


def test_every_answer_has_a_curve_and_its_number_at_the_top() -> None:
    svg = answer_curves(
        ident="item-1",
        title="Q1",
        description="Chances.",
        levels=[-1.0, 0.0, 1.0],
        chances=[[0.9, 0.3, 0.0], [0.1, 0.5, 0.1], [0.0, 0.2, 0.9]],
    )

    root = drawn(svg)
    assert len(list(root.iter(f"{SVG}path"))) == 3
    numbers = {t.text: float(t.get("x") or 0) for t in root.iter(f"{SVG}text")}
    assert numbers["1"] < numbers["2"] < numbers["3"]


def test_bands_stand_below_each_other_within_their_range() -> None:
    rows = [
        Band("Q1", 0.4, 0.3, 0.5, hue="lamp"),
        Band("Q2", -0.1, -0.2, 0.0, strong=False),
    ]

    found = bands(
        rows, ident="b", words=WORDS, sentence="", table=TABLE, quiet=(-0.2, 0.2)
    )

    root = drawn(found.svg)
    [dot] = root.iter(f"{SVG}circle")
    assert len(list(root.iter(f"{SVG}polygon"))) == 1
    [strip] = root.iter(f"{SVG}rect")
    ends = [
        line for line in root.iter(f"{SVG}line") if "range" in (line.get("class") or "")
    ]
    first = ends[0]
    assert (
        float(first.get("x1") or 0)
        < float(dot.get("cx") or 0)
        < float(first.get("x2") or 0)
    )
    assert float(strip.get("width") or 0) > 0
    assert float(ends[0].get("y1") or 0) < float(ends[1].get("y1") or 0)


def test_bands_without_a_quiet_range_have_no_strip() -> None:
    found = bands(
        [Band("all", 1.0, 1.0, 1.0)], ident="b", words=WORDS, sentence="", table=TABLE
    )

    assert not list(drawn(found.svg).iter(f"{SVG}rect"))


@pytest.mark.parametrize("rows", [[], [Band("x", float("inf"), 0.0, 1.0)]])
def test_bands_that_cannot_be_drawn_are_refused(rows: list[Band]) -> None:
    with pytest.raises(ValueError, match=r"at least one|finite"):
        bands(rows, ident="b", words=WORDS, sentence="", table=TABLE)
