"""Whoever looks over a shoulder, through a history or a folder, reads nothing of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from nearer.accounts import cookies
from tests.access.addresses import routes
from tests.access.people import PEOPLE, undone
from tests.access.table import expected, short
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
ACTS = (
    "eras|borra|delet|elimin|remov|quita|forg|olvid|passphrase|contraseñ|"
    "frase de acceso|recover|recuper"
)
DONE = re.compile(rf"\b(?:{ACTS})", re.IGNORECASE)
"""What someone did to be safe from another tells as much as why they did it."""

# What a browser's history may show. Whoever adds to these three lists has asked: would
# a person be asked about it by somebody who reads the history of their phone?
PARTS_OF_ADDRESSES = """
    again all before begin beside browsers check closeness code day days door draft
    edit end favicon.ico feed find give habits help helps in instruments invite join
    keep late learn leave line lock look manifest.webmanifest map mine moment more
    name new noted numbers offline out path patterns pause person privacy questions
    recover reminders review robots.txt roots second settings share sheet step
    strength time today unlock us wait weeks with words worker.js write
    someone swings device limits
"""
"""The last line: pages of help."""
BEHIND_THE_QUESTION_MARK = """
    about again all back change from kept m next noted on other p said saved sure w was
"""
TITLES = {
    *("A page", "A sentence", "A short path", "A step", "Begin", "Change a page"),
    *("Choose a step", "Everything you noted", "For the one beside", "Help"),
    *("How it read before", "I was told a code", "Keep", "Language and look"),
    *("Locking", "Look for words", "Make a code", "More", "My line", "My patterns"),
    *("Name and picture", "Noted", "Numbers", "Old sentences", "On my line"),
    *("Questionnaires", "Questions", "Read", "Reminders", "Rest", "Review"),
    *("Settings", "Start", "Ten weeks", "The code", "The day", "Today", "Unlock", "Us"),
    *("Weeks", "What I share", "What helps me", "What our days say", "What you wrote"),
    *("Where I stand", "With whom", "Your notes are open again", "Your words"),
    *("{{ said.title }}", "{{ happened }}"),  # "Write", "A moment", what an error says
}


def test_the_list_finds_what_it_is_for() -> None:
    for told in ("Your partner – Notes", "/trauma/2", "Violencia", "miedo-1.pdf"):
        assert TELLING.search(told), told
    for neutral in ("Questions – Notes", "/check/2", "notes-2026-03-01.age", "Keep"):
        assert not TELLING.search(neutral), neutral


def test_no_address_in_a_history_says_what_someone_did() -> None:
    table = expected()
    shown = {
        part
        for route in routes()
        if table[short(route.pattern)]["owner"].get
        != "–"  # what is only sent is in none
        for choice in re.sub(r"\(\?P<code>.*?\)|<[^>]*>", "", route.pattern).split("/")
        for part in re.findall(r"[a-z.]+", choice)
    }

    known = set(PARTS_OF_ADDRESSES.split())
    assert shown - known - {".ics"} == set()
    assert not [part for part in known - {"recover"} if DONE.search(part)]


def test_nothing_behind_a_question_mark_says_what_someone_did() -> None:
    found = {
        name
        for kind in ("*.py", "*.html")
        for path in SOURCE.rglob(kind)
        for name in re.findall(
            r"""["'}]\?([a-z]+)\b|&amp;([a-z]+)=""", path.read_text(encoding="utf-8")
        )
    }
    names = {one or other for one, other in found}

    assert len(names) > 10
    assert (
        names - set(BEHIND_THE_QUESTION_MARK.split()) - {"mode"} == set()
    )  # a database's


def test_no_title_in_a_history_says_what_someone_did() -> None:
    titles = {
        re.sub(r'{% translate "(.*)" %}', r"\1", title)
        for path in SOURCE.rglob("*.html")
        for title in re.findall(
            r"{% block title %}(.+?){% endblock %}", path.read_text(encoding="utf-8")
        )
    }

    assert titles - TITLES == set()
    for language in ("en", "es"):
        with translation.override(language):
            said = [translation.gettext(title) for title in sorted(TITLES)]
        assert not [title for title in said if DONE.search(title)]
        assert not [title for title in said if TELLING.search(title)]


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
