"""Write a file whole or not at all: a half-written output never replaces a good one."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from nearer.cli.refusal import RefusalError

_REASONS = {
    errno.ENOSPC: ("the disk is full", "Free some space or choose another place."),
    errno.EDQUOT: (
        "your share of the disk is used up",
        "Free some space or choose another place.",
    ),
    errno.EFBIG: (
        "the file would be larger than allowed here",
        "Choose another place.",
    ),
    errno.EROFS: ("the disk can only be read", "Choose another place."),
    errno.EACCES: ("you may not write there", "Choose another place."),
    errno.EPERM: ("you may not write there", "Choose another place."),
}


def refuse_to_write(path: Path, error: OSError) -> RefusalError:
    """Return the refusal for a failed write."""
    what, do = _REASONS.get(
        error.errno or 0,
        (f"it could not be written ({error.strerror})", "Choose another place."),
    )
    return RefusalError(where=str(path), what=what, do=f"{do} Nothing was written.")


def check_target(path: Path, *, source: Path | None = None) -> Path:
    """Return where `path` really is, or refuse before any work is done."""
    target = path.resolve()
    if not target.parent.is_dir():
        raise RefusalError(
            where=str(path),
            what=f"the folder {target.parent} does not exist",
            do="Make it first, or name another file.",
        )
    if target.exists() and not target.is_file():
        raise RefusalError(
            where=str(path), what="that is not a plain file", do="Name another one."
        )
    if source is not None and target == source.resolve():
        raise RefusalError(
            where=str(path),
            what="that is the file to be read",
            do="Name another file for the result.",
        )
    return target


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """Give a file to write beside `path`; on a clean end it takes that name.

    It is flushed to the disk before it is renamed. Any error or Ctrl-C removes it and
    leaves what stood under the name as it was.
    """
    target = check_target(path)
    beside = target.with_name(f".nearer-{secrets.token_hex(4)}.part")
    try:
        with beside.open("x", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError as error:
        raise refuse_to_write(path, error) from error
    finally:
        with contextlib.suppress(OSError):  # where it could not be made either
            beside.unlink()


def make_folder(path: Path) -> Path:
    """Make the folder `path` where it is missing; its parent has to be there."""
    try:
        path.mkdir(exist_ok=True)
    except FileExistsError as error:
        raise RefusalError(
            where=str(path), what="that is not a folder", do="Name another one."
        ) from error
    except FileNotFoundError as error:
        raise RefusalError(
            where=str(path),
            what=f"the folder {path.resolve().parent} does not exist",
            do="Make it first, or name another one.",
        ) from error
    except OSError as error:
        raise refuse_to_write(path, error) from error
    return path
