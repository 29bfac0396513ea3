"""Unique words go into every field; afterwards none of them is anywhere to be read."""

from __future__ import annotations

import base64
import itertools
import json
from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import begin, fields, unlock

pytestmark = pytest.mark.django_db

NAME, SECRET, NEW, TITLE, HELD, GUESS, UNSENT = (
    f"{word}{n}qzx"
    for n, word in enumerate(
        ("Nimbus", "Tapir", "Quince", "Fathom", "Sorrel", "Wicket", "Yarrow")
    )
)
CANARIES = (NAME, SECRET, NEW, TITLE, HELD, GUESS, UNSENT)


def stored() -> Iterator[tuple[str, bytes]]:
    """Yield (table, value) for whatever the database holds."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for value in itertools.chain.from_iterable(cursor.fetchall()):
                raw = bytes(value) if isinstance(value, memoryview) else value
                yield table, raw if isinstance(raw, bytes) else str(raw).encode()
    for session in Session.objects.all():
        yield "decoded session", str(session.get_decoded()).encode()


def spellings(word: str) -> Iterator[bytes]:
    for text in (word, word.lower(), word.upper()):
        raw = text.encode()
        yield from (raw, text.encode("utf-16-le"), raw.hex().encode())
        # Base64 of a longer text shows the inside of a word at one of three places.
        for shift in range(3):
            yield base64.b64encode(bytes(shift) + raw)[4:-4]


def hits() -> list[tuple[str, str]]:
    wanted = [(word, spelling) for word in CANARIES for spelling in spellings(word)]
    return [
        (table, word)
        for table, value in stored()
        for word, spelling in wanted
        if spelling in value
    ]


def type_everywhere(client: Client, clock: Clock) -> str:
    """Fill in every field there is; return the recovery code."""
    Client().post(reverse("accounts:begin"), fields(name=GUESS, adult=""))
    code = begin(client, name=NAME, passphrase=SECRET, again=SECRET)
    client.post(reverse("accounts:locking"), {"lock_minutes": "5"})
    client.post(reverse("accounts:room"), {"title": TITLE, "icon": "list"})
    unsent = {"at": "/settings/name", "fields": json.dumps([["title", UNSENT]])}
    client.post(reverse("accounts:draft"), unsent)
    client.post(
        reverse("accounts:passphrase"),
        {"secret": SECRET, "passphrase": NEW, "again": NEW},
    )
    unlock(Client(), name=GUESS, secret=GUESS)
    clock.go(minutes=6)
    client.post(reverse("accounts:room"), {"title": HELD, "icon": "list"})
    return code


def test_no_word_that_was_typed_is_in_the_database(
    client: Client, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    code = type_everywhere(client, clock)

    tables = {table for table, _ in stored()}
    assert {"accounts_person", "accounts_kept", "diary_row"} <= tables
    assert {"accounts_draft", "accounts_visit"} <= tables
    assert hits() == []
    assert not any(code.encode() in value for _, value in stored())
    assert not any(word in caplog.text for word in CANARIES)


def test_no_word_that_was_typed_is_in_a_cookie_but_the_shown_name(
    client: Client, clock: Clock
) -> None:
    type_everywhere(client, clock)

    cookies = {name: cookie.value for name, cookie in client.cookies.items()}
    assert cookies.pop("title") == TITLE
    found = [n for n, v in cookies.items() if any(word in v for word in CANARIES)]
    assert found == []


def test_the_scanner_would_find_a_word_that_was_there(client: Client) -> None:
    begin(client, name=NAME)
    session = client.session
    session["slip"] = f"something {NAME}"
    session.save()

    assert ("decoded session", NAME) in hits()


def test_two_people_with_one_secret_share_no_stored_value() -> None:
    for name in ("Ana", "Bea"):
        begin(Client(), name=name, passphrase=SECRET, again=SECRET)

    ours = ("accounts_", "diary_")
    sealed = [v for table, v in stored() if table.startswith(ours) and len(v) > 40]

    assert len(sealed) > 10
    assert len(set(sealed)) == len(sealed)
