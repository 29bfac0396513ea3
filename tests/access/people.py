"""The kinds of people who may stand before a page, and how to ask without a trace."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.cache import cache
from django.db import transaction
from django.test import Client

from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import begin
from tests.web.assess import walking
from tests.web.help.walking import Walker

OWNER, OTHER = "Ana", "Bea"


def browser() -> Client:
    """Open a browser that shows a fault as a page, as a person would see it."""
    return Client(raise_request_exception=False)


def settled(
    name: str, *, yes: tuple[str, ...] = (), client: Client | None = None
) -> Client:
    """Be someone who has begun, told about danger, and answered some questions."""
    client = client or browser()
    begin(client, name=name)
    walker = Walker(client, yes=set(yes))
    for number in (1, 2):
        walker.read(walker.send(number))
    client.get("/check/end")
    client.post("/check/end", {"do": "keep"})
    url = walking.begin_walk(client)
    for _ in range(4):
        url = str(walking.answer(client, url, "3")["Location"])
    return client


def nobody(_clock: Clock) -> Client:
    settled(OWNER)
    return browser()


def left(_clock: Clock) -> Client:
    """Be someone who kept copies of the cookies of a session that was left."""
    client = settled(OWNER)
    copied = copy.deepcopy(client.cookies)
    client.post("/leave")
    client.cookies = copied
    return client


def locked(clock: Clock) -> Client:
    client = settled(OWNER)
    clock.go(minutes=11)
    return client


def owner(_clock: Clock) -> Client:
    return settled(OWNER)


def other(_clock: Clock) -> Client:
    """Be another person; the owner is inside in a browser of their own."""
    settled(OWNER)
    return settled(OTHER)


def looking(_clock: Clock) -> Client:
    settled(OWNER)
    client = browser()
    client.post("/look", {"key": "a"})
    walking.answer(client, "/questions/1", "3")
    return client


PEOPLE: dict[str, Callable[[Clock], Client]] = {
    kind.__name__: kind for kind in (nobody, left, locked, owner, other, looking)
}


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """Let something happen, then let it not have happened: rows, cookies, counters."""
    before = copy.deepcopy(client.cookies)
    block = transaction.atomic()
    # A durable block may begin within a test's own.
    setattr(block, "_from_testcase", True)  # noqa: B010 - Django's own, untyped
    try:
        with block:
            yield
            transaction.set_rollback(True)
    finally:
        client.cookies = before
        cache.clear()
