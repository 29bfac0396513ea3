from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from nearer.accounts import preferences
from nearer.diary.models import KeySlot, Row
from nearer.entries import Preferred
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import (
    PASSPHRASE,
    begin,
    code_on,
    diary,
    is_open,
    unlock,
)

pytestmark = pytest.mark.django_db
SETTINGS = "accounts:settings"
NEW = "fern gold hush iron"


@pytest.fixture(autouse=True)
def code(client: Client) -> str:
    return begin(client)


# What each page sends, as it stands before anything was chosen.
PAGES = {
    "look": {"language": "en", "theme": "auto"},
    "locking": {"lock_minutes": "10"},
    "room": {"title": "", "icon": "sheet"},
}


def save(client: Client, **changed: str) -> int:
    """Send the pages on which these settings stand; return the last status."""
    status = 0
    for name, typed in PAGES.items():
        if typed.keys() & changed.keys():
            own = {key: changed[key] for key in typed if key in changed}
            status = client.post(reverse(f"accounts:{name}"), typed | own).status_code
    return status


def slots() -> dict[str, bytes]:
    return {slot.way: bytes(slot.sealed) for slot in KeySlot.objects.all()}


def test_only_what_changed_is_written_down(client: Client, clock: Clock) -> None:
    before = diary(client, clock).entries()

    save(client, theme="dark", title="Recipes")

    new = diary(client, clock).entries()[len(before) :]
    assert [(e.setting, e.value) for e in new if isinstance(e, Preferred)] == [
        ("theme", "dark"),
        ("title", "Recipes"),
    ]


def test_saving_the_same_again_writes_nothing(client: Client, clock: Clock) -> None:
    save(client, theme="dark")
    before = diary(client, clock).entries()

    save(client, theme="dark")

    assert diary(client, clock).entries() == before


def test_the_chosen_name_stands_in_every_title(client: Client) -> None:
    save(client, title="Recipes <b>")

    page = client.get(reverse(SETTINGS)).content.decode()
    locked = Client()
    locked.cookies["title"] = client.cookies["title"].value

    assert "<title>Settings – Recipes &lt;b&gt;</title>" in page
    assert "Recipes" in locked.get(reverse("accounts:unlock")).content.decode()


def test_language_and_look_follow_the_person_to_another_browser(client: Client) -> None:
    save(client, language="es", theme="dark")
    other = Client()

    unlock(other)

    assert 'lang="es"' in other.get(reverse(SETTINGS)).content.decode()
    assert other.cookies["theme"].value == "dark"


def test_what_a_browser_was_told_itself_is_not_overruled() -> None:
    other = Client()
    other.cookies["language"] = "es"

    unlock(other)

    assert other.cookies["language"].value == "es"


def test_the_lock_time_holds_at_once(client: Client, clock: Clock) -> None:
    save(client, lock_minutes="2")
    clock.go(minutes=2, seconds=1)

    assert not is_open(client)


@pytest.mark.parametrize(
    "changed",
    [
        {"lock_minutes": "1"},
        {"lock_minutes": "61"},
        {"lock_minutes": "1e3"},
        {"lock_minutes": "٣"},
        {"language": "xx"},
        {"theme": "pink"},
        {"title": "x" * 31},
        {"title": "x\x00y"},
        {"icon": "heart"},
        {"icon": "../sheet"},
    ],
)
def test_what_is_no_setting_is_refused(
    client: Client, clock: Clock, changed: dict[str, str]
) -> None:
    before = diary(client, clock).entries()

    status = save(client, **changed)

    # Arabic-Indic digits are digits to Python's int(): three minutes, and no fault.
    assert status == (302 if changed == {"lock_minutes": "٣"} else 422)
    assert status == 302 or diary(client, clock).entries() == before


def test_an_entry_of_a_later_version_does_not_break_the_settings() -> None:
    from tests.diary.people import AT, DAY, answer  # noqa: PLC0415 - only here

    odd = [
        Preferred(id=answer(1).id, at=AT, day=DAY, setting=name, value=value)
        for name, value in [
            ("theme", "sepia"),
            ("lock_minutes", "soon"),
            ("lock_minutes", "9999"),
            ("font", "large"),
            ("icon", "heart"),
            ("title", "x" * 99),
        ]
    ]

    read = preferences.read(odd)

    assert (read.theme, read.lock_minutes, len(read.title)) == ("auto", None, 30)
    assert read.icon == "sheet"


def test_a_new_passphrase_re_wraps_one_slot_and_no_entry(client: Client) -> None:
    before = slots()
    rows = [bytes(row.sealed) for row in Row.objects.order_by("space_id", "seq")]
    other = Client()
    unlock(other)

    response = client.post(
        reverse("accounts:passphrase"),
        {"secret": PASSPHRASE, "passphrase": NEW, "again": NEW},
    )

    assert response.status_code == 302
    assert slots()["recovery"] == before["recovery"]
    assert slots()["passphrase"] != before["passphrase"]
    after = [bytes(row.sealed) for row in Row.objects.order_by("space_id", "seq")]
    assert after == rows
    assert is_open(client)
    assert not is_open(other)
    assert unlock(Client(), secret=PASSPHRASE) == 422
    assert unlock(Client(), secret=NEW) == 302


@pytest.mark.parametrize("page", ["accounts:passphrase", "accounts:new_code"])
def test_keys_change_only_with_a_fresh_proof(client: Client, page: str) -> None:
    before = slots()

    response = client.post(
        reverse(page), {"secret": "a guess", "passphrase": NEW, "again": NEW}
    )

    assert response.status_code == 422
    assert "not your passphrase" in response.content.decode()
    assert slots() == before


def test_a_new_code_takes_the_old_ones_place(client: Client, code: str) -> None:
    response = client.post(reverse("accounts:new_code"), {"secret": PASSPHRASE})

    page = client.get(response["Location"]).content.decode()
    new = code_on(page)
    assert new != code
    typed = {"name": "Ana", "passphrase": NEW, "again": NEW}
    url = reverse("accounts:recover")
    assert Client().post(url, typed | {"code": code}).status_code == 422
    assert Client().post(url, typed | {"code": new}).status_code == 302


@pytest.mark.parametrize(
    "page",
    [
        "accounts:settings",
        "accounts:look",
        "accounts:locking",
        "accounts:room",
        "accounts:browsers",
        "accounts:second",
        "accounts:passphrase",
        "accounts:new_code",
        "accounts:code",
    ],
)
@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "patch"])
def test_a_stranger_gets_no_further_than_the_door(page: str, method: str) -> None:
    response = getattr(Client(), method)(reverse(page))

    only_read = page == SETTINGS
    allowed = method == "get" or (method == "post" and not only_read)
    assert response.status_code == (302 if allowed else 405)
