"""A full disk, a folder that cannot be written to, a clock set back, a bomb."""

from __future__ import annotations

import gzip
import io
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from nearer.entries import AnyEntry
from nearer.keep import document
from tests.access.addresses import routes
from tests.access.people import undone
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import PASSPHRASE, diary, is_open, unlock

pytestmark = pytest.mark.django_db
TYPED = {"icon": "list", "title": ""}
sqlite_alone = pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="a disk of its own is tried in concurrency"
)


def own(client: Client, clock: Clock) -> tuple[AnyEntry, ...]:
    return diary(client, clock).entries()


def pragma(text: str) -> Any:
    connection.ensure_connection()
    return connection.connection.execute(f"PRAGMA {text}").fetchone()


@contextmanager
def full() -> Iterator[None]:
    """Let the database file grow no more, nor hold pages that are free again."""
    connection.cursor().execute("VACUUM")  # tests before leave thousands of them
    pages = pragma("page_count")[0]
    try:
        pragma(f"max_page_count = {pages}")
        yield
    finally:
        pragma("max_page_count = 1073741823")


@contextmanager
def read_only() -> Iterator[None]:
    try:
        pragma("query_only = ON")
        yield
    finally:
        pragma("query_only = OFF")


def write_until_refused(client: Client) -> Any:
    for number in range(400):
        title = {"title": f"{number} {'w' * 20}"}
        response = client.post("/settings/name", TYPED | title)
        if response.status_code >= 400:
            return response
    raise AssertionError("the disk is never full")


@sqlite_alone
@pytest.mark.django_db(transaction=True)
def test_on_a_full_disk_writes_are_refused_and_the_diary_is_whole(
    inside: Client, clock: Clock
) -> None:
    with full():
        refused = write_until_refused(inside)
        before = own(inside, clock)
        again = inside.post("/settings/name", TYPED | {"title": "w" * 30})
        assert is_open(inside)
        assert own(inside, clock) == before

    assert refused.status_code == again.status_code == 507
    assert "no room left on the disk" in refused.content.decode()
    assert "saved before is safe" in refused.content.decode()
    assert inside.post("/settings/name", TYPED).status_code == 302
    assert own(inside, clock)[: len(before)] == before


@sqlite_alone
@pytest.mark.django_db(transaction=True)
def test_in_a_folder_that_cannot_be_written_to_every_page_says_so_or_comes(
    inside: Client, clock: Clock
) -> None:
    before, told = own(inside, clock), []
    inside.raise_request_exception = False
    with read_only():
        refused = inside.post("/settings/name", TYPED)
        for route in routes():
            for method in ("get", "post"):
                answer = getattr(inside, method)(route.address)
                if answer.status_code >= 500 and answer.status_code != 507:
                    told.append((method, route.pattern, answer.status_code))

    assert refused.status_code == 507
    assert "Nothing can be written here" in refused.content.decode()
    assert told == []
    assert own(inside, clock) == before


@pytest.mark.parametrize("back", [{"minutes": 20}, {"days": 400}, {"days": 20_000}])
def test_a_clock_set_back_locks_and_loses_nothing(
    inside: Client, clock: Clock, back: dict[str, float]
) -> None:
    before = own(inside, clock)

    clock.go(**{unit: -number for unit, number in back.items()})

    assert not is_open(inside), "nobody knows how long the browser was idle"
    assert unlock(inside) == 302
    assert own(inside, clock) == before
    assert inside.post("/settings/name", TYPED).status_code == 302


@pytest.mark.parametrize("days", [-20_000, -400, -1, 400, 60_000])
def test_on_whatever_day_the_clock_stands_every_page_comes(
    inside: Client, clock: Clock, days: int
) -> None:
    inside.post("/settings/name", TYPED)
    clock.go(days=days)
    assert unlock(inside) == 302
    inside.raise_request_exception = False
    failed = []
    for route in routes():
        with undone(inside):
            status = inside.get(route.address).status_code
        failed += [(route.pattern, status)] if status >= 500 else []

    assert failed == []


def test_a_clock_set_back_lets_no_proof_stand(proved: Client, clock: Clock) -> None:
    clock.go(minutes=-9)
    unlock(proved)

    location = proved.get("/keep/out")["Location"]

    assert location.startswith("/unlock/again")
    again = {"secret": PASSPHRASE, "next": "/keep/out"}
    assert proved.post("/unlock/again", again)["Location"] == "/keep/out"


def zipped(size: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("notes.json", b"[" + b" " * size)
    return file.getvalue()


BOMBS = {
    "zip": zipped(64 * 2**20),
    "gzip": gzip.compress(b'{"format": "notes-export"' + b" " * 64 * 2**20),
    "deflate": zlib.compress(b"[" * 64 * 2**20),
    "deep": b'{"format": "notes-export", "version": 1, "x": ' + b"[" * 2_000_000,
    "wide": b'{"format": "notes-export", "version": 1, "entries": ['
    + b"0," * 5_000_000,
    "long": b'{"format": "notes-export", "version": 1, "made": "' + b"9" * 5_000_000,
    "number": b'{"format": "notes-export", "version": ' + b"9" * 5_000_000 + b"}",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_file_that_would_unfold_is_refused_cheaply(
    inside: Client, clock: Clock, name: str
) -> None:
    before, raw = own(inside, clock), BOMBS[name]
    tracemalloc.start()
    started = time.process_time()
    try:
        file = SimpleUploadedFile("notes.json", raw)
        response = inside.post("/keep/in", {"file": file})
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert response.status_code == 422
    assert "Nothing was kept of it." in response.content.decode()
    assert time.process_time() - started < 2
    assert most < 8 * document.LARGEST_FILE
    assert own(inside, clock) == before


def test_a_packed_body_is_not_unpacked(inside: Client) -> None:
    """Nobody asked for it: a form is read as it comes."""
    response = inside.generic(
        "POST",
        "/settings/name",
        gzip.compress(b"icon=list" + b"&a=" * 2**20),
        "application/x-www-form-urlencoded",
        HTTP_CONTENT_ENCODING="gzip",
    )

    assert response.status_code in {400, 422}
