"""Lock a file with a passphrase in the age format, which other programs open too.

age derives the key with scrypt and refuses a file whose cost is set absurdly high.
"""

from __future__ import annotations

import pyrage

_MAGIC = b"age-encryption.org/"
_ARMOUR = b"-----BEGIN AGE ENCRYPTED FILE-----"


class WrongPassphraseError(Exception):
    """The passphrase does not open the file, or the file was changed."""


def lock(raw: bytes, passphrase: str) -> bytes:
    return bytes(pyrage.passphrase.encrypt(raw, passphrase))


def is_locked(raw: bytes) -> bool:
    return raw.startswith((_MAGIC, _ARMOUR))


def unlock(raw: bytes, passphrase: str) -> bytes:
    try:
        return bytes(pyrage.passphrase.decrypt(raw, passphrase))
    except (pyrage.DecryptError, ValueError):
        raise WrongPassphraseError from None
