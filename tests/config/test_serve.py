"""`nearer serve` as a person starts it: in a process of its own."""

from __future__ import annotations

import logging
import os
import re
import secrets
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from nearer.config import starting

PATIENCE = 120  # seconds: a machine may be slow


def environ(data: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("NEARER_")}
    kept.pop("DATABASE_URL", None)
    kept.pop("DISPLAY", None)
    return kept | {"NEARER_DATA": str(data), "PYTHONUNBUFFERED": "1"} | more


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "nearer.cli.main", "serve", "--no-browser", *words]


@contextmanager
def served(data: Path, **more: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Serve until the block ends; give the address that was printed."""
    with subprocess.Popen(
        command(),
        env=environ(data, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout
            said = process.stdout.readline()
            while "open at" not in said:
                assert said, process.stderr and process.stderr.read()
                said = process.stdout.readline()
            yield said.split()[-1], process
        finally:
            process.kill()


def refused(data: Path, *words: str, **more: str) -> str:
    """Start what must not start; return what it says."""
    found = subprocess.run(
        command(*words),
        env=environ(data, **more),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert found.returncode == 2, found.stdout
    assert "Traceback" not in found.stderr
    return found.stderr


def free_port() -> int:
    """Return a port below those that a system gives away: nobody takes it meanwhile."""
    while True:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", 20_000 + secrets.randbelow(10_000)))
            port: int = probe.getsockname()[1]
            return port


@pytest.mark.slow  # starts the program several times
def test_it_serves_on_the_chosen_port_and_ends_quietly(tmp_path: Path) -> None:
    data, port = tmp_path / "new" / "notes", free_port()

    with served(data, NEARER_PORT=str(port)) as (address, process):
        with urllib.request.urlopen(f"{address}begin", timeout=PATIENCE) as answer:
            status, server = answer.status, answer.headers.get("Server")
        second = subprocess.run(
            command(), env=environ(data), capture_output=True, text=True, check=False
        )
        elsewhere = refused(data, NEARER_PORT=str(free_port()))
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)

    assert address == f"http://127.0.0.1:{port}/"
    assert (status, server) == (200, None)
    assert (second.returncode, second.stderr) == (0, "")
    assert f"open already, at {address}" in second.stdout
    assert "open already" in elsewhere
    assert (process.returncode, err) == (0, "")
    assert "Everything saved is kept." in out
    for path in (data, *data.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path


def test_a_request_that_waits_its_turn_is_no_warning() -> None:
    assert not logging.getLogger("waitress.queue").isEnabledFor(logging.WARNING)


@pytest.mark.slow  # starts the program
def test_a_busy_port_gives_the_next_one_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from nearer.cli import serve  # noqa: PLC0415 - its constants are replaced
    from nearer.cli.refusal import RefusalError  # noqa: PLC0415

    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        monkeypatch.setattr(serve, "FIRST_PORT", port)
        monkeypatch.delenv("NEARER_PORT", raising=False)
        opened, address = serve._listen()
        opened.close()
        stubborn = refused(tmp_path, NEARER_PORT=str(port))
        monkeypatch.setattr(serve, "PORTS_TRIED", 1)
        with pytest.raises(RefusalError, match="in use by other programs"):
            serve._listen()

    assert f"Port {port} is in use" in capsys.readouterr().out
    assert not address.endswith(f":{port}/")
    assert f"port {port}: in use by other programs" in stubborn


@pytest.mark.parametrize("port", ["0", "65536", "abc"])
@pytest.mark.slow  # starts the program
def test_a_port_that_is_none_is_refused(tmp_path: Path, port: str) -> None:
    assert "NEARER_PORT" in refused(tmp_path, NEARER_PORT=port)


def test_a_folder_with_other_files_is_not_closed_to_their_owner(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "thesis.odt").touch()

    with pytest.raises(starting.CannotStartError, match="chmod 700"):
        starting.own_folder(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_a_folder_of_ours_is_closed_to_others(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / starting.DATABASE).touch()

    starting.own_folder(tmp_path)

    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    for place in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/none")):
        with pytest.raises(starting.CannotStartError, match="NEARER_DATA") as fault:
            starting.own_folder(place)
        assert str(place) in str(fault.value)


def test_a_full_disk_is_said_before_anything_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starting, "ROOM_NEEDED", 1 << 62)

    with pytest.raises(starting.CannotStartError, match="the disk is full"):
        starting.own_folder(tmp_path)


def test_a_lost_key_is_not_replaced_by_another(tmp_path: Path) -> None:
    (tmp_path / starting.DATABASE).write_bytes(b"x")

    with pytest.raises(starting.CannotStartError, match="key of this installation"):
        starting.have_key(tmp_path)
    assert not (tmp_path / "key").exists()


def test_a_damaged_key_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"half")

    with pytest.raises(starting.CannotStartError, match="damaged"):
        starting.have_key(tmp_path)


@pytest.mark.parametrize("damage", ["junk", "flip", "cut"])
def test_a_damaged_database_is_named_and_left_alone(
    tmp_path: Path, damage: str
) -> None:
    path = tmp_path / starting.DATABASE
    with sqlite3.connect(path) as database:
        database.execute("create table t (a unique)")
        database.executemany("insert into t values (?)", [(n,) for n in range(5000)])
    database.close()
    starting.check_file(path)
    whole = path.read_bytes()
    touched = {
        "junk": b"no database at all" * 100,
        "flip": whole[:9000] + bytes(4000) + whole[13000:],
        "cut": whole[: len(whole) // 2],
    }[damage]
    path.write_bytes(touched)

    with pytest.raises(starting.CannotStartError, match="damaged"):
        starting.check_file(path)
    assert path.read_bytes() == touched


def test_only_one_copy_at_a_time_has_the_folder(tmp_path: Path) -> None:
    with starting.alone(tmp_path) as tell:
        tell("http://127.0.0.1:9/")
        with (
            pytest.raises(starting.AlreadyServingError, match=re.escape(":9/")),
            starting.alone(tmp_path),
        ):
            pass
    with starting.alone(tmp_path):
        pass


@pytest.mark.slow  # starts the program twice
def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    ready = subprocess.run(
        command("--prepare"),
        env=environ(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    with sqlite3.connect(tmp_path / starting.DATABASE) as database:
        database.execute(
            "insert into django_migrations (app, name, applied) "
            "values ('diary', '9999_future', '2030-01-01')"
        )
    database.close()

    assert "Ready" in ready.stdout
    assert "newer version of the program" in refused(tmp_path, "--prepare")
