"""The real program at a port, by a clock that goes when a test says so.

Run as a module it serves like `nearer serve`; each line that it reads is the time from
then on, and is said back once it holds. What a guess costs is little here, and nobody
is slowed down: someone unlocks on every day of ten weeks.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType

from django.conf import settings

from nearer.cli import serve
from nearer.config import environment, starting

STARTS = datetime(2026, 3, 2, 19, 30, tzinfo=UTC)
OPEN, SAID = "Open at ", "It is "


class Timed:
    """Serve while the block lasts; `at` says what time it is."""

    def __init__(self, data: Path) -> None:
        self.now = STARTS
        self._environment = {
            **os.environ,
            "NEARER_DATA": str(data),
            "NEARER_PORT": "",  # one that is free
            "PYTHONUNBUFFERED": "1",
        }

    def __enter__(self) -> Timed:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.timed_server"],
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            self.address = self._wait_for(OPEN).strip().rstrip("/")
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._server.terminate()
        self._server.communicate()

    def at(self, now: datetime) -> None:
        """Let it be another time."""
        assert self._server.stdin
        self.now = now
        self._server.stdin.write(f"{now.isoformat()}\n")
        self._server.stdin.flush()
        self._wait_for(f"{SAID}{now.isoformat()}")

    def goes(self, **span: float) -> None:
        """Let time pass; backwards, too."""
        self.at(self.now + timedelta(**span))

    def _wait_for(self, words: str) -> str:
        """Return what stands behind these words."""
        assert self._server.stdout
        for line in self._server.stdout:
            if words in line:
                return line.partition(words)[2]
        raise AssertionError(f"the program ended before it said: {words}")


class _Clock:
    """What `settings.CLOCK` is; told from outside."""

    now = STARTS

    def __call__(self) -> datetime:
        return self.now

    def listen(self) -> None:
        for line in sys.stdin:
            self.now = datetime.fromisoformat(line.strip())
            sys.stdout.write(f"{SAID}{self.now.isoformat()}\n")
            sys.stdout.flush()


def _serve() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "nearer.config.settings"
    data = environment.data_folder()
    starting.own_folder(data)
    starting.have_key(data)
    listening, address = serve._listen()
    application = serve._application()  # with its checks: they want a dear guess
    clock = _Clock()
    settings.CLOCK = clock
    settings.KDF_PASSES, settings.KDF_MEMORY = 1, 2**20
    settings.ACCOUNT_RATE_LIMITS = False
    threading.Thread(target=clock.listen, daemon=True).start()
    sys.stdout.write(f"{OPEN}{address}\n")
    sys.stdout.flush()
    serve._answer(application, listening)


if __name__ == "__main__":
    _serve()
