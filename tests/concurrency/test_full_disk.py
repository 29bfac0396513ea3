"""The disk of the served program fills up while someone writes, then has room again.

A small file system of its own, which only the program sees; skipped where this user may
not make one.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import urllib.error
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from tests.concurrency.visitor import Visitor
from tests.config.test_serve import environ

NAME = "Osprey5qzx"
MEGABYTES = 24
MOUNT = 'mount -t tmpfs -o size=%dm none "$NEARER_DATA" && exec "$@"'

pytestmark = pytest.mark.slow  # the program is started, and its disk filled


def may_mount() -> bool:
    tool = shutil.which("unshare")
    tried = tool and subprocess.run([tool, "-rm", "true"], check=False)
    return bool(tried and tried.returncode == 0)


@contextmanager
def served_on_a_small_disk(data: Path) -> Iterator[tuple[str, Path]]:
    """Serve; give the address, and where its data folder is seen from here."""
    data.mkdir()
    inside = ["unshare", "-rm", "sh", "-c", MOUNT % MEGABYTES, "sh"]
    program = [sys.executable, "-m", "nearer.cli.main", "serve", "--no-browser"]
    with subprocess.Popen(
        [*inside, *program], env=environ(data), stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            said = next((line for line in process.stdout if "open at" in line), "")
            if not said:
                pytest.skip("this user may not mount a small disk")
            yield said.split()[-1], Path(f"/proc/{process.pid}/root{data}")
        finally:
            process.kill()


def fill(folder: Path) -> Path:
    """Leave no room for another page."""
    filler = folder / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    return filler


def save(visitor: Visitor, number: int) -> int:
    """Save a setting; return the status."""
    try:
        assert visitor.call_it(f"n{number} {'w' * 20}")
    except urllib.error.HTTPError as refused:
        page = refused.read().decode()
        assert "saved before is safe" in page, page
        return refused.code
    return 200


def test_on_a_full_disk_nothing_is_half_written_and_it_goes_on(tmp_path: Path) -> None:
    if not may_mount():
        pytest.skip("this user may not mount a small disk")
    with served_on_a_small_disk(tmp_path / "notes") as (address, data):
        visitor = Visitor(address)
        visitor.begin(NAME)
        visitor.get("settings")
        assert save(visitor, 0) == 200
        filler = fill(data)
        saved = [save(visitor, number) for number in range(1, 60)]
        last = max([0, *(n for n, code in enumerate(saved, 1) if code == 200)])
        assert set(saved) == {200, 507} or set(saved) == {507}
        assert visitor.title().startswith(f"n{last} "), "pages open, the last one holds"

        filler.unlink()

        assert save(visitor, 99) == 200
        again = Visitor(address)
        again.unlock(NAME)
        assert again.title().startswith("n99 ")
        with closing(sqlite3.connect(data / "notes.sqlite3")) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
