from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from nearer.diary.access import Diary
from nearer.entries import Answered, SittingClosed, SittingOpened
from nearer.readings.sitting import sittings
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import PASSPHRASE, begin
from tests.web.assess.walking import answer, answer_all, begin_walk, hidden

pytestmark = pytest.mark.django_db
Own = Callable[[], Diary]


def of_kind(own: Own, kind: type) -> list[object]:
    return [entry for entry in own().entries() if isinstance(entry, kind)]


def given(own: Own) -> dict[str, int | None]:
    return sittings(own().entries())[-1].answers


def test_a_page_asks_one_thing(inside: Client) -> None:
    page = inside.get(begin_walk(inside)).content.decode()

    assert page.count("<h1") == page.count("<fieldset") == page.count("<legend") == 1
    assert page.count('type="radio"') == 5
    assert "<title>Questions – Notes</title>" in page


def test_before_the_first_one_it_says_how_long_it_takes(inside: Client) -> None:
    page = inside.get("/questions").content.decode()

    assert "About 4 minutes" in page
    assert page.count("<h1") == 1


def test_an_answer_is_kept_and_the_next_question_follows(
    inside: Client, own: Own
) -> None:
    url = begin_walk(inside)

    response = answer(inside, url, "4")

    assert response["Location"] == "/questions/2"
    assert list(given(own).values()) == [4]


def test_answers_lead_to_the_map_and_end_the_sitting(inside: Client, own: Own) -> None:
    end = answer_all(inside, begin_walk(inside))

    assert end == "/map"
    assert len(of_kind(own, SittingClosed)) == 1
    assert sittings(own().entries())[-1].closed in {"precise", "limit"}


def test_no_answer_is_said_plainly_and_nothing_is_lost(
    inside: Client, own: Own
) -> None:
    url = answer(inside, begin_walk(inside), "2")["Location"]
    before = hidden(inside.get(url).content.decode())

    response = inside.post(url, before)

    page = response.content.decode()
    assert response.status_code == 422
    assert 'class="summary"' in page
    assert 'href="#answer_1"' in page
    assert hidden(page)["item"] == before["item"]
    assert len(given(own)) == 1


@pytest.mark.parametrize("value", ["0", "6", "-1", "3.0", "x", "３"])
def test_an_answer_that_is_not_on_the_page_is_refused(
    inside: Client, own: Own, value: str
) -> None:
    response = answer(inside, begin_walk(inside), value)

    assert response.status_code == 422
    assert given(own) == {}


@pytest.mark.parametrize(
    "changed",
    [
        {"item": "no-such-item"},
        {"item": ""},
        {"sitting": "no uuid"},
        {"sitting": str(uuid4())},
        {"key": ""},
        {"key": "k" * 65},
    ],
)
def test_a_form_that_fits_nothing_writes_nothing(
    inside: Client, own: Own, changed: dict[str, str]
) -> None:
    response = answer(inside, begin_walk(inside), "3", **changed)

    assert response["Location"] == "/questions"
    assert given(own) == {}


def test_a_stranger_cannot_write_into_someone_elses_sitting(
    inside: Client, own: Own
) -> None:
    url = begin_walk(inside)
    sitting = hidden(inside.get(url).content.decode())["sitting"]
    bea = Client()
    begin(bea, name="Bea")
    begin_walk(bea)

    response = answer(bea, "/questions/1", "5", sitting=sitting)

    assert response["Location"] == "/questions"
    assert given(own) == {}


@pytest.mark.parametrize("path", ["/questions", "/questions/1", "/map", "/closeness"])
def test_who_is_signed_out_is_asked_to_unlock(path: str) -> None:
    signed_out = Client()

    assert signed_out.get(path)["Location"].startswith("/unlock")
    assert signed_out.post(path).status_code in {302, 405}


def test_a_double_click_writes_once(inside: Client, own: Own) -> None:
    url = begin_walk(inside)
    form = hidden(inside.get(url).content.decode()) | {"answer": "4"}

    first, second = inside.post(url, form), inside.post(url, form)

    assert first["Location"] == second["Location"] == "/questions/2"
    assert len(of_kind(own, Answered)) == 1


def test_a_double_click_on_begin_opens_one_sitting(inside: Client, own: Own) -> None:
    form = hidden(inside.get("/questions").content.decode())

    inside.post("/questions", form)
    inside.post("/questions", form)

    assert len(of_kind(own, SittingOpened)) == 1


def test_beginning_in_a_second_tab_goes_on_with_the_first(
    inside: Client, own: Own
) -> None:
    answer(inside, begin_walk(inside), "4")

    assert begin_walk(inside) == "/questions/2"
    assert len(of_kind(own, SittingOpened)) == 1


def test_beginning_without_the_pages_key_is_refused(inside: Client, own: Own) -> None:
    assert inside.post("/questions", {}).status_code == 422
    assert inside.post("/questions", {"key": "k" * 65}).status_code == 422
    assert of_kind(own, SittingOpened) == []


