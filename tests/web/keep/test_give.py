"""Giving answers away: off, asked once, and nothing but what the page shows."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from nearer.research.donation import read
from tests.web.accounts.people import NAME, PASSPHRASE
from tests.web.assess.walking import answer_all, begin_walk

pytestmark = pytest.mark.django_db(transaction=True)


def shown(client: Client, **data: str) -> str:
    page = client.post("/keep/give", data) if data else client.get("/keep/give")
    found = re.search(r"<pre[^>]*>(.*?)</pre>", page.content.decode(), re.DOTALL)
    return unescape(found[1]) if found else ""


def test_there_is_nothing_to_give_before_the_questions(inside: Client) -> None:
    assert shown(inside) == ""
    assert "first answer" in inside.get("/keep/give").content.decode()
    assert (
        inside.post("/keep/give", {"do": "take"})
        .headers["Content-Type"]
        .startswith("text/html")
    )


def test_the_file_is_what_the_page_showed(proved: Client) -> None:
    answer_all(proved, begin_walk(proved))
    seen = shown(proved, age="25-34", do="show")

    taken = proved.post("/keep/give", {"age": "25-34", "do": "take"})

    assert taken.headers["Content-Disposition"] == 'attachment; filename="answers.toml"'
    assert taken.content.decode() == seen
    gift = read(seen)
    assert gift.instrument == "two-fears"
    assert gift.age == "25-34"
    assert len(gift.answers) >= 8
    assert NAME not in seen
    assert not re.search(r"20\d\d-", seen), "no day"


def test_it_is_handed_over_only_after_the_passphrase(inside: Client) -> None:
    answer_all(inside, begin_walk(inside))

    answer = inside.post("/keep/give", {"age": "", "do": "take"})

    assert answer["Location"] == "/unlock/again?next=%2Fkeep%2Fgive"
    inside.post(answer["Location"], {"secret": PASSPHRASE})
    taken = inside.post("/keep/give", {"age": "", "do": "take"})
    assert taken.headers["Content-Disposition"] == 'attachment; filename="answers.toml"'


def test_it_is_asked_once(inside: Client) -> None:
    answer_all(inside, begin_walk(inside))
    assert "/keep/give" in inside.get("/map").content.decode()

    inside.post("/keep/give", {"do": "no"})

    assert "/keep/give" not in inside.get("/map").content.decode()
    assert "/keep/give" in inside.get("/keep").content.decode(), "it can still be found"


def test_an_age_that_is_none_is_refused(inside: Client) -> None:
    answer_all(inside, begin_walk(inside))

    page = inside.post("/keep/give", {"age": "7", "do": "take"})

    assert page.status_code == 422
    assert "attachment" not in page.headers.get("Content-Disposition", "")


def test_the_map_names_the_method(inside: Client) -> None:
    answer_all(inside, begin_walk(inside))

    assert "graded-1/two-fears-1-provisional" in inside.get("/map").content.decode()
