"""Open and lock: the private key, sealed under a secret in this browser's cookie."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import OperationalError, connection
from django.http import HttpResponseBase

from nearer.accounts import cookies, drafts, keeping, minutes, preferences, visits
from nearer.accounts.models import Person
from nearer.accounts.requests import WebRequest
from nearer.diary.access import open_private

_USE = "private key"
_KEY_BYTES = 32
# Not every request writes to the disk: the end is put off when this much time has gone.
_STEP = timedelta(seconds=15)


def open_for(
    request: WebRequest,
    response: HttpResponseBase,
    *,
    person: Person,
    private_key: bytes,
) -> None:
    """Unlock this browser until it has been idle for as long as the person chose."""
    request.unlocked, request.person = True, person
    request.diary = open_private(person_id=person.pk, private_key=private_key)
    chosen = preferences.read(request.diary.entries()).lock_minutes
    lock = timedelta(minutes=chosen or settings.LOCK_MINUTES)
    raw = private_key + int(lock.total_seconds()).to_bytes(4, "big")
    keeping.drop(_cookie(request))
    until = request.now + lock
    value = keeping.put(raw, person=person, use=_USE, until=until)
    cookies.put(response, cookies.KEY, value)
    visits.note(request, person=person, private_key=private_key)


def look_up(request: WebRequest) -> None:
    """Say on the request whether it is unlocked, and put off the lock."""
    _sweep_now_and_then(request)
    request.unlocked, request.idle_seconds = False, None
    cookie = _cookie(request)
    if request.person is None or not cookie:
        return
    found = keeping.get(cookie, person=request.person, use=_USE, now=request.now)
    if found is None:
        return
    private_key, lock = found.raw[:_KEY_BYTES], found.raw[_KEY_BYTES:]
    idle_seconds = int.from_bytes(lock, "big")
    until = request.now + timedelta(seconds=idle_seconds)
    if found.until - until >= _STEP:
        return  # the clock was set back: nobody knows for how long it has been idle
    request.unlocked, request.idle_seconds = True, idle_seconds
    request.diary = open_private(person_id=request.person.pk, private_key=private_key)
    if until - found.until >= _STEP:
        with suppress(OperationalError):  # a full disk must not close the diary
            keeping.longer(cookie, until=until)
        visits.touch(request, person=request.person, private_key=private_key)


def private_key(request: WebRequest) -> bytes | None:
    """Return the open session's private key, for what needs to re-wrap it."""
    if request.person is None:
        return None
    cookie = _cookie(request)
    found = keeping.get(cookie, person=request.person, use=_USE, now=request.now)
    return found.raw[:_KEY_BYTES] if found else None


def lock(request: WebRequest, response: HttpResponseBase) -> None:
    """Forget the key here and in this browser; who it is stays known."""
    keeping.drop(_cookie(request))
    cookies.drop(response, cookies.KEY)


def forget(request: WebRequest, *, visit: str) -> None:
    """Drop whatever was kept for this browser: its session has just ended."""
    visits.drop(visit)
    for name in cookies.SECRETS:
        keeping.drop(request.COOKIES.get(cookies.full_name(name), ""))


def sweep(*, now: datetime) -> None:
    """Let go of what has come to its end: keys of idle browsers, old sessions."""
    keeping.sweep(now=now)
    visits.sweep(now=now)
    drafts.sweep(now=now)
    Session.objects.filter(expire_date__lte=now).delete()
    _sweep_counters(now)


def _sweep_counters(now: datetime) -> None:
    """Let go of old counters; Django's table holds them until it is full."""
    if isinstance(caches["default"], DatabaseCache):
        table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
        until = connection.ops.adapt_datetimefield_value(now)
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE expires <= %s", [until])  # noqa: S608 - our own name


def _cookie(request: WebRequest) -> str:
    return request.COOKIES.get(cookies.full_name(cookies.KEY), "")


def _sweep_now_and_then(request: WebRequest) -> None:
    if minutes.is_time("swept"):
        with suppress(OperationalError):
            sweep(now=request.now)
