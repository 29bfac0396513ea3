"""A form that is sent after the lock fell is not lost, and reaches nobody else."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nearer.accounts import preferences
from nearer.accounts.models import Kept
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import PASSPHRASE, begin, diary, unlock

pytestmark = pytest.mark.django_db

TYPED = {"title": "Canary-Heft äß", "icon": "cloud"}
FORM = "accounts:room"


@pytest.fixture(autouse=True)
def _locked_while_typing(client: Client, clock: Clock) -> None:
    begin(client)
    clock.go(minutes=11)


def send(client: Client, **headers: str) -> None:
    response = client.post(reverse(FORM), TYPED, headers=headers)
    where = response.headers.get("HX-Redirect") or response["Location"]
    assert where.startswith(reverse("accounts:unlock"))


def chosen(client: Client, clock: Clock) -> preferences.Preferences:
    return preferences.read(diary(client, clock).entries())


def test_it_is_saved_once_the_person_unlocks(client: Client, clock: Clock) -> None:
    send(client)
    page = client.get(reverse("accounts:unlock")).content.decode()

    response = client.post(reverse("accounts:unlock"), {"secret": PASSPHRASE})

    assert "kept safe" in page
    assert response["Location"] == reverse("accounts:settings") + "?saved"
    assert chosen(client, clock).title == "Canary-Heft äß"
    assert not client.cookies["held"].value
    assert Kept.objects.count() == 2  # the key, and the code that was not confirmed


def test_a_form_that_has_to_be_put_right_goes_on_at_its_own_address(
    client: Client,
) -> None:
    refused = TYPED | {"icon": "heart", "title": 'Heft "äß" <i>'}
    client.post(reverse(FORM), refused)

    page = client.post(reverse("accounts:unlock"), {"secret": PASSPHRASE})

    form = page.content.decode()
    assert page.status_code == 200
    assert 'action="/settings/name"' in form
    assert 'name="icon" value="heart"' in form
    assert 'name="title" value="Heft &quot;äß&quot; &lt;i&gt;"' in form
    again = client.post(reverse(FORM), refused)
    assert (again.status_code, "Choose one" in again.content.decode()) == (422, True)


def test_a_fragment_that_was_sent_is_answered_as_a_page(
    client: Client, clock: Clock
) -> None:
    send(client, **{"hx-request": "true"})

    response = client.post(reverse("accounts:unlock"), {"secret": PASSPHRASE})

    assert response["Location"] == reverse("accounts:settings") + "?saved"
    assert chosen(client, clock).icon == "cloud"


def test_what_was_typed_lies_nowhere_in_the_database(client: Client) -> None:
    send(client)

    assert all(b"Canary" not in bytes(row.sealed) for row in Kept.objects.all())
    assert "Canary" not in client.cookies["held"].value


def test_a_wrong_passphrase_does_not_lose_it(client: Client, clock: Clock) -> None:
    send(client)
    client.post(reverse("accounts:unlock"), {"secret": "not this one"})

    client.post(reverse("accounts:unlock"), {"secret": PASSPHRASE})

    assert chosen(client, clock).title == "Canary-Heft äß"


def test_it_is_not_saved_for_someone_else(client: Client, clock: Clock) -> None:
    begin(Client(), name="Bea")
    send(client)

    assert unlock(client, name="Bea") == 302

    assert chosen_for(client, clock, "Bea").title == ""


def chosen_for(client: Client, clock: Clock, name: str) -> preferences.Preferences:
    return preferences.read(diary(client, clock, name).entries())


def test_it_is_not_saved_from_another_browser(client: Client, clock: Clock) -> None:
    send(client)
    other = Client()

    unlock(other)

    assert chosen(other, clock).title == ""


def test_it_is_kept_for_half_an_hour(client: Client, clock: Clock) -> None:
    send(client)
    clock.go(minutes=31)

    client.post(reverse("accounts:unlock"), {"secret": PASSPHRASE})

    assert chosen(client, clock).title == ""


def test_a_form_of_nobody_is_not_kept() -> None:
    stranger = Client()

    response = stranger.post(reverse(FORM), TYPED)

    assert response["Location"].startswith(reverse("accounts:unlock"))
    assert "held" not in stranger.cookies


def test_a_forged_form_is_not_kept(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies

    response = strict.post(reverse(FORM), TYPED)

    assert response.status_code == 403
    assert "held" not in strict.cookies


def test_a_file_is_not_held_and_that_is_said(client: Client) -> None:
    file = SimpleUploadedFile("notes.json", b"Canary in a file")
    there = "http://testserver/keep/in"
    client.post("/keep/in", {"file": file}, headers={"referer": there})

    before = client.get(reverse("accounts:unlock"), {"next": "/keep/in"})
    after = client.post(
        reverse("accounts:unlock"), {"secret": PASSPHRASE, "next": "/keep/in"}
    )

    assert "choose the file once more" in before.content.decode()
    assert "kept safe" not in before.content.decode()
    assert after.status_code == 200
    page = after.content.decode()
    assert "was not taken in" in page
    assert 'class="primary" href="/keep/in"' in page
    assert client.get("/keep/in").status_code == 200
    assert not client.cookies["held"].value
    assert all(b"Canary" not in bytes(row.sealed) for row in Kept.objects.all())
