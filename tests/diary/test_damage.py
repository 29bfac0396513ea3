"""What someone does to the rows in the database is noticed when the diary opens."""

from __future__ import annotations

import pytest

from nearer.diary import access
from nearer.diary.models import KeySlot, Membership, Row
from tests.diary.people import PASSPHRASE, Holder, answer, make_holder

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> Holder:
    return make_holder(*(answer(number) for number in range(1, 6)))


def rows(holder: Holder) -> list[Row]:
    return list(Row.objects.filter(space_id=holder.diary.space_id).order_by("seq"))


def put(row: Row, sealed: bytes) -> None:
    Row.objects.filter(space_id=row.space_id, seq=row.seq).update(sealed=sealed)


def assert_damaged(holder: Holder) -> None:
    with pytest.raises(access.DamagedError):
        holder.diary.entries()


@pytest.mark.parametrize("seq", range(6))
def test_a_row_that_is_gone(alice: Holder, seq: int) -> None:
    Row.objects.filter(space_id=alice.diary.space_id, seq=seq).delete()

    assert_damaged(alice)


@pytest.mark.parametrize("seq", range(6))
def test_a_row_with_a_flipped_byte(alice: Holder, seq: int) -> None:
    row = rows(alice)[seq]
    sealed = bytearray(row.sealed)
    sealed[-1] ^= 1
    put(row, bytes(sealed))

    assert_damaged(alice)


def test_two_rows_that_changed_places(alice: Holder) -> None:
    one, other = rows(alice)[2:4]
    put(one, bytes(other.sealed))
    put(other, bytes(one.sealed))

    assert_damaged(alice)


def test_a_row_repeated_at_the_end(alice: Holder) -> None:
    last = rows(alice)[-1]
    Row.objects.create(
        space_id=last.space_id,
        seq=last.seq + 1,
        sealed=bytes(last.sealed),
        mark=b"m" * 16,
    )

    assert_damaged(alice)


def test_a_row_of_somebody_else(alice: Holder) -> None:
    bob = make_holder(*(answer(number) for number in range(1, 6)), handle="bob")
    put(rows(alice)[3], bytes(rows(bob)[3].sealed))

    assert_damaged(alice)


def test_the_last_rows_cut_off_together_with_an_older_head(alice: Holder) -> None:
    head = rows(alice)[0]
    alice.diary.append(answer(6))
    put(head, bytes(head.sealed))

    assert_damaged(alice)


def test_a_diary_without_its_head_takes_no_more_entries(alice: Holder) -> None:
    Row.objects.filter(space_id=alice.diary.space_id, seq=0).delete()

    with pytest.raises(access.DamagedError, match="the head is missing"):
        alice.diary.append(answer(6))


def test_a_space_that_someone_planted_is_not_opened(alice: Holder) -> None:
    bob = make_holder(handle="bob")
    own = Membership.objects.filter(reader_id=alice.person.pk).order_by("pk")
    foreign = Membership.objects.filter(reader_id=bob.person.pk).order_by("pk")
    for mine, his in zip(own, foreign, strict=True):
        Membership.objects.filter(pk=mine.pk).update(sealed=bytes(his.sealed))

    with pytest.raises(access.NotYoursError):
        alice.diary.entries()


def test_a_membership_that_was_moved_to_another_space_is_not_opened(
    alice: Holder,
) -> None:
    private, safety = alice.diary.space_id, alice.diary.safety.space_id
    sealed = bytes(Membership.objects.get(space_id=safety).sealed)
    Membership.objects.filter(space_id=private).update(sealed=sealed)

    with pytest.raises(access.NotYoursError):
        alice.diary.entries()


def test_the_slot_of_somebody_else_opens_nothing(alice: Holder) -> None:
    bob = make_holder(handle="bob")
    his = KeySlot.objects.get(reader_id=bob.person.pk, way="passphrase")
    KeySlot.objects.filter(reader_id=alice.person.pk, way="passphrase").update(
        sealed=bytes(his.sealed)
    )

    with pytest.raises(access.WrongSecretError):
        access.unlock(person_id=alice.person.pk, passphrase=PASSPHRASE)
