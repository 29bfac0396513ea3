from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from nearer.diary.models import KeySlot, Row
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import (
    NAME,
    PASSPHRASE,
    begin,
    code_on,
    diary,
    is_open,
    unlock,
)

pytestmark = pytest.mark.django_db
NEW = "fern gold hush iron"


@pytest.fixture
def code(client: Client) -> str:
    return begin(client)


def recover(client: Client, code: str, *, name: str = NAME) -> int:
    typed = {"name": name, "code": code, "passphrase": NEW, "again": NEW}
    return client.post(reverse("accounts:recover"), typed).status_code


def rows() -> list[bytes]:
    return [bytes(row.sealed) for row in Row.objects.order_by("space_id", "seq")]


def test_the_code_opens_everything_and_a_new_passphrase_holds(
    client: Client, code: str, clock: Clock
) -> None:
    entries, before = diary(client, clock).entries(), rows()
    elsewhere = Client()

    assert recover(elsewhere, f" {code.lower()} ") == 302

    assert is_open(elsewhere)
    assert diary(elsewhere, clock).entries() == entries
    assert rows() == before
    assert unlock(Client(), secret=PASSPHRASE) == 422
    assert unlock(Client(), secret=NEW) == 302


def test_every_other_browser_is_signed_out(client: Client, code: str) -> None:
    recover(Client(), code)

    assert not is_open(client)


def test_the_old_code_is_spent_and_the_new_one_is_shown(code: str) -> None:
    client = Client()
    recover(client, code)

    new = code_on(client.get(reverse("accounts:code")).content.decode())

    assert new != code
    assert recover(Client(), code) == 422
    assert recover(Client(), new) == 302


@pytest.mark.parametrize("typed", ["ABCDE", "A" * 25, "\x00" * 25, "1" * 25])
@pytest.mark.usefixtures("code")
def test_a_code_that_is_not_theirs_changes_nothing(typed: str) -> None:
    slots = [bytes(slot.sealed) for slot in KeySlot.objects.order_by("pk")]

    assert recover(Client(), typed) == 422
    assert [bytes(slot.sealed) for slot in KeySlot.objects.order_by("pk")] == slots


def test_a_code_opens_for_its_own_name_only(code: str) -> None:
    begin(Client(), name="Bea")

    assert recover(Client(), code, name="Bea") == 422
    assert recover(Client(), code, name="Nobody") == 422
