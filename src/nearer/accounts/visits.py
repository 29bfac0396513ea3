"""Where someone is signed in: one sealed line for each browser, gone when it leaves.

A line says when it began, in which hour it was last used, and what kind of browser it
is; no address, no place, nothing finer. Only who opens the diary can read it.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import OperationalError

from nearer.accounts.models import Person, Visit
from nearer.accounts.requests import WebRequest
from nearer.diary.envelopes import NONCE_BYTES, NotOpenedError, disclose, enclose
from nearer.diary.keys import part

_NAME = "visit"
# The first that fits: most browsers claim to be several others too.
_BROWSERS = (
    ("Firefox", "firefox|fxios"),
    ("Edge", "edg[ae/i]"),
    ("Opera", r"opr/|opera"),
    ("Samsung Internet", "samsungbrowser"),
    ("Chrome", "chrome|chromium|crios"),
    ("Safari", "safari"),
)
_DEVICES = (("tablet", "ipad|tablet"), ("phone", "mobi|iphone|android"))
COMPUTER = "computer"


class _State(msgspec.Struct, frozen=True):
    session: str
    began: datetime
    used: datetime
    last: datetime | None
    """When it was used before it was unlocked this time."""
    browser: str
    device: str


@dataclass(frozen=True)
class Seen:
    """One line of the list."""

    id: str
    is_this: bool
    is_new: bool
    """It began after this browser was last used before."""
    began: datetime
    used: datetime
    browser: str
    device: str


def current(request: WebRequest) -> str:
    return str(request.session.get(_NAME, ""))


def note(request: WebRequest, *, person: Person, private_key: bytes) -> None:
    """Write down that this browser has just been unlocked."""
    visit = current(request)
    before = _find(visit, person, private_key)
    browser, device = kind_of(request.META.get("HTTP_USER_AGENT", ""))
    if before is None:
        visit = request.session[_NAME] = secrets.token_hex(32)
        request.session.save()  # it has a key only once it is stored
    state = _State(
        session=request.session.session_key or "",
        began=before.began if before else request.now,
        used=_hour(request.now),
        last=before.used if before else None,
        browser=browser,
        device=device,
    )
    until = request.now + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    Visit.objects.update_or_create(
        id=visit,
        person=person,
        defaults={"sealed": _seal(state, visit, private_key), "until": until},
    )


def touch(request: WebRequest, *, person: Person, private_key: bytes) -> None:
    """Write down the hour of use, once an hour; and its session, if that changed."""
    visit, session = current(request), request.session.session_key or ""
    state = _find(visit, person, private_key)
    if state is None:
        return
    if state.used >= _hour(request.now) and state.session == session:
        return
    new = msgspec.structs.replace(state, used=_hour(request.now), session=session)
    with suppress(OperationalError):  # a full disk must not close the diary
        Visit.objects.filter(pk=visit).update(sealed=_seal(new, visit, private_key))


def seen(request: WebRequest, *, private_key: bytes) -> list[Seen]:
    """Return this browser first, then the others, the latest sign-in first."""
    if request.person is None:
        return []
    here = current(request)
    states = dict(_states(request.person, private_key))
    own = states.get(here)
    since = (own.last or own.began) if own else request.now
    lines = [
        Seen(
            id=visit,
            is_this=visit == here,
            is_new=visit != here and state.began > since,
            began=state.began,
            used=state.used,
            browser=state.browser,
            device=state.device,
        )
        for visit, state in states.items()
    ]
    return sorted(lines, key=lambda line: (not line.is_this, -line.began.timestamp()))


def end(request: WebRequest, visit: str, *, private_key: bytes) -> None:
    """Sign one other browser of this person out; an unknown one changes nothing."""
    state = _find(visit, request.person, private_key) if request.person else None
    if state is None or visit == current(request):
        return
    Session.objects.filter(session_key=state.session).delete()
    drop(visit)


def drop(visit: str) -> None:
    Visit.objects.filter(pk=visit).delete()


def drop_others(request: WebRequest, person: Person) -> None:
    Visit.objects.filter(person=person).exclude(pk=current(request)).delete()


def sweep(*, now: datetime) -> None:
    Visit.objects.filter(until__lte=now).delete()


def kind_of(user_agent: str) -> tuple[str, str]:
    """Return the family of the browser, "" if unknown, and the kind of device."""
    said = user_agent[:400].lower()
    families = (name for name, sign in _BROWSERS if re.search(sign, said))
    devices = (name for name, sign in _DEVICES if re.search(sign, said))
    return next(families, ""), next(devices, COMPUTER)


def _states(person: Person, private_key: bytes) -> Iterator[tuple[str, _State]]:
    for row in Visit.objects.filter(person=person):
        state = _open(bytes(row.sealed), row.pk, private_key)
        if state is not None:
            yield row.pk, state


def _find(visit: str, person: Person, private_key: bytes) -> _State | None:
    row = Visit.objects.filter(pk=visit, person=person).first() if visit else None
    return _open(bytes(row.sealed), visit, private_key) if row else None


def _hour(instant: datetime) -> datetime:
    return instant.replace(minute=0, second=0, microsecond=0)


def _seal(state: _State, visit: str, private_key: bytes) -> bytes:
    return enclose(
        msgspec.msgpack.encode(state),
        key=part(private_key, "visits"),
        use=f"visit:{visit}".encode(),
        nonce=secrets.token_bytes(NONCE_BYTES),
    )


def _open(sealed: bytes, visit: str, private_key: bytes) -> _State | None:
    key, use = part(private_key, "visits"), f"visit:{visit}".encode()
    try:
        return msgspec.msgpack.decode(disclose(sealed, key=key, use=use), type=_State)
    except NotOpenedError:
        return None
