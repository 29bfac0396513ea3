"""What is off is on no page at all: every address, with steps under way and behind one.

The pages are walked from the URLconf and from the links on them, so a new page that
shows what it should have asked about is found here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from nearer.content.steps import Step, steps
from nearer.core.pacing.choice import SOLO_WHEN_UNSAFE
from nearer.readings.switches import Switch
from tests.access.addresses import UNKNOWN_ID, routes
from tests.access.people import undone
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import begin
from tests.web.today.walking import Walker

# Every page for each of two things that can be off.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]

_LINK = re.compile(r'href="(/[^"#]*)"')


def pattern_of(path: str) -> str | None:
    try:
        return resolve(path.partition("?")[0]).route
    except Resolver404:
        return None


def pages(client: Client) -> Iterator[tuple[str, str]]:
    """Give every page that links lead to, and those of steps that nothing offers."""
    waiting = [r.address for r in routes() if UNKNOWN_ID not in r.address]
    waiting += [f"/step/{s.id}?sure=1" for s in steps().values() if s.level in {1, 3}]
    seen = set[str]()
    while waiting:
        path = waiting.pop(0)
        if path in seen or pattern_of(path) is None:
            continue
        seen.add(path)
        with undone(client):
            answer = client.get(path)
        kind = answer.get("Content-Type", "")
        if answer.status_code == 200 and kind.startswith("text/html"):
            text = answer.content.decode()
            yield path, text
            waiting += (link for link in _LINK.findall(text) if link not in seen)


def told(step: Step) -> set[str]:
    """Return how the step goes, as a page would say it, alone or not."""
    words = step.words("en")
    return {words.how, words.solo} - {""}


@pytest.fixture
def walker(client: Client, clock: Clock) -> Walker:
    """Have done a step toward someone, yesterday."""
    begin(client)
    walker = Walker(client, clock)
    walker.begins()
    walker.ends(walker.takes_on("/step/e1a?sure=1"))
    walker.goes(days=1)
    return walker


def shown(walker: Walker, forbidden: set[str]) -> list[str]:
    return [path for path, text in pages(walker.client) if shows(text, forbidden)]


def shows(page: str, forbidden: set[str]) -> bool:
    text = html.unescape(page)
    return any(words in text for words in forbidden)


def test_toward_anyone_is_on_no_page_where_it_is_off(walker: Walker) -> None:
    under_way = walker.takes_on("/step/b1a?sure=1")
    assert shows(walker.get(under_way), told(steps()["b1a"])), "it is found when shown"
    walker.is_kept_from(Switch.TOWARD, Switch.JOIN, Switch.COMPARE, Switch.CARDS)
    kept = [s for s in steps().values() if s.domain in SOLO_WHEN_UNSAFE and s.solo]
    fine = {words for step in kept for words in told(step)}
    forbidden = {w for s in steps().values() if s not in kept for w in told(s)} - fine

    assert len(forbidden) > 100
    assert shown(walker, forbidden) == []
    home = walker.read()
    assert "This step does not go with how things are" in home
    assert steps()["b1a"].words("en").title not in home
    walker.taps("back")
    assert walker.offered()[6] in "sva"


def test_no_step_is_on_any_page_where_exercises_are_off(walker: Walker) -> None:
    walker.takes_on("/step/b1a?sure=1")
    walker.is_kept_from(*(s for s in Switch if s is not Switch.STAY))

    assert shown(walker, {w for s in steps().values() for w in told(s)}) == []
