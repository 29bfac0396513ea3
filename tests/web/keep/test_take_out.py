from __future__ import annotations

import io
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.test import Client

from nearer.content import catalogue
from nearer.diary.access import Diary
from nearer.entries import Answered, Began, SafetyAnswered, SittingOpened
from nearer.keep import document, locking
from tests.keep.aged import locked
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import PASSPHRASE, begin, diary
from tests.web.help.walking import Walker

pytestmark = pytest.mark.django_db
LOCK = "salt wind tree loaf"
FEW_TICKS = 4
"""If nothing went on, there would be one or two."""


def take(client: Client, form: str = "whole", **more: str) -> Any:
    return client.post("/keep/out", {"form": form, "plain": "yes"} | more)


def told(client: Client, clock: Clock) -> Diary:
    """Have answered one question, and the private ones, and kept those."""
    mine = diary(client, clock)
    began = mine.entries()[0]
    assert isinstance(began, Began)
    at, day = began.at, began.day
    asked = catalogue().instruments["two-fears"]
    opened = SittingOpened(
        id=mine.space_id,
        at=at,
        day=day,
        instrument=asked.id,
        form=asked.binding,
        seed=1,
    )
    answer = Answered(
        id=mine.safety.space_id,
        at=at,
        day=day,
        sitting=opened.id,
        item=asked.items[0].id,
        value=5,
    )
    mine.append(opened, answer)
    Walker(client).walk()
    client.post("/check/end", {"do": "keep"})
    return diary(client, clock)


def test_the_whole_file_holds_every_entry_and_nothing_private(
    proved: Client, clock: Clock
) -> None:
    mine = told(proved, clock)

    response = take(proved)

    assert response.status_code == 200
    assert response["Content-Disposition"] == (
        'attachment; filename="notes-2026-03-01.json"'
    )
    assert response["Cache-Control"] == "no-store"
    found = document.read(response.content)
    assert found.entries == mine.entries()
    assert found.private == ()
    assert b"safety" not in response.content


def test_the_private_questions_only_when_asked_for_by_name(
    proved: Client, clock: Clock
) -> None:
    mine = told(proved, clock)
    kept = mine.safety.entries()
    assert any(isinstance(entry, SafetyAnswered) for entry in kept)

    assert document.read(take(proved, private="on").content).private == kept


@pytest.mark.parametrize("form", ["read", "tables"])
def test_other_forms_leave_the_private_questions_out_too(
    proved: Client, clock: Clock, form: str
) -> None:
    told(proved, clock)

    without, with_them = take(proved, form), take(proved, form, private="on")

    assert len(with_them.content) > len(without.content)
    if form == "tables":
        packed = zipfile.ZipFile(io.BytesIO(without.content))
        assert "answered.csv" in packed.namelist()
        assert not [name for name in packed.namelist() if "safety" in name]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_to_read_stands_alone(
    proved: Client, clock: Clock, language: str
) -> None:
    told(proved, clock)
    proved.cookies["language"] = language

    response = take(proved, "read")

    page = response.content.decode()
    assert response["Content-Disposition"].endswith('"notes-2026-03-01.html"')
    assert f'<html lang="{language}">' in page
    assert "<title>Not" in page
    for outside in ("http:", "https:", "src=", "href=", "<script", "url("):
        assert outside not in page
    assert ("What this holds" in page) == (language == "en")
    assert "Ana" in page


@pytest.mark.slow  # age derives its keys slowly, on purpose
def test_a_locked_file_opens_with_its_passphrase_alone(
    proved: Client, clock: Clock
) -> None:
    response = take(proved, passphrase=LOCK, again=LOCK, plain="")

    assert response["Content-Disposition"].endswith('"notes-2026-03-01.age"')
    assert b"began" not in response.content
    with ThreadPoolExecutor() as pool:
        working, ticks = pool.submit(locking.unlock, response.content, LOCK), 0
        while not working.done():
            time.sleep(0.01)
            ticks += 1
    assert document.read(working.result()).entries == diary(proved, clock).entries()
    assert ticks > FEW_TICKS, "meanwhile everything else in the program goes on"


@pytest.mark.parametrize("secret", ["", PASSPHRASE, f"{LOCK} "])
def test_with_another_passphrase_it_stays_locked(secret: str) -> None:
    with pytest.raises(locking.WrongPassphraseError):
        locking.unlock(locked(b"words", LOCK), secret)


def test_without_a_passphrase_there_is_a_warning_first(proved: Client) -> None:
    response = proved.post("/keep/out", {"form": "read", "private": "on"})

    page = response.content.decode()
    assert "Content-Disposition" not in response
    assert "Whoever finds this file can read all of it." in page
    assert 'name="private" value="on"' in page


@pytest.mark.parametrize(
    "typed",
    [
        {"form": "pickle"},
        {"form": ""},
        {"passphrase": LOCK, "again": "other words here"},
        {"passphrase": "short", "again": "short"},
        {"passphrase": LOCK},
        {"passphrase": "\x00" * 20, "again": "\x00" * 20},
    ],
)
def test_what_does_not_fit_makes_no_file(proved: Client, typed: dict[str, str]) -> None:
    response = take(proved, **({"form": "whole"} | typed))

    assert response.status_code == 422
    assert "Content-Disposition" not in response


def test_the_passphrase_is_asked_for_again(inside: Client) -> None:
    for response in (inside.get("/keep/out"), take(inside)):
        assert response.status_code == 302
        assert response["Location"] == "/unlock/again?next=%2Fkeep%2Fout"


def test_a_proof_holds_ten_minutes(proved: Client, clock: Clock) -> None:
    clock.go(minutes=9)
    assert take(proved).status_code == 200

    clock.go(minutes=1, seconds=1)
    assert take(proved).status_code == 302


def test_a_wrong_passphrase_proves_nothing(inside: Client) -> None:
    response = inside.post("/unlock/again", {"secret": "no", "next": "/keep/out"})

    assert response.status_code == 422
    assert take(inside).status_code == 302


def test_a_proof_leads_nowhere_else(inside: Client) -> None:
    typed = {"secret": PASSPHRASE, "next": "//elsewhere.example/keep"}

    assert inside.post("/unlock/again", typed)["Location"] == "/settings"


def test_a_proof_is_worth_nothing_to_someone_else(proved: Client) -> None:
    stranger = Client()
    begin(stranger, name="Bea")
    stranger.cookies["proof"] = proved.cookies["proof"].value

    assert take(stranger)["Location"].startswith("/unlock/again")


def test_signed_out_there_is_nothing(client: Client) -> None:
    for path in ("/keep", "/keep/out", "/keep/in", "/keep/in/look", "/unlock/again"):
        assert client.get(path)["Location"].startswith("/unlock?next=")
    assert take(client)["Location"].startswith("/unlock")


def test_the_page_says_who_can_see_what(inside: Client) -> None:
    page = inside.get("/keep").content.decode()

    assert "Nobody but you." in page
    assert 'href="/keep"' in inside.get("/settings").content.decode()
