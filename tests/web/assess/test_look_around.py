from __future__ import annotations

import pytest
from django.test import Client

from nearer.accounts import looking
from nearer.accounts.models import Person
from nearer.diary.models import Row
from nearer.readings.sitting import sittings
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import begin, diary
from tests.web.assess.walking import answer, answer_all, begin_walk, hidden

pytestmark = pytest.mark.django_db


def look(client: Client) -> str:
    return begin_walk(client, "/look")


def test_the_questions_are_answered_and_nothing_is_stored(client: Client) -> None:
    end = answer_all(client, look(client))

    assert end == "/map"
    assert "Fear of being left" in client.get("/map").content.decode()
    assert not Row.objects.exists()
    assert not Person.objects.exists()


def test_it_says_that_nothing_is_kept(client: Client) -> None:
    page = client.get("/look").content.decode()

    assert "This is a look around" in page


def test_the_map_offers_to_keep_the_answers_or_leave_no_trace(client: Client) -> None:
    answer_all(client, look(client))

    page = client.get("/map").content.decode()

    assert "Keep these answers" in page
    assert "Leave no trace" in page
    assert page.count('class="button primary"') == 1


def test_leaving_no_trace_leaves_none(client: Client) -> None:
    answer(client, look(client), "4")

    response = client.post("/look/forget")

    assert response["Location"] == "/"
    assert not client.cookies["look"].value
    assert client.get("/map")["Location"].startswith("/unlock")


def test_beginning_can_take_the_answers_along(client: Client, clock: Clock) -> None:
    answer_all(client, look(client))

    begin(client, keep_look="on")

    (sitting,) = sittings(diary(client, clock).entries())
    assert len(sitting.given) >= 8
    assert "Keep these answers" not in client.get("/map").content.decode()


def test_one_can_go_back_and_change_an_answer(client: Client) -> None:
    url = look(client)
    answer(client, url, "4")

    assert answer(client, "/questions/1", "2")["Location"] == "/questions/2"
    assert 'value="2" checked' in client.get("/questions/1").content.decode()


def test_the_other_questions_can_be_looked_at_too(client: Client) -> None:
    answer_all(client, look(client))

    end = answer_all(client, begin_walk(client, "/closeness"), lambda _: "5")

    assert end == "/map"
    assert "Feelings" in client.get("/map").content.decode()


def test_a_look_that_outgrows_the_cookies_leads_to_begin(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = look(client)
    monkeypatch.setattr(looking, "_PIECE", 50)

    assert answer(client, url, "1")["Location"] == "/begin"


def test_who_is_inside_needs_no_look_around(inside: Client) -> None:
    assert inside.get("/look")["Location"] == "/questions"
    assert "look" not in inside.cookies


def test_a_form_of_a_locked_diary_does_not_end_up_in_a_look_around(
    inside: Client, clock: Clock
) -> None:
    url = begin_walk(inside)
    form = hidden(inside.get(url).content.decode()) | {"answer": "4"}
    clock.go(minutes=11)
    look(inside)

    response = inside.post(url, form)

    assert response["Location"].startswith("/unlock")


def test_forgetting_by_a_link_is_refused(client: Client) -> None:
    assert client.get("/look/forget").status_code == 405
