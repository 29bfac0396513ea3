"""Whatever is done to sealed rows without the key is noticed."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.diary import sealing
from nearer.diary.sealing import DamagedError, Head, SpaceKeys

KEYS = SpaceKeys(space=uuid.UUID(int=1), by_generation={1: bytes(32)})
OTHER_SPACE = SpaceKeys(space=uuid.UUID(int=2), by_generation={1: bytes(32)})
RAWS = st.lists(st.binary(max_size=700), max_size=6)


def nonces() -> Iterator[bytes]:
    for number in itertools.count():
        yield number.to_bytes(sealing.NONCE_BYTES, "big")


def sealed(raws: list[bytes], keys: SpaceKeys = KEYS) -> list[tuple[int, bytes]]:
    """Return a space's rows with their numbers, the head first."""
    head, rows = sealing.seal_after(Head(), raws, keys=keys, nonces=nonces())
    first = sealing.seal_head(head, keys=keys, nonce=b"h" * sealing.NONCE_BYTES)
    return list(enumerate([first, *rows]))


@given(RAWS)
def test_what_was_sealed_opens(raws: list[bytes]) -> None:
    head, opened = sealing.open_all(sealed(raws), keys=KEYS)

    assert opened == raws
    assert head.count == len(raws)


@given(RAWS, st.data())
def test_one_flipped_bit_anywhere_is_noticed(
    raws: list[bytes], data: st.DataObject
) -> None:
    rows = sealed(raws)
    place = data.draw(st.integers(0, len(rows) - 1))
    seq, row = rows[place]
    bit = data.draw(st.integers(0, len(row) * 8 - 1))
    flipped = bytearray(row)
    flipped[bit // 8] ^= 1 << bit % 8
    rows[place] = seq, bytes(flipped)

    with pytest.raises(DamagedError):
        sealing.open_all(rows, keys=KEYS)


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=6), st.data())
def test_rows_cut_moved_repeated_or_shortened_are_noticed(
    raws: list[bytes], data: st.DataObject
) -> None:
    rows = sealed(raws)
    kind = data.draw(st.sampled_from(["cut", "gap", "swap", "repeat", "shorten"]))
    if kind == "cut":
        touched = rows[: data.draw(st.integers(0, len(rows) - 1))]
    elif kind == "gap":
        touched = rows.copy()
        del touched[data.draw(st.integers(0, len(rows) - 1))]
    elif kind == "swap":
        one = data.draw(st.integers(0, len(rows) - 1))
        other = data.draw(st.integers(0, len(rows) - 1).filter(lambda n: n != one))
        touched = rows.copy()
        touched[one], touched[other] = (
            (rows[one][0], rows[other][1]),
            (rows[other][0], rows[one][1]),
        )
    elif kind == "repeat":
        again = data.draw(st.sampled_from(rows))[1]
        touched = [*rows, (len(rows), again)]
    else:
        seq, row = data.draw(st.sampled_from(rows))
        touched = rows.copy()
        touched[seq] = seq, row[: data.draw(st.integers(0, len(row) - 1))]

    with pytest.raises(DamagedError):
        sealing.open_all(touched, keys=KEYS)


def test_a_row_of_another_telling_of_the_same_space_is_noticed() -> None:
    # Two copies of one space that went on differently: each row opens in its own.
    ours, theirs = sealed([b"a", b"b", b"c"]), sealed([b"x", b"b", b"c"])

    with pytest.raises(DamagedError, match="row 2"):
        sealing.open_all([*ours[:2], theirs[2], ours[3]], keys=KEYS)


def test_an_older_head_does_not_hide_what_came_after() -> None:
    before, after = sealed([b"a"]), sealed([b"a", b"b"])

    with pytest.raises(DamagedError, match="cut off or put back"):
        sealing.open_all([before[0], *after[1:]], keys=KEYS)


def test_rows_do_not_open_in_another_space() -> None:
    with pytest.raises(DamagedError):
        sealing.open_all(sealed([b"a"]), keys=OTHER_SPACE)


def test_rows_do_not_open_with_another_key() -> None:
    other = SpaceKeys(space=KEYS.space, by_generation={1: b"k" * 32})

    with pytest.raises(DamagedError, match="does not open"):
        sealing.open_all(sealed([b"a"]), keys=other)


def test_a_new_key_seals_what_comes_after_and_the_old_rows_still_open() -> None:
    head, old = sealing.seal_after(Head(), [b"old"], keys=KEYS, nonces=nonces())
    both = SpaceKeys(space=KEYS.space, by_generation={1: bytes(32), 2: b"n" * 32})
    head, new = sealing.seal_after(head, [b"new"], keys=both, nonces=nonces())
    first = sealing.seal_head(head, keys=both, nonce=bytes(sealing.NONCE_BYTES))
    rows = list(enumerate([first, *old, *new]))

    assert sealing.open_all(rows, keys=both)[1] == [b"old", b"new"]
    with pytest.raises(DamagedError, match="no key of ours"):
        sealing.open_all(rows, keys=KEYS)


@pytest.mark.parametrize("length", [0, 1, 100, 254, 255, 256, 600])
def test_a_length_tells_little(length: int) -> None:
    row = sealed([bytes(length)])[1][1]

    overhead = 2 + sealing.NONCE_BYTES + sealing.TAG_BYTES
    assert (len(row) - overhead) % sealing.BLOCK == 0
    assert len(row) - overhead == (length // sealing.BLOCK + 1) * sealing.BLOCK


@given(st.binary(max_size=300))
def test_bytes_that_are_no_row_are_refused(junk: bytes) -> None:
    with pytest.raises(DamagedError):
        sealing.open_row(junk, keys=KEYS, seq=1, before=bytes(sealing.TAG_BYTES))


def test_the_error_names_the_row_and_nothing_of_what_is_in_it() -> None:
    rows = sealed([b"secret"])[:1]

    with pytest.raises(DamagedError) as fault:
        sealing.open_all(rows, keys=KEYS)

    assert fault.value.seq == 1
    assert str(fault.value) == f"row 1 of space {KEYS.space}: cut off or put back"
