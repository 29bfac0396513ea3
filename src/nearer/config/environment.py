"""Read settings from the environment; a wrong value stops the start and says why."""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

KEY_BYTES = 32


class SettingError(Exception):
    """A setting could not be used; the message names it and what to do."""


def flag(name: str, *, default: bool) -> bool:
    """Return a yes/no setting."""
    value = text(name).lower()
    if value in {"", "1", "0", "true", "false", "yes", "no"}:
        return default if value == "" else value in {"1", "true", "yes"}
    raise SettingError(f"{name} is {value!r}; use 1 or 0.")


def number(name: str, *, default: int, low: int, high: int) -> int:
    """Return a whole number within its limits."""
    value = text(name)
    if value == "":
        return default
    # A number of thousands of digits is refused before it is read.
    fits = value.isascii() and value.isdigit() and len(value) <= 12
    if not fits or not low <= int(value) <= high:
        raise SettingError(
            f"{name} is {value[:40]!r}; use a whole number from {low} to {high}."
        )
    return int(value)


def text(name: str, *, default: str = "") -> str:
    """Return a setting's words, without the space around them."""
    return os.environ.get(name, "").strip() or default


def words(name: str) -> list[str]:
    """Return a comma-separated list, without empty parts."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def address(name: str, *, default: str) -> str:
    """Return a web address, or a path of our own."""
    value = text(name, default=default)
    own = value.startswith("/") and not value.startswith("//")
    if not own and urlsplit(value).scheme not in {"http", "https"}:
        raise SettingError(f"{name} is {value!r}; use an address with https://.")
    return value


def data_folder() -> Path:
    """Return the folder that holds the database and the installation's key."""
    chosen = text("NEARER_DATA")
    if chosen:
        return Path(chosen).expanduser().absolute()
    base = text("XDG_DATA_HOME", default="~/.local/share")
    return Path(base).expanduser() / "nearer"


def key_file(data: Path) -> Path:
    """Return where the installation's key lies."""
    chosen = text("NEARER_KEY_FILE")
    return Path(chosen).expanduser().absolute() if chosen else data / "key"


def installation_key(path: Path) -> bytes | None:
    """Return the installation's key; None while there is none."""
    try:
        raw = base64.urlsafe_b64decode(path.read_bytes().strip())
    except FileNotFoundError:
        return None
    except (OSError, binascii.Error) as error:
        raise SettingError(f"The key in {path} cannot be read: {error}.") from None
    if len(raw) != KEY_BYTES:
        raise SettingError(
            f"The key in {path} is damaged. Put back your copy of this file; "
            "without it nobody's name is found any more."
        )
    return raw


def make_installation_key(path: Path) -> None:
    """Write a new key that only this user can read; an existing one stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half_written = path.with_name(f"{path.name}.{os.getpid()}")
    opened = os.open(half_written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "wb") as file:
        file.write(base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(half_written, path)  # whole or not at all, and never over another
    except FileExistsError:
        pass
    finally:
        half_written.unlink()


def postgres(url: str) -> dict[str, object]:
    """Return Django's settings for a `postgres://` address."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise SettingError(
            "DATABASE_URL must look like postgres://user:password@host:5432/name; "
            "leave it out to use the database in the data folder."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # A socket's folder cannot stand where a host's name stands.
        "HOST": parse_qs(parts.query).get("host", [unquote(parts.hostname or "")])[0],
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def sqlite(path: Path) -> dict[str, object]:
    """Return Django's settings for the database file.

    No write-ahead log: erasing leaves nothing in one, and the fault that SQLite had in
    it before 3.51.3 cannot occur. EXTRA: when a write returns, the folder's entry is on
    the disk too.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 15,
            "init_command": (
                "PRAGMA journal_mode=TRUNCATE;PRAGMA synchronous=EXTRA;"
                "PRAGMA secure_delete=ON;PRAGMA temp_store=MEMORY;"
            ),
        },
    }
