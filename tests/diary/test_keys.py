from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.diary import keys
from nearer.diary.keys import Cost, WrongSecretError

ANA, BEA = uuid.UUID(int=1), uuid.UUID(int=2)
CHEAP = Cost(passes=1, memory=8192)
PRIVATE = bytes(range(32))
RND = bytes(keys.SLOT_RANDOM_BYTES)


def slot(secret: bytes = b"right") -> bytes:
    return keys.wrap(
        PRIVATE, secret=secret, reader=ANA, way="passphrase", cost=CHEAP, rnd=RND
    )


def test_the_right_secret_opens_the_slot() -> None:
    opened = keys.unwrap(slot(), secret=b"right", reader=ANA, way="passphrase")

    assert opened == PRIVATE


def test_a_slot_opens_for_its_own_person_and_way_only() -> None:
    with pytest.raises(WrongSecretError):
        keys.unwrap(slot(), secret=b"right", reader=BEA, way="passphrase")
    with pytest.raises(WrongSecretError):
        keys.unwrap(slot(), secret=b"right", reader=ANA, way="recovery")
    with pytest.raises(WrongSecretError):
        keys.unwrap(slot(), secret=b"wrong", reader=ANA, way="passphrase")


@given(st.integers(0, len(slot()) * 8 - 1))
def test_a_flipped_bit_in_a_slot_opens_nothing_and_costs_little(bit: int) -> None:
    touched = bytearray(slot())
    touched[bit // 8] ^= 1 << bit % 8

    with pytest.raises(WrongSecretError):
        keys.unwrap(bytes(touched), secret=b"right", reader=ANA, way="passphrase")


@pytest.mark.parametrize("cut", [0, 1, 20, 49, 60])
def test_a_cut_slot_opens_nothing(cut: int) -> None:
    with pytest.raises(WrongSecretError):
        keys.unwrap(slot()[:cut], secret=b"right", reader=ANA, way="passphrase")


def test_a_slot_keeps_its_cost_when_the_setting_changes() -> None:
    dearer = keys.wrap(
        PRIVATE,
        secret=b"right",
        reader=ANA,
        way="passphrase",
        cost=Cost(passes=2, memory=16_384),
        rnd=RND,
    )

    for made in (slot(), dearer):
        assert (
            keys.unwrap(made, secret=b"right", reader=ANA, way="passphrase") == PRIVATE
        )


def test_what_i_sealed_for_myself_nobody_else_can_have_sealed() -> None:
    sealed = keys.seal_for_self(b"space key", private_key=PRIVATE, nonce=bytes(24))
    from nacl.public import PrivateKey, PublicKey, SealedBox  # noqa: PLC0415

    planted = SealedBox(PublicKey(bytes(PrivateKey(PRIVATE).public_key))).encrypt(b"x")

    assert keys.open_from_self(sealed, private_key=PRIVATE) == b"space key"
    for foreign in (bytes(planted), b"", sealed[:-1]):
        with pytest.raises(WrongSecretError):
            keys.open_from_self(foreign, private_key=PRIVATE)


@given(st.binary(min_size=32, max_size=32))
def test_a_recovery_code_survives_a_hand_and_an_eye(entropy: bytes) -> None:
    code = keys.recovery_code(entropy)

    assert [len(group) for group in code.split("-")] == [5] * 5
    assert not set(code) & set("01ILO")
    assert keys.tidy_code(f"  {code.lower().replace('-', ' ')} ") == code


@pytest.mark.parametrize(
    "typed", ["", "ABCDE", "1" * 25, "ABCDE-FGHJK-MNPQR-STVWX-YZ23"]
)
def test_what_cannot_be_a_recovery_code_is_not_one(typed: str) -> None:
    assert keys.tidy_code(typed) is None


@given(
    st.lists(st.binary(min_size=32, max_size=32), min_size=2, max_size=2, unique=True)
)
def test_two_codes_are_never_the_same(pair: list[bytes]) -> None:
    # 256 bits in, 122 out: equal codes would need a chance of 2**-122.
    assert keys.recovery_code(pair[0]) != keys.recovery_code(pair[1])


def test_one_key_has_a_key_of_its_own_for_each_use() -> None:
    parts = {keys.part(PRIVATE, use) for use in ("key", "place", "request", "")}

    assert len(parts | {PRIVATE}) == 5
