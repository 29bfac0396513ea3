"""What is another person's looks the same as what is not there."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nearer.accounts import cookies
from nearer.entries import Unknown
from tests.access.addresses import UNKNOWN_ID, routes
from tests.access.answers import Answer, faults_of, words_of
from tests.access.people import browser, settled, undone
from tests.access.test_matrix import stored
from tests.canary import lives
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import PASSPHRASE
from tests.web.assess.walking import hidden
from tests.web.us.pairs import linked

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # two diaries are begun

NOT_THERE = ("/not-there", "/help/not-there")
SECRETS = {*cookies.SECRETS, cookies.PAGES} - {cookies.STEP}
"""Who holds a step is half way in: the code is still asked for, of anyone."""
BEHIND_COOKIES = (
    "/settings",
    "/settings/second",
    "/keep/out",
    "/keep/in/look",
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


def fill(ana: Client) -> str:
    """Let the browser hold every cookie there is, with something behind each.

    Return where a page stands that answered a form.
    """
    ana.post("/check/1", {"do": "skip"})
    ana.post("/unlock/again", {"secret": PASSPHRASE, "next": "/keep"})
    ana.get("/settings/second")
    export = ana.post("/keep/out", {"form": "whole", "plain": "yes"}).content
    ana.post("/keep/in", {"file": SimpleUploadedFile("notes.json", export)})
    led = ana.post("/settings/name", headers={"Sec-Fetch-Mode": "navigate"})
    key = ana.cookies.pop("key")
    ana.post("/settings/look", {"language": "en"})
    ana.cookies["key"] = key
    return str(led["Location"])


OF_WHAT = {
    "page_id": "Wrote",
    "notice_id": "UrgeNoticed",
    "bond_id": "BondLaid",
    "script_id": "ScriptWritten",
    "moment_id": "MomentBegan",
    "plan_id": "StepPlanned",
}
"""What stands at an address with an id; a new kind of id needs its line."""


def test_an_address_of_anothers_is_as_empty_as_one_of_nobodys(clock: Clock) -> None:
    """For whoever is linked with her, and for whoever was."""
    pair = linked(clock)
    own = pair.diary_of("Ana")
    own.append(*lives.of_every_kind())
    ids = {
        type(entry).__name__: str(entry.id)
        for entry in own.entries()
        if not isinstance(entry, Unknown)
    }
    places = [
        (route.address, route.address.replace(UNKNOWN_ID, ids[OF_WHAT[found[1]]]))
        for route in routes()
        if (found := re.search(r"<uuid:(\w+)>", route.pattern))
    ]

    def answers(client: Client, address: str) -> list[Answer]:
        with undone(client):
            return [client.get(address), client.post(address)]

    hers = [answers(pair.ana, address) for _, address in places]
    opened = [any(one.status_code in {200, 422} for one in both) for both in hers]
    assert sum(opened) > len(places) / 2, "she herself has something there"
    told = []
    for way in ("linked", "left"):
        if way == "left":
            pair.ben.post("/us/mine", {"way": "silent"})
        for nobodys, theirs in places:
            parts = zip(theirs.split("/"), nobodys.split("/"), strict=True)
            asked = next((one, other) for one, other in parts if one != other)
            both = zip(
                answers(pair.ben, nobodys), answers(pair.ben, theirs), strict=True
            )
            told += [
                (way, theirs)
                for one, other in both
                if not same(one, _renamed(other, *asked))
            ]

    assert told == []


def test_someone_elses_cookie_opens_what_a_made_up_one_opens() -> None:
    ana, bea = settled("Ana"), settled("Bea")
    led = fill(ana)
    told = []
    for name in sorted(SECRETS):
        stolen = ana.cookies[name].value
        assert len(stolen) > 40, name
        for address in (*BEHIND_COOKIES, led):
            answers = []
            for value in (stolen, "A" * len(stolen)):
                with undone(bea):
                    bea.cookies[name] = value
                    answers.append(bea.get(address))
            if not same(*answers):
                told.append((name, address))

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
    if "Location" in response:
        response["Location"] = response["Location"].replace(typed, instead)
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
