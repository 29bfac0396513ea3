"""A week looked back on: what belongs to it, what is due, what has changed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given

from nearer.content import catalogue
from nearer.content.referring import referring
from nearer.core.measurement import Trait
from nearer.entries import AnyEntry
from nearer.readings import programme as programmes
from nearer.readings import review, since
from nearer.readings.helps import read_helps
from nearer.readings.programme import Programme
from nearer.readings.review import LookedBack
from nearer.readings.signs import signs
from nearer.readings.since import Changes, Direction
from tests.keep.diaries import diaries
from tests.readings.pen import FIRST_DAY
from tests.readings.people import TWO_FEARS, Answer, of_scales, sit
from tests.readings.weeks_lived import Life

CONTENT = catalogue()
HIGH = of_scales(TWO_FEARS, {"avoidance": 5, "anxiety": 3})
DIRECTIONS = tuple(trait.name.lower() for trait in Trait)
MIDDLE = of_scales(TWO_FEARS, {"avoidance": 3, "anxiety": 3})
LOW = of_scales(TWO_FEARS, {"avoidance": 1, "anxiety": 3})


def way(life: Life, day: int) -> Programme:
    found = programmes.of(life.entries, FIRST_DAY + timedelta(days=day))
    assert found is not None
    return found


def back(life: Life, day: int, week: int) -> LookedBack:
    found = review.look_back(life.entries, of=way(life, day), week=week)
    assert found is not None
    return found


def changes(life: Life, day: int) -> Changes:
    return since.changes(life.entries, of=way(life, day), catalogue=CONTENT)


def test_weeks_follow_the_day_of_beginning() -> None:
    found = review.weeks(way(Life().begins(), 9))

    spans = [
        (w.number, (w.first - FIRST_DAY).days, (w.last - w.first).days) for w in found
    ]
    assert spans == [(0, 0, 0), (1, 1, 6), (2, 8, 1)]


def test_a_pause_stretches_the_week_it_lies_in() -> None:
    life = Life().begins().on(3).pauses().on(33).resumes()

    found = review.weeks(way(life, 40))

    assert [w.number for w in found] == [0, 1, 2]
    assert (found[1].last - found[1].first).days == 6 + 30


def test_a_clock_that_was_set_back_leaves_one_day() -> None:
    assert [w.number for w in review.weeks(way(Life().begins(), -5))] == [0]


def test_a_week_holds_its_own_steps_and_moments_and_no_others() -> None:
    life = Life().begins()
    life.on(1).steps()
    life.on(8).steps(p_feared=80, happened="yes")
    life.on(9).steps(p_feared=40, happened="partly", done="partly")
    life.on(10).steps(p_feared=None, happened="no", done="no")
    life.on(11).plans()
    life.on(12).steps_away(back_after=15)
    life.on(13).steps_away(back_after=30)
    life.on(14).steps_away(back_after=None)
    life.on(15).steps_away(back_after=5)

    found = back(life, 20, week=2)

    assert (len(found.ended), found.done) == (3, 2)
    assert (len(found.moments), found.returned, found.kept) == (3, 2, 1)
    assert found.feared is not None
    assert (found.feared.n, found.feared.yes, found.feared.partly) == (2, 1, 1)
    # Sure: the mean of 80 and 40; came: the mean of one and a half.
    assert found.feared.sure == pytest.approx(0.6)
    assert found.feared.happened == pytest.approx(0.75)


def test_a_quiet_week_is_a_week() -> None:
    found = back(Life().begins(), 10, week=1)

    assert found.ended == ()
    assert found.feared is None
    assert found.moments == ()
    assert found.reviewed is None


@pytest.mark.parametrize("week", [3, 99])
def test_a_week_that_has_not_begun_cannot_be_looked_back_on(week: int) -> None:
    life = Life().begins()

    assert review.look_back(life.entries, of=way(life, 9), week=week) is None


def test_steps_of_an_earlier_time_do_not_belong_to_this_one() -> None:
    life = Life().begins().on(1)
    life.steps()
    life.begins()
    life.on(2).steps()

    assert len(back(life, 5, week=1).ended) == 1


def test_a_later_review_replaces_the_earlier_and_undo_brings_it_back() -> None:
    life = Life().begins().on(3)
    life.reviews(1, note="first")
    second = life.reviews(1, note="second")

    found = back(life, 5, week=1).reviewed
    assert found is not None
    assert found.note == "second"
    life.withdraws(second)
    found = back(life, 5, week=1).reviewed
    assert found is not None
    assert found.note == "first"


def test_days_with_an_entry_are_counted_over_two_weeks_and_no_longer() -> None:
    life = Life().begins()
    for day in (0, 1, 2, 14, 15, 15):
        life.on(day).notes(clo=5)
    life.on(16).notes()

    today = FIRST_DAY + timedelta(days=15)

    assert review.days_with_an_entry(life.entries, today=today) == 3


def test_connected_has_a_place_for_every_day() -> None:
    life = Life().begins()
    life.on(1).notes(clo=4, dis=1)
    life.on(3).notes(dis=1)
    life.on(4).notes(clo=9)

    felt = review.connected(
        life.entries, first=FIRST_DAY, last=FIRST_DAY + timedelta(days=4)
    )

    assert felt == (None, 4, None, None, 9)


@pytest.mark.parametrize(
    ("day", "due"),
    [(0, 0), (28, 0), (29, 5), (63, 5), (64, 10), (91, 10), (92, 14), (176, 26)],
)
def test_the_questions_come_again_in_their_weeks(day: int, due: int) -> None:
    """Week n begins 7 (n - 1) + 1 days after the first."""
    life = Life().begins()

    found = since.due_week(life.entries, of=way(life, day), catalogue=CONTENT)

    assert found == due


def test_answered_questions_are_not_due_until_the_next_time() -> None:
    life = Life().begins()
    life.day -= timedelta(days=3)
    sit(life, MIDDLE)
    life.on(30)

    def due(day: int) -> int | None:
        return since.due_week(life.entries, of=way(life, day), catalogue=CONTENT)

    assert due(28) is None
    assert due(30) == 5
    sit(life, MIDDLE)
    assert due(63) is None
    assert due(64) == 10


def test_a_few_answers_are_not_enough_for_the_questions_to_be_done() -> None:
    life = Life().begins()
    sit(life, MIDDLE, at_most=3)

    found = since.due_week(life.entries, of=way(life, 1), catalogue=CONTENT)

    assert found == 0


def test_nothing_can_be_compared_with_itself() -> None:
    life = Life().begins()
    sit(life, MIDDLE)
    life.reviews(1, low=1, worry=1, satisfaction=5)

    found = changes(life, 7)

    assert found == Changes(
        fears=None, since=None, directions={}, satisfaction=None, mood=None
    )
    assert found.worse == ()


def test_less_fear_is_better_and_more_is_worse_with_the_same_weight() -> None:
    for first, last, direction, worse in (
        (HIGH, LOW, Direction.BETTER, ()),
        (LOW, HIGH, Direction.WORSE, ("avoidance",)),
        (MIDDLE, MIDDLE, Direction.UNCLEAR, ()),
    ):
        life = Life().begins()
        sit(life, first)
        sit(life.on(40), last)

        found = changes(life, 41)

        assert found.directions[Trait.AVOIDANCE] is direction
        assert found.directions[Trait.ANXIETY] is Direction.UNCLEAR
        assert found.worse == worse
        assert found.since == FIRST_DAY


def test_the_beginning_is_compared_and_not_the_sitting_before() -> None:
    life = Life().begins()
    sit(life, LOW)
    sit(life.on(40), HIGH)
    sit(life.on(70), HIGH)

    assert changes(life, 71).directions[Trait.AVOIDANCE] is Direction.WORSE


@pytest.mark.parametrize(
    ("before", "after", "direction", "worse"),
    [
        (8, 6, Direction.UNCLEAR, False),
        (8, 5, Direction.WORSE, True),
        (5, 8, Direction.BETTER, False),
    ],
)
def test_the_bond_is_worse_from_three_points_on(
    before: int, after: int, direction: Direction, *, worse: bool
) -> None:
    """RCI 1.96 · √2 · 2 · √(1 - .8) = 2.48 points."""
    life = Life().begins().on(7)
    life.reviews(1, satisfaction=before)
    life.on(20).reviews(2)
    life.on(28).reviews(4, satisfaction=after)

    found = changes(life, 28)

    assert found.satisfaction is not None
    assert found.satisfaction.direction is direction
    assert found.satisfaction.is_deterioration is worse
    assert found.worse == (("satisfaction",) if worse else ())


@pytest.mark.parametrize(
    ("low", "worry", "worse"), [(1, 2, False), (2, 2, True), (3, 3, True)]
)
def test_a_heavier_mood_by_three_is_said(low: int, worry: int, *, worse: bool) -> None:
    life = Life().begins().on(7)
    life.reviews(1, low=0, worry=1)
    life.on(14).reviews(2, low=3)  # one of two says nothing
    life.on(21).reviews(3, low=low, worry=worry)

    found = changes(life, 21)

    assert found.mood is not None
    assert found.mood.before == 1
    assert found.worse == (("mood",) if worse else ())


def test_values_stand_beside_a_change_on_the_scale_of_the_answers() -> None:
    life = Life().begins()
    sit(life, HIGH)
    sit(life.on(40), LOW)

    (before, now), _ = changes(life, 41).estimates

    assert 1 <= now.low <= now.value < before.value <= before.high <= 5


@pytest.mark.parametrize(
    ("moods", "week", "first", "last", "expected"),
    [
        ((), 10, HIGH, LOW, ()),
        ((3,), 3, MIDDLE, MIDDLE, ()),
        ((3, 2), 3, MIDDLE, MIDDLE, ()),
        ((0, 3, 4), 3, MIDDLE, MIDDLE, ("low",)),
        ((1, 2), 10, MIDDLE, MIDDLE, ()),
        ((1, 3), 9, MIDDLE, MIDDLE, ()),
        ((1, 3), 10, MIDDLE, MIDDLE, ("still",)),
        ((1, 3), 10, HIGH, LOW, ()),
        ((0, 0), 10, LOW, HIGH, ("worse",)),
        ((3, 3), 10, LOW, HIGH, ("worse", "low", "still")),
    ],
    ids=range(10),
)
def test_signs_that_call_for_a_person(
    moods: tuple[int, ...],
    week: int,
    first: Answer,
    last: Answer,
    expected: tuple[str, ...],
) -> None:
    life = Life().begins()
    sit(life, first)
    sit(life.on(40), last)

    assert since.signs(changes(life, 41), week=week, moods=moods) == expected
    assert {"worse", "low", "still"} <= set(referring().signs)


def test_without_a_second_sitting_nobody_says_that_nothing_lessened() -> None:
    life = Life().begins()

    assert since.signs(changes(life, 80), week=11, moods=(4,)) == ()


def test_moods_come_in_the_order_of_weeks() -> None:
    life = Life().begins().on(20)
    life.reviews(2, low=2, worry=2)
    life.reviews(1, low=1, worry=0)
    life.reviews(3, low=1)

    assert since.moods_of(life.entries, of=way(life, 21)) == (1, 4)


def test_a_week_or_a_number_that_cannot_be_is_kept_and_says_nothing() -> None:
    life = Life().begins().on(7)
    life.reviews(1, low=0, worry=0, satisfaction=8)
    life.reviews(-1, low=3, worry=3, satisfaction=0)
    life.reviews(2**62, low=3, worry=3, satisfaction=0)
    life.on(14).reviews(2, note="kept", low=-1, worry=4, satisfaction=-3)
    life.on(15)

    found = back(life, 15, week=2).reviewed
    assert found is not None
    assert (found.note, found.low, found.worry) == ("kept", None, None)
    assert found.satisfaction is None
    assert changes(life, 15).satisfaction is None
    assert since.moods_of(life.entries, of=way(life, 15)) == (0,)
    assert {"low", "still"} & signs(life.entries, moved=None, today=life.day) == set()


@given(diaries)
def test_no_diary_at_all_crashes_a_look_back(written: tuple[AnyEntry, ...]) -> None:
    life = Life(entries=list(written)).begins()
    life.on(1).steps()
    life.adds(written)

    found = way(life, 30)

    assert review.weeks(found)
    assert review.look_back(life.entries, of=found, week=found.week)
    assert set(changes(life, 30).worse) <= {*DIRECTIONS, "satisfaction", "mood"}
    assert review.days_with_an_entry(life.entries, today=found.today) >= 0
    helped = read_helps(life.entries, plans=found.plans, today=found.today)
    assert helped.same_day.nothing is not None
