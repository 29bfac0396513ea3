"""What a kill cannot prove: the disk was told to keep it before anyone was told so.

The system calls are counted with strace where it is there; what they follow from, the
settings of each connection, is looked at everywhere.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from tests.concurrency.conftest import ROOT, Store

COMMITS = int(os.environ.get("NEARER_TEST_COMMITS", "20"))
STRACE = shutil.which("strace")
_ACK = re.compile(r'write\(1, "(\d+)\\n"')
_SYNC = re.compile(r"\bf(?:data)?sync(?:\(\d+| resumed>).*= 0")


@pytest.mark.django_db
def test_each_connection_waits_for_the_disk() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW synchronous_commit")
            assert cursor.fetchone()[0] in {"on", "remote_write", "remote_apply"}
            return
        settings = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("synchronous", "secure_delete", "temp_store")
        }
    assert settings == {"synchronous": 3, "secure_delete": 1, "temp_store": 2}


@pytest.mark.slow  # a program is started and watched
def test_nothing_is_acknowledged_before_it_is_on_the_disk(
    store: Store, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if STRACE is None:
        pytest.skip("strace is not there to count with")
    if "DATABASE_URL" in store.environ:
        acks, syncs = on_postgresql(store, tmp_path, request)
    else:
        acks, syncs = on_sqlite(store, tmp_path)

    assert acks == COMMITS
    assert syncs >= acks
    where = "postgresql" if "DATABASE_URL" in store.environ else "sqlite"
    print(f"{acks} commits acknowledged on {where}, {syncs} syncs")  # noqa: T201 - a figure


def on_sqlite(store: Store, tmp_path: Path) -> tuple[int, int]:
    """Count; each acknowledgement has a sync of its own before it."""
    trace = tmp_path / "trace"
    words = ["-f", "-e", "trace=fsync,fdatasync,write", "-o", str(trace)]
    program = [sys.executable, "-m", "tests.concurrency.at_work", "some", str(COMMITS)]
    done = subprocess.run(
        [str(STRACE), *words, *program],
        env=store.environ,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    acks, syncs, since = 0, 0, 0
    for line in trace.read_text().splitlines():
        if _SYNC.search(line):
            syncs, since = syncs + 1, since + 1
        elif _ACK.search(line):
            assert since >= 2, "the journal, and the database"
            acks, since = acks + 1, 0
    return acks, syncs


def on_postgresql(
    store: Store, tmp_path: Path, request: pytest.FixtureRequest
) -> tuple[int, int]:
    """Count what the server's processes tell the disk meanwhile."""
    request.getfixturevalue("postgres_url")
    trace = tmp_path / "trace"
    with watched(postmaster(store), trace), store.start("some", str(COMMITS)) as run:
        said = run.communicate(timeout=120)[0]
    syncs = sum(bool(_SYNC.search(line)) for line in trace.read_text().splitlines())
    return len(said.split()), syncs


def postmaster(store: Store) -> int:
    import psycopg  # noqa: PLC0415 - only where it is needed

    with psycopg.connect(store.environ["DATABASE_URL"]) as opened:
        found = opened.execute("SELECT current_setting('data_directory')").fetchone()
    assert found
    return int((Path(found[0]) / "postmaster.pid").read_text().split()[0])


@contextmanager
def watched(pid: int, trace: Path) -> Iterator[None]:
    words = ["-f", "-e", "trace=fsync,fdatasync", "-o", str(trace), "-p", str(pid)]
    with subprocess.Popen(
        [str(STRACE), *words], stderr=subprocess.PIPE, text=True
    ) as strace:
        assert strace.stderr
        if "attached" not in strace.stderr.readline():
            pytest.skip("this user may not watch another process")
        time.sleep(0.1)
        try:
            yield
        finally:
            strace.send_signal(signal.SIGINT)
