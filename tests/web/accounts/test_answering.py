"""A page that answers a form is led to: no browser keeps what was sent for it."""

from __future__ import annotations

import re

import pytest
from django.db import OperationalError
from django.test import Client

from nearer.accounts import keeping
from nearer.accounts.models import Draft, Kept
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import PASSPHRASE, begin, fields

pytestmark = pytest.mark.django_db
HERE = "/settings/name"
TOO_LONG = "Canary-Heft äß " * 9
NAVIGATE = {"Sec-Fetch-Mode": "navigate"}


@pytest.fixture(autouse=True)
def _begun(client: Client) -> None:
    begin(client)


def send(client: Client, *, at: str = HERE, **headers: str) -> str:
    """Send what is refused; return where the browser is led."""
    typed = {"title": TOO_LONG, "icon": "list"}
    answer = client.post(at, typed, headers=NAVIGATE | headers)
    assert answer.status_code == 302, answer
    assert answer.content == b""
    return answer["Location"]


def shows(client: Client, address: str) -> bool:
    return TOO_LONG.strip() in client.get(address).content.decode()


def test_what_was_refused_is_there_with_the_reason(client: Client) -> None:
    straight = client.post(HERE, {"title": TOO_LONG, "icon": "list"})
    led = client.get(send(client))

    assert straight.status_code == led.status_code == 422
    assert TOO_LONG.strip() in led.content.decode()
    assert 'class="wrong"' in led.content.decode()
    headers = [dict(answer.headers) for answer in (straight, led)]
    for each in headers:
        each.pop("Content-Length", None)
        each["Vary"] = ", ".join(sorted(each["Vary"].split(", ")))
    assert headers[0] == headers[1]


def test_it_is_still_there_when_the_page_is_asked_for_anew(client: Client) -> None:
    where = send(client)

    assert shows(client, where)
    assert shows(client, where)
    assert not shows(client, HERE)


def test_what_stood_behind_the_question_mark_stays(client: Client) -> None:
    before = Kept.objects.count()
    once = send(client, at=f"{HERE}?from=map")
    twice = send(client, at=once)

    assert once.startswith(f"{HERE}?from=map&again=")
    assert twice.startswith(f"{HERE}?from=map&again=")
    assert once != twice
    assert shows(client, twice)
    assert not shows(client, once)
    assert Kept.objects.count() == before + 1, "only the last answer"


def test_it_stands_at_its_own_address_only(client: Client) -> None:
    mark = send(client).partition("?")[2]

    assert not shows(client, f"/settings?{mark}")
    assert not shows(client, f"{HERE}?again=made-up")
    assert (
        client.post(f"{HERE}?{mark}", {"title": "Recipes", "icon": "list"})["Location"]
        == "/settings?saved"
    )


def test_nobody_else_sees_it(client: Client) -> None:
    where = send(client)
    bea = Client()
    begin(bea, name="Bea")
    assert not shows(bea, where)

    bea.cookies["answer"] = client.cookies["answer"].value
    assert not shows(bea, where)


def test_a_lock_closes_it_and_unlocking_opens_it(client: Client) -> None:
    where = send(client)
    client.post("/lock")
    assert not shows(client, where)

    client.post("/unlock", {"secret": PASSPHRASE})
    assert shows(client, where)


def test_it_is_kept_for_ten_minutes(client: Client, clock: Clock) -> None:
    where = send(client)
    clock.go(minutes=9)
    assert shows(client, where)
    clock.go(minutes=2)

    assert not shows(client, where)


def test_leaving_takes_it_away(client: Client) -> None:
    send(client)
    client.post("/leave")

    assert not Kept.objects.exists()


def test_once_something_was_written_it_is_not_shown_any_more(client: Client) -> None:
    where = send(client)
    assert shows(client, where)

    client.post("/write", {"text": "in another tab", "key": "k"})

    assert not shows(client, where)


def test_once_the_private_questions_were_answered_it_is_not_shown_any_more(
    client: Client,
) -> None:
    """It could offer a step, say, that was put off just now."""
    where = send(client)
    client.post("/check/1", {"do": "stop", "a1": "1"})

    assert not shows(client, where)


def test_what_stands_behind_the_passphrase_is_shown_once(client: Client) -> None:
    client.post("/unlock/again", {"secret": PASSPHRASE, "next": "/keep"})
    typed = {"form": "no such file"}
    where = client.post("/keep/out", typed, headers=NAVIGATE)["Location"]

    assert client.get(where).status_code == 422
    assert client.get(where).status_code == 200, "the page as it is when it is opened"


def test_a_recovery_code_is_not_shown_again_once_it_is_kept() -> None:
    person = Client()
    person.post("/begin", fields(name="Bea"))
    assert person.get("/begin/code").status_code == 200
    first = person.post("/begin/code", headers=NAVIGATE)["Location"]
    again = person.post("/begin/code", headers=NAVIGATE)["Location"]
    assert "data-words" in person.get(again).content.decode()
    person.post("/begin/code", {"kept": "on"}, headers=NAVIGATE)

    assert person.get(first)["Location"] == "/settings"
    assert person.get(again)["Location"] == "/settings"


def test_its_forms_work_after_a_lock(client: Client, clock: Clock) -> None:
    clock.go(minutes=1)
    where = send(client)
    clock.go(minutes=8)
    client.post("/lock")
    client.post("/unlock", {"secret": PASSPHRASE})
    page = client.get(where).content.decode()
    tokens = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page))
    client.handler.enforce_csrf_checks = True

    assert len(tokens) == 1
    typed = {"title": "Recipes", "icon": "list", "csrfmiddlewaretoken": tokens.pop()}
    assert client.post(HERE, typed).status_code == 302


@pytest.mark.parametrize("address", ["//elsewhere.example/x", "/a%0Ab%3Fc%23d", "/ñ"])
def test_it_leads_nowhere_else(client: Client, address: str) -> None:
    led = client.post(address, headers=NAVIGATE, secure=False)["Location"]

    assert re.match(r"/(?!/)[^#\n]*\?again=[\w-]+$", led), led
    assert client.get(led).status_code == 404


def test_the_database_knows_none_of_the_words(client: Client) -> None:
    send(client)

    rows = [bytes(row) for row in Kept.objects.values_list("sealed", flat=True)]
    assert max(map(len, rows)) > 16_000, "the page is there, sealed"
    assert not any(b"Canary" in row or b"wrong" in row for row in rows)


def test_a_script_gets_its_answer_straight(client: Client) -> None:
    typed = {"title": TOO_LONG, "icon": "list"}
    headers = {"Sec-Fetch-Mode": "same-origin", "HX-Request": "true"}

    assert client.post(HERE, typed, headers=headers).status_code == 422
    assert client.post(HERE, typed).status_code == 422
    assert "answer" not in client.cookies


def test_a_draft_stays_while_its_form_is_refused(client: Client) -> None:
    client.post("/draft", {"at": HERE, "fields": '[["title", "Canary"]]'})
    send(client)

    assert Draft.objects.count() == 1


@pytest.mark.parametrize("failing_step", ["put", "drop"])
def test_on_a_full_disk_the_answer_is_seen_all_the_same(
    client: Client, monkeypatch: pytest.MonkeyPatch, failing_step: str
) -> None:
    def failing(*_: object, **__: object) -> str:
        said = "database or disk is full"
        raise OperationalError(said)

    monkeypatch.setattr(keeping, failing_step, failing)
    typed = {"title": TOO_LONG, "icon": "list"}
    answer = client.post(HERE, typed, headers=NAVIGATE)

    assert answer.status_code == 422
    assert TOO_LONG.strip() in answer.content.decode()
