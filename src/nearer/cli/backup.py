"""Write a proved copy of the whole installation's database into one file."""

from __future__ import annotations

import argparse
import shutil
import sqlite3
from pathlib import Path

from nearer.cli.refusal import RefusalError
from nearer.cli.writing.output import check_target, refuse_to_write
from nearer.config import environment, starting
from nearer.keep import backup


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `nearer backup` understands."""
    parser.add_argument("out", type=Path, metavar="OUT", help="the file to write")
    parser.add_argument(
        "--key-to",
        type=Path,
        metavar="FILE",
        help="also copy the installation's key, to be kept in another place",
    )


def run(args: argparse.Namespace) -> int:
    """Write the backup; say what is in it."""
    data = environment.data_folder()
    database = data / starting.DATABASE
    _refuse_what_cannot_be(database)
    for path in filter(None, (args.out, args.key_to)):
        if check_target(path).exists():
            raise RefusalError(
                where=str(path), what="there is a file already", do="Name another one."
            )
    try:
        proof = backup.write(database, args.out.resolve())
        if args.key_to:
            shutil.copyfile(environment.key_file(data), args.key_to)
            args.key_to.chmod(0o600)
    except OSError as error:
        raise refuse_to_write(args.out, error) from None
    except (sqlite3.DatabaseError, backup.NotWholeError) as error:
        raise RefusalError(
            where=str(database),
            what=f"no equal copy could be made ({error})",
            do="Start the program once, look at what it says, then try again.",
        ) from None
    rows = sum(count for count, _ in proof.values())
    print(
        f"{args.out}: {rows} rows in {len(proof)} tables, compared with the original."
    )
    print(f"Without the key in {environment.key_file(data)} nobody's name is found.")
    print(
        "Keep a copy of it, but not beside the backup: with both, names can be tried."
    )
    return 0


def _refuse_what_cannot_be(database: Path) -> None:
    if environment.text("DATABASE_URL"):
        raise RefusalError(
            where="DATABASE_URL",
            what="this installation keeps its data in PostgreSQL",
            do="Use pg_dump; after pg_restore run: nearer serve --prepare",
        )
    if not database.exists():
        raise RefusalError(
            where=str(database), what="there is nothing here yet", do="Begin first."
        )
