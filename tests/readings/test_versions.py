from __future__ import annotations

from uuid import UUID

from nearer.entries import Wrote
from nearer.readings.versions import find, takings, versions
from tests.readings.written import Hand


def standing(hand: Hand) -> list[str]:
    return [found.newest.text for found in versions(hand.entries, Wrote)]


def test_the_newest_wording_stands_where_the_first_one_stood() -> None:
    hand = Hand()
    first = hand.writes("first")
    hand.writes("between")
    hand.writes("first, anew", replaces=hand.writes("a draft", replaces=first))

    assert standing(hand) == ["first, anew", "between"]
    found = find(hand.entries, Wrote, first)
    assert found
    assert [e.text for e in found.entries] == ["first", "a draft", "first, anew"]
    assert found.is_rewritten


def test_two_open_pages_lose_nothing() -> None:
    hand = Hand()
    first = hand.writes("first")
    hand.writes("one", replaces=first)
    hand.writes("other", replaces=first)

    assert standing(hand) == ["one", "other"]


def test_what_replaces_nothing_stands_for_itself() -> None:
    hand = Hand()
    hand.writes("alone", replaces=UUID(int=99))

    assert standing(hand) == ["alone"]


def test_a_new_wording_that_is_taken_back_leaves_the_old_one() -> None:
    hand = Hand()
    first = hand.writes("first")
    hand.withdraws(hand.writes("second", replaces=first))

    assert standing(hand) == ["first"]


def test_taking_back_every_wording_and_the_undo() -> None:
    hand = Hand()
    first = hand.writes("first")
    second = hand.writes("second", replaces=first)
    other = hand.writes("other")
    hand.withdraws(first, second, other)
    assert standing(hand) == []
    assert find(hand.entries, Wrote, second) is None

    back = takings(hand.entries, of=second)
    hand.withdraws(*back)

    assert standing(hand) == ["second"]
    assert len(back) == 2
    assert takings(hand.entries, of=second) == ()


def test_a_chain_that_bites_its_tail_ends() -> None:
    hand = Hand()
    hand.writes("one", replaces=UUID(int=2))
    hand.writes("two", replaces=UUID(int=1))

    assert takings(hand.entries, of=UUID(int=2)) == ()
    assert standing(hand) == ["two"]
