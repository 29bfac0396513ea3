"""Planted words go into everything; then everything that is left anywhere is searched.

A word is planted into each sink, too, and into each way to write it: the scanner that
says "nothing there" has to be one that would have found it.
"""

from __future__ import annotations

import base64
import gzip
import io
import json
import os
import sqlite3
import subprocess
import sys
import urllib.parse
import zipfile
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from nearer.keep import backup
from tests.access.addresses import routes
from tests.access.people import PEOPLE, browser, settled, undone
from tests.canary import lives
from tests.canary.scanner import STEM, spellings, traces, word
from tests.canary.typing import type_everywhere
from tests.concurrency.conftest import ROOT, Store
from tests.concurrency.test_nothing_remains import dump, files_of_postgres
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import PASSPHRASE, diary


def zipped(raw: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.csv", raw)
    return file.getvalue()


ENCODINGS: dict[str, Callable[[bytes], bytes]] = {
    "as it is": bytes,
    "in capitals": bytes.upper,
    "UTF-16": lambda raw: raw.decode().encode("utf-16-le"),
    "UTF-16, other way round": lambda raw: raw.decode().encode("utf-16-be"),
    "hex": lambda raw: raw.hex().encode(),
    "base64": base64.b64encode,
    "base64 for addresses": base64.urlsafe_b64encode,
    "base64 of UTF-16": lambda raw: base64.b64encode(raw.decode().encode("utf-16-le")),
    "gzip": gzip.compress,
    "zlib": zlib.compress,
    "deflate": lambda raw: zlib.compress(raw)[2:-4],
    "zip": zipped,
    "base64 of zlib": lambda raw: base64.b64encode(zlib.compress(raw)),
    "percent": lambda raw: "".join(f"%{byte:02X}" for byte in raw).encode(),
    "JSON escapes": lambda raw: "".join(f"\\u{byte:04x}" for byte in raw).encode(),
    "backwards": lambda raw: raw[::-1],
}


@pytest.mark.parametrize("way", ENCODINGS)
@pytest.mark.parametrize("shift", range(3))
def test_the_scanner_finds_a_word_however_it_is_written(way: str, shift: int) -> None:
    planted = f"{'.' * shift}before {word()} after".encode()
    # Bare deflate has no sign of its own: it is found where a file begins with it.
    around = b"" if way == "deflate" else os.urandom(300)

    assert traces(around + ENCODINGS[way](planted) + around)
    assert not traces(around + ENCODINGS[way](b"before another word after") + around)


def test_what_is_looked_for_is_too_long_to_be_there_by_chance() -> None:
    assert min(map(len, spellings())) >= len(STEM)


def test_every_kind_of_entry_holds_what_can_be_held() -> None:
    entries = (
        *lives.of_every_kind(),
        *lives.of_the_private_questions(),
        *lives.of_a_space_of_two(),
    )
    wordy = set(lives.words_in(entries))

    assert len(wordy) >= 20
    for entry in entries:
        fields = getattr(entry, "__annotations__", {})
        if type(entry).__name__ not in wordy:
            assert "str" not in {str(kind) for kind in fields.values()}, entry


def live(store: Store, tmp_path: Path) -> dict[str, Any]:
    temporary, log = tmp_path / "tmp", tmp_path / "log"
    temporary.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.canary.a_full_life"],
        env=store.environ | {"TMPDIR": str(temporary), "NEARER_LOG": str(log)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (tmp_path / "stderr").write_text(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def sinks(store: Store, tmp_path: Path) -> dict[str, bytes]:
    """Return everything that is left, by the name of where it lies."""
    found = {
        str(path.relative_to(tmp_path)): path.read_bytes()
        for path in sorted(tmp_path.rglob("*"))
        if path.is_file() and path.name != "ticket"
    }
    if "DATABASE_URL" in store.environ:
        return found | {"dump": dump(store), "files": files_of_postgres(store)}
    copy = tmp_path.with_suffix(".backup")
    copy.unlink(missing_ok=True)
    backup.write(tmp_path / "notes.sqlite3", copy)
    return found | {"backup": copy.read_bytes()}


def plant(store: Store, tmp_path: Path) -> None:
    """Leave one word in each sink."""
    planted = f"slip {word()}"
    with (tmp_path / "log").open("a") as log:
        log.write(planted)
    (tmp_path / "tmp" / "slip").write_text(planted)
    slip = "UPDATE accounts_person SET password = "
    if "DATABASE_URL" in store.environ:
        import psycopg  # noqa: PLC0415 - only where it is needed

        with psycopg.connect(store.environ["DATABASE_URL"]) as opened:
            opened.execute(slip + "%s", [planted])
    else:
        with closing(sqlite3.connect(tmp_path / "notes.sqlite3")) as file, file:
            file.execute(slip + "?", [planted])


@pytest.mark.slow  # a program types into everything there is
def test_no_word_of_anyone_lies_readable_anywhere(store: Store, tmp_path: Path) -> None:
    told = live(store, tmp_path)
    left = sinks(store, tmp_path)

    assert {"log", "stderr"} <= left.keys()
    assert b"INSERT INTO" in left["log"], "the log holds every statement"
    assert [name for name, raw in left.items() if traces(raw)] == []
    for who, cookies in told["cookies"].items():
        # The name in the tab is shown before anything is unlocked: it says so there.
        held = {n: v for n, v in cookies.items() if n != "title"}
        assert {"form"} <= held.keys(), who
        assert [n for n, v in held.items() if traces(v.encode())] == [], who
    inside = (str(tmp_path), "/dev/null")
    strays = [path for path in told["written"] if not path.startswith(inside)]
    assert [path for path in strays if "__pycache__" not in path] == []

    plant(store, tmp_path)
    again = sinks(store, tmp_path)
    of_the_database = {"dump", "files"} & again.keys() or {"notes.sqlite3", "backup"}
    assert {n for n, raw in again.items() if traces(raw)} == {
        "log",
        "tmp/slip",
        *of_the_database,
    }


def full(client: Client, clock: Clock, name: str = "Ana") -> None:
    """Let a person have written everything."""
    lives.write_everything(diary(client, clock, name), now=clock.now)


def seen_by(client: Client) -> dict[tuple[str, str], bytes]:
    """Return each page and download that this browser gets, headers with it."""
    found = {}
    for route in routes():
        for method in ("get", "post"):
            with undone(client):
                answer = getattr(client, method)(route.address)
                raw = answer.getvalue() if answer.streaming else answer.content
            head = repr(sorted(answer.headers.items())) + str(answer.cookies)
            found[method, route.pattern] = head.encode() + raw
    return found


def downloads(client: Client) -> dict[tuple[str, str], bytes]:
    client.post("/unlock/again", {"secret": PASSPHRASE, "next": "/keep"})
    found = {}
    for form in ("read", "whole", "tables"):
        fields = {"form": form, "private": "on", "plain": "yes"}
        answer = client.post("/keep/out", fields)
        assert "notes-" in answer["Content-Disposition"]
        found["download", form] = answer.content
    return found


def readable(found: dict[tuple[str, str], bytes]) -> list[tuple[str, str]]:
    return [place for place, raw in found.items() if traces(raw)]


@pytest.mark.slow  # every address for four browsers
@pytest.mark.django_db
def test_no_word_of_anyone_is_on_anyone_elses_page_or_download(clock: Clock) -> None:
    ana, bea = settled("Ana"), settled("Bea")
    full(ana, clock)

    hers = downloads(ana)
    assert readable(hers) == list(hers), "her own files hold her words"
    for other in (bea, browser()):
        assert readable(seen_by(other)) == []
    assert readable(downloads(bea)) == []
    clock.go(minutes=11)
    assert readable(seen_by(ana)) == [], "her own locked browser"


@pytest.mark.slow  # every address
@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "es"])
def test_whatever_a_diary_holds_every_page_comes(clock: Clock, language: str) -> None:
    client = PEOPLE["owner"](clock)
    full(client, clock)
    client.cookies["language"] = language
    failed = []
    for route in routes():
        with undone(client):
            status = client.get(route.address).status_code
        failed += [(route.pattern, status)] if status >= 500 else []

    assert failed == []


@pytest.mark.django_db
def test_having_a_look_stores_nothing() -> None:
    before = stored()
    looking = browser()
    looking.post("/look", {"key": word()})
    type_everywhere(looking, leave_alone={"begin", "recover", "leave", "unlock"})

    assert any(name.startswith("look") for name in looking.cookies)
    assert stored() == before


def stored() -> dict[str, int]:
    counts = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT count(*) FROM {table}")
            counts[table] = cursor.fetchone()[0]
    return counts


def test_the_stem_is_a_word_of_no_page() -> None:
    pages = (ROOT / "src").rglob("*.*")
    texts = (p for p in pages if p.suffix in {".py", ".toml", ".html", ".po", ".js"})

    assert not any(STEM.lower() in p.read_text("utf-8").lower() for p in texts)
    assert urllib.parse.quote(STEM) == STEM
