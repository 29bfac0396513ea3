"""The served program is killed in the middle of work; the person comes back later."""

from __future__ import annotations

import http.client
import os
import sqlite3
import time
import urllib.error
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.concurrency.visitor import PASSPHRASE, Visitor
from tests.config.test_serve import served

KILLS = int(os.environ.get("NEARER_TEST_KILLS", "2"))
SECONDS = float(os.environ.get("NEARER_TEST_SECONDS", "1.0"))
NAME = "Nimbus4qzx"

pytestmark = pytest.mark.slow  # the program is started and killed several times


def work(visitor: Visitor, first: int, acknowledged: list[int]) -> None:
    """Save one setting after the other until the program is gone."""
    with suppress(urllib.error.URLError, OSError, http.client.HTTPException):
        for number in range(first, first + 100_000):
            if not visitor.call_it(f"n{number}"):
                break
            acknowledged.append(number)


def test_what_a_page_said_was_saved_is_there_after_kill_9(tmp_path: Path) -> None:
    data, last, total = tmp_path / "notes", 0, 0
    with served(data) as (address, _):
        Visitor(address).begin(NAME)
    for kill in range(KILLS):
        with served(data) as (address, process), ThreadPoolExecutor() as pool:
            visitor = Visitor(address)
            visitor.unlock(NAME)
            visitor.get("settings")
            assert visitor.title() == (f"n{last}" if last else "")
            acknowledged = list[int]()
            working = pool.submit(work, visitor, last + 1, acknowledged)
            while not (acknowledged or working.done()):
                time.sleep(0.01)
            time.sleep(SECONDS + kill * 0.0137)
            process.kill()
            working.result()
        with served(data) as (address, _):
            visitor = Visitor(address)
            visitor.unlock(NAME)
            found = int(visitor.title()[1:])
        # One more may have been on the disk before the page could say so.
        assert acknowledged
        assert found in (acknowledged[-1], acknowledged[-1] + 1)
        last, total = found, total + len(acknowledged)
        with closing(sqlite3.connect(data / "notes.sqlite3")) as database:
            whole = database.execute("PRAGMA integrity_check").fetchone()
        assert whole == ("ok",)
    print(f"{total} saves acknowledged over HTTP, {KILLS} kills, 0 lost")  # noqa: T201


def test_no_word_lies_in_any_file_while_serving_or_after_a_kill(tmp_path: Path) -> None:
    data = tmp_path / "notes"
    with served(data) as (address, process):
        visitor = Visitor(address)
        visitor.begin(NAME)
        visitor.get("settings")
        assert visitor.call_it("Fathom5qzx")
        open_files = read_all(data)
        process.kill()
    left = read_all(data)

    for files in (open_files, left):
        assert b"SQLite format 3" in files
        for word in (NAME, "Fathom5qzx", PASSPHRASE, "Quagga"):
            for spelling in (word, word.lower(), word.upper()):
                assert spelling.encode() not in files
                assert spelling.encode("utf-16-le") not in files


def read_all(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file())
