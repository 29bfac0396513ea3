"""The answers on their way from page to page: sealed, in one cookie, for half an hour.

The key comes from the person's own safety space, so that a copy of the browser's files
and of this installation opens nothing. The cookie has one size whatever was answered,
and it goes when the questions end.
"""

from __future__ import annotations

import base64
import binascii
import secrets
import struct
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from django.http import HttpResponse

from nearer.accounts import cookies
from nearer.accounts.requests import PersonRequest
from nearer.content.safety import Safety
from nearer.core.safety import Answer
from nearer.diary.envelopes import NONCE_BYTES, NotOpenedError, disclose, enclose

CARRIED_FOR = timedelta(minutes=30)
_USE = b"pages"
_HEAD = struct.Struct(">BQ16s?")  # version of the rules, until, which round, stopped
_SIGNS = {Answer.YES: b"y", Answer.NO: b"n", Answer.SKIPPED: b"s"}
_NOT_REACHED = b"."


@dataclass(frozen=True)
class Carried:
    """One round of questions, as far as it has come."""

    round: bytes
    answers: dict[str, Answer] = field(default_factory=dict)
    told: frozenset[str] = frozenset()
    """The notices that the person has already read."""
    stopped: bool = False

    def with_answers(self, answers: dict[str, Answer]) -> Carried:
        """Return the round with these answers in place of earlier ones."""
        return replace(self, answers=self.answers | answers)


def begin() -> Carried:
    """Return a round in which nothing is answered yet."""
    return Carried(round=secrets.token_bytes(16))


def load(request: PersonRequest, shown: Safety) -> Carried | None:
    """Return the round that this browser carries; None if there is none, or too old."""
    text = request.COOKIES.get(cookies.full_name(cookies.PAGES), "")
    try:
        sealed = base64.b64decode(text, altchars=b"-_", validate=True)
        raw = disclose(sealed, key=_key(request), use=_USE)
    except (binascii.Error, ValueError, NotOpenedError):
        return None
    version, until, round_, stopped = _HEAD.unpack_from(raw)
    expired = request.now > datetime.fromtimestamp(until, tz=UTC)
    fits = len(raw) == _HEAD.size + len(shown.asked) + len(shown.notices)
    if version != shown.rules.version or expired or not fits:
        return None
    return _unpack(raw[_HEAD.size :], shown, Carried(round=round_, stopped=stopped))


def save(
    request: PersonRequest, response: HttpResponse, carried: Carried, shown: Safety
) -> None:
    """Put the round into the browser's cookie, in place of the one before."""
    until = int((request.now + CARRIED_FOR).timestamp())
    head = _HEAD.pack(shown.rules.version, until, carried.round, carried.stopped)
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = enclose(
        head + _pack(carried, shown), key=_key(request), use=_USE, nonce=nonce
    )
    text = base64.urlsafe_b64encode(sealed).decode()
    seconds = int(CARRIED_FOR.total_seconds())
    cookies.put(response, cookies.PAGES, text, max_age=seconds)


def drop(response: HttpResponse) -> None:
    """Forget the answers."""
    cookies.drop(response, cookies.PAGES)


def state(carried: Carried, shown: Safety) -> bytes:
    """Return what tells two states of a round apart, for writing each only once."""
    return carried.round + _pack(carried, shown)


def _pack(carried: Carried, shown: Safety) -> bytes:
    asked = (carried.answers.get(name) for name in shown.asked)
    signs = (_SIGNS[answer] if answer else _NOT_REACHED for answer in asked)
    told = (b"1" if name in carried.told else b"0" for name in shown.notices)
    return b"".join((*signs, *told))


def _unpack(raw: bytes, shown: Safety, carried: Carried) -> Carried:
    by_sign = {sign: answer for answer, sign in _SIGNS.items()}
    signs, told = raw[: len(shown.asked)], raw[len(shown.asked) :]
    answers = {
        name: by_sign[bytes((sign,))]
        for name, sign in zip(shown.asked, signs, strict=True)
        if bytes((sign,)) in by_sign
    }
    names = zip(shown.notices, told, strict=True)
    read = frozenset(name for name, sign in names if sign == ord("1"))
    return replace(carried, answers=answers, told=read)


def _key(request: PersonRequest) -> bytes:
    return request.diary.safety.key_for("pages")
