from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.apps import apps

from nearer.diary import access, sealing
from nearer.diary.models import Row
from nearer.entries import SwitchesSet, Unknown
from tests.diary.people import (
    AT,
    CODE,
    DAY,
    PASSPHRASE,
    Holder,
    answer,
    make_holder,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> Holder:
    return make_holder()


def test_entries_come_back_in_the_order_of_writing(alice: Holder) -> None:
    alice.diary.append(answer(1), answer(2))
    alice.diary.append(answer(3))

    assert alice.diary.entries() == (answer(1), answer(2), answer(3))


def test_the_first_entries_are_written_with_the_person() -> None:
    holder = make_holder(answer(1), answer(2))

    holder.diary.append(answer(3))

    assert holder.diary.entries() == (answer(1), answer(2), answer(3))


def test_a_diary_remembers_what_it_appends(alice: Holder) -> None:
    diary = alice.diary
    assert diary.entries() == ()

    diary.append(answer(1))

    assert diary.entries() == (answer(1),) == alice.diary.entries()


def test_a_diary_that_was_opened_sees_what_another_wrote_after_its_own_append(
    alice: Holder,
) -> None:
    one, other = alice.diary, alice.diary
    one.entries()
    other.append(answer(1))

    one.append(answer(2))

    assert one.entries() == (answer(1), answer(2))


def test_a_request_that_is_sent_again_writes_once(alice: Holder) -> None:
    for _ in range(3):
        alice.diary.append(answer(1), answer(2), request_key="one tap")
    alice.diary.append(answer(1), request_key="another tap")

    assert alice.diary.entries() == (answer(1), answer(2), answer(1))


def test_two_people_may_send_the_same_request_key(alice: Holder) -> None:
    bob = make_holder(handle="bob")

    for holder in (alice, bob):
        holder.diary.append(answer(1), request_key="tap")

    assert alice.diary.entries() == bob.diary.entries() == (answer(1),)


def test_nothing_to_write_writes_nothing(alice: Holder) -> None:
    alice.diary.append(request_key="empty")

    assert alice.diary.entries() == ()


def test_an_entry_that_is_too_large_is_refused_whole(alice: Holder) -> None:
    vast = Unknown(kind="vast", raw=bytes(access.LARGEST_ENTRY + 1))

    with pytest.raises(access.TooLargeError):
        alice.diary.append(answer(1), vast)

    assert alice.diary.entries() == ()


def test_safety_answers_stay_in_a_space_of_their_own(alice: Holder) -> None:
    switches = SwitchesSet(
        id=uuid.UUID(int=1),
        at=AT,
        day=DAY,
        switches=("no-partner-steps",),
        rules_version=1,
        completed=True,
    )

    alice.diary.safety.append(switches)
    with pytest.raises(ValueError, match="SwitchesSet belongs to the safety space"):
        alice.diary.append(switches)

    assert alice.diary.safety.entries() == (switches,)
    assert alice.diary.entries() == ()
    assert alice.diary.space_id != alice.diary.safety.space_id


def test_passphrase_and_recovery_code_open_the_same_key(alice: Holder) -> None:
    person_id = alice.person.pk

    assert access.unlock(person_id=person_id, passphrase=PASSPHRASE) == (
        access.unlock(person_id=person_id, code=CODE.lower().replace("-", " "))
    )


@pytest.mark.parametrize("secret", ["", "barn clay drum", PASSPHRASE + " ", "\x00"])
def test_a_wrong_passphrase_opens_nothing(alice: Holder, secret: str) -> None:
    with pytest.raises(access.WrongSecretError):
        access.unlock(person_id=alice.person.pk, passphrase=secret)


def test_the_same_keys_on_another_system_are_the_same_passphrase() -> None:
    composed, decomposed = "caf\u00e9 barn clay", "cafe\u0301 barn clay"
    holder = make_holder(handle="composed")
    access.renew(
        person_id=holder.person.pk,
        private_key=holder.private_key,
        passphrase=composed,
    )

    opened = access.unlock(person_id=holder.person.pk, passphrase=decomposed)

    assert opened == holder.private_key


def test_foreign_and_missing_spaces_are_the_same_answer(alice: Holder) -> None:
    bob = make_holder(handle="bob")

    for space_id in (bob.diary.space_id, uuid.uuid4()):
        with pytest.raises(access.NotYoursError) as refusal:
            access.open_space(
                person_id=alice.person.pk,
                private_key=alice.private_key,
                space_id=space_id,
            )
        assert refusal.value.args == ()


def test_a_space_opens_by_its_id_for_who_holds_its_key(alice: Holder) -> None:
    alice.diary.append(answer(1))

    space = access.open_space(
        person_id=alice.person.pk,
        private_key=alice.private_key,
        space_id=alice.diary.space_id,
    )

    assert space.entries() == (answer(1),)


def test_a_head_that_changed_since_it_was_read_is_read_again(
    alice: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_after, heads = sealing.seal_after, list[sealing.Head]()

    def overtaken(head: sealing.Head, *args: Any, **kwargs: Any) -> Any:
        # Just before the rows are sealed, somebody exchanges the head, once.
        heads.append(head)
        if len(heads) == 1:
            rows = Row.objects.filter(space_id=alice.diary.space_id, seq=0)
            rows.update(sealed=b"of another writer")
        return seal_after(head, *args, **kwargs)

    monkeypatch.setattr(sealing, "seal_after", overtaken)
    alice.diary.append(answer(1))

    assert len(heads) == 2
    assert alice.diary.entries() == (answer(1),)


def test_a_writer_who_is_always_late_gives_up_and_leaves_nothing(
    alice: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(*_: object) -> None:
        raise access._OvertakenError

    with monkeypatch.context() as patch:
        patch.setattr(access, "_write", late)
        with pytest.raises(access.BusyError, match="20 tries"):
            alice.diary.append(answer(1))

    assert alice.diary.entries() == ()


def test_a_space_by_its_id_does_not_lead_to_another(alice: Holder) -> None:
    space = access.open_space(
        person_id=alice.person.pk,
        private_key=alice.private_key,
        space_id=alice.diary.space_id,
    )

    with pytest.raises(access.NotYoursError):
        space.safety.entries()


def test_one_secret_at_a_time_opens(alice: Holder) -> None:
    for secrets in ({}, {"passphrase": PASSPHRASE, "code": CODE}):
        with pytest.raises(ValueError, match="either a passphrase or"):
            access.unlock(person_id=alice.person.pk, **secrets)


def test_rows_and_keys_print_as_what_they_are_and_not_as_what_is_in_them(
    alice: Holder,
) -> None:
    alice.diary.append(answer(1))
    for model in apps.get_app_config("diary").get_models():
        for thing in model._default_manager.all():
            assert len(str(thing)) < 120
            assert "av.01" not in str(thing)


def test_a_short_lived_key_is_the_same_each_time_and_nobody_elses(
    alice: Holder,
) -> None:
    bob = make_holder(handle="bob")

    assert alice.diary.key_for("pages") == alice.diary.key_for("pages")
    others = {bob.diary.key_for("pages"), alice.diary.key_for("other")}
    assert alice.diary.key_for("pages") not in others
