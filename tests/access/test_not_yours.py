"""What is another person's looks the same as what is not there."""

from __future__ import annotations

import pytest
from django.test import Client

from nearer.accounts import cookies
from tests.access.addresses import UNKNOWN_ID
from tests.access.answers import Answer, faults_of, words_of
from tests.access.people import browser, settled, undone
from tests.access.test_matrix import stored
from tests.web.assess.walking import hidden

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # two diaries are begun

NOT_THERE = ("/not-there", "/help/not-there")
SECRETS = (*cookies.SECRETS, cookies.PAGES)
BEHIND_COOKIES = (
    "/settings",
    "/begin/code",
    "/check/2",
    "/check/end",
    "/unlock",
    "/map",
)


def same(one: Answer, other: Answer) -> bool:
    headers = [dict(response.headers) for response in (one, other)]
    assert faults_of(one) == faults_of(other) == []
    return (
        one.status_code == other.status_code
        and headers[0] == headers[1]
        and words_of(one) == words_of(other)
    )


@pytest.mark.parametrize(
    "act", [{"answer": "3"}, {"act": "skip"}, {"act": "stop"}, {"act": "later"}, {}]
)
def test_an_answer_into_someone_elses_sitting(act: dict[str, str]) -> None:
    ana, bea = settled("Ana"), settled("Bea")
    form = hidden(ana.get("/questions/5").content.decode())
    assert form["sitting"]
    before = stored()["rows"]

    theirs = bea.post("/questions/5", form | act)
    nobodys = bea.post("/questions/5", form | act | {"sitting": UNKNOWN_ID})

    assert same(theirs, nobodys)
    assert stored()["rows"] == before


@pytest.mark.parametrize("name", SECRETS)
def test_someone_elses_cookie_opens_what_a_made_up_one_opens(name: str) -> None:
    ana, bea = settled("Ana"), settled("Bea")
    ana.post("/check/1", {"do": "skip"})
    stolen = ana.cookies[name].value if name in ana.cookies else "A" * 43
    told = []
    for address in BEHIND_COOKIES:
        answers = []
        for value in (stolen, "A" * len(stolen)):
            with undone(bea):
                bea.cookies[name] = value
                answers.append(bea.get(address))
        if not same(*answers):
            told.append(address)

    assert told == []


def test_a_form_held_for_one_person_is_not_answered_for_another(client: Client) -> None:
    """Two people share a browser; the second unlocks after the first one's form."""
    ana, bea = settled("Ana"), settled("Bea")
    form = hidden(ana.get("/questions/5").content.decode()) | {"answer": "3"}
    del ana.cookies["key"]
    assert "held" in ana.post("/questions/5", form).cookies
    before = stored()["rows"]

    bea.cookies["held"] = ana.cookies["held"].value
    bea.post("/lock")
    answered = bea.post(
        "/unlock?other", {"name": "Bea", "secret": "barn clay drum echo"}
    )

    assert answered.status_code == 302
    assert stored()["rows"] == before
    assert client.get("/map").status_code == 302


def test_a_name_that_is_here_and_one_that_is_not() -> None:
    settled("Ana")
    one, other = (
        browser().post("/unlock", {"name": name, "secret": "wrong words here"})
        for name in ("Ana", "Eva")
    )

    assert same(one, _renamed(other, "Eva", "Ana"))


def _renamed(response: Answer, typed: str, instead: str) -> Answer:
    response.content = response.content.replace(typed.encode(), instead.encode())
    return response


def test_a_wrong_code_for_a_name_that_is_here_and_one_that_is_not() -> None:
    settled("Ana")
    words = {
        "code": "-".join(["ABCDE"] * 5),
        "passphrase": "barn clay drum fern",
        "again": "barn clay drum fern",
    }
    one, other = (
        browser().post("/recover", words | {"name": name}) for name in ("Ana", "Eva")
    )

    assert same(one, _renamed(other, "Eva", "Ana"))


@pytest.mark.parametrize("who", ["Ana", ""])
@pytest.mark.parametrize(
    "address", ["/check/0", "/check/999", "/help/zz", "/nowhere", "/admin/", "/help/"]
)
def test_what_is_not_there_is_one_page(who: str, address: str) -> None:
    client = settled(who) if who else browser()
    response, reference = (
        client.get(address),
        client.get(NOT_THERE[address.startswith("/help")]),
    )
    if response.status_code == 302:  # the door comes before the room
        assert response["Location"].startswith("/unlock?")
        return

    assert (response.status_code, reference.status_code) == (404, 404)
    asked = reference.wsgi_request.path
    assert words_of(response) == words_of(_renamed(reference, asked, address))
