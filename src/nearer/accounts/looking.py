"""Have a look: what is answered lives in this browser's cookies only, sealed.

Nothing is stored here. When the browser closes, it is gone; when the person begins, it
can be taken along.
"""

from __future__ import annotations

import base64
import binascii
import secrets
import zlib
from collections.abc import Iterable

import msgspec
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from nearer.accounts import cookies
from nearer.diary.envelopes import NONCE_BYTES, NotOpenedError, disclose, enclose
from nearer.diary.keys import part
from nearer.entries import AnyEntry, decode, encode

_PIECE = 3_500  # a browser keeps cookies of 4,096 bytes with their name
_LARGEST = 512 * 1024
_USE = b"look"


class TooMuchError(Exception):
    """More than cookies can hold; the caller says that it is time to begin."""


def load(request: HttpRequest) -> tuple[AnyEntry, ...]:
    """Return what was answered in this look around; nothing if it was touched."""
    text = "".join(
        request.COOKIES.get(cookies.full_name(name), "") for name in cookies.LOOK
    )
    if not text:
        return ()
    try:
        sealed = base64.b64decode(text, altchars=b"-_", validate=True)
        packed = disclose(sealed, key=_key(), use=_USE)
    except (binascii.Error, ValueError, NotOpenedError):
        return ()
    raws = msgspec.msgpack.decode(
        zlib.decompressobj().decompress(packed, _LARGEST), type=list[bytes]
    )
    return tuple(decode(raw) for raw in raws)


def save(response: HttpResponseBase, entries: Iterable[AnyEntry]) -> None:
    """Put the entries into the browser's cookies, in place of those before."""
    packed = zlib.compress(msgspec.msgpack.encode([encode(e) for e in entries]), 9)
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = enclose(packed, key=_key(), use=_USE, nonce=nonce)
    text = base64.urlsafe_b64encode(sealed).decode()
    if len(text) > _PIECE * len(cookies.LOOK):
        raise TooMuchError
    for place, name in enumerate(cookies.LOOK):
        piece = text[place * _PIECE : (place + 1) * _PIECE]
        if piece:
            cookies.put(response, name, piece)
        else:
            cookies.drop(response, name)


def forget(response: HttpResponseBase) -> None:
    for name in cookies.LOOK:
        cookies.drop(response, name)


def _key() -> bytes:
    return part(settings.INSTALLATION_KEY, "look")
