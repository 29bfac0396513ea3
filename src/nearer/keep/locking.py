"""Lock a file with a passphrase in the age format, which other programs open too.

age derives the key with scrypt. How much that takes stands in the file: one that would
take gigabytes is refused before any of it is done.
"""

from __future__ import annotations

import base64
import binascii
import re
import subprocess
import sys

from nearer.keep.aged import LENGTH_BYTES, WRONG

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
    return _apart("lock", raw, passphrase)


def is_locked(raw: bytes) -> bool:
    return raw.startswith((_MAGIC, _ARMOUR))


def unlock(raw: bytes, passphrase: str) -> bytes:
    plain = _without_armour(raw)
    beginning = _BEGINNING.match(plain)
    if beginning is None or int(beginning[1]) > MOST_WORK:
        raise WrongPassphraseError
    return _apart("unlock", plain, passphrase)


def _apart(verb: str, raw: bytes, passphrase: str) -> bytes:
    """Let a process of its own do it; nothing of it is in a file or on its line."""
    words = passphrase.encode()
    done = subprocess.run(  # noqa: S603 - our own program, and none of the words
        [sys.executable, "-P", "-m", "nearer.keep.aged", verb],
        input=len(words).to_bytes(LENGTH_BYTES, "big") + words + raw,
        capture_output=True,
        check=False,
    )
    if done.returncode == WRONG:
        raise WrongPassphraseError
    if done.returncode:
        raise RuntimeError(f"age ended with {done.returncode}")
    return done.stdout


def _without_armour(raw: bytes) -> bytes:
    """Return the same file in bytes, if it was spelled in letters."""
    if not raw.startswith(_ARMOUR):
        return raw
    letters = raw.strip().removeprefix(_ARMOUR).removesuffix(_END)
    try:
        return base64.b64decode(b"".join(letters.split()), validate=True)
    except binascii.Error:
        raise WrongPassphraseError from None
