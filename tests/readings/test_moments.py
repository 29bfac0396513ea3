"""Where a moment stands, whatever the clock did, in whatever order it was written."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from nearer.entries import (
    AnyEntry,
    MomentBegan,
    MomentEnded,
    Returned,
    ReturnPromised,
    WaitBegan,
    WaveNoted,
    Withdrawn,
)
from nearer.readings import moments
from nearer.readings.moments import Moment
from tests.keep import diaries
from tests.readings.written import START, Hand


def only(hand: Hand) -> Moment:
    (found,) = moments.moments(hand.entries)
    return found


def test_a_promise_runs_until_its_time_and_not_a_minute_longer() -> None:
    hand = Hand()
    moment = hand.begins()
    hand.promises(moment, 20)
    timer = only(hand).timer
    assert timer

    assert timer.minutes_left(START) == 20
    assert timer.minutes_left(START + timedelta(minutes=19, seconds=1)) == 1
    assert not timer.is_over(START + timedelta(minutes=19, seconds=59))
    assert timer.is_over(START + timedelta(minutes=20))
    assert timer.minutes_left(START + timedelta(days=2)) == 0


def test_a_clock_that_was_set_back_never_makes_the_time_longer() -> None:
    hand = Hand()
    hand.promises(hand.begins(), 20)
    timer = only(hand).timer
    assert timer

    assert timer.minutes_left(START - timedelta(hours=5)) == 20
    assert not timer.is_over(START - timedelta(hours=5))


def test_coming_back_in_time_and_later() -> None:
    for minutes, in_time in ((15, True), (20, True), (90, False)):
        hand = Hand()
        moment = hand.begins()
        hand.promises(moment, 20)
        hand.go(minutes=minutes).returns(moment)
        assert only(hand).came_back_in_time is in_time
        assert only(hand).timer is None
        assert not only(hand).is_away


def test_a_longer_time_is_a_new_promise() -> None:
    hand = Hand()
    moment = hand.begins()
    hand.promises(moment, 20)
    hand.go(minutes=25).promises(moment, 30)
    hand.go(minutes=29).returns(moment)

    assert only(hand).came_back_in_time is True


def test_a_second_tap_on_back_counts_once() -> None:
    hand = Hand()
    moment = hand.begins()
    hand.promises(moment, 20)
    first = hand.go(minutes=5).returns(moment)
    hand.go(minutes=60).returns(moment)

    assert only(hand).returned
    assert only(hand).returned.id == first  # type: ignore[union-attr]  # just asserted
    assert only(hand).came_back_in_time is True


def test_without_a_promise_there_is_nothing_to_come_back_from() -> None:
    hand = Hand()
    moment = hand.begins()
    hand.returns(moment)

    assert only(hand).returned is None
    assert only(hand).came_back_in_time is None


def test_an_open_promise_is_remembered_for_days_and_then_let_go() -> None:
    hand = Hand()
    moment = hand.begins()
    hand.promises(moment, 20)
    found = moments.moments(hand.entries)

    for days, shown in ((0, True), (2, True), (4, False)):
        later = START + timedelta(days=days)
        assert (moments.away(found, now=later) is not None) is shown


def test_a_promise_that_was_taken_back_or_ended_is_not_open() -> None:
    hand = Hand()
    moment = hand.begins()
    promise = hand.promises(moment, 20)
    hand.withdraws(promise)
    assert moments.away(moments.moments(hand.entries), now=START) is None
    assert only(hand).timer is None

    hand.promises(moment, 20)
    hand.ends(moment)
    assert moments.away(moments.moments(hand.entries), now=START) is None


def test_an_earlier_promise_is_found_behind_a_moment_without_one() -> None:
    hand = Hand()
    first = hand.begins()
    hand.promises(first)
    hand.begins("checking", "reach")
    found = moments.away(moments.moments(hand.entries), now=START)

    assert found
    assert found.id == first


def test_one_is_in_the_last_moment_until_it_ends_or_half_a_day_has_gone() -> None:
    hand = Hand()
    moment = hand.begins("checking", "reach")
    hand.waits(moment, 600)
    found = moments.moments(hand.entries)
    assert moments.going((), now=START) is None
    assert moments.going(found, now=START + timedelta(hours=21))
    assert not moments.going(found, now=START + timedelta(hours=23))

    hand.ends(moment)
    assert not moments.going(moments.moments(hand.entries), now=START)


def test_waves_are_kept_in_order_and_inside_the_scale() -> None:
    hand = Hand()
    moment = hand.begins(strength=7)
    hand.go(minutes=4).feels(moment, 14)
    hand.go(minutes=4).feels(moment, 3)

    assert [wave.strength for wave in only(hand).waves] == [7, 10, 3]
    assert only(hand).strength == 7


def test_own_words_come_again_with_the_new_minutes() -> None:
    hand = Hand()
    assert moments.own_message(hand.entries, minutes=30) == ""
    hand.promises(hand.begins(), 20, "Give me 20 minutes, in 20,000 steps.")
    hand.promises(hand.begins(), 20, "")

    words = moments.own_message(hand.entries, minutes=45)
    assert words == "Give me 45 minutes, in 20,000 steps."


few = st.sampled_from([UUID(int=n) for n in range(1, 5)])
about_moments = st.one_of(
    *(
        st.builds(
            kind, **{"id": few, "at": diaries.instants, "day": diaries.days} | more
        )
        for kind, more in (
            (
                MomentBegan,
                {
                    "urge": st.sampled_from(["joke", "", "gone"]),
                    "path": st.sampled_from(["space", "reach"]),
                    "strength": st.none() | st.integers(-(2**63), 2**63 - 1),
                },
            ),
            (
                ReturnPromised,
                {
                    "moment": few,
                    "minutes": st.integers(-(2**63), 2**63 - 1),
                    "message": diaries.words,
                    "until": diaries.instants,
                },
            ),
            (WaitBegan, {"moment": few, "until": diaries.instants}),
            (
                WaveNoted,
                {"moment": few, "strength": st.integers(-(2**63), 2**63 - 1)},
            ),
            (Returned, {"moment": few}),
            (
                MomentEnded,
                {
                    "moment": few,
                    "outcome": st.just("same"),
                    "helped": diaries.several,
                    "acted": st.none() | st.booleans(),
                },
            ),
            (Withdrawn, {"entry": few}),
        )
    )
)


@given(st.lists(about_moments, max_size=14), diaries.instants)
def test_any_order_at_any_time_can_be_read(
    entries: list[AnyEntry], now: datetime
) -> None:
    found = moments.moments(entries)
    assert len({moment.id for moment in found}) == len(found)
    for moment in found:
        timer = moment.timer
        assert all(0 <= wave.strength <= 10 for wave in moment.waves)
        if timer:
            assert timedelta() <= timer.left(now)
            assert timer.left(now) <= max(timer.until - timer.began, timedelta())
            assert timer.minutes_left(now) >= 0
    for one in (moments.going(found, now=now), moments.away(found, now=now)):
        assert one is None or one.ended is None
    moments.own_message(entries, minutes=30)
