from __future__ import annotations

from collections import Counter
from datetime import date, time, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.readings.days import (
    CORE,
    SCALES,
    asked_on,
    days,
    may_be_about,
    of_day,
)
from tests.keep.diaries import diaries
from tests.readings.weeks import WeeksPen

TODAY = date(2026, 3, 2)
YESTERDAY = TODAY - timedelta(days=1)


def test_two_check_ins_about_one_day_are_one_day_value_by_value() -> None:
    pen = WeeksPen()
    pen.checks_in(clo=3, mood=5)
    pen.later(1).checks_in(clo=8)
    pen.checks_in(about=pen.day - timedelta(days=1), clo=4, dis=2)

    first, second = days(pen.entries)

    assert dict(first.values) == {"clo": 4, "mood": 5, "dis": 2}
    assert first.asked == {"clo", "mood", "dis"}
    assert dict(second.values) == {"clo": 8}


def test_what_was_taken_back_and_what_cannot_be_is_left_out() -> None:
    pen = WeeksPen()
    pen.checks_in(clo=3)
    slip = pen.checks_in(clo=9)
    pen.withdraws(slip)
    pen.checks_in(clo=0, mood=11, unheard=1)

    (day,) = days(pen.entries)

    assert dict(day.values) == {"clo": 3}


def test_core_is_asked_daily_and_the_rest_every_other_day_two_at_a_time() -> None:
    rotating = set(SCALES) - set(CORE)
    asked = [set(asked_on(TODAY + timedelta(days=n))) - set(CORE) for n in range(60)]

    assert Counter(v for two in asked for v in two) == dict.fromkeys(rotating, 30)
    assert all(len(two) == 2 for two in asked)
    # Each two of them meet on some days, so that they can be compared.
    assert {frozenset(two) for two in asked} == {
        frozenset(pair) for pair in combinations(rotating, 2)
    }


@pytest.mark.parametrize(
    ("about", "clock", "may"),
    [
        (TODAY, time(0, 0), True),
        (TODAY, time(23, 59), True),
        (YESTERDAY, time(0, 1), True),
        (YESTERDAY, time(11, 59), True),
        (YESTERDAY, time(12, 0), False),
        (YESTERDAY - timedelta(days=1), time(1, 0), False),
        (TODAY + timedelta(days=1), time(1, 0), False),
    ],
)
def test_about_today_and_until_noon_about_yesterday(
    about: date, clock: time, *, may: bool
) -> None:
    assert may_be_about(about, today=TODAY, clock=clock) is may


def test_a_day_without_a_word_is_empty() -> None:
    assert dict(of_day(days(()), TODAY).values) == {}


@given(diaries)
def test_any_diary_gives_days_in_order_with_values_that_can_be(entries: tuple) -> None:  # type: ignore[type-arg] # any kinds
    found = days(entries)

    assert [day.about for day in found] == sorted({day.about for day in found})
    for day in found:
        assert all(SCALES[v][0] <= n <= SCALES[v][1] for v, n in day.values.items())


@given(st.integers(1, 700_000))
def test_what_is_asked_is_the_same_on_every_visit(ordinal: int) -> None:
    day = date.fromordinal(ordinal)

    assert asked_on(day) == asked_on(day)
    assert set(asked_on(day)) <= set(SCALES)
