"""Leave: at once, without a passphrase, and the other sees a quiet time."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from nearer.accounts import names
from nearer.accounts.models import Person
from nearer.diary.access import forget_reader
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import unlock
from tests.web.us.pairs import Pair, code_from, key_on, linked, prove, someone, text

pytestmark = pytest.mark.django_db(transaction=True)
PATHS = ("/us", "/us/share", "/us/days", "/us/mine", "/keep", "/map", "/today")


def seen(client: Client) -> list[str]:
    """Return every page, without keys, tokens and numbers of rows."""
    pages = [client.get(path).content.decode() for path in PATHS]
    return [re.sub(r'value="[^"]{16,}"|[0-9a-f-]{36}', "", page) for page in pages]


def a_month(clock: Clock, *, leaves: bool) -> list[list[str]]:
    """Live thirty days in which Ana is quiet, or has left; return what Ben sees."""
    clock.now = clock.now.replace(month=3, day=1)
    pair = linked(clock)
    pair.ana.post("/us/glad", {"words": "the soup", "key": key_on(pair.ana)})
    pair.ana.post("/us/week", {"words": "mine", "key": key_on(pair.ana)})
    if leaves:
        assert pair.ana.post("/us/mine", {"way": "silent"}).status_code == 302
    found = []
    for _ in range(3):
        clock.go(days=10)
        again(pair)
        pair.ben.post("/us/glad", {"words": "rain", "key": key_on(pair.ben)})
        pair.ben.post("/us/week", {"words": "still here", "key": key_on(pair.ben)})
        found.append(seen(pair.ben))
    return found


def again(pair: Pair) -> None:
    assert unlock(pair.ben, name="Ben") == 302


@pytest.mark.slow  # two whole months
def test_who_left_and_who_is_quiet_look_the_same(clock: Clock) -> None:
    begun = clock.now
    quiet = a_month(clock, leaves=False)
    Person.objects.all().delete()
    clock.now = begun
    left = a_month(clock, leaves=True)

    assert left == quiet


def test_a_history_does_not_tell_who_left(pair: Pair) -> None:
    page = pair.ana.get("/us/mine").content.decode()
    left = pair.ana.post("/us/mine", {"way": "silent"})

    assert "<title>Us – Notes</title>" in page
    assert left["Location"] == "/us?saved=1"
    assert "You have left" in text(pair.ana, left["Location"])


def test_leaving_ends_it_for_who_leaves(pair: Pair) -> None:
    pair.ben.post("/us/glad", {"words": "tea", "key": key_on(pair.ben)})

    left = pair.ana.post("/us/mine", {"way": "silent"})

    assert left["Location"].startswith("/us")
    assert "tea" not in text(pair.ana)
    assert "You and" not in text(pair.ana)
    assert "You and Ana B." in text(pair.ben)


def test_what_was_shared_can_be_taken_back(pair: Pair) -> None:
    pair.ana.post("/us/glad", {"words": "the soup", "key": key_on(pair.ana)})
    pair.ben.post("/us/glad", {"words": "tea", "key": key_on(pair.ben)})

    pair.ana.post("/us/mine", {"way": "back"})

    assert "the soup" not in text(pair.ben)
    assert "tea" in text(pair.ben)


def test_a_press_that_says_no_way_leaves_nothing(pair: Pair) -> None:
    assert pair.ana.post("/us/mine", {"way": "x"}).status_code == 422
    assert "You and Ben" in text(pair.ana)


def test_one_erases_everything_and_the_other_keeps_what_was_shared(pair: Pair) -> None:
    pair.ana.post("/us/glad", {"words": "the soup", "key": key_on(pair.ana)})
    person = Person.objects.get(handle=names.handle("Ana"))
    forget_reader(person.pk)
    person.delete()

    assert "the soup" in text(pair.ben)


def test_one_switch_on_keep_stops_all_sharing(pair: Pair) -> None:
    assert "linked with one person" in text(pair.ana, "/keep")

    page = pair.ana.get("/keep").content.decode()
    assert 'action="/us/mine"' in page
    pair.ana.post("/us/mine", {"way": "silent"})

    assert "You share nothing with anyone" in text(pair.ana, "/keep")
    assert "linked with one person" in text(pair.ben, "/keep")


def test_a_code_that_waits_can_be_taken_back(clock: Clock) -> None:
    ana, ben = someone(clock, "Ana"), someone(clock, "Ben")
    code = code_from(ana)
    assert "Take the code back" in text(ana)
    page = text(ana, "/us/mine")
    assert "nobody is told" in page
    assert "stays with them" not in page, "nobody came in, and nothing was shared"

    said = ana.post("/us/mine", {"way": "silent"}, follow=True).content.decode()

    assert "The code is worth nothing now." in said
    prove(ben)
    tried = ben.post("/us/join", {"code": code}).content.decode()
    assert "Pairing is off" in tried
