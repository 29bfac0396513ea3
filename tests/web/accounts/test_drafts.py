"""What is typed and not sent yet: kept for the person, and for nobody else."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from nearer.accounts import drafts
from nearer.accounts.models import Draft, Kept
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import PASSPHRASE, begin, unlock

pytestmark = pytest.mark.django_db
DRAFT = "accounts:draft"
HERE = "/settings/name"
TYPED = [["title", "Canary-Heft äß\n  und mehr"], ["icon", "list"]]


@pytest.fixture(autouse=True)
def _begun(client: Client) -> None:
    begin(client)


def keep(client: Client, fields: object = TYPED, *, at: str = HERE) -> int:
    typed = {"at": at, "fields": json.dumps(fields)}
    return client.post(reverse(DRAFT), typed).status_code


def found(client: Client, *, at: str = HERE) -> object:
    answer = client.get(reverse(DRAFT), {"at": at})
    assert answer.status_code == 200, answer
    return answer.json()["fields"]


def test_it_comes_back_as_it_was_typed_and_only_where_it_was(client: Client) -> None:
    assert keep(client) == 204

    assert found(client) == TYPED
    assert found(client, at="/settings/look") == []


def test_the_latest_holds(client: Client) -> None:
    keep(client)
    keep(client, [["title", "later"]])

    assert found(client) == [["title", "later"]]
    assert Draft.objects.count() == 1


def test_a_lock_does_not_lose_it(client: Client, clock: Clock) -> None:
    keep(client)
    clock.go(minutes=11)
    assert client.get(reverse(DRAFT), {"at": HERE})["Location"] == "/unlock"

    client.post(reverse("accounts:unlock"), {"secret": PASSPHRASE})

    assert found(client) == TYPED


def test_it_is_there_in_another_browser_of_the_same_person(client: Client) -> None:
    keep(client)
    other = Client()
    unlock(other)

    assert found(other) == TYPED


def test_nobody_else_gets_it(client: Client) -> None:
    bea = Client()
    begin(bea, name="Bea")
    keep(client)

    assert found(bea) == []
    keep(bea, [["title", "hers"]])
    assert found(client) == TYPED


def test_it_goes_when_the_form_is_sent(client: Client) -> None:
    keep(client)
    client.post(HERE, {"title": "Recipes", "icon": "list"})

    assert found(client) == []
    assert not Draft.objects.exists()


def test_it_stays_when_the_form_is_refused(client: Client) -> None:
    keep(client)
    client.post(HERE, {"title": "x" * 99, "icon": "list"})

    assert found(client) == TYPED


def test_it_goes_when_the_held_form_is_answered(client: Client, clock: Clock) -> None:
    keep(client)
    clock.go(minutes=11)
    client.post(HERE, {"title": "Recipes", "icon": "list"})
    assert Draft.objects.exists()

    client.post(reverse("accounts:unlock"), {"secret": PASSPHRASE})

    assert found(client) == []


@pytest.mark.parametrize("nothing", [[], [["title", ""]], [["title", " \n"]]])
def test_an_empty_one_is_let_go(client: Client, nothing: object) -> None:
    keep(client)

    assert keep(client, nothing) == 204
    assert not Draft.objects.exists()


def test_it_is_kept_for_a_week(client: Client, clock: Clock) -> None:
    from nearer.accounts import sessions  # noqa: PLC0415 - only here

    keep(client)
    clock.go(days=6, hours=23)
    client.post(reverse("accounts:unlock"), {"secret": PASSPHRASE})
    assert found(client) == TYPED
    clock.go(hours=2)
    client.post(reverse("accounts:unlock"), {"secret": PASSPHRASE})
    assert found(client) == []

    sessions.sweep(now=clock.now)
    assert not Draft.objects.exists()


def test_only_so_many_are_kept(
    client: Client, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "MOST", 4)
    for number in range(drafts.MOST + 3):
        clock.go(seconds=1)
        keep(client, at=f"/p/{number}")

    assert Draft.objects.count() == drafts.MOST
    assert found(client, at="/p/0") == []
    assert found(client, at=f"/p/{drafts.MOST + 2}") == TYPED


def test_the_database_knows_neither_the_words_nor_the_page(client: Client) -> None:
    keep(client)
    (row,) = Draft.objects.all()

    for word in (b"Canary", b"settings", b"title"):
        assert word not in bytes(row.sealed)
        assert word.decode() not in row.pk
    short = len(row.sealed)
    keep(client, [["title", "x"]])
    assert len(Draft.objects.get().sealed) == short


def test_a_touched_one_is_as_if_it_were_not_there(client: Client) -> None:
    keep(client)
    row = Draft.objects.get()
    row.sealed = bytes(row.sealed[:-1]) + bytes((row.sealed[-1] ^ 1,))
    row.save()

    assert found(client) == []


def test_one_put_in_another_place_does_not_open(client: Client) -> None:
    keep(client)
    keep(client, [["title", "elsewhere"]], at="/p/1")
    one, two = Draft.objects.order_by("until", "pk")
    Draft.objects.filter(pk=one.pk).update(sealed=two.sealed)

    assert [] in (found(client), found(client, at="/p/1"))


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"at": "https://elsewhere.example/", "fields": "[]"},
        {"at": "/" + "x" * 500, "fields": "[]"},
        {"at": HERE, "fields": "{}"},
        {"at": HERE, "fields": "[1]"},
        {"at": HERE, "fields": '[["title"]]'},
        {"at": HERE, "fields": '[["title", "a", "b"]]'},
        {"at": HERE, "fields": '[["title", 7]]'},
        {"at": HERE, "fields": "\x00"},
        {"at": HERE, "fields": "["},
        {"at": HERE, "fields": json.dumps([["title", "x" * drafts.LARGEST]])},
    ],
)
def test_what_is_no_draft_is_refused(client: Client, typed: dict[str, str]) -> None:
    assert client.post(reverse(DRAFT), typed).status_code == 422
    assert not Draft.objects.exists()


def test_it_is_not_held_in_place_of_a_form_that_was_sent(
    client: Client, clock: Clock
) -> None:
    clock.go(minutes=11)
    client.post(HERE, {"title": "Recipes", "icon": "list"})
    held, kept = client.cookies["held"].value, Kept.objects.count()

    client.post(reverse(DRAFT), {"at": HERE, "fields": "[]"})

    assert client.cookies["held"].value == held
    assert Kept.objects.count() == kept


def test_a_forged_one_is_refused(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies

    assert keep(strict) == 403


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(drafts.RefusedError):
        drafts.read_fields(text)