def test_the_same_answer_from_two_tabs_is_written_once(
    inside: Client, own: Own
) -> None:
    url = begin_walk(inside)
    one = hidden(inside.get(url).content.decode()) | {"answer": "4"}
    other = hidden(inside.get(url).content.decode()) | {"answer": "4"}

    inside.post(url, one)
    inside.post(url, other)

    assert one["key"] != other["key"]
    assert len(of_kind(own, Answered)) == 1


def test_going_back_shows_the_answer_and_changing_it_keeps_the_later_ones(
    inside: Client, own: Own
) -> None:
    url = begin_walk(inside)
    for value in ("4", "2", "5"):
        url = str(answer(inside, url, value)["Location"])
    items = list(given(own))

    page = inside.get("/questions/1").content.decode()
    back_to = answer(inside, "/questions/1", "1")["Location"]

    assert 'value="4" checked' in page
    assert back_to == "/questions/4"
    assert list(given(own).items()) == list(zip(items, (1, 2, 5), strict=True))


def test_back_leads_through_the_questions_to_the_beginning(inside: Client) -> None:
    url = begin_walk(inside)
    second = answer(inside, url, "4")["Location"]

    assert 'href="/questions/1"' in inside.get(second).content.decode()
    assert 'href="/questions"' in inside.get("/questions/1").content.decode()


def test_skipping_is_kept_as_skipped(inside: Client, own: Own) -> None:
    url = begin_walk(inside)
    form = hidden(inside.get(url).content.decode())

    response = inside.post(url, form | {"act": "skip"})

    assert response["Location"] == "/questions/2"
    assert list(given(own).values()) == [None]


def test_a_skipped_question_can_be_answered_after_all(inside: Client, own: Own) -> None:
    url = begin_walk(inside)
    inside.post(url, hidden(inside.get(url).content.decode()) | {"act": "skip"})

    answer(inside, url, "2")

    assert list(given(own).values()) == [2]


@pytest.mark.parametrize("number", [0, 3, 99])
def test_a_question_whose_turn_has_not_come_leads_to_the_one_that_has(
    inside: Client, number: int
) -> None:
    answer(inside, begin_walk(inside), "4")

    assert inside.get(f"/questions/{number}")["Location"] == "/questions/2"


def test_one_goes_on_where_one_stopped(inside: Client, clock: Clock) -> None:
    url = str(answer(inside, begin_walk(inside), "4")["Location"])
    asked = hidden(inside.get(url).content.decode())["item"]

    clock.go(days=3)
    inside.post("/unlock", {"secret": PASSPHRASE})

    page = inside.get("/questions").content.decode()
    assert "You are where you stopped" in page
    assert begin_walk(inside) == url
    assert hidden(inside.get(url).content.decode())["item"] == asked


def test_after_two_weeks_one_begins_anew(
    inside: Client, own: Own, clock: Clock
) -> None:
    answer(inside, begin_walk(inside), "4")

    clock.go(days=15)
    inside.post("/unlock", {"secret": PASSPHRASE})

    assert begin_walk(inside) == "/questions/1"
    assert len(of_kind(own, SittingOpened)) == 2


def test_an_answer_that_is_sent_after_the_lock_fell_is_kept(
    inside: Client, own: Own, clock: Clock
) -> None:
    url = begin_walk(inside)
    form = hidden(inside.get(url).content.decode()) | {"answer": "4"}
    clock.go(minutes=11)

    inside.post(url, form)
    after = inside.post("/unlock", {"secret": PASSPHRASE})

    assert after["Location"] == "/questions/2"
    assert list(given(own).values()) == [4]


def test_a_swap_brings_the_question_alone(inside: Client) -> None:
    url = begin_walk(inside)

    response = inside.get(url, headers={"hx-request": "true"})

    assert "<html" not in response.content.decode()
    assert response["HX-Push-Url"] == url


def test_the_end_of_a_swap_is_a_whole_page(inside: Client) -> None:
    end = answer_all(inside, begin_walk(inside))
    last = hidden(inside.get("/questions/1").content.decode()) | {"answer": "2"}

    response = inside.post("/questions/1", last, headers={"hx-request": "true"})

    assert response.headers["HX-Redirect"] == end


def test_after_the_end_one_may_answer_anew(inside: Client, own: Own) -> None:
    answer_all(inside, begin_walk(inside))

    page = inside.get("/questions").content.decode()

    assert "You answered these on" in page
    assert begin_walk(inside) == "/questions/1"
    assert len(of_kind(own, SittingOpened)) == 2


def test_no_address_or_page_of_it_may_be_stored_by_the_browser(inside: Client) -> None:
    response = inside.get(begin_walk(inside))

    assert "no-store" in response["Cache-Control"]
