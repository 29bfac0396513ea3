"""Lock a file with a passphrase in the age format, which other programs open too.

age derives the key with scrypt. How much that takes stands in the file: one that would
take gigabytes is refused before any of it is done.
"""

from __future__ import annotations

import base64
import binascii
import re

import pyrage

_MAGIC = b"age-encryption.org/"
_ARMOUR = b"-----BEGIN AGE ENCRYPTED FILE-----"
_END = b"-----END AGE ENCRYPTED FILE-----"
_BEGINNING = re.compile(
    rb"age-encryption\.org/v1\n-> scrypt [A-Za-z0-9+/]{22} (\d\d?)\n"
)
MOST_WORK = 20
"""A gigabyte for a moment; age itself writes 17 or 18, four times less."""


class WrongPassphraseError(Exception):
    """The passphrase does not open the file, or the file was changed."""


def lock(raw: bytes, passphrase: str) -> bytes:
    return bytes(pyrage.passphrase.encrypt(raw, passphrase))


def is_locked(raw: bytes) -> bool:
    return raw.startswith((_MAGIC, _ARMOUR))


def unlock(raw: bytes, passphrase: str) -> bytes:
    plain = _without_armour(raw)
    beginning = _BEGINNING.match(plain)
    if beginning is None or int(beginning[1]) > MOST_WORK:
        raise WrongPassphraseError
    try:
        return bytes(pyrage.passphrase.decrypt(plain, passphrase))
    except (pyrage.DecryptError, ValueError):
        raise WrongPassphraseError from None


def _without_armour(raw: bytes) -> bytes:
    """Return the same file in bytes, if it was spelled in letters."""
    if not raw.startswith(_ARMOUR):
        return raw
    letters = raw.strip().removeprefix(_ARMOUR).removesuffix(_END)
    try:
        return base64.b64decode(b"".join(letters.split()), validate=True)
    except binascii.Error:
        raise WrongPassphraseError from None
