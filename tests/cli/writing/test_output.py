"""An output is there whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from nearer.cli.refusal import RefusalError
from nearer.cli.writing.output import check_target, make_folder, replacing


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_takes_its_name_when_it_is_whole(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old", encoding="utf-8")
    with replacing(out) as file:
        file.write("new")
        assert out.read_text(encoding="utf-8") == "old"

    assert out.read_text(encoding="utf-8") == "new"
    assert names_in(tmp_path) == ["out.csv"]


def test_a_file_is_readable_as_the_person_s_other_files_are(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.touch()
    with replacing(tmp_path / "out.csv"):
        pass

    assert (tmp_path / "out.csv").stat().st_mode == plain.stat().st_mode


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError])
def test_a_stop_in_the_middle_leaves_what_was_there(
    tmp_path: Path, stop: type[BaseException]
) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old", encoding="utf-8")

    def begin_and_stop() -> None:
        with replacing(out) as file:
            file.write("half")
            raise stop

    with pytest.raises(stop):
        begin_and_stop()

    assert out.read_text(encoding="utf-8") == "old"
    assert names_in(tmp_path) == ["out.csv"]


def test_a_stop_as_soon_as_the_file_is_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opens = Path.open

    def open_and_stop(self: Path, *args: Any, **how: Any) -> None:
        opens(self, *args, **how).close()
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "open", open_and_stop)
    with pytest.raises(KeyboardInterrupt), replacing(tmp_path / "out.csv"):
        pass

    assert names_in(tmp_path) == []


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EROFS, "only be read"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
def test_a_full_or_broken_disk_is_said_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, says: str
) -> None:
    def fail(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)
    with (
        pytest.raises(RefusalError, match=says) as caught,
        replacing(tmp_path / "out.csv") as file,
    ):
        file.write("half")

    assert "Nothing was written." in str(caught.value)
    assert names_in(tmp_path) == []


def test_a_folder_that_may_not_be_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", fail)
    with (
        pytest.raises(RefusalError, match="may not write"),
        replacing(tmp_path / "out.csv"),
    ):
        pass


def test_a_link_is_followed_not_replaced(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    link.symlink_to(real)
    with replacing(link) as file:
        file.write("new")

    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "new"


def test_wrong_targets_are_refused_before_any_work(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.touch()
    with pytest.raises(RefusalError, match="does not exist"):
        check_target(tmp_path / "no" / "out.csv")
    with pytest.raises(RefusalError, match="not a plain file"):
        check_target(tmp_path)
    with pytest.raises(RefusalError, match="the file to be read"):
        check_target(source, source=tmp_path / "." / "in.csv")


def test_a_folder_is_made_once_and_refused_where_it_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert make_folder(make_folder(tmp_path / "replay")).is_dir()
    with pytest.raises(RefusalError, match="not a folder"):
        make_folder(tmp_path / "file")
    with pytest.raises(RefusalError, match="does not exist"):
        make_folder(tmp_path / "no" / "replay")
    with pytest.raises(RefusalError, match="could not be written"):
        make_folder(tmp_path / ("x" * 300))
