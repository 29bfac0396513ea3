from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Literal
from uuid import uuid4

from nearer.content.alongside import Kind, path
from nearer.entries import AlongsideNoted, Withdrawn
from nearer.readings.alongside import walk

TODAY = date(2026, 5, 3)
STEPS = tuple(path().values())


def noted(
    step: str,
    answer: Literal["done", "not-today"] = "done",
    *,
    day: date = TODAY,
    words: str = "",
) -> AlongsideNoted:
    at = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
    return AlongsideNoted(
        id=uuid4(), at=at, day=day, step=step, title="", answer=answer, words=words
    )


def test_it_begins_with_the_first_and_goes_on_with_what_was_not_done() -> None:
    first, second, third = (step.id for step in STEPS[:3])

    begun = walk((), STEPS, today=TODAY)
    went = walk([noted(first), noted(third)], STEPS, today=TODAY)

    assert begun.next is not None
    assert begun.next.step.id == first
    assert (begun.n_done, went.n_done) == (0, 2)
    assert went.next is not None
    assert went.next.step.id == second


def test_what_is_set_aside_is_there_again_tomorrow() -> None:
    first = STEPS[0].id
    entries = [noted(first, "not-today")]

    today = walk(entries, STEPS, today=TODAY).next
    tomorrow = walk(entries, STEPS, today=date(2026, 5, 4)).next

    assert today is not None
    assert tomorrow is not None
    assert today.step.id == STEPS[1].id
    assert tomorrow.step.id == first
    assert not tomorrow.is_done


def test_done_again_counts_once_and_keeps_both_notes() -> None:
    first = STEPS[0].id
    entries = [noted(first, words="a"), noted(first, "not-today"), noted(first)]
    found = walk(entries, STEPS, today=TODAY)
    place = found.at(first)

    assert place is not None
    assert [one.words for one in place.done] == ["a", ""]
    assert found.n_done == 1


def test_what_was_noted_by_mistake_can_be_taken_back() -> None:
    wrong = noted(STEPS[0].id)
    back = Withdrawn(id=uuid4(), at=wrong.at, day=TODAY, entry=wrong.id)

    assert walk([wrong, back], STEPS, today=TODAY).n_done == 0


def test_all_done_leaves_nothing_to_wait_for() -> None:
    found = walk([noted(step.id) for step in STEPS], STEPS, today=TODAY)

    assert found.next is None
    assert found.n_done == len(STEPS)


def test_a_step_that_the_content_lost_changes_nothing() -> None:
    found = walk([noted("gone")], STEPS, today=TODAY)

    assert found.at("gone") is None
    assert found.n_done == 0


def test_what_fits_the_other_stands_first_and_nothing_is_left_out() -> None:
    def order(lead: str) -> list[str]:
        return [p.step.id for p in walk((), STEPS, today=TODAY, lead=lead).places]

    def kinds(lead: str) -> list[Kind]:
        return [path()[step_id].kind for step_id in order(lead)]

    plain = [step.id for step in STEPS]

    assert order("") == order("unclear") == order("neither") == plain
    assert sorted(order("avoidance")) == sorted(order("anxiety")) == sorted(plain)
    assert set(kinds("avoidance")[-2:]) == {Kind.CLEAR}
    assert set(kinds("anxiety")[:6]) == {Kind.CLEAR, Kind.OWN}
