from __future__ import annotations

import pytest
from django.test import Client

from tests.web.accounts.people import begin
from tests.web.assess.walking import answer, begin_walk

pytestmark = pytest.mark.django_db


def test_a_stranger_reads_what_it_is_and_finds_two_ways_in(client: Client) -> None:
    page = client.get("/").content.decode()

    assert "not therapy and not for emergencies" in page
    assert 'href="/look"' in page
    assert 'href="/begin"' in page


def test_the_title_says_nothing(client: Client) -> None:
    page = client.get("/").content.decode()

    assert "<title>Start – Notes</title>" in page


def test_it_speaks_spanish(client: Client) -> None:
    page = client.get("/", headers={"accept-language": "es"}).content.decode()

    assert "No es terapia" in page
    assert "therapy" not in page


def test_who_is_inside_goes_on_to_the_questions(inside: Client) -> None:
    assert inside.get("/")["Location"] == "/questions"


def test_who_has_answered_goes_to_the_map(inside: Client) -> None:
    answer(inside, begin_walk(inside), "3")

    assert inside.get("/")["Location"] == "/map"


def test_who_is_known_and_locked_is_asked_to_unlock(inside: Client) -> None:
    inside.post("/lock")

    assert inside.get("/")["Location"] == "/unlock"


def test_another_person_in_another_browser_sees_the_first_page() -> None:
    begin(Client())

    assert Client().get("/").status_code == 200
