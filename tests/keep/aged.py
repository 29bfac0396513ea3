"""A file in the age format as another program may make it: its guesses are cheap."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64encode

from nacl.bindings import crypto_aead_chacha20poly1305_ietf_encrypt as encrypt

_COST = 2**4  # age itself takes 2**20, or 2**18: seconds for each file and guess


def locked(raw: bytes, passphrase: str) -> bytes:
    """Lock up to 64 KiB as https://age-encryption.org/v1 says, all of it fixed."""
    file_key, salt, nonce = bytes(range(16)), b"s" * 16, b"n" * 16
    wrap = hashlib.scrypt(
        passphrase.encode(),
        salt=b"age-encryption.org/v1/scrypt" + salt,
        n=_COST,
        r=8,
        p=1,
        dklen=32,
    )
    head = b"\n".join(
        (
            b"age-encryption.org/v1",
            b"-> scrypt %s %d" % (_base64(salt), _COST.bit_length() - 1),
            _base64(encrypt(file_key, None, bytes(12), wrap)),
            b"---",
        )
    )
    seal = hmac.digest(_derived(file_key, info=b"header"), head, "sha256")
    body = encrypt(
        raw, None, bytes(11) + b"\x01", _derived(file_key, salt=nonce, info=b"payload")
    )
    return head + b" " + _base64(seal) + b"\n" + nonce + body


def _derived(key: bytes, *, info: bytes, salt: bytes = b"") -> bytes:
    """Return the first block of HKDF-SHA-256."""
    drawn = hmac.digest(salt or bytes(32), key, "sha256")
    return hmac.digest(drawn, info + b"\x01", "sha256")


def _base64(raw: bytes) -> bytes:
    return b64encode(raw).rstrip(b"=")
