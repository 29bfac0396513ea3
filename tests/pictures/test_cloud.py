from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.pictures import quarters
from tests.pictures.figures import a_cloud, at, hundred, of_class

inside = st.tuples(st.floats(1, 5), st.floats(1, 5))


def test_there_is_one_dot_for_every_draw() -> None:
    assert len(of_class(a_cloud(), "circle", "plausible")) == 100


@given(inside, inside)
def test_more_is_further_right_and_further_up(
    one: tuple[float, float], other: tuple[float, float]
) -> None:
    first, second = (
        at(dot, "cx", "cy")
        for dot in of_class(a_cloud([one, other]), "circle", "plausible")
    )

    assert (second[0] - first[0]) * (other[0] - one[0]) >= 0
    assert (second[1] - first[1]) * (other[1] - one[1]) <= 0


def test_the_cross_goes_through_the_middle_of_the_scale() -> None:
    dot = at(of_class(a_cloud([(3, 3)]), "circle", "plausible")[0], "cx", "cy")
    level, upright = of_class(a_cloud(), "line", "cross")

    assert at(level, "y1", "y2") == pytest.approx((dot[1], dot[1]))
    assert at(upright, "x1", "x2") == pytest.approx((dot[0], dot[0]))


def test_a_dot_beyond_an_axis_is_shown_hollow_on_its_edge() -> None:
    figure = a_cloud([(7, 2), (3, 3)])

    (beyond,) = of_class(figure, "circle", "beyond")
    (room,) = of_class(figure, "rect", "room")
    x, width = at(room, "x", "width")
    assert at(beyond, "cx") == (x + width,)
    assert len(of_class(figure, "circle", "plausible")) == 1


def test_quarters_are_counted_on_paper() -> None:
    # two low-low (one on the cross itself), one right, one up, three both
    points = [(1, 1), (3, 3), (4, 2), (2, 4), (4, 4), (5, 5), (3.1, 3.1)]

    assert quarters(points, middle=(3, 3)) == (2, 1, 1, 3)


@given(st.lists(inside, min_size=1, max_size=30))
def test_no_dot_is_lost_between_the_quarters(points: list[tuple[float, float]]) -> None:
    assert sum(quarters(points, middle=(3, 3))) == len(points)


def test_swapping_the_axes_swaps_two_quarters() -> None:
    one = quarters(hundred(), middle=(3, 3))
    other = quarters([(y, x) for x, y in hundred()], middle=(3, 3))

    assert (one.high_x, one.high_y) == (other.high_y, other.high_x)


@pytest.mark.parametrize("points", [[], [(math.nan, 1)], [(1, math.inf)]])
def test_a_cloud_of_nothing_is_refused(points: list[tuple[float, float]]) -> None:
    with pytest.raises(ValueError, match="point"):
        a_cloud(points)
