"""Write a folder of files all together or not at all."""

from __future__ import annotations

import contextlib
import secrets
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from nearer.cli.refusal import RefusalError
from nearer.cli.writing.output import refuse_to_write


def check_folder(path: Path) -> Path:
    """Return where the folder will stand, or refuse before any work is done."""
    target = path.resolve()
    if target.exists() and not target.is_dir():
        raise RefusalError(
            where=str(path), what="that is not a folder", do="Name another one."
        )
    if not target.parent.is_dir():
        raise RefusalError(
            where=str(path),
            what=f"the folder {target.parent} does not exist",
            do="Make it first, or name another one.",
        )
    return target


@contextlib.contextmanager
def whole_folder(path: Path, *, sometimes: Iterable[str] = ()) -> Iterator[Path]:
    """Give an empty folder beside `path`; on a clean end its files move there.

    Files of other names that are already in `path` stay, but for those that the verb
    only sometimes writes: an earlier run's would look as if they were of this one. Any
    error or Ctrl-C leaves everything as it was.
    """
    target = check_folder(path)
    beside = target.with_name(f".nearer-{secrets.token_hex(4)}.part")
    try:
        beside.mkdir()
        yield beside
        if not target.exists():
            beside.replace(target)
            return
        made = {file.name for file in beside.iterdir()}
        for name in sorted(made):
            (beside / name).replace(target / name)
        for name in sorted(set(sometimes) - made):
            (target / name).unlink(missing_ok=True)
    except OSError as error:
        raise refuse_to_write(path, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
