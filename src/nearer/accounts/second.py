"""The second step: a code from an app, asked after the passphrase, for who wants it.

The app's secret lies sealed under a key that takes the person's private key and the
installation's key together: a copy of the database does not give it, not even to
someone who knows the passphrase. It guards the program's door; it is no part of the
lock on the diary itself (docs/privacy/keys.md).
"""

from __future__ import annotations

import secrets
from datetime import datetime
from hmac import compare_digest

import msgspec
import pyotp
from allauth.core import ratelimit
from django.conf import settings

from nearer.accounts.models import Person, SecondStep
from nearer.accounts.requests import WebRequest
from nearer.accounts.services import TooManyTriesError, Unlocked
from nearer.diary.envelopes import NONCE_BYTES, NotOpenedError, disclose, enclose
from nearer.diary.keys import part

DIGITS = 6
_EARLIER, _LATER = 1, 1
"""How many half minutes the two clocks may be apart."""
_NEVER = -1


class WrongCodeError(Exception):
    """The code is not the one that the app shows now."""


class UsedCodeError(WrongCodeError):
    """The code was right, and has been used: a code opens once."""


class _State(msgspec.Struct, frozen=True):
    secret: str
    used: int
    """The number of the latest half minute whose code was taken."""


def is_on(person: Person) -> bool:
    return SecondStep.objects.filter(person=person).exists()


def new_secret() -> str:
    """Return 160 random bits, as apps and hands take them."""
    return pyotp.random_base32()


def address(secret: str, *, room: str) -> str:
    """Return what an app reads from the square; it names the room, not the person."""
    return pyotp.TOTP(secret, digits=DIGITS).provisioning_uri(name=room)


def turn_on(found: Unlocked, *, secret: str, code: str, now: datetime) -> None:
    """Ask for codes from now on; raise `WrongCodeError` if the app shows others."""
    used = _matching(_State(secret, _NEVER), code, now=now)
    sealed = _seal(_State(secret, used), found)
    SecondStep.objects.update_or_create(
        person=found.person, defaults={"sealed": sealed}
    )


def turn_off(person: Person) -> None:
    SecondStep.objects.filter(person=person).delete()


def check(request: WebRequest, found: Unlocked, *, code: str) -> None:
    """Raise unless the code is right and new; tries are counted."""
    # As with passphrases: nobody elsewhere can use up the tries of one's own browser.
    known = request.person == found.person
    key = f"{found.person.pk}{':here' if known else ''}"
    if not ratelimit.consume(request, action="code", key=key):
        raise TooManyTriesError
    _use_up(found, code, now=request.now)
    ratelimit.clear(request, action="code", key=key)


def _use_up(found: Unlocked, code: str, *, now: datetime) -> None:
    rows = SecondStep.objects.filter(person=found.person)
    sealed = rows.values_list("sealed", flat=True).first()
    if sealed is None:
        return  # turned off meanwhile, from another browser
    state = _open(bytes(sealed), found)
    used = _matching(state, code, now=now)
    new = _seal(_State(state.secret, used), found)
    # Of two requests with one code, the database lets one through.
    if not rows.filter(sealed=bytes(sealed)).update(sealed=new):
        raise UsedCodeError


def _matching(state: _State, code: str, *, now: datetime) -> int:
    """Return the number of the half minute that the code belongs to."""
    app = pyotp.TOTP(state.secret, digits=DIGITS)
    here = int(now.timestamp()) // app.interval
    for number in range(here - _EARLIER, here + _LATER + 1):
        right = app.generate_otp(number)
        if compare_digest(right.encode(), code.encode()):
            if number <= state.used:
                raise UsedCodeError
            return number
    raise WrongCodeError


def _seal(state: _State, found: Unlocked) -> bytes:
    return enclose(
        msgspec.msgpack.encode(state),
        key=_key(found),
        use=_use(found),
        nonce=secrets.token_bytes(NONCE_BYTES),
    )


def _open(sealed: bytes, found: Unlocked) -> _State:
    try:
        raw = disclose(sealed, key=_key(found), use=_use(found))
    except NotOpenedError:
        # Touched from outside: no code fits any more, and the recovery code still does.
        raise WrongCodeError from None
    return msgspec.msgpack.decode(raw, type=_State)


def _key(found: Unlocked) -> bytes:
    own = part(found.private_key, "second step")
    return part(settings.INSTALLATION_KEY, f"second step:{own.hex()}")


def _use(found: Unlocked) -> bytes:
    return b"second step:" + found.person.pk.bytes
