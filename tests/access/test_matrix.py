"""Every address × every kind of person × every method."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.urls import resolve

from nearer.accounts.models import Kept, Person
from nearer.diary.models import Row
from tests.access.addresses import Route, routes
from tests.access.answers import Answer, faults_of, words_of
from tests.access.people import PEOPLE, browser, owner, undone
from tests.access.table import HEADS, UNFORGED, Expected, expected, short
from tests.web.accounts.conftest import Clock

# A hundred and sixty requests a kind of person, and a diary is begun for each.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]

METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
TABLE = expected()


def test_every_address_has_its_line_in_the_table() -> None:
    found = {short(route.pattern) for route in routes()}

    assert found - set(TABLE) == set(), "add a line for these to tests/access/table.py"
    assert set(TABLE) - found == set(), "these are gone: take out their lines"


def test_every_example_leads_to_its_own_pattern() -> None:
    strays = [r.pattern for r in routes() if resolve(r.address).func is not r.view]

    assert strays == []


def told(response: Answer) -> str:
    """Return what an answer is, as the table says it."""
    if response.status_code != 302:
        return str(response.status_code)
    path = urlsplit(response["Location"]).path
    return ">icon" if path.startswith("/static/web/sheet") else f">{path[1:]}"


def wanted(route: Route, method: str, cell: Expected) -> str:
    if method == "get" or (method == "head" and short(route.pattern) in HEADS):
        said = cell.get
    else:
        said = cell.post if method == "post" else "–"
    return "405" if said == "–" else said


@pytest.mark.parametrize("kind", PEOPLE)
def test_everyone_gets_what_the_table_says(kind: str, clock: Clock) -> None:
    client = PEOPLE[kind](clock)
    wrong = []
    for route in routes():
        cell = TABLE.get(short(route.pattern), {}).get(kind)
        for method in METHODS:
            with undone(client):
                response = getattr(client, method)(route.address)
            wrong += [f"{method} {route}: {f}" for f in faults_of(response)]
            if method == "head" and response.content:
                wrong.append(f"head {route}: has a body")
            if cell and told(response) != wanted(route, method, cell):
                wrong.append(f"{method} {route}: {told(response)}")

    assert wrong == []


@pytest.mark.parametrize("kind", ["nobody", "owner"])
def test_a_form_that_is_not_ours_is_refused_and_changes_nothing(
    kind: str, clock: Clock
) -> None:
    client = PEOPLE[kind](clock)
    client.handler.enforce_csrf_checks = True
    before = stored()
    for route in routes():
        if short(route.pattern) in UNFORGED:
            continue
        for headers in ({}, {"origin": "https://elsewhere.example"}):
            response = client.post(route.address, headers=headers)
            assert response.status_code == 403, route
            assert faults_of(response) == [], route
    assert stored() == before


def test_reading_a_page_writes_nothing_into_the_diary(clock: Clock) -> None:
    client = owner(clock)
    for route in routes():
        before = stored()
        client.get(route.address)
        assert stored()["rows"] == before["rows"], route


def stored() -> dict[str, set[object]]:
    return {
        "people": set(Person.objects.values_list("handle")),
        "rows": {(s, n, bytes(b)) for s, n, b in rows()},
        "kept": set(Kept.objects.values_list("pk")),
        "sessions": set(Session.objects.values_list("session_key", "session_data")),
    }


def rows() -> Iterable[tuple[object, int, bytes | memoryview]]:
    yield from Row.objects.values_list("space_id", "seq", "sealed")


def test_pages_of_a_locked_browser_say_nothing_of_the_person(clock: Clock) -> None:
    """But for the theme and the name in tabs, a locked browser looks like any other."""
    client = PEOPLE["locked"](clock)
    stranger = browser()
    for route in routes():
        with undone(client):
            page = client.get(route.address)
        assert b"Ana" not in page.content, route
        if route.pattern in {"leave", "robots.txt", "manifest.webmanifest"}:
            continue
        if page.status_code == 302 and route.pattern:
            assert told(page) == told(stranger.get(route.address)), route


def test_nobody_learns_from_a_page_that_someone_is_here(clock: Clock) -> None:
    stranger = browser()
    before = [words_of(stranger.get(route.address)) for route in routes()]
    owner(clock)
    after = [words_of(stranger.get(route.address)) for route in routes()]

    assert before == after
