"""Whoever looks over a shoulder, through a history or a folder, reads nothing of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings

from nearer.accounts import cookies
from tests.access.addresses import routes
from tests.access.people import PEOPLE, undone
from tests.web.accounts.conftest import Clock

# Every page in two languages, for three kinds of people.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SOURCE = Path(__file__).parents[2] / "src" / "nearer"
WORDS = (
    "partner|couple|pareja|relationship|relaci[oó]n|violen|abus|maltrat|trauma|therap|"
    "terapi|intima|[ií]ntim|abandon|avoidan|evita[cs]|anxi|ansied|attach|apego|"
    "intimacy|suicid|fear|miedo|afraid|nearer|sex|crisis|depress|diagnos|love|amor|"
    "not safe|no es seguro|danger|peligr|leave what|dejar lo|left=|us/leave"
)
TELLING = re.compile(rf"\b(?:{WORDS})", re.IGNORECASE)


def test_the_list_finds_what_it_is_for() -> None:
    for told in ("Your partner – Notes", "/trauma/2", "Violencia", "miedo-1.pdf"):
        assert TELLING.search(told), told
    for neutral in ("Questions – Notes", "/check/2", "notes-2026-03-01.age", "Keep"):
        assert not TELLING.search(neutral), neutral


def names_on(page: str) -> Iterator[str]:
    """Yield what a browser shows or stores outside of the page itself."""
    yield from re.findall(r"<title>([^<]*)</title>", page)
    yield from re.findall(r'\b(?:href|action|src)="([^"]*)"', page)
    yield from re.findall(r'<(?:input|textarea|select)[^>]* name="([^"]*)"', page)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", ["nobody", "looking", "owner"])
def test_titles_addresses_and_names_say_nothing(
    kind: str, language: str, clock: Clock
) -> None:
    client = PEOPLE[kind](clock)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    told = []
    for route in routes():
        with undone(client):
            answer = client.get(route.address)
        raw = answer.getvalue() if answer.streaming else answer.content
        seen = [
            route.pattern,
            answer.get("Location", ""),
            answer.get("Content-Disposition", ""),
            *answer.cookies,
            *map(unescape, names_on(raw.decode(errors="replace"))),
        ]
        # Where help is, others' addresses are shown: they are not ours to name.
        told += [
            (route.pattern, name)
            for name in seen
            if not name.startswith(("http:", "https:", "tel:", "sms:"))
            and TELLING.search(name)
        ]

    assert told == []


@pytest.mark.parametrize("name", ["someone", "swings", "device", "limits", "person"])
def test_a_page_of_help_is_called_help_in_a_history(name: str, clock: Clock) -> None:
    page = PEOPLE["owner"](clock).get(f"/help/{name}").content.decode()

    assert re.findall(r"<title>([^<]*)</title>", page) == ["Help – Notes"]


_FIELD = re.compile(r"<(input|textarea)\b([^>]*)>")
_QUIET = re.compile(r'<form\b[^>]* autocomplete="off".*?</form>', re.DOTALL)
"""A form that asks for it as a whole."""
_CHOSEN = {"hidden", "radio", "checkbox", "submit", "file", "range", "date", "time"}


@pytest.mark.parametrize("kind", ["nobody", "looking", "owner"])
def test_every_field_for_words_says_whether_a_browser_may_remember_them(
    kind: str, clock: Clock
) -> None:
    client = PEOPLE[kind](clock)
    silent, seen = [], 0
    for route in routes():
        with undone(client):
            answer = client.get(route.address)
        raw = answer.getvalue() if answer.streaming else answer.content
        page = _QUIET.sub("", raw.decode(errors="replace"))
        for _, attributes in _FIELD.findall(page):
            found = re.search(r'type="(\w+)"', attributes)
            if found and found[1] in _CHOSEN:
                continue
            seen += 1
            if "autocomplete=" not in attributes:
                silent.append((route.pattern, attributes.strip()))

    assert seen > 3
    assert silent == []


def test_files_and_cookies_have_names_that_say_nothing() -> None:
    files = {
        path.relative_to(folder).as_posix()
        for folder in SOURCE.glob("*/static")
        for path in folder.rglob("*")
        if path.is_file()
    }
    own = {*cookies.SECRETS, *cookies.LOOK, cookies.PAGES, cookies.TITLE}

    assert files
    assert [name for name in sorted(files | own) if TELLING.search(name)] == []
