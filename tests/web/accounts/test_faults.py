"""When the disk or the diary fails, words come, and what was saved stays."""

from __future__ import annotations

import errno

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from nearer.accounts import keeping
from nearer.diary import access
from nearer.diary.models import Row
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import begin, diary, is_open

pytestmark = pytest.mark.django_db
TYPED = {"language": "en", "theme": "dark"}


@pytest.fixture(autouse=True)
def _begun(client: Client) -> None:
    begin(client)


@pytest.mark.parametrize(
    ("said", "status", "words"),
    [
        ("database or disk is full", 507, "no room left"),
        ("attempt to write a readonly database", 507, "Nothing can be written"),
        ("database is locked", 503, "Somebody else is writing"),
        ("disk I/O error", 507, "did not take"),
        ("unable to open database file", 507, "Nothing can be written"),
        ("could not extend file: No space left on device", 507, "no room left"),
        ("server closed the connection unexpectedly", 503, "does not answer"),
    ],
)
def test_a_disk_that_fails_is_named_and_nothing_is_half_written(
    client: Client,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    said: str,
    status: int,
    words: str,
) -> None:
    before = diary(client, clock).entries()

    def failing(*_: object, **__: object) -> None:
        raise OperationalError(said)

    with monkeypatch.context() as patch:
        patch.setattr(Row.objects, "bulk_create", failing)
        response = client.post(reverse("accounts:look"), TYPED)

    assert response.status_code == status
    assert words in response.content.decode()
    assert "saved before is safe" in response.content.decode()
    assert diary(client, clock).entries() == before


@pytest.mark.parametrize(
    ("number", "status", "words"),
    [
        (errno.ENOSPC, 507, "no room left"),
        (errno.EFBIG, 507, "no room left"),
        (errno.EROFS, 507, "Nothing can be written"),
        (errno.EIO, 507, "did not take"),
        (errno.ENOENT, 500, "our side"),
    ],
)
def test_a_file_that_cannot_be_written_is_named_too(
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    status: int,
    words: str,
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise OSError(number, "Quetzal7")

    monkeypatch.setattr(Row.objects, "bulk_create", failing)
    client.raise_request_exception = False
    response = client.post(reverse("accounts:look"), TYPED)

    assert response.status_code == status
    assert words in response.content.decode()
    assert "Quetzal7" not in response.content.decode()


def test_another_fault_of_the_database_is_not_explained_away(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise OperationalError("no such table")

    monkeypatch.setattr(Row.objects, "bulk_create", failing)
    client.raise_request_exception = False

    assert client.post(reverse("accounts:look"), TYPED).status_code == 500


def test_a_full_disk_does_not_close_what_is_open(
    client: Client, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(keeping, "longer", failing)
    monkeypatch.setattr(keeping, "sweep", failing)
    clock.go(minutes=5)

    assert is_open(client)


def test_a_damaged_diary_says_so_and_is_not_written_to(
    client: Client, clock: Clock
) -> None:
    space = diary(client, clock).space_id
    Row.objects.filter(space_id=space).order_by("-seq")[0].delete()
    rows = Row.objects.count()

    response = client.post(reverse("accounts:look"), TYPED)

    assert response.status_code == 500
    assert "do not look as they were left" in response.content.decode()
    assert Row.objects.count() == rows


def test_a_diary_that_others_keep_writing_to_asks_for_patience(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "_TRIES", 0)

    response = client.post(reverse("accounts:look"), TYPED)

    assert response.status_code == 503
