"""Short-lived things under a key: a session's key, a held form, a look around.

Pure; the nonce comes in. The primitive is libsodium's.
"""

from __future__ import annotations

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt as _decrypt,
)
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_encrypt as _encrypt,
)
from nacl.exceptions import CryptoError

VERSION = 1
NONCE_BYTES = 24
_SMALLEST = 1 + NONCE_BYTES + 16


class NotOpenedError(Exception):
    """It was made with another key, for another use, or was touched."""


def enclose(raw: bytes, *, key: bytes, use: bytes, nonce: bytes) -> bytes:
    """Return `raw` sealed; it opens only with this key and for this use."""
    header = bytes((VERSION,))
    return header + nonce + _encrypt(raw, header + use, nonce, key)


def disclose(sealed: bytes, *, key: bytes, use: bytes) -> bytes:
    """Return what was enclosed, or raise `NotOpenedError`."""
    header = sealed[:1]
    if len(sealed) < _SMALLEST or header[0] != VERSION:
        raise NotOpenedError
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return _decrypt(body, header + use, nonce, key)
    except CryptoError:
        raise NotOpenedError from None
