from __future__ import annotations

import base64
import random
import re
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nearer.entries import (
    Answered,
    AnyEntry,
    Preferred,
    SittingOpened,
    Thanked,
    encode,
)
from nearer.keep import document, locking
from tests.keep import aged
from tests.keep.test_document import ANSWER, MADE, NEWER, PRIVATE, file_of
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import NAME, begin, diary
from tests.web.help.walking import Walker
from tests.web.keep.test_take_out import LOCK, take, told

pytestmark = pytest.mark.django_db
OF_TWO = Thanked(id=UUID(int=3), at=MADE, day=ANSWER.day, by=1, words="x")


def offer(client: Client, raw: bytes, **more: str) -> Any:
    file = SimpleUploadedFile("notes.json", raw)
    return client.post("/keep/in", {"file": file, **more})


def keep(client: Client) -> Any:
    return client.post("/keep/in/look", {"do": "keep"})


def own(client: Client, clock: Clock, name: str = NAME) -> tuple[AnyEntry, ...]:
    return diary(client, clock, name).entries()


def test_what_is_in_a_file_is_said_before_it_is_kept(
    inside: Client, clock: Clock
) -> None:
    before = own(inside, clock)

    assert offer(inside, file_of(ANSWER, NEWER))["Location"] == "/keep/in/look"

    page = inside.get("/keep/in/look").content.decode()
    assert "2 entries would come into your notes." in page
    assert "of a newer kind" in page
    assert own(inside, clock) == before
    assert keep(inside)["Location"] == "/keep?saved=1"
    assert own(inside, clock) == (*before, ANSWER, NEWER)
    assert keep(inside)["Location"] == "/keep/in"
    assert own(inside, clock) == (*before, ANSWER, NEWER)


def test_what_was_looked_at_can_be_dropped(inside: Client, clock: Clock) -> None:
    before = own(inside, clock)
    offer(inside, file_of(ANSWER))

    inside.post("/keep/in/look", {"do": "drop"})

    assert own(inside, clock) == before
    assert keep(inside)["Location"] == "/keep/in"


@pytest.mark.slow  # age derives its keys slowly, on purpose
def test_an_export_makes_an_equal_diary_elsewhere(proved: Client, clock: Clock) -> None:
    mine = told(proved, clock)
    raw = take(proved, private="on", passphrase=LOCK, again=LOCK).content
    other = Client()
    begin(other, name="Bea")
    first = own(other, clock, "Bea")

    assert offer(other, raw, secret=LOCK).status_code == 302
    keep(other)

    there = diary(other, clock, "Bea")
    assert list(map(encode, there.entries()[len(first) :])) == list(
        map(encode, mine.entries())
    )
    assert there.safety.entries() == mine.safety.entries()


def test_an_own_export_brings_nothing_twice(proved: Client, clock: Clock) -> None:
    mine = told(proved, clock)
    before, kept = mine.entries(), mine.safety.entries()
    offer(proved, take(proved, private="on").content)

    page = proved.get("/keep/in/look").content.decode()
    keep(proved)

    assert "Nothing that you do not have already." in page
    assert f"{len(before) + len(kept)} entries are there already" in page
    assert own(proved, clock) == before
    assert diary(proved, clock).safety.entries() == kept


