"""A copy of the whole database, proved equal; and the way back.

No Django here: a backup is a SQLite file that any tool opens. In it is one table more,
with the number of rows and a hash of every table, so that the way back can prove it.
Open sessions and what is held for browsers do not go along.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeAlias
from urllib.parse import quote

PROOF = "nearer_proof"
PASSING = (
    "django_session",
    "accounts_kept",
    "accounts_visit",
    "accounts_draft",
)
Proof: TypeAlias = dict[str, tuple[int, str]]
"""Table: how many rows, hash of them."""


class NotWholeError(Exception):
    """The copy is not what it was made from; nothing was replaced."""


class NoBackupError(Exception):
    """The file is not one that `nearer backup` made."""


def write(database: Path, out: Path) -> Proof:
    """Write a backup of a database that may be in use; it appears whole or not."""
    with _beside(out) as part:
        with closing(_reading(database)) as source, closing(_writing(part)) as copy:
            source.execute("BEGIN")
            proof = prove(source)
            source.backup(copy)
            for table in _passing(copy):
                copy.execute(f'DELETE FROM "{table}"')  # noqa: S608 - our own names
            copy.execute(f"CREATE TABLE {PROOF} (name, count, hash)")
            rows = [(name, *found) for name, found in proof.items()]
            copy.executemany(f"INSERT INTO {PROOF} VALUES (?, ?, ?)", rows)  # noqa: S608
            copy.execute("VACUUM")
            _whole(copy, proof)
        _to_disk(part)
        part.replace(out)
    return proof


def restore(backup: Path, database: Path, *, kept: Path | None) -> Proof:
    """Put a backup in the database's place; the old one stays under `kept`.

    Until the last step the old one is in its place, and after it the new one is: there
    is no moment with half of each.
    """
    with _beside(database) as part:
        try:
            source = _reading(backup)
            stored = source.execute(f"SELECT name, count, hash FROM {PROOF}")  # noqa: S608
            proof = {name: (count, digest) for name, count, digest in stored}
        except sqlite3.DatabaseError:
            raise NoBackupError from None
        with closing(source), closing(_writing(part)) as copy:
            source.backup(copy)
            _whole(copy, proof)
            copy.execute(f"DROP TABLE {PROOF}")
            copy.execute("VACUUM")
            _whole(copy, proof)
        _to_disk(part)
        if kept is not None:
            _settle(database)
            os.link(database, kept)
        part.replace(database)
        _to_disk(database.parent)
    return proof


def _passing(connection: sqlite3.Connection) -> list[str]:
    """Return those of them that are there: a database may be of an older version."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return [name for (name,) in names.fetchall() if name in PASSING]


def prove(connection: sqlite3.Connection) -> Proof:
    """Count and hash every table but the passing ones."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' "
        "AND name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    wanted = [name for (name,) in names if name not in (*PASSING, PROOF)]
    return {name: _of_table(connection, name) for name in wanted}


def _of_table(connection: sqlite3.Connection, name: str) -> tuple[int, str]:
    hashing, count = hashlib.sha256(), 0
    columns = len(connection.execute(f'PRAGMA table_info("{name}")').fetchall())
    order = ", ".join(map(str, range(1, columns + 1)))
    for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY {order}'):  # noqa: S608 - names from the database itself
        hashing.update(repr(row).encode())
        count += 1
    return count, hashing.hexdigest()


def _whole(copy: sqlite3.Connection, proof: Proof) -> None:
    found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok" or prove(copy) != proof:
        raise NotWholeError


def _settle(database: Path) -> None:
    """Let SQLite finish what a crash left, so that no journal meets the new file."""
    with closing(_writing(database)) as old:
        old.execute("SELECT count(*) FROM sqlite_master").fetchone()
    journal = database.with_name(f"{database.name}-journal")
    if journal.exists() and journal.stat().st_size:
        raise NotWholeError


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        f"file:{quote(str(path))}?mode=ro", uri=True, timeout=15, isolation_level=None
    )


def _writing(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=15, isolation_level=None)
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Give a name beside `path`, for this user only; nothing is left under it."""
    part = path.with_name(f".nearer-{secrets.token_hex(4)}.part")
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)
        part.with_name(f"{part.name}-journal").unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
