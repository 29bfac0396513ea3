"""An invitation: once, for three days, five tries; it never says why it is shut."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nearer.diary import keys
from nearer.diary.access import NotYoursError
from nearer.diary.inviting import LASTS, TRIES
from nearer.diary.keys import Cost
from nearer.diary.models import Invitation
from tests.diary.people import AT, Holder, make_holder

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> Holder:
    return make_holder()


@pytest.fixture
def bea() -> Holder:
    return make_holder(handle="bea")


def invited(by: Holder) -> str:
    diary = by.diary
    return diary.invite(diary.begin_shared(), name="Al", now=AT)


def wrong(code: str) -> str:
    return code[:-1] + ("2" if code[-1] != "2" else "3")


def test_the_code_says_who_invites_and_lets_in(alice: Holder, bea: Holder) -> None:
    code = invited(alice)

    offer = bea.diary.read_invitation(code.lower().replace("-", " "), now=AT)
    space = bea.diary.accept_invitation(code, now=AT)

    assert (offer.name, offer.own) == ("Al", False)
    assert (
        alice.diary.shared(space).entries() == bea.diary.shared(space).entries() == ()
    )


def test_one_s_own_invitation_is_known_and_lets_nobody_in(alice: Holder) -> None:
    code = invited(alice)

    assert alice.diary.read_invitation(code, now=AT).own
    with pytest.raises(NotYoursError):
        alice.diary.accept_invitation(code, now=AT)
    assert alice.diary.has_invited(now=AT), "a slip does not use it up"


def test_it_serves_once(alice: Holder, bea: Holder) -> None:
    code = invited(alice)
    bea.diary.accept_invitation(code, now=AT)

    with pytest.raises(NotYoursError):
        make_holder(handle="cleo").diary.accept_invitation(code, now=AT)


def test_it_ends_after_three_days(alice: Holder, bea: Holder) -> None:
    code = invited(alice)

    bea.diary.read_invitation(code, now=AT + LASTS - timedelta(seconds=1))
    with pytest.raises(NotYoursError):
        bea.diary.read_invitation(code, now=AT + LASTS)


def test_five_wrong_tries_burn_it(alice: Holder, bea: Holder) -> None:
    code = invited(alice)
    for _ in range(TRIES - 1):
        with pytest.raises(NotYoursError):
            bea.diary.read_invitation(wrong(code), now=AT)
    bea.diary.read_invitation(code, now=AT)

    with pytest.raises(NotYoursError):
        bea.diary.read_invitation(wrong(code), now=AT)

    with pytest.raises(NotYoursError):
        bea.diary.read_invitation(code, now=AT)
    assert not alice.diary.has_invited(now=AT)


def test_withdrawn_it_opens_nothing(alice: Holder, bea: Holder) -> None:
    code = invited(alice)
    alice.diary.withdraw_invitations()

    with pytest.raises(NotYoursError):
        bea.diary.accept_invitation(code, now=AT)


def test_a_new_one_takes_the_place_of_the_old(alice: Holder, bea: Holder) -> None:
    old, new = invited(alice), invited(alice)

    with pytest.raises(NotYoursError):
        bea.diary.read_invitation(old, now=AT)
    assert bea.diary.read_invitation(new, now=AT).name == "Al"


@pytest.mark.parametrize("typed", ["", "ABCD", "0000-1111-LLLL", "\0" * 12, "é" * 12])
def test_what_is_no_code_opens_nothing(bea: Holder, typed: str) -> None:
    with pytest.raises(NotYoursError):
        bea.diary.read_invitation(typed, now=AT)


def test_the_database_does_not_hold_the_secret_part(alice: Holder) -> None:
    code = invited(alice)
    row = Invitation.objects.get()

    assert row.place == code[:4]
    assert code[5:9].encode() not in bytes(row.sealed)
    assert b"Al" not in bytes(row.sealed)


def test_a_code_takes_as_long_whether_an_invitation_waits_or_not(
    alice: Holder, bea: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, took = invited(alice), list[Cost]()
    derive = keys._derive

    def counted(secret: bytes, *, salt: bytes, cost: Cost) -> bytes:
        took.append(cost)
        return derive(secret, salt=salt, cost=cost)

    monkeypatch.setattr(keys, "_derive", counted)
    for typed in (wrong(code), "2222-2222-2222"):
        with pytest.raises(NotYoursError):
            bea.diary.read_invitation(typed, now=AT)

    assert len(took) == 2
    assert took[0] == took[1]
