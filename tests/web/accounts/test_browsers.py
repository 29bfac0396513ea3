"""The list of browsers in which someone is signed in, and ending them."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from nearer.accounts import visits
from nearer.accounts.models import Kept, Visit
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import PASSPHRASE, begin, is_open, unlock

pytestmark = pytest.mark.django_db
BROWSERS = "accounts:browsers"
PHONE = (
    "Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0 Canary7qzx"
)


@pytest.fixture(autouse=True)
def _begun(client: Client) -> None:
    begin(client)


@pytest.fixture
def phone(clock: Clock) -> Client:
    """Be signed in on a phone as well, a day later."""
    clock.go(minutes=9)
    other = Client(headers={"user-agent": PHONE})
    unlock(other)
    return other


def listed(client: Client) -> list[str]:
    page = client.get(reverse(BROWSERS)).content.decode()
    lines = re.findall(r"<li>\s*<h2>(.*?)</li>", page, flags=re.DOTALL)
    return [" ".join(re.sub("<[^>]+>", " ", line).split()) for line in lines]


WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
CHROME = f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} Chrome/141.0.0.0 Safari/537.36"
EDGE = f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/141.0 Safari/537.36 Edg/141.0"
IPAD = f"Mozilla/5.0 (iPad; CPU OS 18_0) {WEBKIT} Version/18.0 Mobile/15E1 Safari/604.1"
SAMSUNG = (
    f"Mozilla/5.0 (Linux; Android 14; SM-S911B) {WEBKIT} SamsungBrowser/25.0 "
    "Chrome/121.0.0.0 Mobile Safari/537.36"
)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (PHONE, ("Firefox", "phone")),
        (CHROME, ("Chrome", "computer")),
        (EDGE, ("Edge", "computer")),
        (IPAD, ("Safari", "tablet")),
        (SAMSUNG, ("Samsung Internet", "phone")),
        ("", ("", "computer")),
        ("<script>" * 999, ("", "computer")),
    ],
)
def test_what_a_browser_says_of_itself_becomes_two_plain_words(
    said: str, kind: tuple[str, str]
) -> None:
    assert visits.kind_of(said) == kind


def test_this_browser_stands_first_and_the_new_one_is_marked(
    client: Client, phone: Client
) -> None:
    here, there = listed(client)

    assert here.startswith("A browser on a computer This one. Since: ")
    assert there.startswith("Firefox on a phone New since you were last here. Since: ")
    assert "Last used: within the last two hours" in there
    assert "New since" not in " ".join(listed(phone))


@pytest.mark.usefixtures("phone")
def test_what_was_there_before_the_last_time_is_not_new(
    client: Client, clock: Clock
) -> None:
    for _ in range(2):
        clock.go(hours=2)
        client.post(reverse("accounts:unlock"), {"secret": PASSPHRASE})

    assert "New since" not in " ".join(listed(client))


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        ({"hours": 1}, "within the last two hours"),
        ({"hours": 12}, "today"),
        ({"days": 1, "hours": 1}, "yesterday"),
        ({"days": 3}, "2026"),
    ],
)
def test_the_last_use_is_told_coarsely(
    client: Client, phone: Client, clock: Clock, gone: dict[str, float], words: str
) -> None:
    clock.now = clock.now.replace(hour=1)
    is_open(phone)
    unlock(phone)
    clock.go(**gone)
    client.post(reverse("accounts:unlock"), {"secret": PASSPHRASE})

    assert words in listed(client)[1].partition("Last used:")[2]


def test_an_hour_of_use_is_written_down_once(client: Client, clock: Clock) -> None:
    def line() -> bytes:
        return bytes(Visit.objects.get().sealed)

    first = line()
    clock.go(minutes=9)
    is_open(client)
    assert line() == first
    for _ in range(4):
        clock.go(minutes=9)
        is_open(client)
    assert line() != first


def test_one_of_the_others_is_ended(client: Client, phone: Client) -> None:
    third = Client()
    unlock(third)
    page = client.get(reverse(BROWSERS)).content.decode()
    (of_the_phone,) = re.findall(
        r'Firefox on a phone.*?name="one" value="(\w+)"', page, flags=re.DOTALL
    )

    client.post(reverse(BROWSERS), {"one": of_the_phone})

    assert not is_open(phone)
    assert 'name="name"' in phone.get(reverse("accounts:unlock")).content.decode()
    assert is_open(third)
    assert is_open(client)
    assert len(listed(client)) == 2


def test_all_the_others_are_ended(client: Client, phone: Client) -> None:
    third = Client()
    unlock(third)
    third.post(reverse("accounts:lock"))
    held_here = Kept.objects.filter(person_id=client.session["_auth_user_id"]).count()

    response = client.post(reverse(BROWSERS), {"all": "1"})

    assert response["Location"] == reverse(BROWSERS) + "?saved"
    assert is_open(client)
    assert not is_open(phone)
    assert 'name="name"' in third.get(reverse("accounts:unlock")).content.decode()
    assert len(listed(client)) == 1
    assert Kept.objects.count() == held_here - 1  # the phone's key alone


def test_who_ended_the_others_can_be_ended_from_one_that_came_back(
    client: Client, phone: Client
) -> None:
    client.post(reverse(BROWSERS), {"all": "1"})
    unlock(phone)

    phone.post(reverse(BROWSERS), {"one": client.session["visit"]})

    assert is_open(phone)
    assert not is_open(client)


def test_a_new_passphrase_ends_them_too(client: Client, phone: Client) -> None:
    new = "fern gold hush iron"
    typed = {"secret": PASSPHRASE, "passphrase": new, "again": new}
    client.post(reverse("accounts:passphrase"), typed)

    assert len(listed(client)) == 1
    assert not is_open(phone)


@pytest.mark.parametrize("one", ["", "x", "0" * 64, "own", "foreign"])
def test_nothing_else_is_ended(client: Client, phone: Client, one: str) -> None:
    bea = Client()
    begin(bea, name="Bea")
    named = {
        "own": client.session["visit"],
        "foreign": bea.session["visit"],
    }

    client.post(reverse(BROWSERS), {"one": named.get(one, one)})

    assert is_open(client)
    assert is_open(phone)
    assert is_open(bea)
    assert Visit.objects.count() == 3


def test_leaving_takes_the_line_away(client: Client, phone: Client) -> None:
    phone.post(reverse("leave"))

    assert len(listed(client)) == 1
    assert Visit.objects.count() == 1


def test_someone_else_in_the_same_browser_takes_its_place(client: Client) -> None:
    begin(Client(), name="Bea")
    before = Visit.objects.count()

    unlock(client, name="Bea")

    assert Visit.objects.count() == before
    assert len(listed(client)) == 2  # here, and where she began


def test_what_is_over_is_swept_away(clock: Clock) -> None:
    from nearer.accounts import sessions  # noqa: PLC0415 - only here

    clock.go(days=15)
    sessions.sweep(now=clock.now)

    assert not Visit.objects.exists()


@pytest.mark.usefixtures("phone")
def test_a_copy_of_the_database_tells_none_of_it() -> None:
    for row in Visit.objects.all():
        for word in (b"Firefox", b"phone", b"computer", b"127.0.0.1", b"Canary7qzx"):
            assert word not in bytes(row.sealed)
    assert all("Firefox" not in str(s.get_decoded()) for s in Session.objects.all())


def test_a_line_that_was_touched_is_not_shown(client: Client, phone: Client) -> None:
    row = Visit.objects.get(pk=phone.session["visit"])
    row.sealed = bytes(row.sealed[:-1]) + bytes((row.sealed[-1] ^ 1,))
    row.save()

    assert len(listed(client)) == 1
    assert is_open(phone)


def test_no_address_is_kept() -> None:
    from nearer.accounts.visits import _State  # noqa: PLC0415 - only here

    assert set(_State.__struct_fields__) == {
        "session",
        "began",
        "used",
        "last",
        "browser",
        "device",
    }
