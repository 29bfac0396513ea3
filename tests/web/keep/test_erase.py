from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client

from nearer.accounts.models import Kept, Person
from nearer.diary.models import KeySlot, Membership, Reader, Row, Space
from nearer.keep import erasing, gone
from nearer.keep.models import Due, Gone
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import begin, is_open, unlock

pytestmark = pytest.mark.django_db(transaction=True)
NOW, WEEK = {"when": "now", "sure": "on"}, {"when": "week", "sure": "on"}


def erase(client: Client, typed: dict[str, str]) -> Any:
    return client.post("/keep/all", typed)


def rows_of_anyone() -> dict[str, int]:
    kinds = (Person, Kept, Reader, KeySlot, Space, Membership, Row, Session, Due)
    return {kind.__name__: kind.objects.count() for kind in kinds}


def test_now_means_that_nothing_is_left(proved: Client) -> None:
    led = erase(proved, NOW)
    response = proved.get(led["Location"])

    assert response.status_code == 200
    assert "It is gone" in response.content.decode()
    assert '"cookies"' in response["Clear-Site-Data"]
    assert {cookie["max-age"] for cookie in proved.cookies.values()} == {0}
    assert set(rows_of_anyone().values()) == {0}
    assert Gone.objects.count() == 1
    assert not is_open(proved)
    assert unlock(Client()) == 422


def test_the_page_that_says_so_comes_once_and_tells_no_history(proved: Client) -> None:
    proved.cookies["language"] = "es"
    led = erase(proved, NOW)

    assert led.content == b"", "the answer to the form would be kept with the form"
    page = proved.get(led["Location"])
    title = page.content.decode().partition("<title>")[2].partition("</title>")[0]
    assert (led["Location"], title) == ("/keep/all", "Guardar – Notas")
    assert proved.get("/keep/all")["Location"].startswith("/unlock")


def test_a_stale_mark_says_nothing_to_whoever_begins_anew(proved: Client) -> None:
    erase(proved, NOW)
    begin(proved)

    assert proved.get("/keep/all")["Location"].startswith("/unlock/again")


def test_a_database_from_before_a_restore_goes_too(
    proved: Client, tmp_path: Path
) -> None:
    older = tmp_path / "notes.sqlite3.20260301-223000-000000"
    older.touch()

    erase(proved, NOW)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["gone"]


def test_nobody_else_is_touched(proved: Client) -> None:
    other = Client()
    begin(other, name="Bea")
    rows = Row.objects.count()

    erase(proved, NOW)

    assert is_open(other)
    assert Person.objects.count() == 1
    assert 0 < Row.objects.count() < rows
    assert unlock(Client(), name="Bea") == 302


def test_the_name_is_free_again_and_begins_anew(proved: Client) -> None:
    erase(proved, NOW)

    begin(Client())

    assert Person.objects.count() == 1
    erasing.at_start(now=Clock().now)
    assert Person.objects.count() == 1


def test_a_week_can_be_taken_back(proved: Client, clock: Clock) -> None:
    assert erase(proved, WEEK)["Location"] == "/keep"
    page = proved.get("/keep").content.decode()
    assert "Everything will be erased on" in page
    clock.go(minutes=5)

    assert proved.post("/keep/stay")["Location"] == "/keep?saved=2"

    assert "Nothing will be erased." in proved.get("/keep?saved=2").content.decode()
    clock.go(days=8)
    cache.clear()
    proved.get("/")
    assert Person.objects.count() == 1


def test_after_a_week_the_next_request_of_anyone_erases(
    proved: Client, clock: Clock
) -> None:
    erase(proved, WEEK)
    clock.go(days=6, hours=23)
    cache.clear()
    Client().get("/help")
    assert Person.objects.count() == 1

    clock.go(hours=1, minutes=1)
    cache.clear()
    Client().get("/help")

    assert set(rows_of_anyone().values()) == {0}


