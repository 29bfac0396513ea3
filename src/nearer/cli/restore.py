"""Put a backup back, proved; whoever was erased since then stays erased."""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from nearer.cli.refusal import RefusalError
from nearer.cli.writing.output import refuse_to_write
from nearer.config import environment, starting
from nearer.keep import backup


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `nearer restore` understands."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup")
    parser.add_argument(
        "--key", type=Path, metavar="FILE", help="the copy of the installation's key"
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help="put it in the place of what is here, which stays beside it",
    )


def run(args: argparse.Namespace) -> int:
    """Put the backup back, then erase again whoever was erased."""
    os.umask(0o077)
    data = environment.data_folder()
    database = data / starting.DATABASE
    if environment.text("DATABASE_URL") or not args.file.is_file():
        raise RefusalError(
            where=str(args.file),
            what="there is no such file, or the data lie in PostgreSQL",
            do="Name the backup; for PostgreSQL use pg_restore.",
        )
    try:
        starting.own_folder(data)
        with starting.alone(data):
            proof = _put_back(args, data, database)
            _finish()
    except starting.AlreadyServingError as other:
        raise RefusalError(
            where=other.address or str(data),
            what="the program is open",
            do="Close it first. Nothing was changed.",
        ) from None
    except starting.CannotStartError as fault:
        raise RefusalError(where=fault.where, what=fault.what, do=fault.do) from None
    rows = sum(count for count, _ in proof.values())
    print(f"{database}: {rows} rows in {len(proof)} tables, equal to the backup.")
    return 0


def _put_back(args: argparse.Namespace, data: Path, database: Path) -> backup.Proof:
    there = database.exists() and database.stat().st_size > 0
    if there and not args.replace:
        raise RefusalError(
            where=str(database),
            what="there are notes here already",
            do="Choose an empty folder with NEARER_DATA, or add --replace.",
        )
    key, now = environment.key_file(data), datetime.now(UTC)
    another = _is_another(args.key, key)
    if another and not args.replace:
        raise RefusalError(
            where=str(key),
            what="another key is here already, and the backup does not open with it",
            do="Choose an empty folder with NEARER_DATA, or add --replace.",
        )
    _have_key(args.key, key)
    kept = data / f"{database.name}.{now:%Y%m%d-%H%M%S-%f}" if there else None
    try:
        proof = backup.restore(args.file, database, kept=kept)
    except OSError as error:
        raise refuse_to_write(database, error) from None
    except (backup.NoBackupError, backup.NotWholeError, sqlite3.DatabaseError):
        raise RefusalError(
            where=str(args.file),
            what="this is not a whole backup",
            do="Take another one. Nothing was changed.",
        ) from None
    if another:
        beside = key.with_name(f"{key.name}.{now:%Y%m%d-%H%M%S-%f}")
        key.rename(beside)
        _have_key(args.key, key)
        print(f"The key that was here is now {beside}: it belongs to what was here.")
    if kept is not None:
        print(f"What was here is now {kept}. Delete it when all is well;")
        print("it goes by itself as soon as somebody here erases their notes.")
    return proof


def _is_another(copy: Path | None, key: Path) -> bool:
    """Return whether the copy is not the key that is here: names hang on it."""
    there = copy is not None and copy.is_file() and key.exists()
    return there and copy is not None and copy.read_bytes() != key.read_bytes()


def _have_key(copy: Path | None, key: Path) -> None:
    if key.exists():
        return
    if copy is None or not copy.is_file():
        raise RefusalError(
            where=str(key),
            what="the key of the installation is missing",
            do="Name your copy of it with --key FILE: without it no name is found.",
        )
    # Whole or not there: half a key would stop every start.
    part = key.with_name(f".{key.name}.part")
    try:
        shutil.copyfile(copy, part)
        part.chmod(0o600)
        part.replace(key)
    except OSError as error:
        raise refuse_to_write(key, error) from None
    finally:
        part.unlink(missing_ok=True)


def _finish() -> None:
    """Bring the database to this version, and erase again whoever was erased."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "nearer.config.settings"
    import django  # noqa: PLC0415 - the key comes first
    from django.utils import timezone  # noqa: PLC0415

    django.setup()
    from nearer.keep import erasing  # noqa: PLC0415 - needs the settings

    starting.migrate()
    erasing.at_start(now=timezone.now())
