"""What was taken back is not there; what was taken back by mistake is there again."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from nearer.entries import AnyEntry, Unknown, Withdrawn, Wrote
from nearer.readings.present import present

AT = datetime(2026, 3, 1, 21, 0, tzinfo=UTC)
DAY = date(2026, 3, 1)


def wrote(number: int) -> Wrote:
    return Wrote(
        id=UUID(int=number), at=AT, day=DAY, prompt="", text="a", replaces=None
    )


def withdrawn(number: int, *, target: int) -> Withdrawn:
    return Withdrawn(id=UUID(int=number), at=AT, day=DAY, entry=UUID(int=target))


def test_what_was_withdrawn_is_not_there() -> None:
    first, second, back = wrote(1), wrote(2), withdrawn(3, target=1)
    assert present((first, second, back)) == (second, back)


def test_an_undo_brings_it_back() -> None:
    first, back, undo = wrote(1), withdrawn(2, target=1), withdrawn(3, target=2)
    assert present((first, back, undo)) == (first, undo)


def test_an_undo_can_be_undone() -> None:
    first, back = wrote(1), withdrawn(2, target=1)
    undo, again = withdrawn(3, target=2), withdrawn(4, target=3)
    assert present((first, back, undo, again)) == (back, again)


def test_what_is_not_there_can_be_withdrawn_and_nothing_happens() -> None:
    first, back = wrote(1), withdrawn(2, target=9)
    assert present((first, back)) == (first, back)


def test_a_kind_from_another_version_stays() -> None:
    unknown = Unknown(kind="later", raw=b"\x80")
    assert present((unknown, withdrawn(1, target=1))) == (
        unknown,
        withdrawn(1, target=1),
    )


def test_nothing_takes_back_itself_or_what_comes_later() -> None:
    itself, early, late = withdrawn(1, target=1), withdrawn(2, target=3), wrote(3)
    assert present((itself, early, late)) == (itself, early, late)


@st.composite
def diaries(draw: st.DrawFn) -> tuple[AnyEntry, ...]:
    numbers = range(1, draw(st.integers(1, 25)))
    return tuple(
        wrote(number)
        if draw(st.booleans())
        else withdrawn(number, target=draw(st.integers(0, number + 2)))
        for number in numbers
    )


@given(diaries())
def test_an_entry_is_there_if_nothing_standing_and_later_withdraws_it(
    entries: tuple[AnyEntry, ...],
) -> None:
    shown = present(entries)
    for place, entry in enumerate(entries):
        taken_back = any(
            isinstance(later, Withdrawn) and later.entry == entry.id  # type: ignore[union-attr]  # no Unknown here
            for later in entries[place + 1 :]
            if later in shown
        )
        assert (entry in shown) is not taken_back
    assert list(shown) == [entry for entry in entries if entry in shown]
