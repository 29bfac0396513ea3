"""Two series on their daily grid."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.core.dynamics import Days

NONE = np.nan


def test_days_in_any_order_find_their_place() -> None:
    days = Days.on_grid(days=[12, 10, 13], x=[3.0, 1.0, 4.0], y=[None, 5.0, 6.0])

    assert days.array.tolist()[0] == [1.0, 5.0]
    assert np.isnan(days.array[1]).all()
    assert days.answered.tolist() == [
        [True, True],
        [False, False],
        [True, False],
        [True, True],
    ]


def test_empty_days_at_the_ends_are_left_out() -> None:
    days = Days.on_grid(
        days=[1, 2, 3, 4], x=[None, 1.0, 2.0, None], y=[None, None, 1.0, None]
    )

    assert days.n_days == 2
    assert days.n_pairs == 0


def test_without_any_answer_there_is_no_day() -> None:
    assert Days.on_grid(days=[1, 2], x=[None, None], y=[None, None]).n_days == 0
    assert Days.on_grid(days=[], x=[], y=[]).n_days == 0


def test_a_monday_tells_where_weekends_are() -> None:
    days = Days.on_grid(days=range(10, 20), x=[1.0] * 10, y=[1.0] * 10, monday=4)

    # Monday 4, so Saturdays are 9 and 16, Sundays 10 and 17.
    assert np.flatnonzero(np.asarray(days.weekend)).tolist() == [0, 6, 7]
    assert np.flatnonzero(np.asarray(days.between(5, 8).weekend)).tolist() == [1, 2]


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=30))
def test_pairs_are_days_in_a_row_with_both_answers(
    there: list[tuple[bool, bool]],
) -> None:
    values = np.where(np.array(there), 1.0, np.nan)

    expected = sum(all(a) and all(b) for a, b in pairwise(there))

    assert Days(values).n_pairs == expected


def test_the_spread_is_that_about_trend_and_weekend() -> None:
    along = np.arange(28.0)
    weekend = np.arange(28) % 7 >= 5
    wave = np.where(np.arange(28) % 2, 1.0, -1.0)
    days = Days(np.column_stack([along + 3.0 * weekend + wave, wave]), weekend)

    _, spread = days.centre_and_spread()

    assert spread[0] == pytest.approx(spread[1])
    assert spread[1] == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize(
    "column", [np.full(20, 4.0), np.arange(20.0), np.array([1.0, 2.0] + [NONE] * 18)]
)
def test_what_does_not_vary_has_no_spread(column: np.ndarray) -> None:
    days = Days(np.column_stack([column, np.cos(np.arange(20.0))]))

    assert days.centre_and_spread()[1][0] == 0.0


@pytest.mark.parametrize(
    ("days", "x", "said"),
    [
        ([1, 1], [1.0, 2.0], "day 1 is there twice"),
        ([1, 2], [1.0], "uneven"),
        ([1, 5000], [1.0, 2.0], "days apart"),
        ([1], [float("inf")], "infinite"),
    ],
)
def test_what_makes_no_grid_is_refused(
    days: list[int], x: list[float], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        Days.on_grid(days=days, x=x, y=[1.0] * len(days))


def test_shapes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="two columns"):
        Days(np.zeros((4, 3)))
    with pytest.raises(ValueError, match="must hold 4 days"):
        Days(np.zeros((4, 2)), [True])