def test_a_file_cannot_undo_what_private_answers_switched_off(
    inside: Client, clock: Clock
) -> None:
    Walker(inside).walk()
    before = diary(inside, clock).safety.entries()
    offer(inside, file_of(ANSWER, private=(PRIVATE,)))

    page = inside.get("/keep/in/look").content.decode()
    keep(inside)

    assert "are left out: the ones here count" in page
    assert diary(inside, clock).safety.entries() == before
    assert ANSWER in own(inside, clock)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "not a file that this program made"),
        (b"PK\x03\x04" + b"\0" * 100, "not a file that this program made"),
        (file_of(ANSWER).replace(b'"version": 1', b'"version": 9'), "newer version"),
        (file_of(ANSWER).replace(b'"value": 3', b'"value": 4'), "changed or cut"),
        (file_of(ANSWER)[:-40], "damaged"),
        (file_of(ANSWER, OF_TWO), "Entry 2 of this file is damaged"),
        (file_of(ANSWER).replace(b"av.01", b"av.01\\ud800"), "damaged"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_whole(
    inside: Client, clock: Clock, raw: bytes, said: str
) -> None:
    before = own(inside, clock)

    response = offer(inside, raw)

    assert response.status_code == 422
    assert said in response.content.decode()
    assert "Nothing was kept of it." in response.content.decode()
    assert own(inside, clock) == before


def test_a_file_larger_than_any_diary_is_refused_as_it_comes(inside: Client) -> None:
    response = offer(inside, b" " * (document.LARGEST_FILE + 2**17))

    assert response.status_code == 413
    assert "too large to take in" in response.content.decode()


@pytest.fixture(scope="module")
def locked() -> bytes:
    return aged.locked(file_of(ANSWER), LOCK)


@pytest.mark.parametrize("secret", ["", "other words here", "🙂" * 10])
def test_a_locked_file_with_another_passphrase(
    inside: Client, locked: bytes, secret: str
) -> None:
    response = offer(inside, locked, secret=secret)

    assert response.status_code == 422
    assert "does not open the file" in response.content.decode()


def with_work(raw: bytes, work: int) -> bytes:
    """Return a locked file that says how much its key takes."""
    return re.sub(rb"(scrypt \S+) \d+", rb"\1 %d" % work, raw, count=1)


@pytest.mark.parametrize("work", [21, 22, 40, 99])
@pytest.mark.parametrize("spelled", [False, True])
def test_a_locked_file_that_takes_gigabytes_is_refused_before_any(
    locked: bytes, work: int, *, spelled: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = with_work(locked, work)
    monkeypatch.setattr(locking, "_apart", lambda *_: pytest.fail("it was begun"))

    with pytest.raises(locking.WrongPassphraseError):
        locking.unlock(armoured(raw) if spelled else raw, LOCK)


def armoured(raw: bytes) -> bytes:
    letters = base64.encodebytes(raw)
    ends = (b"-----%s AGE ENCRYPTED FILE-----\n" % word for word in (b"BEGIN", b"END"))
    return letters.join(ends)


def test_a_locked_file_in_letters_opens_too(locked: bytes) -> None:
    assert locking.unlock(armoured(locked), LOCK) == file_of(ANSWER)
    for broken in (armoured(locked)[:-60], armoured(b"words"), armoured(b"")):
        with pytest.raises(locking.WrongPassphraseError):
            locking.unlock(broken, LOCK)


def test_no_file_or_words_in_its_place(inside: Client) -> None:
    for typed in ({}, {"file": "words"}, {"file": ""}):
        assert inside.post("/keep/in", typed).status_code == 422


def test_what_is_held_opens_for_nobody_else(inside: Client, clock: Clock) -> None:
    offer(inside, file_of(ANSWER))
    stranger = Client()
    begin(stranger, name="Bea")
    before = own(stranger, clock, "Bea")
    stranger.cookies["parcel"] = inside.cookies["parcel"].value

    assert stranger.get("/keep/in/look")["Location"] == "/keep/in"
    assert keep(stranger)["Location"] == "/keep/in"
    assert own(stranger, clock, "Bea") == before


def test_what_is_held_is_gone_after_half_an_hour(inside: Client, clock: Clock) -> None:
    offer(inside, file_of(ANSWER))
    for _ in range(4):
        clock.go(minutes=8)
        inside.get("/keep")

    assert keep(inside)["Location"] == "/keep/in"


def test_signed_out_nothing_is_taken(client: Client) -> None:
    assert offer(client, file_of(ANSWER))["Location"].startswith("/unlock")
    assert keep(client)["Location"].startswith("/unlock")


@pytest.mark.parametrize("seed", range(4))
def test_whatever_comes_in_every_page_still_opens(
    proved: Client, clock: Clock, seed: int
) -> None:
    mine = told(proved, clock)
    dice = random.Random(seed)
    strange: list[AnyEntry] = [
        Preferred(id=_id(dice), at=MADE, day=ANSWER.day, setting=s, value=v)
        for s in ("theme", "language", "lock_minutes", "title")
        for v in ("", "\x00", "9" * 500, "<b>", "..", "-1")
    ]
    opened = [e for e in mine.entries() if isinstance(e, SittingOpened)]
    strange += [
        Answered(
            id=_id(dice),
            at=MADE,
            day=ANSWER.day,
            sitting=dice.choice(opened).id,
            item=dice.choice(["cl-01", "", "\x00", "nowhere"]),
            value=dice.choice([None, 0, -1, 6, 128, 2**40]),
        )
        for _ in range(12)
    ]
    offer(proved, file_of(*strange))
    assert keep(proved).status_code == 302

    pages = ["/", "/keep", "/map", "/questions", "/settings", "/closeness", "/habits"]
    found = {path: proved.get(path, follow=True).status_code for path in pages}
    found |= {form: take(proved, form).status_code for form in ("read", "tables")}

    assert {path: code for path, code in found.items() if code >= 500} == {}


def _id(dice: random.Random) -> UUID:
    return UUID(int=dice.getrandbits(128))