def test_after_a_week_the_next_start_erases(proved: Client, clock: Clock) -> None:
    erase(proved, WEEK)
    clock.go(days=7)

    erasing.at_start(now=clock.now)

    assert Person.objects.count() == 0


@pytest.mark.usefixtures("inside")
def test_a_power_cut_after_the_mark_is_finished_at_the_next_start(
    clock: Clock, tmp_path: Path
) -> None:
    person = Person.objects.get()
    gone.note(person.pk, data=tmp_path)

    erasing.at_start(now=clock.now)

    assert set(rows_of_anyone().values()) == {0}


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"when": "now"},
        {"sure": "on"},
        {"when": "never", "sure": "on"},
        {"when": "\x00", "sure": "on"},
    ],
)
def test_what_is_not_meant_erases_nothing(
    proved: Client, typed: dict[str, str]
) -> None:
    before = rows_of_anyone()

    assert erase(proved, typed).status_code == 422
    assert rows_of_anyone() == before


def test_without_a_fresh_proof_nothing_is_erased(inside: Client) -> None:
    assert erase(inside, NOW)["Location"].startswith("/unlock/again")
    assert erase(inside, WEEK)["Location"].startswith("/unlock/again")
    assert Person.objects.count() == 1
    assert Due.objects.count() == 0


def test_signed_out_nothing_is_erased(client: Client) -> None:
    begin(Client())

    assert erase(client, NOW)["Location"].startswith("/unlock")
    assert client.post("/keep/stay")["Location"].startswith("/unlock")
    assert Person.objects.count() == 1


def test_a_stranger_cannot_take_it_back(proved: Client) -> None:
    erase(proved, WEEK)
    stranger = Client()
    begin(stranger, name="Bea")

    stranger.post("/keep/stay")

    assert Due.objects.count() == 1


@pytest.mark.usefixtures("inside")
def test_a_half_written_line_of_the_list_hides_no_other(tmp_path: Path) -> None:
    data = tmp_path
    (data / gone.NAME).write_text("abc123")
    person = Person.objects.get()

    gone.note(person.pk, data=data)

    assert gone.came_back(data=data) == [person.pk]


def fails(number: int) -> Callable[..., None]:
    def failing(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return failing


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_disk_that_takes_no_mark_is_said_and_erasing_can_be_tried_again(
    proved: Client, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    before = rows_of_anyone()
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", fails(number))
        response = erase(proved, NOW)

    assert response.status_code == 507
    assert "could not be done to its end" in response.content.decode()
    assert rows_of_anyone() == before
    assert is_open(proved)

    assert erase(proved, NOW).status_code == 302
    assert set(rows_of_anyone().values()) == {0}


def test_no_room_for_the_mark_of_tidying_does_not_stop_it(
    proved: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(Path, "touch", fails(errno.ENOSPC))

    assert erase(proved, NOW).status_code == 302
    assert set(rows_of_anyone().values()) == {0}
    assert not (tmp_path / "untidy").exists()


def test_what_cannot_be_tidied_is_tidied_at_the_next_start(
    proved: Client, clock: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def failing(**_: object) -> None:
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as full:
        full.setattr(erasing, "rebuild", failing)
        assert erase(proved, NOW).status_code == 302
    assert (tmp_path / "untidy").exists()
    assert set(rows_of_anyone().values()) == {0}

    erasing.at_start(now=clock.now)

    assert not (tmp_path / "untidy").exists()


def test_while_the_list_cannot_be_written_pages_come_and_nobody_is_half_erased(
    proved: Client, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    erase(proved, WEEK)
    clock.go(days=8)
    before = rows_of_anyone()
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", fails(errno.ENOSPC))
        assert erasing.sweep(now=clock.now) == 0
        cache.clear()
        assert Client().get("/help").status_code == 200
    now = rows_of_anyone()
    assert {k: n for k, n in now.items() if k not in {"Kept", "Session"}} == {
        k: n for k, n in before.items() if k not in {"Kept", "Session"}
    }

    assert erasing.sweep(now=clock.now) == 1
