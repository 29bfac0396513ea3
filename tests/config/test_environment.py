from __future__ import annotations

import stat
from pathlib import Path

import pytest

from nearer.config import environment
from nearer.config.environment import SettingError


@pytest.mark.parametrize(
    ("value", "wanted"), [("", 7), (" 5 ", 5), ("2", 2), ("60", 60), ("007", 7)]
)
def test_a_number_is_read(
    monkeypatch: pytest.MonkeyPatch, value: str, wanted: int
) -> None:
    monkeypatch.setenv("X", value)

    assert environment.number("X", default=7, low=2, high=60) == wanted


@pytest.mark.parametrize("value", ["1", "61", "-5", "5.0", "٥", "ten", "9" * 5000])
def test_a_number_that_is_none_is_refused_with_its_name_and_limits(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("NEARER_X", value)

    with pytest.raises(SettingError, match=r"NEARER_X is .* from 2 to 60\.") as fault:
        environment.number("NEARER_X", default=7, low=2, high=60)
    assert len(str(fault.value)) < 150


@pytest.mark.parametrize(
    ("value", "wanted"), [("", True), ("0", False), ("YES", True), ("false", False)]
)
def test_a_flag_is_read(
    monkeypatch: pytest.MonkeyPatch, value: str, *, wanted: bool
) -> None:
    monkeypatch.setenv("X", value)

    assert environment.flag("X", default=True) is wanted


def test_a_flag_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", "on")

    with pytest.raises(SettingError, match="use 1 or 0"):
        environment.flag("X", default=True)


def test_a_list_has_no_empty_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", " a.example , ,b.example,")

    assert environment.words("X") == ["a.example", "b.example"]


@pytest.mark.parametrize("value", ["ftp://x/", "//x.example", "javascript:alert(1)"])
def test_an_address_that_leads_astray_is_refused(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("X", value)

    with pytest.raises(SettingError, match="X is"):
        environment.address("X", default="/")


def test_the_data_folder_is_the_one_that_was_chosen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv("NEARER_DATA", raising=False)
    assert environment.data_folder() == tmp_path / "nearer"

    monkeypatch.setenv("NEARER_DATA", "~/mine")
    assert environment.data_folder() == Path.home() / "mine"


def test_postgres_addresses_are_read_with_their_odd_letters() -> None:
    read = environment.postgres("postgres://an%40a:p%2Fw@db.example:5433/no%20tes")

    assert (read["USER"], read["PASSWORD"]) == ("an@a", "p/w")
    assert (read["HOST"], read["PORT"], read["NAME"]) == (
        "db.example",
        "5433",
        "no tes",
    )


def test_a_socket_may_stand_in_place_of_a_host() -> None:
    read = environment.postgres("postgresql://ana:@/notes?host=/run/postgresql")

    assert (read["HOST"], read["NAME"], read["USER"]) == (
        "/run/postgresql",
        "notes",
        "ana",
    )


@pytest.mark.parametrize("url", ["mysql://x/y", "postgres://host", "notes.sqlite3"])
def test_an_address_of_another_database_is_refused(url: str) -> None:
    with pytest.raises(SettingError, match="DATABASE_URL must look like"):
        environment.postgres(url)


def test_a_key_is_made_once_and_for_this_user_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "key"
    assert environment.installation_key(path) is None

    environment.make_installation_key(path)
    first = environment.installation_key(path)
    environment.make_installation_key(path)

    assert first is not None
    assert len(first) == environment.KEY_BYTES
    assert environment.installation_key(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["key"]


@pytest.mark.parametrize("content", [b"", b"short", b"A" * 200, b"\xff\xfe"])
def test_a_damaged_key_is_refused_and_left_alone(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "key"
    path.write_bytes(content)

    with pytest.raises(SettingError, match=r"key in .* (damaged|cannot be read)"):
        environment.installation_key(path)
    environment.make_installation_key(path)
    assert path.read_bytes() == content
