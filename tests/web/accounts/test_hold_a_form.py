"""A form that is sent after the lock fell is not lost, and reaches nobody else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from nearer.accounts import preferences
from nearer.accounts.models import Kept
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import PASSPHRASE, begin, diary, unlock

pytestmark = pytest.mark.django_db

TYPED = {
    "language": "es",
    "theme": "dark",
    "lock_minutes": "7",
    "title": "Canary-Heft äß",
}


@pytest.fixture(autouse=True)
def _locked_while_typing(client: Client, clock: Clock) -> None:
    begin(client)
    clock.go(minutes=11)


def send(client: Client, **headers: str) -> None:
    response = client.post(reverse("accounts:settings"), TYPED, headers=headers)
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
    too_long = TYPED | {"lock_minutes": "700", "title": 'Heft "äß" <i>'}
    client.post(reverse("accounts:settings"), too_long)

    page = client.post(reverse("accounts:unlock"), {"secret": PASSPHRASE})

    form = page.content.decode()
    assert page.status_code == 200
    assert 'action="/settings"' in form
    assert 'name="lock_minutes" value="700"' in form
    assert 'name="title" value="Heft &quot;äß&quot; &lt;i&gt;"' in form
    again = client.post(reverse("accounts:settings"), too_long)
    assert (again.status_code, "from 2 to 60" in again.content.decode()) == (422, True)


def test_a_fragment_that_was_sent_is_answered_as_a_page(
    client: Client, clock: Clock
) -> None:
    send(client, **{"hx-request": "true"})

    response = client.post(reverse("accounts:unlock"), {"secret": PASSPHRASE})

    assert response["Location"] == reverse("accounts:settings") + "?saved"
    assert chosen(client, clock).lock_minutes == 7


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

    response = stranger.post(reverse("accounts:settings"), TYPED)

    assert response["Location"].startswith(reverse("accounts:unlock"))
    assert "held" not in stranger.cookies


def test_a_forged_form_is_not_kept(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies

    response = strict.post(reverse("accounts:settings"), TYPED)

    assert response.status_code == 403
    assert "held" not in strict.cookies
