"""Keys: from a passphrase or a recovery code to a person's private key.

Passphrase → Argon2id → a key that opens the slot in which the private key lies. There
is no stored verifier: a wrong passphrase is known only because the slot does not open.
A space's key is sealed by a member for a member (`Box`), so that nobody who can write
to the database can slip in a space whose key is theirs.

Pure but for Argon2id's cost: random bytes come in. The primitives are libsodium's.
"""

from __future__ import annotations

import hashlib
import struct
import unicodedata
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Literal, TypeAlias
from uuid import UUID

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt as _decrypt,
)
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_encrypt as _encrypt,
)
from nacl.exceptions import CryptoError
from nacl.public import Box, PrivateKey, PublicKey, SealedBox
from nacl.pwhash import argon2id

Way: TypeAlias = Literal["passphrase", "recovery", "invitation"]

VERSION = 1
SALT_BYTES = 16
NONCE_BYTES = 24
SLOT_RANDOM_BYTES = SALT_BYTES + NONCE_BYTES
CODE_ENTROPY_BYTES = 32  # far above 122 bits, so that no letter is favoured

_FIXED = struct.Struct(">BBI16s24s")  # version, passes, memory in KiB, salt, nonce
_MAX_PASSES, _MAX_MEMORY = 16, 1 << 28
# Without 0/O and 1/I/L: what a hand writes and an eye reads without doubt.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LETTERS, _GROUP = 25, 5
_SHORT_LETTERS = 12  # four name the invitation, eight (39 bits) are its secret
# Each derivation takes 64 MiB: a burst of attempts must not take the machine.
_derivations = BoundedSemaphore(2)


class WrongSecretError(Exception):
    """The secret does not open the slot."""


@dataclass(frozen=True)
class Cost:
    """What one guess costs: passes over so many bytes, one lane."""

    passes: int
    memory: int


def normal(secret: str) -> bytes:
    """Return a secret as bytes; the same keys typed on another system give the same."""
    return unicodedata.normalize("NFKC", secret).encode()


def _derive(secret: bytes, *, salt: bytes, cost: Cost) -> bytes:
    with _derivations:
        return argon2id.kdf(
            32, secret, salt, opslimit=cost.passes, memlimit=cost.memory
        )


def wrap(
    private_key: bytes, *, secret: bytes, reader: UUID, way: Way, cost: Cost, rnd: bytes
) -> bytes:
    """Return the slot that the secret opens; `rnd` is `SLOT_RANDOM_BYTES` long."""
    salt, nonce = rnd[:SALT_BYTES], rnd[SALT_BYTES:]
    header = _FIXED.pack(VERSION, cost.passes, cost.memory // 1024, salt, nonce)
    bound = header + reader.bytes + way.encode()
    key = _derive(secret, salt=salt, cost=cost)
    return header + _encrypt(private_key, bound, nonce, key)


def unwrap(slot: bytes, *, secret: bytes, reader: UUID, way: Way) -> bytes:
    """Return the private key; raise `WrongSecretError` if the slot does not open."""
    header = slot[: _FIXED.size]
    try:
        version, passes, memory, salt, nonce = _FIXED.unpack(header)
    except struct.error:
        raise WrongSecretError from None
    # A slot that was tampered with must not make us work for hours.
    if version != VERSION or passes > _MAX_PASSES or memory * 1024 > _MAX_MEMORY:
        raise WrongSecretError
    bound = header + reader.bytes + way.encode()
    try:
        key = _derive(secret, salt=salt, cost=Cost(passes=passes, memory=memory * 1024))
        return _decrypt(slot[_FIXED.size :], bound, nonce, key)
    except (CryptoError, ValueError):
        raise WrongSecretError from None


def public_of(private_key: bytes) -> bytes:
    return bytes(PrivateKey(private_key).public_key)


def seal_for_self(payload: bytes, *, private_key: bytes, nonce: bytes) -> bytes:
    own = PrivateKey(private_key)
    return bytes(Box(own, own.public_key).encrypt(payload, nonce))


def open_from_self(sealed: bytes, *, private_key: bytes) -> bytes:
    """Raise `WrongSecretError` for anything that this person did not seal."""
    own = PrivateKey(private_key)
    try:
        return Box(own, own.public_key).decrypt(sealed)
    except (CryptoError, ValueError):
        raise WrongSecretError from None


def seal_for(payload: bytes, *, public_key: bytes) -> bytes:
    """Seal for another person; anybody could: what is inside has to prove itself."""
    return bytes(SealedBox(PublicKey(public_key)).encrypt(payload))


def open_sealed(sealed: bytes, *, private_key: bytes) -> bytes:
    """Open what was sealed for this person, by whomever."""
    try:
        return SealedBox(PrivateKey(private_key)).decrypt(sealed)
    except (CryptoError, ValueError):
        raise WrongSecretError from None


def part(key: bytes, name: str) -> bytes:
    """Return a key of its own for one use of a key."""
    return hashlib.blake2b(name.encode(), key=key, digest_size=32).digest()


def recovery_code(entropy: bytes) -> str:
    """Return 122 bits as five groups of five letters, to print or copy by hand."""
    number, letters = int.from_bytes(entropy, "big"), []
    for _ in range(_CODE_LETTERS):
        number, place = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[place])
    text = "".join(letters)
    return "-".join(text[i : i + _GROUP] for i in range(0, _CODE_LETTERS, _GROUP))


def short_code(entropy: bytes) -> str:
    """Return an invitation's code, to be said aloud: three groups of four letters."""
    number, letters = int.from_bytes(entropy, "big"), []
    for _ in range(_SHORT_LETTERS):
        number, place = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[place])
    text = "".join(letters)
    return "-".join(text[i : i + 4] for i in range(0, _SHORT_LETTERS, 4))


def tidy_short_code(typed: str) -> tuple[str, str] | None:
    """Return the open and the secret part of a typed code; None if it cannot be one."""
    text = "".join(letter for letter in typed.upper() if letter.isalnum())
    if len(text) != _SHORT_LETTERS or not set(text) <= set(_LETTERS):
        return None
    return text[:4], text[4:]


def tidy_code(typed: str) -> str | None:
    """Return a typed recovery code in its one form; None if it cannot be one."""
    text = "".join(letter for letter in typed.upper() if letter.isalnum())
    if len(text) != _CODE_LETTERS or not set(text) <= set(_LETTERS):
        return None
    return "-".join(text[i : i + _GROUP] for i in range(0, _CODE_LETTERS, _GROUP))
