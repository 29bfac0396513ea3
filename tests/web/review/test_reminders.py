"""Reminders: off at first, in one's own words, stopped with one tap."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from icalendar import Calendar

from nearer.accounts.models import Person
from nearer.keep import erasing
from nearer.review import feeds
from nearer.review.models import Feed
from tests.access.answers import words_of
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import begin
from tests.web.assess.walking import hidden
from tests.web.help.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)
CHOSEN = {"time": "19:30", "days": ["0", "2"], "words": "Water the plants"}


def choose(client: Client, **changed: Any) -> Any:
    page = client.get("/reminders").content.decode()
    fields = {**hidden(page.partition("<h1>")[2]), **CHOSEN, **changed}
    return client.post("/reminders", fields)


def address_on(client: Client) -> str:
    page = client.get("/reminders").content.decode()
    found = re.search(r'id="address">https?://[^/]+(/feed/[\w-]+\.ics)<', page)
    return found[1] if found else ""


def event_at(address: str) -> Any:
    response = Client().get(address)
    assert response.status_code == 200, address
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    return event


def test_nothing_reminds_before_it_is_wanted(inside: Client) -> None:
    page = inside.get("/reminders").content.decode()

    assert "It is off until you turn it on." in page
    assert address_on(inside) == ""
    assert Feed.objects.count() == 0


def test_a_calendar_program_gets_what_was_chosen_and_nothing_of_the_person(
    inside: Client, clock: Clock
) -> None:
    assert choose(inside)["Location"] == "/reminders?saved=on"
    address = address_on(inside)
    clock.go(minutes=11)  # the diary has locked

    response = Client().get(address)
    event = event_at(address)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    assert response.cookies == {}
    assert event["SUMMARY"] == "Water the plants"
    assert event["RRULE"]["BYDAY"] == ["MO", "WE"]
    # Floating: half past seven wherever the device is; 2 March 2026 is a Monday.
    assert event["DTSTART"].to_ical() == b"20260302T193000"
    assert b"Ana" not in response.content
    assert b"nearer" not in response.content.lower()


def test_without_words_of_their_own_the_calendar_shows_a_neutral_one(
    inside: Client,
) -> None:
    choose(inside, words="")

    assert event_at(address_on(inside))["SUMMARY"] == "Notes"


def test_words_that_look_like_lines_of_a_calendar_stay_words(inside: Client) -> None:
    choose(inside, words="a;b,c:d\\n END:VEVENT ñ")

    assert event_at(address_on(inside))["SUMMARY"] == "a;b,c:d\\n END:VEVENT ñ"


def test_a_change_keeps_the_address_that_calendars_know(inside: Client) -> None:
    choose(inside)
    before = address_on(inside)

    choose(inside, time="08:00", days=["6"], words="Evening page")

    assert address_on(inside) == before
    assert event_at(before)["SUMMARY"] == "Evening page"
    assert Feed.objects.count() == 1


def test_one_tap_stops_it_and_the_address_leads_nowhere(inside: Client) -> None:
    choose(inside)
    address = address_on(inside)
    page = inside.get("/reminders").content.decode()
    stopping = page.partition('action="/reminders/stop"')[2].partition("</form>")[0]

    response = inside.post("/reminders/stop", hidden(stopping))

    assert response["Location"] == "/reminders?saved=stop"
    assert Client().get(address).status_code == 404
    assert (
        "There are no more reminders."
        in inside.get(response["Location"]).content.decode()
    )
    assert address_on(inside) == ""


def test_a_new_reminder_after_stopping_has_a_new_address(inside: Client) -> None:
    choose(inside)
    old = address_on(inside)
    inside.post("/reminders/stop", {"key": "a"})

    choose(inside)

    assert address_on(inside) not in {"", old}
    assert Client().get(old).status_code == 404


def test_the_same_form_twice_sets_one_reminder(inside: Client) -> None:
    page = inside.get("/reminders").content.decode()
    fields = {**hidden(page.partition("<h1>")[2]), **CHOSEN}

    inside.post("/reminders", fields)
    first = address_on(inside)
    inside.post("/reminders", fields)

    assert address_on(inside) == first
    assert event_at(first)["SUMMARY"] == "Water the plants"


@pytest.mark.parametrize("at", ["21:00", "23:59", "00:00", "07:59"])
def test_the_night_is_quiet_unless_it_was_chosen(inside: Client, at: str) -> None:
    refused = choose(inside, time=at)

    assert refused.status_code == 422
    assert "It is quiet from 21:00 to 08:00" in refused.content.decode()
    assert Feed.objects.count() == 0
    assert choose(inside, time=at, night="on").status_code == 302
    assert Feed.objects.count() == 1


@pytest.mark.parametrize("at", ["08:00", "20:59"])
def test_the_day_needs_no_tick(inside: Client, at: str) -> None:
    assert choose(inside, time=at).status_code == 302


@pytest.mark.parametrize(
    "changed",
    [
        {"time": ""},
        {"time": "half past"},
        {"days": []},
        {"days": ["7"]},
        {"words": "x" * 61},
        {"words": "a\x00b"},
        {"key": ""},
        {"key": "x" * 65},
    ],
)
def test_what_cannot_be_is_refused_and_kept_on_the_page(
    inside: Client, changed: dict[str, Any]
) -> None:
    response = choose(inside, **changed)

    assert response.status_code == 422
    assert Feed.objects.count() == 0


def test_every_wrong_address_is_the_same_as_none(inside: Client) -> None:
    choose(inside)
    right = address_on(inside)
    outside = Client(raise_request_exception=False)
    wrong = (
        f"{right[:-5]}{'A' if right[-5] != 'A' else 'B'}.ics",
        "/feed/es.ics",
        "/feed/A.ics",
        f"/feed/{'A' * 32}.ics",
        f"/feed/{'A' * 500}.ics",
    )

    pages = {
        words_of(outside.get(address)).replace(address.encode(), b"")
        for address in wrong
    }

    assert {outside.get(address).status_code for address in wrong} == {404}
    assert len(pages) == 1


def test_a_spelling_that_stands_for_the_same_bytes_is_no_address() -> None:
    secret = feeds.new_secret(bytes(32), "a")

    assert feeds._key(secret) is not None
    assert feeds._key(secret.replace("_", "/").replace("-", "+") + "=") is None
    assert feeds._key("ñ" * 32) is None
    with pytest.raises(ValueError, match="not a secret"):
        feeds.put(b"", secret="short", person_id=Person().pk)


def test_a_copy_of_the_database_opens_nothing_and_says_nothing(inside: Client) -> None:
    choose(inside)
    secret = address_on(inside)[6:-4]
    person = Person.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT mark, owner, sealed FROM review_feed")
        mark, owner, sealed = cursor.fetchone()
    row = f"{mark} {owner}".encode() + bytes(sealed)

    assert b"plants" not in row
    assert b"VEVENT" not in row
    assert secret.encode() not in row
    assert person.pk.hex.encode() not in row
    assert len(bytes(sealed)) % feeds.BLOCK == len(bytes(sealed)) - feeds.BLOCK


def test_a_row_that_was_touched_is_no_calendar(inside: Client) -> None:
    choose(inside)
    row = Feed.objects.get()
    sealed = bytes(row.sealed)
    Feed.objects.update(sealed=sealed[:-1] + bytes((sealed[-1] ^ 1,)))

    assert (
        Client(raise_request_exception=False).get(address_on(inside)).status_code == 404
    )


def test_it_goes_when_the_person_goes_and_nobody_elses_does(inside: Client) -> None:
    choose(inside)
    mine = address_on(inside)
    bea = Client()
    begin(bea, name="Bea")
    choose(bea)
    theirs = address_on(bea)
    owners = {p.pk: feeds.is_of(p.pk, secret=mine[6:-4]) for p in Person.objects.all()}
    (gone,) = [pk for pk, is_mine in owners.items() if is_mine]

    erasing.delete(gone)

    assert Client(raise_request_exception=False).get(mine).status_code == 404
    assert Client().get(theirs).status_code == 200


def test_where_nothing_may_be_seen_outside_it_is_off_and_stops(inside: Client) -> None:
    choose(inside)
    address = address_on(inside)
    walker = Walker(inside, yes={"seen"})
    walker.walk()
    fetched = Client(raise_request_exception=False).get(address)
    inside.get("/check/end")
    inside.post("/check/end", {"do": "keep"})

    page = inside.get("/reminders").content.decode()

    assert fetched.status_code == 404, "at once, before any page of the weeks is opened"

    assert "Reminders are off for now." in page
    assert '<form method="post" action="/reminders"' not in page
    assert Client(raise_request_exception=False).get(address).status_code == 404
    assert inside.post("/reminders", CHOSEN).status_code == 200
    assert Feed.objects.count() == 0


def test_a_stranger_is_asked_to_unlock() -> None:
    for path in ("/reminders", "/reminders/stop"):
        response = Client().post(path, {"key": "a"})
        assert response["Location"].startswith("/unlock")


def test_in_spanish(inside: Client) -> None:
    inside.cookies["language"] = "es"
    page = inside.get("/reminders").content.decode()

    assert "<h1>Recordatorios</h1>" in page
    assert "lunes" in page
