"""A space of two: who gets in, what each can open, and what leaving changes."""

from __future__ import annotations

import uuid

import pytest

from nearer.diary.access import NotYoursError
from nearer.diary.members import Holder as Keys
from nearer.diary.members import handed_row, memberships
from nearer.diary.models import Membership, Reader, Row, Space
from nearer.diary.sealing import SpaceKeys
from nearer.entries import Thanked
from tests.diary.people import AT, DAY, Holder, answer, make_holder

pytestmark = pytest.mark.django_db


def thanks(number: int, *, by: int = 1) -> Thanked:
    return Thanked(
        id=uuid.UUID(int=number), at=AT, day=DAY, by=1 if by == 1 else 2, words="tea"
    )


@pytest.fixture
def alice() -> Holder:
    return make_holder()


@pytest.fixture
def bea() -> Holder:
    return make_holder(handle="bea")


def linked(one: Holder, other: Holder) -> uuid.UUID:
    space = one.diary.begin_shared()
    assert other.diary.join_shared(one.diary.hand_over(space)) == space
    return space


def test_both_read_what_either_puts_there(alice: Holder, bea: Holder) -> None:
    space = linked(alice, bea)

    alice.diary.shared(space).append(thanks(1))
    bea.diary.shared(space).append(thanks(2, by=2))

    both = (thanks(1), thanks(2, by=2))
    assert alice.diary.shared(space).entries() == both
    assert bea.diary.shared(space).entries() == both


def test_neither_opens_the_other_ones_own_diary(alice: Holder, bea: Holder) -> None:
    linked(alice, bea)
    alice.diary.append(answer(1))

    assert bea.diary.entries() == ()
    with pytest.raises(NotYoursError):
        bea.diary.shared(alice.diary.space_id)


def test_a_private_space_is_never_a_shared_one(alice: Holder) -> None:
    with pytest.raises(NotYoursError):
        alice.diary.shared(alice.diary.space_id)
    with pytest.raises(NotYoursError):
        alice.diary.shared(alice.diary.safety.space_id)
    with pytest.raises(NotYoursError):
        alice.diary.hand_over(alice.diary.space_id)


def test_each_kind_of_entry_has_its_kind_of_space(alice: Holder, bea: Holder) -> None:
    space = linked(alice, bea)

    with pytest.raises(ValueError, match="Answered"):
        alice.diary.shared(space).append(answer(1))
    with pytest.raises(ValueError, match="Thanked"):
        alice.diary.append(thanks(1))
    with pytest.raises(ValueError, match="Thanked"):
        alice.diary.safety.append(thanks(1))


def test_a_third_person_does_not_get_in(alice: Holder, bea: Holder) -> None:
    space = alice.diary.begin_shared()
    handed = alice.diary.hand_over(space)
    bea.diary.join_shared(handed)

    for late in (make_holder(handle="cleo"), bea, alice):
        with pytest.raises(NotYoursError):
            late.diary.join_shared(handed)


def test_who_leaves_reads_no_more_and_the_other_notices_nothing(
    alice: Holder, bea: Holder
) -> None:
    space = linked(alice, bea)
    alice.diary.shared(space).append(thanks(1))

    alice.diary.leave_shared(space)
    bea.diary.shared(space).append(thanks(2, by=2))

    with pytest.raises(NotYoursError):
        alice.diary.shared(space)
    assert bea.diary.shared(space).entries() == (thanks(1), thanks(2, by=2))


def test_what_comes_after_has_a_key_that_who_left_never_had(
    alice: Holder, bea: Holder
) -> None:
    space = linked(alice, bea)
    alice.diary.shared(space).append(thanks(1))
    known = Keys(person_id=alice.person.pk, private_key=alice.private_key)
    old = next(m.keys for m in memberships(known) if m.keys.space == space)

    alice.diary.leave_shared(space)
    bea.diary.shared(space).append(thanks(2, by=2))

    generations = [bytes(row.sealed)[1] for row in Row.objects.filter(space_id=space)]
    assert sorted(generations) == [1, 2, 2], "the old row, the new row, the head"
    assert old.newest == 1


def test_a_key_that_a_stranger_puts_there_is_not_taken(
    alice: Holder, bea: Holder
) -> None:
    space = linked(alice, bea)
    reader = Reader.objects.get(pk=bea.person.pk)
    strange = SpaceKeys(space=space, by_generation={1: bytes(32), 2: b"x" * 32})
    purpose = next(
        m.purpose
        for m in memberships(Keys(bea.person.pk, bea.private_key))
        if m.keys.space == space
    )
    handed_row(strange, purpose, reader, before=bytes(32)).save(force_insert=True)

    bea.diary.shared(space).append(thanks(1, by=2))

    assert alice.diary.shared(space).entries() == (thanks(1, by=2),)


def test_no_one_comes_in_after_someone_left(alice: Holder, bea: Holder) -> None:
    space = linked(alice, bea)
    alice.diary.leave_shared(space)

    with pytest.raises(NotYoursError):
        bea.diary.hand_over(space)


def test_when_both_have_left_nothing_remains(alice: Holder, bea: Holder) -> None:
    space = linked(alice, bea)
    alice.diary.shared(space).append(thanks(1))

    alice.diary.leave_shared(space)
    bea.diary.leave_shared(space)

    assert not Space.objects.filter(pk=space).exists()
    assert not Row.objects.filter(space_id=space).exists()
    assert not Membership.objects.filter(space_id=space).exists()
