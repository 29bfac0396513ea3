from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer import entries
from nearer.content.safety import safety
from nearer.core.safety import Answer
from nearer.core.safety import switches as decide
from nearer.readings import switches
from nearer.readings.switches import Switch

DAY = date(2026, 3, 1)
RULES = safety().rules
FOR_TWO = {Switch.JOIN, Switch.COMPARE, Switch.CARDS}


def kept(
    *yes: str, day: date = DAY, skipped: tuple[str, ...] = (), lifts: bool = True
) -> entries.SwitchesSet:
    answers = dict.fromkeys(RULES.questions, Answer.NO)
    answers |= dict.fromkeys(skipped, Answer.SKIPPED) | dict.fromkeys(yes, Answer.YES)
    found = decide(answers, RULES)
    return entries.SwitchesSet(
        id=UUID(int=1),
        at=datetime(2026, 3, 1, tzinfo=UTC),
        day=day,
        switches=switches.written(found),
        rules_version=RULES.version,
        completed=found.completed,
        lifts=lifts,
    )


@dataclass
class Diary:
    held: tuple[entries.AnyEntry, ...]

    @property
    def safety(self) -> Diary:
        return self

    def entries(self) -> tuple[entries.AnyEntry, ...]:
        return self.held


def test_before_the_questions_only_what_two_people_share_is_off() -> None:
    found = switches.read((), today=DAY)

    assert found.off == FOR_TWO
    assert not found.completed


def test_a_finished_check_is_read_back_as_it_was() -> None:
    found = switches.read([kept("afraid")], today=DAY)

    assert found.off == FOR_TWO | {Switch.TOWARD, Switch.LOOP}
    assert found.completed
    assert found.show == ()


def test_a_later_finished_check_replaces_the_earlier() -> None:
    found = switches.read([kept("afraid"), kept()], today=DAY)

    assert found.on == frozenset(Switch)


def test_a_later_unfinished_check_puts_off_and_never_on() -> None:
    before = kept("afraid")
    broken_off = kept("drinks", skipped=("contact",))

    found = switches.read([before, broken_off], today=DAY)

    assert found.off == FOR_TWO | {Switch.TOWARD, Switch.LOOP, Switch.UNASKED}
    assert not found.completed


def test_without_the_passphrase_only_what_two_people_share_comes_back() -> None:
    harm, clear = kept("afraid"), kept(lifts=False)

    assert switches.read([harm, clear, clear], today=DAY).off == {
        Switch.TOWARD,
        Switch.LOOP,
    }
    assert not switches.read([harm, clear, kept()], today=DAY).off
    once_more = switches.read([harm, kept("loss"), clear], today=DAY).off
    assert once_more == {Switch.TOWARD, Switch.CLIMB, Switch.DEPTH}


def test_no_after_a_crisis_starts_no_new_days_of_rest() -> None:
    later = DAY + timedelta(days=8)
    entries_ = [kept("crisis"), kept(day=later, lifts=False), kept(day=later)]

    assert Switch.PRACTICE not in switches.read(entries_, today=later).off


@pytest.mark.parametrize(("days", "rests"), [(0, True), (6, True), (7, False)])
def test_exercises_rest_for_seven_days_although_the_person_says_safe(
    days: int, *, rests: bool
) -> None:
    entries_of_today = [kept("crisis"), kept()]

    found = switches.read(entries_of_today, today=DAY + timedelta(days=days))

    assert found.allows(Switch.PRACTICE) is not rests
    assert found.allows(Switch.TOWARD) is not rests


def test_seven_days_are_not_enough_without_the_person_saying_safe() -> None:
    found = switches.read([kept("crisis")], today=DAY + timedelta(days=60))

    assert not found.allows(Switch.PRACTICE)


def test_the_seven_days_count_from_the_last_time() -> None:
    again = kept("crisis", day=DAY + timedelta(days=5))

    found = switches.read([kept("crisis"), again, kept()], today=DAY + timedelta(10))

    assert not found.allows(Switch.PRACTICE)


def test_taking_an_entry_back_takes_no_protection_away() -> None:
    slip = entries.Withdrawn(
        id=UUID(int=2),
        at=datetime(2026, 3, 2, tzinfo=UTC),
        day=DAY,
        entry=UUID(int=1),
    )

    assert not switches.read([kept("hurt"), slip], today=DAY).allows(Switch.TOWARD)


@given(st.sets(st.sampled_from(RULES.questions)))
def test_what_is_stored_has_one_size_whatever_was_said(yes: set[str]) -> None:
    assert len(entries.encode(kept(*yes))) == len(entries.encode(kept()))


def test_a_switch_of_a_later_version_is_passed_over() -> None:
    entry = kept()
    later = entries.SwitchesSet(
        id=entry.id,
        at=entry.at,
        day=DAY,
        switches=("-dream", "-climb"),
        rules_version=9,
        completed=True,
    )

    assert switches.read([later], today=DAY).off == {Switch.CLIMB}


def test_the_guard_lets_through_what_is_on() -> None:
    switches.guard(Diary((kept(),)), Switch.JOIN, Switch.TOWARD, today=DAY)


def test_the_guard_refuses_and_does_not_say_why() -> None:
    with pytest.raises(switches.NotOfferedError) as harm:
        switches.guard(Diary((kept("hurt"),)), Switch.JOIN, today=DAY)
    with pytest.raises(switches.NotOfferedError) as never_asked:
        switches.guard(Diary(()), Switch.JOIN, today=DAY)

    assert str(harm.value) == str(never_asked.value)


@pytest.mark.parametrize(("days", "due"), [(0, False), (13, False), (14, True)])
def test_the_questions_come_again_after_two_weeks(days: int, *, due: bool) -> None:
    assert switches.is_due(Diary((kept(),)), today=DAY + timedelta(days=days)) is due


def test_the_questions_are_due_when_none_was_finished() -> None:
    assert switches.is_due(Diary(()), today=DAY)
    assert switches.is_due(Diary((kept(skipped=("hurt",)),)), today=DAY)


def test_someone_who_stopped_was_asked_all_the_same() -> None:
    assert not switches.was_asked(Diary(()))
    assert switches.was_asked(Diary((kept(skipped=("hurt",)),)))
