from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from nearer.content.helplines import directory
from nearer.content.safety import GUIDES, safety
from nearer.help.showing import topics
from tests.web.accounts.people import begin

pytestmark = pytest.mark.django_db
CHECKED = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _the_day_of_the_check(settings: Settings) -> None:
    settings.CLOCK = lambda: CHECKED


def test_help_is_open_to_everyone_and_asks_about_danger_first(client: Client) -> None:
    page = client.get("/help").content.decode()

    assert "Is someone in danger right now" in page
    assert page.index("in danger right now") < page.index("Which country")


def test_no_country_is_chosen_for_anyone(client: Client) -> None:
    for language in ("en", "es", "en-GB", "es-MX"):
        page = client.get("/help", headers={"Accept-Language": language})

        assert b" selected" not in page.content


def test_the_numbers_can_be_seen_without_choosing(client: Client) -> None:
    page = client.get("/help").content.decode()

    assert 'href="tel:112"' in page
    assert 'href="tel:999"' in page


def test_choosing_a_country_leads_to_its_lines(client: Client) -> None:
    response = client.get("/help/numbers", {"country": "gb"})

    assert response["Location"] == "/help/gb"
    page = client.get("/help/gb").content.decode()
    assert "<h1>United Kingdom</h1>" in page
    for number in ("tel:999", "tel:116123", "tel:08082000247", "tel:08088024040"):
        assert number in page


@pytest.mark.parametrize("code", ["", "xx", "GBR", "\x00", "' or 1=1", "ß"])
def test_a_choice_that_is_none_leads_back(client: Client, code: str) -> None:
    assert client.get("/help/numbers", {"country": code})["Location"] == "/help"


@pytest.mark.parametrize("code", ["xx", "zz"])
def test_there_is_no_page_for_a_country_that_is_none(client: Client, code: str) -> None:
    assert client.get(f"/help/{code}").status_code == 404


def test_what_could_not_be_checked_is_said_and_never_filled_in(client: Client) -> None:
    page = client.get("/help/pe").content.decode()

    assert "tel:100" in page
    assert "We could not check the emergency number of this country" in page
    assert page.count("We could not check a line for this here") == 2
    assert "How to find a line yourself" in page


def test_every_country_has_something_to_show() -> None:
    for code in directory().countries["en"]:
        shown = topics(code, today=CHECKED.date())

        assert [topic.topic for topic in shown][:3] == [
            "emergency",
            "suicide",
            "violence",
        ]


@pytest.mark.parametrize("code", ["ad", "ca", "zw"])
def test_every_country_has_a_page(client: Client, code: str) -> None:
    assert client.get(f"/help/{code}").status_code == 200


def test_every_number_says_when_and_where_it_was_checked(client: Client) -> None:
    page = client.get("/help/es").content.decode()
    lines = directory().lines_for("ES")

    assert page.count("Checked on") == len(lines)
    for line in lines:
        assert line.source_url.replace("&", "&amp;") in page


def test_the_private_questions_are_found_again_by_who_is_inside(
    client: Client,
) -> None:
    assert b'href="/check"' not in client.get("/help").content

    cache.clear()
    begin(client)

    assert b'href="/check"' in client.get("/help").content


def test_no_link_leads_out(client: Client) -> None:
    for where in ("/help", "/help/gb", *(f"/help/{name}" for name in GUIDES)):
        page = client.get(where).content.decode()

        assert not re.findall(r'(?:href|src|action)="(?:https?:)?//', page)


def test_after_its_time_a_number_is_marked(client: Client, settings: Settings) -> None:
    assert b"Check this number" not in client.get("/help/us").content

    settings.CLOCK = lambda: CHECKED.replace(year=2028)

    page = client.get("/help/us").content.decode()
    assert page.count("Check this number") == len(directory().lines_for("US"))
    assert "tel:911" in page


def test_a_country_is_remembered_only_when_asked_to(client: Client) -> None:
    client.get("/help/nz")
    assert "place" not in client.cookies

    client.post("/help/nz", {"do": "keep"})

    page = client.get("/help").content.decode()
    assert "<h2>New Zealand</h2>" in page
    assert "tel:111" in page


def test_a_remembered_country_is_forgotten_when_asked_to(client: Client) -> None:
    client.post("/help/nz", {"do": "keep"})
    assert b"Forget it" in client.get("/help/nz").content

    client.post("/help/nz", {"do": "forget"})

    assert b'tel:111" class' not in client.get("/help").content
    assert b"<h2>New Zealand</h2>" not in client.get("/help").content


def test_leaving_forgets_the_country(client: Client) -> None:
    client.post("/help/nz", {"do": "keep"})

    client.post("/leave")

    assert client.cookies["place"].value == ""


@pytest.mark.parametrize("wrong", ["xx", "", "nz" * 50, "\u00e9", "ß"])
def test_a_cookie_that_is_no_country_is_passed_over(client: Client, wrong: str) -> None:
    client.cookies["place"] = wrong

    assert client.get("/help").status_code == 200


@pytest.mark.parametrize("name", GUIDES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_guide_can_be_read_in_both_languages(
    client: Client, name: str, language: str
) -> None:
    guide = safety().words[language].guides[name]

    page = client.get(f"/help/{name}", headers={"Accept-Language": language})

    assert guide.title in page.content.decode()
    assert "data-print" in page.content.decode()


def test_in_spanish_the_countries_and_lines_are_named_in_spanish(
    client: Client,
) -> None:
    page = client.get("/help/us", headers={"Accept-Language": "es"}).content.decode()

    assert "<h1>Estados Unidos</h1>" in page
    assert "Línea de Prevención del Suicidio" in page
    assert "Por mensaje de texto: envía START al 88788." in page
