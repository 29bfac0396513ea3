from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.diary.envelopes import NONCE_BYTES, NotOpenedError, disclose, enclose

KEY, NONCE = b"k" * 32, bytes(NONCE_BYTES)


@given(st.binary(max_size=300), st.binary(max_size=20))
def test_it_opens_with_its_key_for_its_use(raw: bytes, use: bytes) -> None:
    sealed = enclose(raw, key=KEY, use=use, nonce=NONCE)

    assert disclose(sealed, key=KEY, use=use) == raw
    with pytest.raises(NotOpenedError):
        disclose(sealed, key=KEY, use=use + b"!")
    with pytest.raises(NotOpenedError):
        disclose(sealed, key=b"x" * 32, use=use)


@given(st.data())
def test_it_does_not_open_when_a_bit_was_flipped(data: st.DataObject) -> None:
    sealed = bytearray(enclose(b"short", key=KEY, use=b"u", nonce=NONCE))
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << bit % 8

    with pytest.raises(NotOpenedError):
        disclose(bytes(sealed), key=KEY, use=b"u")


@given(st.binary(max_size=60))
def test_junk_does_not_open(junk: bytes) -> None:
    with pytest.raises(NotOpenedError):
        disclose(junk, key=KEY, use=b"u")
