from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest

from nearer.cli import restore
from nearer.keep import backup

pytestmark = pytest.mark.slow  # each command starts the whole program
ROOT = Path(__file__).parents[2]


def nearer(
    data: Path, *words: str | Path, key: Path | None = None
) -> subprocess.CompletedProcess[str]:
    environ = os.environ | {"NEARER_DATA": str(data), "PYTHONPATH": str(ROOT / "src")}
    environ.pop("DATABASE_URL", None)
    if key:
        environ["NEARER_KEY_FILE"] = str(key)
    return subprocess.run(
        [sys.executable, "-m", "nearer.cli.main", *map(str, words)],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Prepare an installation with something in one of its tables."""
    data = tmp_path / "home"
    assert nearer(data, "serve", "--prepare").returncode == 0
    add(data / "notes.sqlite3", "first")
    return data


def add(database: Path, mark: str) -> None:
    with closing(sqlite3.connect(database)) as opened, opened:
        opened.execute("INSERT INTO keep_gone VALUES (?)", [mark])


def marks(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as opened:
        return [mark for (mark,) in opened.execute("SELECT mark FROM keep_gone")]


def proof(database: Path) -> backup.Proof:
    with closing(sqlite3.connect(database)) as opened:
        return backup.prove(opened)


def test_backup_wipe_restore_gives_equal_rows(home: Path, tmp_path: Path) -> None:
    out, key, elsewhere = tmp_path / "b", tmp_path / "k", tmp_path / "elsewhere"
    before = proof(home / "notes.sqlite3")

    done = nearer(home, "backup", out, "--key-to", key)

    assert done.returncode == 0, done.stderr
    assert "compared with the original" in done.stdout
    assert (out.stat().st_mode & 0o777, key.stat().st_mode & 0o777) == (0o600, 0o600)
    back = nearer(elsewhere, "restore", out, "--key", key)
    assert back.returncode == 0, back.stderr
    assert proof(elsewhere / "notes.sqlite3") == before
    assert (elsewhere / "key").read_bytes() == (home / "key").read_bytes()
    assert not list(elsewhere.glob(".nearer*")) + list(tmp_path.glob(".nearer*"))


def test_without_the_key_nothing_is_put_back(home: Path, tmp_path: Path) -> None:
    nearer(home, "backup", tmp_path / "b")

    done = nearer(tmp_path / "elsewhere", "restore", tmp_path / "b")

    assert done.returncode == 2
    assert "--key" in done.stderr
    assert not (tmp_path / "elsewhere" / "notes.sqlite3").exists()


def test_notes_are_never_written_over(home: Path, tmp_path: Path) -> None:
    nearer(home, "backup", tmp_path / "b")
    add(home / "notes.sqlite3", "second")

    done = nearer(home, "restore", tmp_path / "b")

    assert done.returncode == 2
    assert "notes here already" in done.stderr
    assert marks(home / "notes.sqlite3") == ["first", "second"]


def test_on_a_new_computer_the_key_of_the_backup_takes_the_place_of_the_new_one(
    home: Path, tmp_path: Path
) -> None:
    """Someone opened the program there first: it had made a key of its own."""
    out, key, there = tmp_path / "b", tmp_path / "k", tmp_path / "new"
    nearer(home, "backup", out, "--key-to", key)
    assert nearer(there, "serve", "--prepare").returncode == 0
    own = (there / "key").read_bytes()
    assert own != key.read_bytes()

    plain = nearer(there, "restore", out, "--key", key)
    assert plain.returncode == 2
    assert (there / "key").read_bytes() == own
    (there / "notes.sqlite3").unlink()
    refused = nearer(there, "restore", out, "--key", key)
    assert (refused.returncode, "another key" in refused.stderr) == (2, True)
    done = nearer(there, "restore", out, "--key", key, "--replace")

    assert done.returncode == 0, done.stderr
    assert (there / "key").read_bytes() == key.read_bytes()
    assert (there / "key").stat().st_mode & 0o777 == 0o600
    (beside,) = there.glob("key.2*")
    assert beside.read_bytes() == own
    assert str(beside) in done.stdout
    assert marks(there / "notes.sqlite3") == ["first"]


def test_replace_keeps_the_old_one_beside(home: Path, tmp_path: Path) -> None:
    nearer(home, "backup", tmp_path / "b")
    add(home / "notes.sqlite3", "second")

    done = nearer(home, "restore", tmp_path / "b", "--replace")

    assert done.returncode == 0, done.stderr
    assert marks(home / "notes.sqlite3") == ["first"]
    (kept,) = home.glob("notes.sqlite3.2*")
    assert marks(kept) == ["first", "second"]


@pytest.mark.parametrize("damage", ["cut", "flip", "other", "text"])
def test_a_damaged_backup_changes_nothing(
    home: Path, tmp_path: Path, damage: str
) -> None:
    out = tmp_path / "b"
    nearer(home, "backup", out)
    raw = bytearray(out.read_bytes())
    if damage == "cut":
        out.write_bytes(raw[: len(raw) // 2])
    elif damage == "flip":
        place = raw.index(b"first")
        raw[place] ^= 1
        out.write_bytes(raw)
    elif damage == "other":
        out.write_bytes((home / "notes.sqlite3").read_bytes())
    else:
        out.write_text("words")

    done = nearer(home, "restore", out, "--replace")

    assert done.returncode == 2, done.stdout
    assert "not a whole backup" in done.stderr
    assert marks(home / "notes.sqlite3") == ["first"]
    assert len(list(home.glob("notes.sqlite3*"))) <= 2  # a journal of none


def test_nothing_is_written_over_by_a_backup(home: Path, tmp_path: Path) -> None:
    (tmp_path / "b").write_text("mine")

    assert nearer(home, "backup", tmp_path / "b").returncode == 2
    assert (tmp_path / "b").read_text() == "mine"


def test_a_power_cut_leaves_the_old_or_the_new_whole(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, database = tmp_path / "b", home / "notes.sqlite3"
    backup.write(database, out)
    add(database, "second")
    real, seen = os.fsync, []

    def cut(descriptor: int) -> None:
        real(descriptor)
        seen.append(marks(database))
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", cut)
    with pytest.raises(KeyboardInterrupt):
        backup.restore(out, database, kept=home / "old")

    assert seen == [["first", "second"]]
    assert marks(database) == ["first", "second"]
    assert not list(home.glob(".nearer*"))


def test_a_power_cut_while_the_key_is_copied_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, key = tmp_path / "copy", tmp_path / "home" / "key"
    copy.write_text("the whole key")
    key.parent.mkdir()

    def cut(_source: Path, target: Path) -> None:
        target.write_text("the wh")
        raise KeyboardInterrupt

    with monkeypatch.context() as power:
        power.setattr(shutil, "copyfile", cut)
        with pytest.raises(KeyboardInterrupt):
            restore._have_key(copy, key)
    assert list(key.parent.iterdir()) == []

    restore._have_key(copy, key)
    assert key.read_text() == "the whole key"
    assert key.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("after", [0.25, 0.45])
def test_restoring_can_be_killed_at_any_moment(
    home: Path, tmp_path: Path, after: float
) -> None:
    out, database = tmp_path / "b", home / "notes.sqlite3"
    backup.write(database, out)
    add(database, "second")
    command = [sys.executable, "-m", "nearer.cli.main", "restore", str(out)]
    environ = os.environ | {"NEARER_DATA": str(home), "PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen([*command, "--replace"], env=environ) as process:
        with suppress(subprocess.TimeoutExpired):
            process.wait(after)
        process.kill()

    assert nearer(home, "serve", "--prepare").returncode == 0
    assert marks(database) in (["first"], ["first", "second"])
