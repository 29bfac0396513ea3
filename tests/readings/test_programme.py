from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.core.pacing import Domain, Phase, observe, prior
from nearer.entries import AnyEntry
from nearer.readings.programme import Programme, of
from tests.keep.diaries import days as any_day
from tests.readings.lives import lives
from tests.readings.pen import FIRST_DAY
from tests.readings.weeks import WeeksPen


def read(pen: WeeksPen, *, day: date | None = None) -> Programme:
    found = of(pen.entries, day or pen.day)
    assert found is not None
    return found


def test_before_it_was_begun_there_is_nothing() -> None:
    pen = WeeksPen()
    pen.checks_in(clo=4)

    assert of(pen.entries, pen.day) is None


@pytest.mark.parametrize(
    ("days", "week", "phase"),
    [
        (-3, 0, Phase.BASELINE),  # the clock was set back
        (0, 0, Phase.BASELINE),
        (1, 1, Phase.SMALL_STEPS),
        (7, 1, Phase.SMALL_STEPS),
        (8, 2, Phase.SMALL_STEPS),
        (28, 4, Phase.SMALL_STEPS),
        (29, 5, Phase.BUILDING),
        (70, 10, Phase.INTEGRATION),
        (71, 11, Phase.AFTER),
        (92, 14, Phase.BOOSTER),
        (176, 26, Phase.BOOSTER),
    ],
)
def test_weeks_go_by_the_persons_own_calendar(
    days: int, week: int, phase: Phase
) -> None:
    pen = WeeksPen()
    pen.begins()
    found = read(pen, day=FIRST_DAY + timedelta(days=days))

    assert (found.week, found.phase) == (week, phase)


def test_a_pause_stops_the_weeks_and_coming_back_goes_on() -> None:
    pen = WeeksPen()
    pen.begins()
    pen.later(10).pauses()
    pen.later(30)
    pen.pauses()  # a second tap
    resting = read(pen)
    pen.resumes()
    pen.resumes()
    back = read(pen.later(1))

    assert resting.paused
    assert resting.week == 2
    assert not back.paused
    assert back.week == 2  # day 11 of 14
    assert back.week_on(FIRST_DAY + timedelta(days=25)) == 2
    assert back.days_since_last == 1


def test_beginning_again_starts_anew_and_keeps_what_was_learned() -> None:
    pen = WeeksPen()
    pen.begins(aim="first")
    pen.ends(pen.takes_on(), discomfort=2)
    left = pen.takes_on("e1b")
    pen.later(80).pauses()
    pen.begins(aim="second")
    found = read(pen)

    assert (found.week, found.times, found.aim) == (0, 2, "second")
    assert not found.paused
    assert found.open is None, "what was left open then does not ask now"
    assert found.plan(left) is not None
    assert len(found.attempts) == 1


def test_an_open_step_ends_and_may_end_otherwise_later() -> None:
    pen = WeeksPen()
    pen.begins()
    plan = pen.takes_on(p_feared=70)
    assert (one := read(pen).open)
    assert one.id == plan
    pen.later(1).ends(plan, discomfort=9, happened="yes")
    slip = pen.later(3).ends(plan, discomfort=2, happened="no")
    found = read(pen)
    (attempt,) = found.attempts

    assert found.open is None
    assert attempt.discomfort == 2
    assert attempt.day == (FIRST_DAY + timedelta(days=1)).toordinal()
    assert found.plans[0].violated == 70
    pen.withdraws(slip)
    assert read(pen).attempts[0].discomfort == 9
    assert read(pen).plans[0].violated == -30


def test_tolerance_is_the_trackers_own() -> None:
    pen = WeeksPen()
    pen.begins()
    pen.ends(pen.takes_on(), discomfort=3)
    expected = observe(
        tolerance=prior(), domain=Domain.EMOTIONAL, difficulty=-2.0, discomfort=3.0
    )

    np.testing.assert_allclose(read(pen).tolerance.mean, expected.mean)


def test_a_rating_left_out_teaches_nothing_but_not_done_does() -> None:
    pen = WeeksPen()
    pen.begins()
    pen.ends(pen.takes_on(), discomfort=None)
    assert not read(pen).attempts[0].rated
    np.testing.assert_array_equal(read(pen).tolerance.mean, prior().mean)

    pen.ends(pen.takes_on("e1b"), "no", None)
    assert read(pen).attempts[1].discomfort == 7
    assert read(pen).tolerance.mean[0] < prior().mean[0]


def test_settings_are_told_apart_by_words_not_by_spelling() -> None:
    pen = WeeksPen()
    pen.begins()
    for setting in ("At  home", "at home ", ""):
        pen.ends(pen.takes_on(setting=setting))
    pen.ends(pen.takes_on("e1b"))

    settings = [a.setting for a in read(pen).attempts]
    assert settings == ["at home", "at home", "step e1a", "step e1b"]


def test_not_today_holds_for_today_alone() -> None:
    pen = WeeksPen()
    pen.begins()
    pen.sets_aside()

    assert read(pen).set_aside
    assert read(pen, day=pen.day + timedelta(days=1)).set_aside is None
    assert read(pen).attempts == ()


@pytest.mark.parametrize(
    ("level", "difficulty", "known"),
    [(9, float("inf"), (5, 2.0)), (-4, 1e300, (1, 4.0)), (3, float("nan"), (3, 0.0))],
)
def test_numbers_from_elsewhere_are_brought_in(
    level: int, difficulty: float, known: tuple[int, float]
) -> None:
    pen = WeeksPen()
    pen.begins()
    pen.ends(pen.takes_on(level=level, difficulty=difficulty), discomfort=-5)
    (attempt,) = read(pen).attempts

    assert (attempt.level, attempt.difficulty) == known
    assert attempt.discomfort == 0


def test_a_domain_of_elsewhere_is_shown_and_teaches_nothing() -> None:
    pen = WeeksPen()
    pen.begins()
    pen.ends(pen.takes_on(domain="juggling"))

    assert read(pen).attempts == ()
    assert read(pen).plans[0].domain is None


def test_a_month_of_silence_is_counted_and_a_clock_set_back_is_none() -> None:
    pen = WeeksPen()
    pen.begins()
    pen.later(3).checks_in(clo=3)

    assert read(pen, day=pen.day + timedelta(days=30)).days_since_last == 30
    assert read(pen, day=pen.day - timedelta(days=30)).days_since_last == 0


@given(lives(), any_day)
def test_no_order_of_entries_breaks_it(
    entries: tuple[AnyEntry, ...], today: date
) -> None:
    found = of(entries, today)

    if found is not None:
        assert found.week >= 0
        assert found.days_since_last >= 0
        assert np.isfinite(found.tolerance.mean).all()
        assert (np.linalg.eigvalsh(found.tolerance.covariance) > -1e-9).all()
        assert len(found.attempts) <= len(found.plans)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 60)), max_size=4))
def test_a_pause_never_makes_the_week_later(pauses: list[tuple[int, int]]) -> None:
    pen = WeeksPen()
    pen.begins()
    for before, long in pauses:
        pen.later(before).pauses()
        pen.later(long).resumes()
    found = read(pen)
    rested = sum(long for _, long in pauses)
    days = (pen.day - FIRST_DAY).days - rested

    assert found.week == -(-days // 7)
