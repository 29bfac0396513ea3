"""Seal one entry's bytes, bound to their place; open them, or say they were touched.

A sealed row is: version, key generation, nonce, ciphertext with its tag. What is bound
in without being stored: the space, the row's number, and the tag of the row before. So
a row that was moved, repeated, exchanged or changed does not open, and neither does the
one after it. Row 0 is the head: how many rows there are and the last one's tag, so that
a tail that was cut off is noticed too. Not noticed: a whole older copy of a space put
back.

Pure: no database, no clock; the nonce comes in. The primitives are libsodium's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt as _decrypt,
)
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_encrypt as _encrypt,
)
from nacl.exceptions import CryptoError

VERSION = 1
NONCE_BYTES = 24
TAG_BYTES = 16
KEY_BYTES = 32
BLOCK = 256
"""Rows are padded to a multiple of this, so that a length does not tell the kind."""

_HEADER_BYTES = 2
_START = bytes(TAG_BYTES)  # what stands for "the tag before" of the first row
_MORE = b"\x80"  # ISO/IEC 7816-4: the end of the text, then zeros


class DamagedError(Exception):
    """A space does not open as it was written."""

    def __init__(self, *, space: UUID, seq: int, what: str) -> None:
        super().__init__(f"row {seq} of space {space}: {what}")
        self.space, self.seq, self.what = space, seq, what


@dataclass(frozen=True)
class Head:
    """How many rows a space has, and the tag of the last."""

    count: int = 0
    tag: bytes = _START


@dataclass(frozen=True)
class SpaceKeys:
    """One space and every key it has had; the last one seals."""

    space: UUID
    by_generation: Mapping[int, bytes]

    @property
    def newest(self) -> int:
        return max(self.by_generation)


def tag_of(sealed: bytes) -> bytes:
    return sealed[-TAG_BYTES:]


def seal_row(
    raw: bytes, *, keys: SpaceKeys, seq: int, before: bytes, nonce: bytes
) -> bytes:
    """Return the row to store; `before` is the tag of row `seq - 1`."""
    header = bytes((VERSION, keys.newest))
    bound = header + keys.space.bytes + seq.to_bytes(8, "big") + before
    text = raw + _MORE
    text += bytes(-len(text) % BLOCK)
    key = keys.by_generation[keys.newest]
    return header + nonce + _encrypt(text, bound, nonce, key)


def open_row(sealed: bytes, *, keys: SpaceKeys, seq: int, before: bytes) -> bytes:
    """Return what was sealed; raise `DamagedError` if anything about it was touched."""
    header = sealed[:_HEADER_BYTES]
    if len(sealed) < _HEADER_BYTES + NONCE_BYTES + TAG_BYTES or header[0] != VERSION:
        raise DamagedError(space=keys.space, seq=seq, what="not a row of this version")
    key = keys.by_generation.get(header[1])
    if key is None:
        raise DamagedError(space=keys.space, seq=seq, what="sealed with no key of ours")
    bound = header + keys.space.bytes + seq.to_bytes(8, "big") + before
    body = _HEADER_BYTES + NONCE_BYTES
    try:
        text = _decrypt(sealed[body:], bound, sealed[_HEADER_BYTES:body], key)
    except CryptoError:
        raise DamagedError(space=keys.space, seq=seq, what="does not open") from None
    return text.rstrip(b"\0")[:-1]


def seal_head(head: Head, *, keys: SpaceKeys, nonce: bytes) -> bytes:
    raw = head.count.to_bytes(8, "big") + head.tag
    return seal_row(raw, keys=keys, seq=0, before=_START, nonce=nonce)


def open_head(sealed: bytes, *, keys: SpaceKeys) -> Head:
    raw = open_row(sealed, keys=keys, seq=0, before=_START)
    return Head(count=int.from_bytes(raw[:8], "big"), tag=raw[8:])


def seal_after(
    head: Head, raws: Iterable[bytes], *, keys: SpaceKeys, nonces: Iterator[bytes]
) -> tuple[Head, list[bytes]]:
    """Return the new head and the rows that follow the old one."""
    rows = []
    for raw in raws:
        row = seal_row(
            raw,
            keys=keys,
            seq=head.count + 1,
            before=head.tag,
            nonce=next(nonces),
        )
        rows.append(row)
        head = Head(count=head.count + 1, tag=tag_of(row))
    return head, rows


def open_all(
    rows: Iterable[tuple[int, bytes]], *, keys: SpaceKeys
) -> tuple[Head, list[bytes]]:
    """Return the head and every row's bytes, in order; `rows` begin with the head."""
    found = iter(rows)
    first = next(found, None)
    if first is None or first[0] != 0:
        raise DamagedError(space=keys.space, seq=0, what="the head is missing")
    head = open_head(first[1], keys=keys)
    opened, before, expected = [], _START, 1
    for seq, sealed in found:
        if seq != expected:
            raise DamagedError(space=keys.space, seq=expected, what="missing")
        opened.append(open_row(sealed, keys=keys, seq=seq, before=before))
        before, expected = tag_of(sealed), expected + 1
    if (len(opened), before) != (head.count, head.tag):
        raise DamagedError(space=keys.space, seq=expected, what="cut off or put back")
    return head, opened
