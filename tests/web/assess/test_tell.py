"""Closeness, habits and roots: told, not measured; roots with a way out everywhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from nearer.content import catalogue
from nearer.diary.access import Diary
from nearer.readings.sitting import sittings
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import PASSPHRASE
from tests.web.assess.walking import answer, answer_all, begin_walk, hidden

pytestmark = pytest.mark.django_db
Own = Callable[[], Diary]
ROOTS_OFFERED = 'href="/roots"'


@pytest.mark.parametrize(
    ("path", "end"), [("/closeness", "/map"), ("/habits", "/map"), ("/roots", "/roots")]
)
def test_every_walk_is_asked_in_its_order_to_the_end(
    inside: Client, own: Own, path: str, end: str
) -> None:
    assert answer_all(inside, begin_walk(inside, path), lambda _: "2") == end

    instrument = catalogue().instruments[path[1:]]
    (sitting,) = sittings(own().entries())
    assert tuple(sitting.answers) == instrument.item_ids
    assert sitting.closed == "exhausted"


def test_numbers_are_kept_as_the_option_they_stand_for(
    inside: Client, own: Own
) -> None:
    answer(inside, begin_walk(inside, "/closeness"), "0")

    (sitting,) = sittings(own().entries())
    assert list(sitting.answers.values()) == [1]  # the first of eleven options


def test_numbers_are_shown_with_their_ends_named(inside: Client) -> None:
    page = inside.get(begin_walk(inside, "/closeness")).content.decode()

    assert page.count('type="radio"') == 11
    assert "0: not at all" in page


def test_the_first_page_says_why_and_what_happens_with_the_answers(
    inside: Client,
) -> None:
    page = inside.get("/roots").content.decode()

    notes = catalogue().instruments["roots"].words["en"].notes
    assert notes["before"] in page
    assert notes["why"] in page
    assert notes["after"] in page


def test_every_hard_question_has_skip_not_today_and_stop(inside: Client) -> None:
    page = inside.get(begin_walk(inside, "/roots")).content.decode()

    for act in ("skip", "later", "stop"):
        assert f'name="act" value="{act}"' in page


def test_it_ends_with_a_word_of_thanks(inside: Client) -> None:
    end = answer_all(inside, begin_walk(inside, "/roots"), lambda _: "1")

    notes = catalogue().instruments["roots"].words["en"].notes
    assert notes["done"] in inside.get(end).content.decode()


def leave(client: Client, act: str) -> None:
    answer_all(client, begin_walk(client), lambda _: "3")
    url = begin_walk(client, "/roots")
    form = hidden(client.get(url).content.decode())
    response = client.post(url, form | {"act": act})
    assert response["Location"] == "/map"


def test_not_today_is_not_brought_up_today_and_again_tomorrow(
    inside: Client, clock: Clock
) -> None:
    leave(inside, "later")
    today = inside.get("/map").content.decode()

    clock.go(days=1)
    inside.post("/unlock", {"secret": PASSPHRASE})

    assert ROOTS_OFFERED not in today
    assert ROOTS_OFFERED in inside.get("/map").content.decode()


def test_after_stop_they_are_not_brought_up_again(
    inside: Client, own: Own, clock: Clock
) -> None:
    leave(inside, "stop")
    clock.go(days=30)
    inside.post("/unlock", {"secret": PASSPHRASE})

    assert ROOTS_OFFERED not in inside.get("/map").content.decode()
    assert sittings(own().entries())[-1].closed == "stopped"


def test_stopping_twice_is_written_once(inside: Client, own: Own) -> None:
    url = begin_walk(inside, "/roots")
    form = hidden(inside.get(url).content.decode())

    inside.post(url, form | {"act": "stop"})
    before = len(own().entries())
    inside.post(url, form | {"act": "stop", "key": "another"})

    assert len(own().entries()) == before
