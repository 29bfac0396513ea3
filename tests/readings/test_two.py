"""What two people share: links, choices, and what one of the two can see."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from nearer.entries import (
    AnyEntry,
    Linked,
    LinkEnded,
    Shared,
    SharedMap,
    SharedMoment,
    SharedPattern,
    SharedReturn,
    SharedStep,
    SharedTemperature,
    SharedWeek,
    SharingSet,
    StepAgreed,
    StepProposed,
    TakenBack,
)
from nearer.readings.two import ASK_AGAIN, link_of, monday_of, together
from tests.keep import diaries

DAY = date(2026, 3, 4)
AT = datetime(2026, 3, 4, 20, tzinfo=UTC)
SPACE, OTHER = UUID(int=1), UUID(int=2)


def made(kind: type[Any], number: int = 0, **fields: Any) -> Any:
    day = fields.pop("day", DAY)
    return kind(id=UUID(int=1000 + number), at=AT, day=day, **fields)


def test_nobody_is_linked_at_first() -> None:
    assert link_of(()) is None


def test_a_link_holds_until_one_leaves() -> None:
    linked = made(Linked, space=SPACE, by=2)

    link = link_of([linked])

    assert link is not None
    assert (link.space, link.by, link.choices) == (SPACE, 2, frozenset())
    assert link_of([linked, made(LinkEnded, space=OTHER)]) == link
    assert link_of([linked, made(LinkEnded, space=SPACE)]) is None


def test_choices_belong_to_one_link() -> None:
    chosen = made(SharingSet, space=SPACE, what=("temperature", "made-up"))
    again = made(Linked, space=OTHER, by=1)

    link = link_of([made(Linked, space=SPACE, by=1), chosen])
    after = link_of([made(Linked, space=SPACE, by=1), chosen, again])

    assert link is not None
    assert link.choices == {"temperature"}
    assert after is not None
    assert after.choices == frozenset()


def test_choices_are_asked_again_after_ninety_days() -> None:
    entries = [
        made(Linked, space=SPACE, by=1),
        made(SharingSet, space=SPACE, what=("steps",)),
    ]
    link = link_of(entries)

    assert link is not None
    assert not link.asks_again(DAY + ASK_AGAIN - timedelta(days=1))
    assert link.asks_again(DAY + ASK_AGAIN)


def test_the_later_temperature_of_a_day_holds_for_each() -> None:
    found = together(
        [
            made(SharedTemperature, 1, by=1, about=DAY, value=3),
            made(SharedTemperature, 2, by=2, about=DAY, value=8),
            made(SharedTemperature, 3, by=1, about=DAY, value=5),
        ],
        by=1,
    )

    assert found.temperatures == {1: {DAY: 5}, 2: {DAY: 8}}


def test_a_week_opens_for_both_at_once() -> None:
    monday = monday_of(DAY)
    mine = made(SharedWeek, 1, by=1, week=monday, words="mine")
    theirs = made(SharedWeek, 2, by=2, week=monday, words="theirs")

    alone = together([theirs], by=1)
    waiting = together([mine], by=1)
    both = together([mine, theirs], by=1)

    assert alone.weeks == (), "nobody sees that the other has written"
    assert (waiting.weeks[0].mine, waiting.weeks[0].is_open) == ("mine", False)
    assert (both.weeks[0].theirs, both.weeks[0].is_open) == ("theirs", True)


def test_a_step_for_both_stands_once_both_said_yes() -> None:
    proposed = made(StepProposed, 1, by=1, step="p1a", title="Twenty minutes")
    yes = made(StepAgreed, 2, by=2, proposed=proposed.id, yes=True)
    no = made(StepAgreed, 3, by=1, proposed=proposed.id, yes=False)

    assert not together([proposed], by=2).proposals[0].stands
    assert together([proposed, yes], by=2).proposals[0].stands
    assert not together([proposed, yes, no], by=2).proposals[0].stands


def test_a_step_for_both_is_done_once_one_tells_so_after_both_agreed() -> None:
    proposed = made(StepProposed, 1, by=1, step="p1a", title="Twenty minutes")
    yes = made(StepAgreed, 2, by=2, proposed=proposed.id, yes=True)

    def told(n: int, *, step: str = "p1a", days: int = 0, partly: bool = False) -> Any:
        about = proposed.day + timedelta(days=days)
        said = {"title": "", "words": "", "step": step, "partly": partly}
        return made(SharedStep, n, by=2, about=about, **said)

    def is_done(*entries: Any) -> bool:
        return together(entries, by=1).proposals[0].is_done

    assert is_done(proposed, yes, told(3))
    assert is_done(proposed, yes, told(3, days=-1)), "where it is still yesterday"
    assert not is_done(proposed, yes)
    assert not is_done(proposed, told(2), yes)
    assert not is_done(proposed, yes, told(3, step="p1b"))
    assert not is_done(proposed, yes, told(3, days=-2))
    assert not is_done(proposed, yes, told(3, partly=True))


def test_a_return_belongs_to_its_moment_and_its_owner() -> None:
    moment = made(SharedMoment, 1, by=1, began=AT, until=AT, words="")
    strange = made(SharedReturn, 2, by=2, moment=moment.id, returned=AT)
    back = made(SharedReturn, 3, by=1, moment=moment.id, returned=AT)

    assert together([moment, strange], by=2).moments[0].returned is None
    assert together([moment, strange, back], by=2).moments[0].returned == AT


def test_each_takes_back_their_own_alone() -> None:
    thing = made(SharedTemperature, 1, by=1, about=DAY, value=3)

    taken = together([thing, made(TakenBack, 2, by=1, entry=thing.id)], by=2)
    kept = together([thing, made(TakenBack, 2, by=2, entry=thing.id)], by=2)

    assert taken.temperatures[1] == {}
    assert kept.temperatures[1] == {DAY: 3}


def test_names_maps_and_the_pattern_are_told_apart() -> None:
    band = (1.0, 2.0, 3.0)
    found = together(
        [
            made(Shared, 1, by=1, name="Al"),
            made(
                SharedMap, 2, by=1, verdict="both", avoidance=band, anxiety=band, most=5
            ),
            made(SharedPattern, 3, by=2, about=DAY, values={"pur": 1}),
        ],
        by=2,
    )

    assert found.joined
    assert found.other == 1
    assert dict(found.names) == {1: "Al"}
    assert found.maps[1].verdict == "both"
    assert found.pattern == {1: {}, 2: {DAY: {"pur": 1}}}


@given(diaries.diaries, st.sampled_from([1, 2]))
def test_any_entries_can_be_read(entries: tuple[AnyEntry, ...], by: Any) -> None:
    link_of(entries)
    found = together(entries, by=by)

    assert all(week.mine is not None for week in found.weeks)
