"""When a person may help more: said to whoever wrote it, on this page alone."""

from __future__ import annotations

import pytest
from django.test import Client

from nearer.accounts.requests import Stamp
from nearer.content.referring import referring
from nearer.diary.identity import uuid7
from nearer.entries import Reviewed
from tests.access.answers import words_of
from tests.access.people import browser
from tests.web.accounts.conftest import Clock, clock
from tests.web.accounts.people import begin, diary
from tests.web.help.walking import Walker
from tests.web.today.walking import Walker as Walk

pytestmark = pytest.mark.django_db
__all__ = ["clock"]
SAID = referring().words["en"].said
PAGE = "/help/person"


def heavy(client: Client, clock: Clock) -> None:
    """Write two heavy weeks."""
    begin(client)
    for number in range(2):
        identity = uuid7(at=clock.now, entropy=bytes([number]) * 10)
        stamp = Stamp(id=identity, at=clock.now, day=clock.now.date())
        review = Reviewed(**stamp, week=number, note="", low=3, worry=2)
        diary(client, clock).append(review, request_key=str(number))
        clock.go(days=7)
        client.post("/unlock?other", {"name": "Ana", "secret": "barn clay drum echo"})


def test_whoever_asks_gets_three_ways(client: Client) -> None:
    begin(client)
    page = client.get(PAGE).content.decode()

    assert SAID["asked"].noticed in page
    assert "Your family doctor." in page
    assert "You decide if, when and with whom." in page
    assert 'href="/help/someone"' in page


def test_what_was_written_openly_is_named_and_nothing_is_asked_for(
    client: Client, clock: Clock
) -> None:
    heavy(client, clock)
    page = client.get(PAGE).content.decode()

    assert SAID["low"].noticed in page
    assert SAID["asked"].noticed not in page
    assert "help/person" in client.get("/help").content.decode()


def test_touch_that_hurts_leads_to_who_knows_about_it(
    client: Client, clock: Clock
) -> None:
    begin(client)
    walker = Walk(client, clock)
    walker.begins()
    walker.send("/today/with", company="partner", conditions="touch-hurts")
    page = client.get(PAGE).content.decode()

    assert SAID["body"].noticed in page
    assert "A sex therapist, or a clinic for sexual health." in page


def test_it_is_on_no_other_page_and_for_nobody_else(
    client: Client, clock: Clock
) -> None:
    heavy(client, clock)
    other = browser()
    begin(other, name="Bea")

    assert SAID["low"].noticed not in other.get(PAGE).content.decode()
    for address in ("/help", "/map", "/", "/settings", "/keep"):
        answer = client.get(address, follow=True).content.decode()
        assert SAID["low"].noticed not in answer, address
    stranger = browser()
    assert stranger.get(PAGE)["Location"].startswith("/unlock")
    assert "help/person" not in stranger.get("/help").content.decode()


def test_what_was_said_privately_is_not_told_again(client: Client) -> None:
    begin(client)
    before = words_of(client.get(PAGE))
    Walker(client, yes={"afraid", "hurt"}).walk()
    client.get("/check/end")
    client.post("/check/end", {"do": "keep"})

    assert words_of(client.get(PAGE)) == before


def test_in_spanish_too(client: Client) -> None:
    begin(client)
    client.cookies["language"] = "es"

    assert referring().words["es"].said["asked"].noticed in (
        client.get(PAGE).content.decode()
    )


def test_after_two_weeks_the_map_says_that_the_questions_come_again(
    client: Client, clock: Clock
) -> None:
    again = "It is time for the private questions"
    begin(client)
    Walker(client).walk()
    client.get("/check/end")
    client.post("/check/end", {"do": "keep"})
    assert again not in client.get("/map").content.decode()

    clock.go(days=14)
    client.post("/unlock?other", {"name": "Ana", "secret": "barn clay drum echo"})

    page = client.get("/map").content.decode()
    assert again in page
    assert 'href="/check"' in page
    looking = browser()
    looking.post("/look", {"key": "a"})
    assert again not in looking.get("/map").content.decode()
