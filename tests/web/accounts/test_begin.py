from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from nearer.accounts import looking
from nearer.accounts.models import Person
from nearer.entries import Began, Consented
from tests.diary.people import answer
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import begin, diary, fields, is_open, unlock

pytestmark = pytest.mark.django_db
BEGIN = "accounts:begin"


def look_around(client: Client) -> None:
    response = HttpResponse()
    looking.save(response, [answer(1), answer(2)])
    client.cookies.update(response.cookies)


def test_someone_begins_and_is_shown_a_recovery_code(client: Client) -> None:
    code = begin(client)

    assert len(code) == 29
    assert is_open(client)


def test_the_diary_begins_with_the_name_and_two_consents(
    client: Client, clock: Clock
) -> None:
    client.cookies["tz"] = "Pacific/Auckland"
    begin(client, name="  Ana   María ")

    first, *consents = diary(client, clock, "ana maría").entries()

    assert isinstance(first, Began)
    assert (first.name, first.language) == ("Ana María", "en")
    # 22:30 UTC on the first is the second in Auckland.
    assert (first.at, first.day.isoformat()) == (clock.now, "2026-03-02")
    assert [c.to for c in consents if isinstance(c, Consented)] == ["adult", "alone"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": ""}, "Type the name"),
        ({"name": "\u2003"}, "Type the name"),
        ({"name": "A" * 101}, "at most 100 characters"),
        ({"name": "A\x00na"}, "cannot be kept"),
        ({"passphrase": "short", "again": "short"}, "at least 8 characters"),
        ({"passphrase": "password123", "again": "password123"}, "Many people use"),
        ({"passphrase": "a" * 1025, "again": "a" * 1025}, "at most 1024 characters"),
        (
            {"name": "Magdalena", "passphrase": "magdalena", "again": "magdalena"},
            "name",
        ),
        ({"again": "barn clay drum echo."}, "not the same"),
        ({"adult": ""}, "for adults"),
        ({"alone": ""}, "when you are alone"),
    ],
)
def test_what_is_refused_is_said_and_nothing_is_made(
    client: Client, changed: dict[str, str], words: str
) -> None:
    response = client.post(reverse(BEGIN), fields(**changed))

    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Person.objects.exists()


def test_a_refused_form_keeps_the_name_and_never_a_passphrase(client: Client) -> None:
    response = client.post(reverse(BEGIN), fields(name="Nadia", adult=""))

    page = response.content.decode()
    assert 'value="Nadia"' in page
    assert "barn clay" not in page


def test_fields_help_whoever_uses_a_password_manager(client: Client) -> None:
    page = client.get(reverse(BEGIN)).content.decode()

    assert 'autocomplete="username"' in page
    assert page.count('autocomplete="new-password"') == 2
    assert "onpaste" not in page


@pytest.mark.parametrize("same", ["Ana", "ANA", " ana ", "\uff21na"])
def test_a_name_that_someone_has_is_refused(client: Client, same: str) -> None:
    begin(Client())

    response = client.post(reverse(BEGIN), fields(name=same))

    assert response.status_code == 422
    assert "has this name already" in response.content.decode()
    assert Person.objects.count() == 1


def test_a_second_tap_on_begin_leads_to_the_code_once_more(client: Client) -> None:
    code = begin(client)

    assert begin(client) == code
    assert Person.objects.count() == 1


def test_answers_of_a_look_around_are_taken_along(client: Client, clock: Clock) -> None:
    look_around(client)

    begin(client, keep_look="on")

    assert diary(client, clock).entries()[-2:] == (answer(1), answer(2))
    assert not client.cookies["look"].value


def test_answers_of_a_look_around_are_left_behind_if_one_wishes(
    client: Client, clock: Clock
) -> None:
    look_around(client)

    begin(client)

    assert len(diary(client, clock).entries()) == 3
    assert not client.cookies["look"].value


def test_the_code_is_shown_until_it_is_kept(client: Client) -> None:
    code = begin(client)
    page = reverse("accounts:code")
    refused = client.post(page, {})
    kept = client.post(page, {"kept": "on"})

    assert refused.status_code == 422
    assert code.replace("-", " ") in refused.content.decode()
    assert kept.status_code == 302
    assert client.get(page)["Location"] == reverse("accounts:settings")


def test_beginning_many_times_from_one_place_has_to_wait(client: Client) -> None:
    for number in range(20):
        assert client.post(reverse(BEGIN), fields(name=f"P{number}")).status_code == 302
        client.cookies.clear()

    response = client.post(reverse(BEGIN), fields(name="P21"))

    assert response.status_code == 422
    assert "Wait a while, at most an hour" in response.content.decode()


def test_whoever_has_begun_can_unlock_in_another_browser(client: Client) -> None:
    begin(client)
    other = Client()

    assert not is_open(other)
    assert unlock(other, name=" ANA ") == 302
    assert is_open(other)


def test_someone_younger_is_shown_where_the_help_pages_are(client: Client) -> None:
    page = client.post(reverse("accounts:begin"), fields(adult="")).content.decode()
    fine = client.post(reverse("accounts:begin"), fields(alone="")).content.decode()

    main = page[page.index("<main") : page.index("</main>")]
    assert "for adults" in main
    assert 'href="/help"' in main
    assert 'href="/help"' not in fine[fine.index("<main") : fine.index("</main>")]
