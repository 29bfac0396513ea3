"""What would make a promise untrue is refused before the first page."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as current
from django.core.management import call_command
from django.db import connection
from pytest_django.fixtures import Settings

from nearer.config import checks, environment


def ids() -> list[str | None]:
    return [fault.id for check in checks.CHECKS for fault in check()]


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    settings.DATA = tmp_path
    settings.KEY_FILE = tmp_path / "key"


def test_an_installation_as_it_comes_is_accepted() -> None:
    assert ids() == []
    checks.refuse_what_is_unsafe()
    call_command("check", "--fail-level", "WARNING")


def test_a_write_ahead_log_is_refused_where_sqlite_may_damage_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    options = {"init_command": "PRAGMA journal_mode = WAL;"}
    monkeypatch.setitem(current.DATABASES["default"], "OPTIONS", options)

    for version, faults in [((3, 51, 2), ["nearer.E001"]), ((3, 51, 3), [])]:
        monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
        assert ids() == faults


AS_HOSTED = """
import os
from nearer.config.wsgi import application
from django.core.management import call_command
call_command("check", deploy=True, fail_level="WARNING")
print("threads for sums:", os.environ["OPENBLAS_NUM_THREADS"])
"""


def test_what_a_wsgi_server_loads_passes_every_check_for_hosting(
    tmp_path: Path,
) -> None:
    environment.make_installation_key(tmp_path / "key")
    environ = {
        name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ
    }
    hosted = {"NEARER_HOSTS": "notes.example", "NEARER_PROXIES": "1"}
    found = subprocess.run(
        [sys.executable, "-c", AS_HOSTED],
        env=environ | hosted | {"NEARER_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.returncode == 0, found.stderr
    assert "threads for sums: 1" in found.stdout


@pytest.mark.parametrize("secret", ["django-insecure-abc", "change me"])
def test_an_example_secret_is_refused(settings: Settings, secret: str) -> None:
    settings.SECRET_KEY = secret

    assert ids() == ["nearer.E002"]


def test_hosting_needs_a_stored_key(settings: Settings) -> None:
    settings.HOSTED, settings.KEY_IS_STORED = True, False

    with pytest.raises(checks.UnsafeError, match="nearer serve --prepare"):
        checks.refuse_what_is_unsafe()


@pytest.mark.parametrize(("place", "mode"), [("folder", 0o755), ("key", 0o640)])
def test_a_folder_or_key_that_others_can_read_is_refused(
    tmp_path: Path, place: str, mode: int
) -> None:
    (tmp_path / "key").touch(mode=0o600)

    (tmp_path if place == "folder" else tmp_path / "key").chmod(mode)

    assert ids() == ["nearer.E004"]


def test_cheap_guesses_are_refused_outside_the_tests(settings: Settings) -> None:
    assert current.KDF_MEMORY < checks.LEAST_MEMORY
    settings.TESTING = False

    assert ids() == ["nearer.E005"]


def test_the_real_cost_is_what_was_decided() -> None:
    from nearer.config import settings as real  # noqa: PLC0415 - not the tests' own

    assert (real.KDF_PASSES, real.KDF_MEMORY) == (3, 64 * 1024 * 1024)


def test_the_inside_is_not_shown_to_the_world(settings: Settings) -> None:
    settings.DEBUG, settings.HOSTED, settings.KEY_IS_STORED = True, True, True

    assert ids() == ["nearer.E006"]


@pytest.mark.django_db
@pytest.mark.skipif("current.DATABASES['default']['ENGINE'].endswith('postgresql')")
@pytest.mark.parametrize(
    ("pragma", "value"), [("synchronous", 3), ("secure_delete", 1), ("foreign_keys", 1)]
)
def test_sqlite_writes_durably_and_erases_what_is_deleted(
    pragma: str, value: int
) -> None:
    with connection.cursor() as cursor:
        found = cursor.execute(f"PRAGMA {pragma}").fetchone()

    assert found == (value,)
