from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.content import catalogue
from nearer.core.measurement import Trait
from nearer.readings.heaviness import is_heavy
from nearer.readings.leaning import share
from nearer.readings.programme import of
from tests.keep.diaries import diaries
from tests.readings.people import TWO_FEARS, of_levels, of_scales, sit
from tests.readings.weeks import Track, WeeksPen

SHELF = catalogue()


def share_of(pen: WeeksPen) -> float:
    programme = of(pen.entries, pen.day)
    situation = programme.situation if programme else None
    return share(pen.entries, situation=situation, catalogue=SHELF)


def test_without_answers_both_ladders_come_alike() -> None:
    assert share_of(WeeksPen()) == 0.5


@pytest.mark.parametrize(
    ("avoidance", "anxiety", "expected"),
    # A clear lead: 0.5 + 0.35 * (P - P'), with both chances near 0 and 1.
    [(5, 1, 0.85 - 0.05), (1, 5, 0.15 + 0.05)],
)
def test_the_fear_that_leads_leans_the_share_and_never_all_the_way(
    avoidance: int, anxiety: int, expected: float
) -> None:
    pen = WeeksPen()
    sit(pen, of_scales(TWO_FEARS, {"avoidance": avoidance, "anxiety": anxiety}))

    assert share_of(pen) == pytest.approx(expected, abs=0.03)


def test_where_both_are_there_neither_goes_first() -> None:
    pen = WeeksPen()
    sit(pen, of_scales(TWO_FEARS, {"avoidance": 5, "anxiety": 5}))

    assert share_of(pen) == 0.5


@pytest.mark.parametrize(
    ("track", "expected"), [("closeness", 0.8), ("distance", 0.2), ("both", 0.5)]
)
def test_what_the_person_chose_goes_before_what_was_measured(
    track: Track, expected: float
) -> None:
    pen = WeeksPen()
    sit(pen, of_scales(TWO_FEARS, {"avoidance": 5, "anxiety": 1}))
    pen.begins()
    pen.practises(track=track)

    assert share_of(pen) == expected


@given(st.floats(-3, 3), st.floats(-3, 3), st.integers(0, 10))
def test_the_share_stays_between_a_fifth_and_four_fifths(
    avoidance: float, anxiety: float, seed: int
) -> None:
    levels = {Trait.AVOIDANCE: avoidance, Trait.ANXIETY: anxiety}
    pen = WeeksPen()
    sit(pen, of_levels(TWO_FEARS, levels, seed=seed))

    assert 0.2 <= share_of(pen) <= 0.8


@pytest.mark.parametrize(
    ("low", "worry", "heavy"),
    [(1, 1, False), (2, 1, True), (0, 3, True), (None, None, False), (None, 3, True)],
)
def test_a_heavy_week_holds_the_levels_for_two_weeks(
    low: int | None, worry: int | None, *, heavy: bool
) -> None:
    pen = WeeksPen()
    pen.looks_back(1, low=low, worry=worry)

    assert is_heavy(pen.entries, pen.day) is heavy
    assert not is_heavy(pen.entries, pen.day + timedelta(days=14))


def test_a_note_for_a_week_long_ago_says_nothing_of_now() -> None:
    pen = WeeksPen()
    pen.begins()
    pen.later(7).looks_back(1, low=2, worry=3)
    pen.later(40)
    pen.looks_back(1, low=2, worry=3)  # another note, and what was said before
    assert not is_heavy(pen.entries, pen.day)

    pen.looks_back(6, low=3, worry=2)
    pen.later(1).looks_back(2, low=None, worry=None)
    assert is_heavy(pen.entries, pen.day)

    pen.looks_back(6, low=0, worry=1)
    assert not is_heavy(pen.entries, pen.day), "said anew of the same week"


def test_the_same_week_of_another_time_is_another_week() -> None:
    pen = WeeksPen()
    pen.begins()
    pen.later(7).looks_back(1, low=2, worry=3)
    pen.later(80).begins()
    pen.later(7).looks_back(1, low=2, worry=3)

    assert is_heavy(pen.entries, pen.day)


@pytest.mark.parametrize(
    ("before", "lately", "dipped"), [(7, 5, True), (7, 6, False), (3, 9, False)]
)
def test_a_dip_of_the_daily_mood_against_the_weeks_before(
    before: int, lately: int, *, dipped: bool
) -> None:
    pen = WeeksPen()
    for day in range(28):
        pen.checks_in(mood=before if day < 21 else lately)
        pen.later(1)

    assert is_heavy(pen.entries, pen.day - timedelta(days=1)) is dipped


def test_two_low_days_are_no_dip() -> None:
    pen = WeeksPen()
    for day in range(28):
        if day < 20 or day >= 26:
            pen.checks_in(mood=8 if day < 20 else 1)
        pen.later(1)

    assert not is_heavy(pen.entries, pen.day - timedelta(days=1))


@given(diaries, st.dates())
def test_any_diary_can_be_asked(entries: tuple, today) -> None:  # type: ignore[type-arg,no-untyped-def] # any kinds
    assert is_heavy(entries, today) in {True, False}
