"""Make everything ready before the first page, or say in plain words what is wrong.

Nothing here imports Django at the top: the key has to be there before the settings are.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Final

from nearer.config import environment

DATABASE: Final = "notes.sqlite3"
LOCK: Final = "serving"
OURS: Final = (
    DATABASE,
    LOCK,
    "key",
    "instruments",
    "backups",
    "static",
    "gone",
    "untidy",
)
NOT_SERVED: Final = ("account", "ext", "htmax-*", "htmx-2*", "htmx-4.js")
"""Files that packages bring along and no page asks for."""
ROOM_NEEDED: Final = 16 * 2**20


class CannotStartError(Exception):
    """What is wrong, where, and what to do about it."""

    def __init__(self, *, where: str, what: str, do: str) -> None:
        super().__init__(f"{where}: {what}. {do}")
        self.where, self.what, self.do = where, what, do


class AlreadyServingError(Exception):
    """Another copy of the program has this database open; `address` is its page."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def own_folder(data: Path) -> None:
    """Make the data folder, for this user only."""
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = data.stat()
        if found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            _close_to_others(data)
        probe = data / f".{os.getpid()}"
        probe.touch(mode=0o600)
        probe.unlink()
    except (OSError, UnicodeEncodeError) as error:
        raise CannotStartError(
            where=str(data),
            what=f"this folder cannot be written to ({_reason(error)})",
            do="Choose another one with NEARER_DATA, or make this one writable.",
        ) from None
    space = os.statvfs(data) if hasattr(os, "statvfs") else None
    if space and space.f_bavail * space.f_frsize < ROOM_NEEDED:
        raise CannotStartError(
            where=str(data),
            what="the disk is full",
            do="Make some room, then start again. What was saved is whole.",
        )


def _close_to_others(data: Path) -> None:
    foreign = [
        path.name for path in data.iterdir() if not path.name.startswith((*OURS, "."))
    ]
    if foreign:
        raise CannotStartError(
            where=str(data),
            what="other users of this computer can look into this folder",
            do="Choose a folder of its own with NEARER_DATA, or close this one: "
            f"chmod 700 '{data}'",
        )
    data.chmod(0o700)


def have_key(data: Path) -> None:
    """Make the installation's key where there is none yet, and only then."""
    path = environment.key_file(data)
    database = data / DATABASE
    begun = database.exists() and database.stat().st_size > 0
    if begun and not path.exists() and not environment.text("DATABASE_URL"):
        raise CannotStartError(
            where=str(path),
            what="the key of this installation is missing, and the database is there",
            do="Put your copy of the key back: without it nobody's name is found.",
        )
    try:
        environment.make_installation_key(path)
        environment.installation_key(path)
    except environment.SettingError as error:
        raise CannotStartError(
            where="key", what=str(error).rstrip("."), do="Nothing was changed."
        ) from None
    except OSError as error:
        raise CannotStartError(
            where=str(path),
            what=f"the key cannot be written ({_reason(error)})",
            do="Choose another place with NEARER_KEY_FILE.",
        ) from None


@contextmanager
def alone(data: Path) -> Iterator[Callable[[str], object]]:
    """Hold the data folder while serving; one copy of the program at a time.

    Call what this gives with the address, so that a second copy can point there.
    """
    path = data / LOCK
    with path.open("a+") as file:
        if not _take(file):
            file.seek(0)
            raise AlreadyServingError(file.read().strip())
        _write(file, "")
        try:
            yield partial(_write, file)
        finally:
            _write(file, "")


def _write(file: IO[str], text: str) -> None:
    file.seek(0)
    file.truncate()
    file.write(text)
    file.flush()


def _take(file: IO[str]) -> bool:
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:  # pragma: no cover - Windows: the port says it is busy
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def check_file(path: Path) -> None:
    """Refuse a database file that is damaged, before anything is written to it."""
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path, timeout=5)) as database:
            found = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found == "ok":
        return
    if "locked" in found:
        raise CannotStartError(
            where=str(path),
            what="another program has this database open",
            do="Close it, then start again.",
        )
    raise CannotStartError(
        where=str(path),
        what=f"this database is damaged ({found})",
        do="Leave the file as it is, make a copy of it, and put back a backup.",
    )


def migrate() -> None:
    """Bring the database to this version; refuse one that is newer than the program."""
    from django.core.management import call_command  # noqa: PLC0415 - needs the settings
    from django.db import DatabaseError, connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    where = str(connection.settings_dict["NAME"])
    try:
        executor = MigrationExecutor(connection)
        known = executor.loader.disk_migrations
        newer = [
            name for name in executor.loader.applied_migrations if name not in known
        ]
        if newer:
            raise CannotStartError(
                where=where,
                what="a newer version of the program wrote this database",
                do="Start that version, or put back a backup from before.",
            )
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
        _tables_of_counters()
    except DatabaseError as error:
        raise CannotStartError(
            where=where,
            what=f"the database does not open ({str(error).strip()})",
            do="See that it is there, running, and that there is room on the disk.",
        ) from None
    finally:
        connection.close()


def static_files() -> None:
    """Pack stylesheets, scripts and pictures, if they are not those of last time.

    Belongs before the program looks what there is to serve. Where the disk refuses,
    they are served as they are.
    """
    from django.conf import settings  # noqa: PLC0415 - needs the settings
    from django.contrib.staticfiles.finders import get_finders  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    found = sorted(
        (name, storage.size(name), storage.get_modified_time(name).timestamp())
        for finder in get_finders()
        for name, storage in finder.list([])
    )
    now = hashlib.sha256(repr(found).encode()).hexdigest()
    packed = Path(settings.STATIC_ROOT)
    note = packed.with_name(f"{packed.name}-of")
    try:
        if packed.is_dir() and note.exists() and note.read_text() == now:
            return
        note.unlink(missing_ok=True)
        call_command(
            "collectstatic",
            verbosity=0,
            interactive=False,
            ignore_patterns=list(NOT_SERVED),
        )
        note.write_text(now)
    except OSError:
        return


def _tables_of_counters() -> None:
    from django.conf import settings  # noqa: PLC0415 - needs the settings
    from django.core.management import call_command  # noqa: PLC0415

    if settings.HOSTED:
        call_command("createcachetable", verbosity=0)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno is not None:
        return os.strerror(error.errno).lower()
    return errno.errorcode.get(errno.EINVAL, "invalid")
