"""After someone is erased, no byte is left, and no backup brings them back."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, LiteralString

import pytest

from tests.concurrency.conftest import ROOT, Store

pytestmark = pytest.mark.slow  # two programs begin, write and erase, and are scanned
CANARIES = (b"zyxcanary", b"Zyxcanary")


def run(store: Store, verb: str, **more: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "tests.concurrency.a_life", verb],
        env=store.environ | more,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def bytes_of(store: Store) -> bytes:
    """Return every byte of the data folder and of a dump."""
    data = Path(store.environ["NEARER_DATA"])
    found = [path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file()]
    if "DATABASE_URL" in store.environ:
        found += [dump(store), files_of_postgres(store)]
    return b"\n".join(found)


def files_of_postgres(store: Store) -> bytes:
    """Return every table's files as they lie on the disk, free places included."""
    import psycopg  # noqa: PLC0415 - only where it is needed

    url = store.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        found = connection.execute(
            "SELECT current_setting('data_directory'), oid FROM pg_database "
            "WHERE datname = current_database()"
        ).fetchone()
    assert found
    folder = Path(found[0]) / "base" / str(found[1])
    return b"".join(p.read_bytes() for p in sorted(folder.iterdir()) if p.is_file())


def journal_of_postgres(store: Store) -> bytes:
    """Return the write-ahead log as it lies on the disk."""
    import psycopg  # noqa: PLC0415 - only where it is needed

    url = store.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute("SELECT current_setting('data_directory')")
        folder = Path(str(found.fetchall()[0][0])) / "pg_wal"
    return b"".join(p.read_bytes() for p in sorted(folder.iterdir()) if p.is_file())


def operate(store: Store, *commands: LiteralString) -> None:
    """Do what docs/safety/proof.md says that ends the journal of before."""
    import psycopg  # noqa: PLC0415 - only where it is needed

    url = store.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as connection:
        for command in commands:
            connection.execute(command)


def dump(store: Store) -> bytes:
    """Return every table as COPY writes it, which is what pg_dump does."""
    import psycopg  # noqa: PLC0415 - only where it is needed
    from psycopg import sql  # noqa: PLC0415

    found: list[bytes] = []
    with psycopg.connect(store.environ["DATABASE_URL"]) as connection:
        names = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
        for (name,) in names:
            command = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(name))
            with connection.cursor().copy(command) as rows:
                found.extend(bytes(block) for block in rows)
    return b"".join(found)


def traces(raw: bytes, material: list[str]) -> list[str]:
    """Return what is there of the material: as bytes, in hex, or as an id."""
    lowered, found = raw.lower(), []
    for text in material:
        dashed = "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:32]))
        forms = (bytes.fromhex(text) in raw, text.encode() in lowered)
        if any(forms) or (len(text) == 32 and dashed.encode() in lowered):
            found.append(text)
    return found


def test_no_byte_is_left_of_someone_who_was_erased(store: Store) -> None:
    has_journal = "DATABASE_URL" in store.environ
    if has_journal:
        operate(store, "ALTER SYSTEM SET wal_recycle = off", "SELECT pg_reload_conf()")
    material = run(store, "live")
    if has_journal:  # what the privacy page says of it, and how it ends
        journal = journal_of_postgres(store)
        assert traces(journal, material), "until then it holds what is locked"
        assert not [word for word in CANARIES if word in journal]
    before = bytes_of(store)
    assert traces(before, material) == material, "the scan finds what it looks for"
    assert not [word for word in CANARIES if word in before]

    with someone_who_looks(store):
        statuses = run(store, "erase", NEARER_TEST_PATIENCE="0")
    assert statuses == [302, 302, 302, 422, 302]
    if has_journal:
        assert (Path(store.environ["NEARER_DATA"]) / "untidy").exists()
        assert run(store, "start") == 2  # who prepared the store, and the other one

    after = bytes_of(store)
    assert traces(after, material) == []
    assert not [word for word in CANARIES if word in after]
    if has_journal:
        operate(store, "SELECT pg_switch_wal()", "CHECKPOINT")
        assert traces(journal_of_postgres(store), material) == []


@contextmanager
def someone_who_looks(store: Store) -> Iterator[None]:
    """See a PostgreSQL as it is now: what is deleted meanwhile stays for us."""
    if "DATABASE_URL" not in store.environ:
        yield
        return
    import psycopg  # noqa: PLC0415 - only where it is needed

    with psycopg.connect(store.environ["DATABASE_URL"]) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        connection.execute("SELECT 1")
        yield


@contextmanager
def put_back_later(store: Store, beside: Path) -> Iterator[None]:
    """Copy the database; after the block the copy stands in its place."""
    if "DATABASE_URL" not in store.environ:
        database = Path(store.environ["NEARER_DATA"]) / "notes.sqlite3"
        shutil.copy(database, beside)
        yield
        shutil.copy(beside, database)
        return
    import psycopg  # noqa: PLC0415 - only where it is needed

    url = store.environ["DATABASE_URL"].replace("/notes?", "/postgres?")
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("CREATE DATABASE older TEMPLATE notes")
        yield
        server.execute("DROP DATABASE notes WITH (FORCE)")
        server.execute("ALTER DATABASE older RENAME TO notes")


def test_an_old_copy_does_not_bring_anyone_back(store: Store, tmp_path: Path) -> None:
    material = run(store, "live")
    with put_back_later(store, tmp_path.with_suffix(".old")):
        run(store, "erase")
        assert traces(bytes_of(store), material) == []
    assert traces(bytes_of(store), material)

    people = run(store, "start")

    assert people == 2  # who prepared the store, and the other one
    assert traces(bytes_of(store), material) == []
