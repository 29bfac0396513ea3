"""Two worlds that differ in what one person keeps to herself: nobody else's page does.

`Bea` was there before; in each world `Ana` begins and goes her own way. Every answer to
Bea, to nobody and to whoever opens Ana's locked browser is compared byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from nearer.accounts.requests import Stamp
from nearer.content.safety import safety
from nearer.core.safety import Switch
from nearer.entries import Preferred
from tests.access.addresses import routes
from tests.access.answers import words_of
from tests.access.people import browser, settled, undone
from tests.canary import lives
from tests.canary.leaking_urls import LEAKS
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import diary
from tests.web.help.walking import Walker
from tests.web.us.pairs import answered as answered_so
from tests.web.us.pairs import linked

# Each world is all addresses, six times; five are compared with the first.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]

Pages = dict[tuple[str, str, str], tuple[object, ...]]
EVERY_QUESTION = tuple(name for page in safety().pages for name in page.questions)


def pages(observers: dict[str, Client]) -> Pages:
    """Return whatever each observer gets: status, headers, cookies' names, bytes."""
    found: Pages = {}
    for who, client in observers.items():
        for route in routes():
            for method in ("get", "post"):
                with undone(client):
                    answer = getattr(client, method)(route.address)
                found[who, method, route.pattern] = (
                    answer.status_code,
                    sorted(answer.headers.items()),
                    sorted(answer.cookies),
                    words_of(answer),
                )
    return found


def answered(*, yes: tuple[str, ...]) -> Callable[[Clock], Client]:
    def live(_clock: Clock) -> Client:
        client = settled("Ana", yes=yes)
        walker = Walker(client, yes=set(yes))
        walker.walk()
        client.get("/check/end")
        client.post("/check/end", {"do": "keep"})
        return client

    return live


def wrote(count: int) -> Callable[[Clock], Client]:
    def live(clock: Clock) -> Client:
        client = settled("Ana")
        own = diary(client, clock, "Ana")
        for number in range(count):
            when = Stamp(id=UUID(int=number), at=clock.now, day=clock.now.date())
            own.append(
                Preferred(**when, setting="note", value=f"Ocelot {number}"),
                request_key=str(number),
            )
        return client

    return live


def wrote_everything(clock: Clock) -> Client:
    client = settled("Ana")
    lives.write_everything(diary(client, clock, "Ana"), now=clock.now)
    return client


WORLDS = {
    "said yes to everything": answered(yes=EVERY_QUESTION),
    "said yes to one thing": answered(yes=EVERY_QUESTION[:1]),
    "wrote nothing": wrote(0),
    "wrote a hundred times": wrote(100),
    "wrote something of every kind": wrote_everything,
}


def told_apart(clock: Clock, *worlds: str) -> dict[str, list[tuple[str, str, str]]]:
    """Return where each world differs for anyone from a world of no to everything."""
    bea, start = settled("Bea"), clock.now
    seen: list[Pages] = []
    for live in (answered(yes=()), *(WORLDS[world] for world in worlds)):
        clock.now = start
        with undone(bea):
            ana = live(clock)
            clock.go(minutes=5)
            bea.get("/settings")  # she stays; Ana's browser locks
            clock.go(minutes=6)
            observers = {"Bea": bea, "nobody": browser(), "Ana's locked browser": ana}
            seen.append(pages(observers))
    first, *others = seen
    assert len(first) == 6 * len(routes())
    return {
        world: [place for place, answer in first.items() if other[place] != answer]
        for world, other in zip(worlds, others, strict=True)
    }


def test_nor_can_whoever_is_linked_with_her(clock: Clock) -> None:
    """All that she writes for herself, and all that is put off for her."""
    pair = linked(clock)
    del pair.ben.cookies["proof"]  # with it, every look at some pages is a new one
    before = pages({"Ben": pair.ben})
    assert "Ana B." in str(before), "they are linked"

    own = pair.diary_of("Ana")
    lives.write_everything(own, now=clock.now)
    answered_so(pair.ana, clock, "Ana", off=Switch)

    after = pages({"Ben": pair.ben})
    assert [place for place in before if before[place] != after[place]] == []


def test_nobody_else_can_tell_the_worlds_apart(clock: Clock) -> None:
    told = told_apart(clock, *WORLDS)

    assert {world: places for world, places in told.items() if places} == {}


@pytest.mark.parametrize("leak", LEAKS)
def test_a_page_that_tells_is_caught(
    leak: str, clock: Clock, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.ROOT_URLCONF = "tests.canary.leaking_urls"
    telling = [route for route in routes() if route.pattern == f"leak/{leak}"]
    assert len(telling) == 1
    monkeypatch.setattr("tests.canary.test_two_worlds.routes", lambda: telling)

    told = told_apart(clock, "wrote a hundred times")

    assert {who for who, _, _ in told["wrote a hundred times"]} == {
        "Bea",
        "nobody",
        "Ana's locked browser",
    }
