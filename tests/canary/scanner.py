"""Find a planted word in whatever bytes, also where it was written in another way.

Every word that a test plants begins with one stem that nothing else holds. It is looked
for as it is, in capitals, in UTF-16, in hex, in base64, percent-encoded, and inside
whatever was packed: gzip, zlib, zip and, from the start, bare deflate.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import count

STEM = "Wyxquotl"
_DEEP = 3
_UNPACKED = 2**20
_PACKED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]|PK\x03\x04")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{24,}")
_numbers = count(1)


def word() -> str:
    """Return a word that was never there before."""
    return f"{STEM}{next(_numbers)}"


@cache
def spellings() -> tuple[bytes, ...]:
    found: set[bytes] = set()
    for text in (STEM, STEM.lower(), STEM.upper()):
        raw = text.encode()
        for coded in (raw, text.encode("utf-16-le"), text.encode("utf-16-be")):
            found |= {coded, coded.hex().encode(), coded.hex().upper().encode()}
            for shift in range(3):
                # What comes before and after changes the outer characters, and no
                # other: fewer of them would be found in any long random text.
                encoded = base64.b64encode(bytes(shift) + coded + bytes(2))
                inside = encoded[-(-8 * shift // 6) : 8 * (shift + len(coded)) // 6]
                found |= {inside, inside.translate(bytes.maketrans(b"+/", b"-_"))}
        found.add("".join(f"%{byte:02X}" for byte in raw).encode())
        found.add("".join(f"\\x{byte:02x}" for byte in raw).encode())
        found.add("".join(f"\\u{byte:04x}" for byte in raw).encode())
        found.add(raw[::-1])
    return tuple(found)


def traces(raw: bytes, *, deep: int = _DEEP) -> bool:
    """Return whether any planted word is in there."""
    if any(spelling in raw for spelling in spellings()):
        return True
    return deep > 0 and any(traces(inside, deep=deep - 1) for inside in _inside(raw))


def _inside(raw: bytes) -> Iterator[bytes]:
    yield _inflated(raw, -zlib.MAX_WBITS)
    for found in _PACKED.finditer(raw):
        start = found.start()
        if found[0] == b"PK\x03\x04":
            head = raw[start : start + 30]
            skip = int.from_bytes(head[26:28], "little")
            skip += int.from_bytes(head[28:30], "little")
            yield _inflated(raw[start + 30 + skip :], -zlib.MAX_WBITS)
        else:
            yield _inflated(raw[start:], zlib.MAX_WBITS | 32)
    for found in _BASE64.finditer(raw):
        text = found[0].translate(bytes.maketrans(b"-_", b"+/"))
        for shift in range(4):  # what stands before it may look like a part of it
            cut = text[shift:]
            with suppress(binascii.Error):
                yield base64.b64decode(cut[: len(cut) // 4 * 4])


def _inflated(raw: bytes, bits: int) -> bytes:
    """Return what unpacks, as far as it does."""
    opened, found = zlib.decompressobj(bits), b""
    view = memoryview(raw)[:_UNPACKED]
    try:
        for place in range(0, len(view), 512):
            found += opened.decompress(view[place : place + 512], _UNPACKED)
            if opened.eof or len(found) > _UNPACKED:
                break
    except zlib.error:
        pass
    return found if len(found) >= len(STEM) else b""
