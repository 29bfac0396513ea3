"""What the diary says about the times of answering."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.entries import Began, Unknown
from nearer.readings.sitting import latest, sittings, to_resume
from tests.readings.pen import FIRST_DAY, Pen


def test_the_latest_answer_holds_in_its_old_place() -> None:
    pen = Pen()
    sitting = pen.opens()
    pen.answers_all(sitting, {"a": 1, "b": 2, "c": 3})

    pen.answers(sitting, "a", 5)

    (read,) = sittings(pen.entries)
    assert list(read.answers.items()) == [("a", 5), ("b", 2), ("c", 3)]


def test_a_skipped_item_was_asked_but_not_given() -> None:
    pen = Pen()
    pen.answers_all(pen.opens(), {"a": None, "b": 2})

    (read,) = sittings(pen.entries)

    assert list(read.answers) == ["a", "b"]
    assert read.given == {"b": 2}


def test_withdrawing_an_answer_brings_back_the_one_before() -> None:
    pen = Pen()
    sitting = pen.opens()
    pen.answers(sitting, "a", 1)
    pen.withdraws(pen.answers(sitting, "a", 4))

    assert sittings(pen.entries)[0].given == {"a": 1}


def test_a_withdrawn_sitting_is_gone_with_its_answers() -> None:
    pen = Pen()
    sitting = pen.opens()
    pen.answers(sitting, "a", 1)
    pen.withdraws(sitting)

    assert sittings(pen.entries) == ()


def test_a_withdrawn_closing_opens_the_sitting_again() -> None:
    pen = Pen()
    pen.withdraws(pen.closes(pen.opens()))

    assert sittings(pen.entries)[0].closed is None


def test_answers_to_a_sitting_that_is_not_there_change_nothing() -> None:
    pen = Pen()
    other = Pen().opens()
    pen.answers(other, "a", 1)
    pen.closes(other)

    assert sittings(pen.entries) == ()


def test_entries_of_other_and_of_unknown_kinds_change_nothing() -> None:
    pen = Pen()
    pen.answers_all(pen.opens(), {"a": 1, "b": 2})
    before = sittings(pen.entries)

    pen.adds([Unknown(kind="from-next-year", raw=b"\x80")])
    pen.adds([Began(**pen.stamp(), name="Robin", language="en")])

    assert sittings(pen.entries) == before


def test_the_latest_sitting_is_the_one_of_that_questionnaire() -> None:
    pen = Pen()
    pen.opens()
    second = pen.later(40).opens()
    pen.opens("closeness")

    read = latest(sittings(pen.entries), instrument="two-fears")

    assert read is not None
    assert read.id == second
    assert latest(sittings(pen.entries), instrument="roots") is None


@pytest.mark.parametrize(("days", "resumed"), [(0, True), (14, True), (15, False)])
def test_an_unfinished_sitting_waits_for_two_weeks(days: int, *, resumed: bool) -> None:
    pen = Pen()
    pen.answers(pen.opens(), "a", 1)

    found = to_resume(
        sittings(pen.entries),
        instrument="two-fears",
        today=FIRST_DAY + timedelta(days=days),
    )

    assert (found is not None) == resumed


def test_the_wait_is_counted_from_the_latest_answer() -> None:
    pen = Pen()
    sitting = pen.opens()
    pen.later(10).answers(sitting, "a", 1)

    found = to_resume(
        sittings(pen.entries),
        instrument="two-fears",
        today=FIRST_DAY + timedelta(days=24),
    )

    assert found is not None


def test_a_closed_sitting_is_not_resumed() -> None:
    pen = Pen()
    pen.closes(pen.opens())

    found = to_resume(sittings(pen.entries), instrument="two-fears", today=FIRST_DAY)

    assert found is None


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.none() | st.integers(1, 5)),
        max_size=30,
    )
)
def test_replaying_answers_gives_the_last_value_of_each(
    moves: list[tuple[str, int | None]],
) -> None:
    pen = Pen()
    sitting = pen.opens()
    for item, value in moves:
        pen.answers(sitting, item, value)

    (read,) = sittings(pen.entries)

    assert read.answers == dict(moves)
    assert list(read.answers) == list(dict.fromkeys(item for item, _ in moves))
