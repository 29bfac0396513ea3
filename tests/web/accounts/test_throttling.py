"""Tries are counted, whoever they come from; nobody is locked out for good."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.web.accounts.people import (
    NAME,
    PASSPHRASE,
    begin,
    fields,
    is_open,
    unlock,
)

pytestmark = pytest.mark.django_db
NEW = "fern gold hush iron"
WRONG_CODE = "-".join(["ABCDE"] * 5)


@pytest.fixture
def code(client: Client) -> str:
    return begin(client)


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let the counters' clock go on by this alone; it is not the program's."""
    began, gone = time.time(), [0.0]
    clock = SimpleNamespace(
        time=lambda: began + gone[0],
        monotonic=time.monotonic,
        sleep=time.sleep,
    )
    monkeypatch.setattr("allauth.core.internal.ratelimit.time", clock)
    return lambda seconds: gone.__setitem__(0, gone[0] + seconds)


def from_address(number: int) -> Client:
    return Client(REMOTE_ADDR=f"192.0.2.{number}")


def recover(client: Client, code: str, name: str = NAME) -> int:
    typed = {"name": name, "code": code, "passphrase": NEW, "again": NEW}
    return client.post(reverse("accounts:recover"), typed).status_code


@pytest.mark.usefixtures("code", "wait")
def test_the_sixth_try_for_one_name_from_a_sixth_address_waits() -> None:
    for number in range(5):
        assert unlock(from_address(number), secret="wrong guess") == 422

    page = from_address(6).post(
        reverse("accounts:unlock"), {"name": NAME, "secret": PASSPHRASE}
    )

    assert page.status_code == 422
    assert "Wait five minutes" in page.content.decode()


@pytest.mark.usefixtures("code")
def test_it_waits_five_minutes_and_no_longer(wait: Callable[[float], None]) -> None:
    for number in range(5):
        unlock(from_address(number), secret="wrong guess")
    for number in range(20):  # who goes on does not make it longer
        wait(14)
        unlock(from_address(number), secret="wrong guess")
    wait(21)

    assert unlock(from_address(99)) == 302


@pytest.mark.usefixtures("code", "wait")
def test_another_name_does_not_wait() -> None:
    begin(Client(), name="Bea")
    for number in range(6):
        unlock(from_address(number), secret="wrong guess")

    assert unlock(from_address(1), name="Bea") == 302


def test_wrong_recovery_codes_bar_no_name(code: str) -> None:
    for number in range(12):
        assert recover(from_address(number), WRONG_CODE) == 422
        unlock(from_address(number), secret="wrong guess")

    somewhere = from_address(99)
    assert recover(somewhere, code) == 302
    assert is_open(somewhere)


def test_one_place_cannot_ask_for_codes_without_end(
    code: str, wait: Callable[[float], None]
) -> None:
    here = from_address(1)
    for _ in range(30):
        recover(here, WRONG_CODE)
    page = here.post(
        reverse("accounts:recover"),
        {"name": NAME, "code": code, "passphrase": NEW, "again": NEW},
    )

    assert "Wait five minutes" in page.content.decode()
    wait(61)
    assert recover(here, code) == 302


@pytest.mark.usefixtures("code", "wait")
def test_known_and_unknown_names_wait_alike() -> None:
    said = []
    for name in (NAME, "Nobody"):
        for _ in range(5):
            unlock(from_address(7), name=name, secret="wrong guess")
        page = from_address(8).post(
            reverse("accounts:unlock"), {"name": name, "secret": "wrong guess"}
        )
        said.append((page.status_code, "Wait five minutes" in page.content.decode()))

    assert said == [(422, True)] * 2


def test_so_many_may_begin_in_one_room_and_who_waits_is_told_how_long(
    settings: Settings,
) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"signup": "2/h/ip"}
    for number in range(2):
        begin(from_address(1), name=f"N{number}")

    late = from_address(1).post(reverse("accounts:begin"), fields(name="N2"))

    assert "at most an hour" in late.content.decode()
    begin(from_address(2), name="N2")


@pytest.mark.usefixtures("wait")
def test_wrong_tries_from_the_same_address_keep_nobody_out_of_their_own_browser(
    settings: Settings,
) -> None:
    few = {"login_failed": "3/m/ip,5/300s/key", "recover": "3/m/ip"}
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | few
    own = from_address(1)
    code = begin(own)
    own.post(reverse("accounts:lock"))
    for number in range(3):  # as many as one address may, under any name
        unlock(from_address(1), name=f"N{number}", secret="wrong guess")
        recover(from_address(1), WRONG_CODE, name=f"N{number}")
    assert unlock(from_address(1)) == recover(from_address(1), code) == 422

    assert unlock(own) == 302
    own.post(reverse("accounts:lock"))
    assert recover(own, code) == 302


def test_in_one_s_own_browser_tries_are_counted_too(
    client: Client, code: str, wait: Callable[[float], None]
) -> None:
    del code
    client.post(reverse("accounts:lock"))
    for _ in range(5):
        assert unlock(client, secret="wrong guess") == 422

    assert unlock(client) == 422
    wait(301)
    assert unlock(client) == 302


@pytest.mark.usefixtures("code", "wait")
def test_tries_under_other_names_give_no_try_back() -> None:
    for number in range(5):
        unlock(from_address(number), secret="wrong guess")
    for number in range(2_000):  # what a thousand tries elsewhere would leave
        cache.set(f"counter{number}", [1.0], 300)

    assert unlock(from_address(9)) == 422
