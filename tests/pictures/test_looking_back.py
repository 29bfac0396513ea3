"""Ladders, steps foretold, days, what goes with what: each number in its place."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.pictures import Bar, DaysWords, Foretold, Standing, Strip, days
from tests.pictures.figures import (
    TABLE,
    at,
    drawn,
    of_class,
    some_bars,
    some_days,
    some_foretold,
    some_ladders,
    some_strips,
)


def test_a_rung_stands_where_it_belongs_and_the_ends_hold_the_rest() -> None:
    figure = some_ladders(
        (Standing("a", 1, 3, 5, 1), Standing("b", -4, -2, 0), Standing("c", 6, 7, 8, 5))
    )

    marks = [at(m, "cx")[0] for m in of_class(figure, "circle", "mark")]
    bands = [at(r, "x", "width") for r in of_class(figure, "rect", "spread")]
    rings = [at(r, "cx")[0] for r in of_class(figure, "circle", "beyond")]

    assert marks[1:] == [160, 14, 306]  # the first is the legend's
    assert bands == [(9.5, 301.0), (9.5, 9.0), (301.5, 9.0)]
    assert rings[1:] == [14, 306]


def test_the_two_ladders_differ_in_more_than_colour() -> None:
    assert of_class(some_ladders(), "polygon", "mark") == []
    assert of_class(some_ladders(lamp=True), "circle", "mark") == []


def test_a_step_has_a_ring_where_it_was_expected_and_a_dot_where_it_was() -> None:
    figure = some_foretold((Foretold("a", 0, 10, ""), Foretold("b", None, 5, "")))

    rings = [at(r, "cx")[0] for r in of_class(figure, "circle", "wished")]
    dots = [at(d, "cx")[0] for d in of_class(figure, "circle", "felt")]
    lines = [at(w, "x1", "x2") for w in of_class(figure, "line", "wish")]

    assert rings[1:] == [12]
    assert dots[1:] == [308, 160]
    assert lines == [(12, 308)]


def test_every_day_with_an_answer_is_a_dot_and_no_other() -> None:
    figure = some_days((1, None, 10, None, 5.5))

    dots = [at(d, "cx", "cy") for d in of_class(figure, "circle", "plausible")]

    assert dots == [(30, 216), (171, 34), (312, 125)]


def test_days_without_a_line_have_none() -> None:
    assert len(of_class(some_days(), "path", "line")) == 1
    assert of_class(some_days(line=False), "path", "line") == []


def test_a_word_of_the_axis_without_room_is_left_out() -> None:
    texts = [t.text for t in of_class(some_days(), "text", "soft")]

    assert "semana 2" in texts
    assert "semana 3" not in texts
    assert "hoy" in texts


def test_two_dates_of_the_axis_do_not_read_as_one() -> None:
    marks = ((0, "4 Oct"), (8, "12 Oct"), (22, "26 Oct"), (36, "9 Nov"))
    figure = days(
        (5.0,) * 50,
        ident="days",
        scale=(1, 10),
        words=DaysWords(title="t", y_axis="y", marks=marks),
        sentence="s",
        table=TABLE,
    )

    texts = [t.text for t in of_class(figure, "text", "soft")]
    assert [word for _, word in marks if word in texts] == ["4 Oct", "26 Oct", "9 Nov"]


def test_no_difference_is_in_the_middle_and_a_sure_row_has_a_full_mark() -> None:
    figure = some_bars((Bar("a", -1, 0, 1, sure=False), Bar("b", 1, 2, 9, sure=True)))

    assert [at(c, "x1")[0] for c in of_class(figure, "line", "cross")] == [160] * 2
    assert [at(d, "cx")[0] for d in of_class(figure, "circle", "beyond")] == [160]
    assert [at(d, "cx")[0] for d in of_class(figure, "circle", "mark")] == [308]
    assert at(of_class(figure, "line", "band")[1], "x1", "x2") == (234, 308)


@given(st.lists(st.integers(1, 10), max_size=120))
def test_no_day_is_lost_and_no_two_lie_on_each_other(values: list[int]) -> None:
    figure = some_strips((Strip("a", tuple(values)),))

    dots = [at(d, "cx", "cy") for d in of_class(figure, "circle", "plausible")]

    assert len(dots) == len(values)
    if all(values.count(value) <= 32 for value in values):
        assert len({(round(x, 1), round(y, 1)) for x, y in dots}) == len(values)


def test_the_line_in_a_strip_stands_at_the_mean() -> None:
    figure = some_strips((Strip("a", (1, 10)), Strip("b", ())))

    (line,) = of_class(figure, "line", "range")
    assert at(line, "x1")[0] == pytest.approx(160)


@pytest.mark.parametrize(
    "draw",
    [
        lambda: some_ladders((Standing("a", 3, 2, 4),)),
        lambda: some_ladders((Standing("a", math.nan, 2, 4),)),
        lambda: some_foretold((Foretold("a", 11, 2, ""),)),
        lambda: some_foretold((Foretold("a", 1, -2, ""),)),
        lambda: some_days((5,)),
        lambda: some_days((0, 5)),
        lambda: some_bars((Bar("a", 3, 2, 4, sure=True),)),
        lambda: some_strips((Strip("a", (0,)),)),
        lambda: some_strips((Strip("a", (11,)),)),
    ],
    ids=range(9),
)
def test_numbers_that_cannot_be_are_refused(draw) -> None:  # type: ignore[no-untyped-def]  # each draws something else
    with pytest.raises(ValueError, match=r"expected|outside|needs|must lie"):
        draw()


def test_the_drawings_are_no_wider_than_a_phone() -> None:
    for figure in (some_ladders(), some_foretold(), some_days(), some_strips()):
        width = float((drawn(figure).get("viewBox") or "").split()[2])
        assert width == 320
