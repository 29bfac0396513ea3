"""Read settings from the environment; a wrong value stops the start and says why."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit


class SettingError(Exception):
    """A setting could not be used; the message names it and what to do."""


def flag(name: str, *, default: bool) -> bool:
    """Return a yes/no setting."""
    value = os.environ.get(name, "").strip().lower()
    if value in {"", "1", "0", "true", "false", "yes", "no"}:
        return default if value == "" else value in {"1", "true", "yes"}
    raise SettingError(f"{name} is {value!r}; use 1 or 0.")


def number(name: str, *, default: int, low: int, high: int) -> int:
    """Return a whole number within its limits."""
    value = os.environ.get(name, "").strip()
    if value == "":
        return default
    if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
        raise SettingError(
            f"{name} is {value!r}; use a whole number from {low} to {high}."
        )
    return int(value)


def words(name: str) -> list[str]:
    """Return a comma-separated list, without empty parts."""
    return [
        part.strip() for part in os.environ.get(name, "").split(",") if part.strip()
    ]


def data_folder() -> Path:
    """Return the folder that holds the database and the installation's key."""
    chosen = os.environ.get("NEARER_DATA", "").strip()
    if chosen:
        return Path(chosen).expanduser().absolute()
    base = os.environ.get("XDG_DATA_HOME", "").strip() or "~/.local/share"
    return Path(base).expanduser() / "nearer"


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
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
