from __future__ import annotations

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import Client, RequestFactory, override_settings

from nearer.web.views import leave
from tests.web.test_layout import Page


def test_leaving_empties_the_browser_and_goes_elsewhere(house: Client) -> None:
    house.cookies["look"] = "sealed"
    house.cookies["tz"] = "Europe/Madrid"
    answer = house.post("/leave")

    assert answer.status_code == 200
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer.cookies["look"]["max-age"] == 0
    assert answer.cookies["tz"]["max-age"] == 0
    assert b'http-equiv="refresh" content="0; url=https://www.wikipedia.org/"' in (
        answer.content
    )


def test_what_is_left_on_the_screen_is_empty(house: Client) -> None:
    words = house.post("/leave").content.decode()

    assert words.endswith("<body></body></html>\n")
    assert "<title>…</title>" in words


@pytest.mark.usefixtures("house")
def test_leaving_never_asks_for_a_valid_form() -> None:
    strict = Client(enforce_csrf_checks=True)

    assert strict.post("/leave").status_code == 200


def test_another_site_cannot_make_one_leave(house: Client) -> None:
    theirs = house.post("/leave", headers={"sec-fetch-site": "cross-site"})
    own = house.post("/leave", headers={"sec-fetch-site": "same-origin"})

    assert "Clear-Site-Data" not in theirs
    assert "Clear-Site-Data" in own


@pytest.mark.usefixtures("house")
def test_leaving_ends_the_session(rf: RequestFactory) -> None:
    request = rf.post("/leave")
    request.session = SessionStore()
    request.session["open"] = "yes"

    leave(request)

    assert request.session.is_empty()


def test_one_can_leave_to_another_place(house: Client) -> None:
    with override_settings(LEAVE_TO="https://weather.example/"):
        page = Page(house.get("/components").content)
        answer = house.post("/leave")

    assert page.all("form", action="/leave")[0]["data-leave-to"] == (
        "https://weather.example/"
    )
    assert b"url=https://weather.example/" in answer.content


def test_what_leaving_does_is_explained_before_it_is_needed(house: Client) -> None:
    words = house.get("/leave").content.decode()

    assert "Shift key, three times within five seconds" in words
    assert "What it cannot do" in words


def test_staying_answers_without_a_page(house: Client) -> None:
    assert house.post("/stay").status_code == 204
    assert house.get("/stay").status_code == 405
