from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.pictures.dial import angle, point
from tests.pictures.figures import a_dial, at, drawn, of_class

inside = st.floats(1, 5)


def test_the_ends_and_the_middle_of_the_scale_stand_where_they_belong() -> None:
    # 84° to either side of straight up, so the middle of 1 to 5 is straight up.
    angles = [angle(v, scale_min=1, scale_max=5) for v in (1, 3, 5)]

    assert angles == [-84.0, 0.0, 84.0]


@given(inside, inside)
def test_more_is_always_further_to_the_right(one: float, other: float) -> None:
    places = [
        point(angle(v, scale_min=1, scale_max=5))[0] for v in sorted((one, other))
    ]

    assert places[0] <= places[1]


@given(inside)
def test_every_value_lies_on_the_arc(value: float) -> None:
    x, y = point(angle(value, scale_min=1, scale_max=5))

    assert math.hypot(x - 160, y - 194) == pytest.approx(142)


def test_the_mark_stands_at_the_value_and_the_band_reaches_from_end_to_end() -> None:
    figure = a_dial(3.4, 2.9, 3.8)

    (mark,) = of_class(figure, "circle", "mark")
    ends = of_class(figure, "line", "end")
    expected = [point(angle(v, scale_min=1, scale_max=5)) for v in (3.4, 2.9, 3.8)]
    middles = [
        ((x1 + x2) / 2, (y1 + y2) / 2)
        for x1, y1, x2, y2 in (at(e, "x1", "y1", "x2", "y2") for e in ends)
    ]
    assert at(mark, "cx", "cy") == pytest.approx(expected[0], abs=0.01)
    assert middles[0] == pytest.approx(expected[1], abs=0.02)
    assert middles[1] == pytest.approx(expected[2], abs=0.02)


def test_the_two_fears_differ_in_shape_and_not_in_colour_alone() -> None:
    assert of_class(a_dial(), "circle", "mark")
    assert of_class(a_dial(lamp=True), "polygon", "mark")
    assert not of_class(a_dial(lamp=True), "circle", "mark")


def test_the_description_says_what_the_eye_sees() -> None:
    description = drawn(a_dial()).findtext("{*}desc") or ""

    assert "3.4 of 5" in description
    assert "probably between 2.9 and 3.8" in description


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        (3.0, 3.1, 3.4),
        (3.0, 2.0, 2.9),
        (5.2, 4.0, 5.3),
        (1.2, 0.8, 1.4),
        (math.nan, 1, 5),
        (3, -math.inf, math.inf),
    ],
)
def test_numbers_out_of_order_are_refused(
    value: float, low: float, high: float
) -> None:
    with pytest.raises(ValueError, match="low="):
        a_dial(value, low, high)


def test_an_estimate_at_the_very_end_of_the_scale_can_be_drawn() -> None:
    assert a_dial(5, 5, 5).svg
    assert a_dial(1, 1, 5).svg
