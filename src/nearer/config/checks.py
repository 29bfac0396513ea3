"""What would make the program's promises untrue is refused at the start."""

from __future__ import annotations

import sqlite3
import stat
from typing import Any, Final, cast

from django.conf import settings
from django.core.checks import CheckMessage, Error

SQLITE_WITH_SOUND_LOG: Final = (3, 51, 3)
LEAST_PASSES: Final = 3
LEAST_MEMORY: Final = 64 * 2**20


class UnsafeError(Exception):
    """The installation may not start like this; the message says why and what to do."""


def sound_journal(**_: Any) -> list[CheckMessage]:
    """Refuse a write-ahead log where SQLite may corrupt it."""
    options = cast(dict[str, Any], settings.DATABASES["default"]).get("OPTIONS", {})
    pragmas = str(options.get("init_command", "")).lower().replace(" ", "")
    sound = sqlite3.sqlite_version_info >= SQLITE_WITH_SOUND_LOG
    if sound or "journal_mode=wal" not in pragmas:
        return []
    return [
        Error(
            f"SQLite {sqlite3.sqlite_version} can damage a database in WAL mode.",
            hint="Keep journal_mode=TRUNCATE, or use SQLite 3.51.3 or newer.",
            id="nearer.E001",
        )
    ]


def stored_key(**_: Any) -> list[CheckMessage]:
    """Refuse to host with a key that is made up anew in every process."""
    known = {"change me", "secret", "example"}
    example = settings.SECRET_KEY.startswith("django-insecure")
    if example or settings.SECRET_KEY in known:
        return [
            Error(
                "The secret key is an example's.",
                hint="Leave SECRET_KEY alone: it comes from the installation's key.",
                id="nearer.E002",
            )
        ]
    if settings.HOSTED and not settings.KEY_IS_STORED:
        return [
            Error(
                f"There is no installation key in {settings.KEY_FILE}.",
                hint="Make one with: nearer serve --prepare",
                id="nearer.E003",
            )
        ]
    return []


def closed_files(**_: Any) -> list[CheckMessage]:
    """Refuse a data folder or a key that other users of the computer can read."""
    return [
        Error(
            f"Other users of this computer can read {path}.",
            hint=f"Close it: chmod go-rwx '{path}'",
            id="nearer.E004",
        )
        for path in (settings.DATA, settings.KEY_FILE)
        if path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    ]


def dear_guesses(**_: Any) -> list[CheckMessage]:
    """Refuse cheap guesses of a passphrase anywhere but in the tests."""
    cheap = settings.KDF_PASSES < LEAST_PASSES or settings.KDF_MEMORY < LEAST_MEMORY
    if not cheap or getattr(settings, "TESTING", False):
        return []
    return [
        Error(
            "A guess of a passphrase costs too little.",
            hint=f"Keep KDF_PASSES at {LEAST_PASSES} and KDF_MEMORY at {LEAST_MEMORY}.",
            id="nearer.E005",
        )
    ]


def no_debugging_in_public(**_: Any) -> list[CheckMessage]:
    """Refuse pages that show the inside of the program to the world."""
    if not (settings.DEBUG and settings.HOSTED):
        return []
    return [
        Error(
            "NEARER_DEBUG shows the inside of the program, and NEARER_HOSTS is set.",
            hint="Take NEARER_DEBUG out.",
            id="nearer.E006",
        )
    ]


CHECKS: Final = (
    sound_journal,
    stored_key,
    closed_files,
    dear_guesses,
    no_debugging_in_public,
)


def refuse_what_is_unsafe() -> None:
    """Run these checks alone: Django's own take longer than the first page may."""
    faults = [fault for check in CHECKS for fault in check()]
    if faults:
        raise UnsafeError(" ".join(f"{fault.msg} {fault.hint}" for fault in faults))
