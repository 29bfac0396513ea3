"""The path of the one beside: for anyone to read, for who has notes to keep."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from nearer.content.alongside import path
from nearer.core.safety import Switch
from nearer.entries import AlongsideNoted, AnyEntry, ProgrammeBegan
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import begin, diary, unlock
from tests.web.proofs import foreign_titles
from tests.web.us.pairs import Pair, answered, key_on, someone, text

pytestmark = pytest.mark.django_db(transaction=True)

ALONE = {step.id for step in path().values() if step.is_alone}


def linked_steps(client: Client, where: str = "/beside/path") -> list[str]:
    """Return the steps that a page leads to, each once."""
    page = client.get(where).content.decode()
    found = re.findall(r'href="/beside/([a-z-]+)"', page)
    return [step for step in dict.fromkeys(found) if step != "path"]


def send(client: Client, step: str, **said: str) -> str:
    page = f"/beside/{step}"
    answer = client.post(page, {"key": key_on(client, page), **said})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def kept(client: Client, clock: Clock, name: str = "Ana") -> list[AnyEntry]:
    entries = diary(client, clock, name).entries()
    return [e for e in entries if isinstance(e, AlongsideNoted)]


def test_without_notes_all_of_it_is_there_to_read_and_to_print() -> None:
    client = Client()

    page = client.get("/beside/path").content.decode()

    steps = (client.get(f"/beside/{name}").content.decode() for name in path())
    guide = client.get("/beside").content.decode()
    assert [foreign_titles(one) for one in (guide, *steps)] == [[]] * (len(path()) + 1)
    for step in path().values():
        words = step.words("en")
        assert words.title in page
        assert words.unless.partition("“")[0].strip() in page
    assert "data-print" in page
    assert "/begin" in page
    assert client.get("/beside/thanks").status_code == 200
    assert 'name="do"' not in client.get("/beside/thanks").content.decode()
    assert client.post("/beside/thanks", {"do": "done"})["Location"].startswith(
        "/unlock"
    )


def test_with_notes_and_no_ten_weeks_a_step_is_done_and_the_next_comes(
    clock: Clock,
) -> None:
    client = someone(clock, "Ana")
    first, second = list(path())[:2]
    assert linked_steps(client)[0] == first

    assert send(client, first, do="done", words="It was quiet.").endswith("said=done")
    send(client, second, do="not-today")

    entries = diary(client, clock, "Ana").entries()
    assert not any(isinstance(e, ProgrammeBegan) for e in entries)
    assert linked_steps(client)[0] == list(path())[2]
    assert "1 done so far" in text(client, "/beside/path")
    assert "It was quiet." in text(client, f"/beside/{first}")
    clock.go(days=1)
    unlock(client, name="Ana")
    assert linked_steps(client)[0] == second, "set aside for a day, no longer"


def test_sent_twice_is_kept_once_and_can_be_taken_back(clock: Clock) -> None:
    client = someone(clock, "Ana")
    key = key_on(client, "/beside/thanks")
    for _ in range(2):
        client.post("/beside/thanks", {"key": key, "do": "done", "words": ""})
    (entry,) = kept(client, clock)
    assert isinstance(entry, AlongsideNoted)
    assert entry.title == path()["thanks"].words("en").title

    client.post("/beside/thanks", {"do": "undo", "entry": "no such"})
    assert "1 done so far" in text(client, "/beside/path")
    client.post("/beside/thanks", {"do": "undo", "entry": str(entry.id)})

    assert "done so far" not in text(client, "/beside/path")


def test_too_many_words_come_back_and_an_unknown_step_is_nowhere(clock: Clock) -> None:
    client = someone(clock, "Ana")
    said = {"key": "k", "do": "done", "words": "x" * 2_001}

    answer = client.post("/beside/thanks", said)

    assert answer.status_code == 422
    assert "x" * 2_001 in answer.content.decode()
    assert client.post("/beside/thanks", {"key": "k", "do": "no"}).status_code == 422
    assert client.get("/beside/elsewhere").status_code == 404
    assert client.post("/beside/elsewhere").status_code == 404
    assert kept(client, clock) == []


def test_nobody_in_danger_is_sent_toward_the_other(clock: Clock) -> None:
    client = someone(clock, "Ana")
    answered(client, clock, "Ana", off={Switch.TOWARD, Switch.CARDS, Switch.LOOP})

    assert set(linked_steps(client)) == ALONE
    shown = text(client, "/beside/path")
    assert "put away for now" in shown
    assert "Leave room" not in shown
    assert "say a kind no" not in shown
    assert client.get("/beside/thanks")["Location"] == "/beside/path"
    assert client.post("/beside/thanks", {"do": "done"})["Location"] == "/beside/path"
    assert kept(client, clock) == []
    guide = text(client, "/beside")
    for said in (
        "Five ways to help",
        "pull away",
        "hold on",
        "two alarms",
        "until ten",
        "Twelve small steps",
    ):
        assert said not in guide
    assert "It does not make your limits smaller" in guide


def test_no_exercise_at_all_while_exercises_are_off(clock: Clock) -> None:
    client = someone(clock, "Ana", off={Switch.PRACTICE})

    assert linked_steps(client) == []
    assert "put away for now" in text(client, "/beside/path")


def test_the_page_that_puts_away_is_the_same_for_every_cause(clock: Clock) -> None:
    client = someone(clock, "Ana", off={Switch.PRACTICE})
    first = text(client, "/beside"), text(client, "/beside/path")
    answered(client, clock, "Ana", off={Switch.PRACTICE, Switch.TOWARD, Switch.STAY})

    assert (text(client, "/beside"), text(client, "/beside/path")) == first


def test_behind_a_lock_nothing_is_told_to_do(clock: Clock) -> None:
    client = Client()
    begin(client, name="Ana")
    clock.go(minutes=11)

    assert linked_steps(client) == []
    assert "Five ways to help" not in text(client, "/beside")


def test_what_one_walks_is_nowhere_on_the_other_ones_pages(pair: Pair) -> None:
    pages = ("/us", "/beside", "/beside/path", "/us/days", "/us/share")
    before = [text(pair.ben, page) for page in pages]

    assert path()["thanks"].words("en").title in text(pair.ana)
    send(pair.ana, "thanks", do="done", words="Ocelot")
    assert path()["own-hour"].words("en").title in text(pair.ana)

    assert [text(pair.ben, page) for page in pages] == before
    assert len(kept(pair.ana, pair.clock)) == 1
