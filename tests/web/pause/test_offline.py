"""The one page that may stay in a browser: the same for everyone, and nobody's own."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from tests.access.answers import words_of
from tests.web.accounts.people import begin

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_is_the_same_for_everyone_byte_for_byte(
    client: Client, language: str
) -> None:
    address = f"/offline/{language}"
    before = client.get(address)
    begin(client, name="Ocelot")
    client.post("/settings/look", {"language": "es", "theme": "dark"})
    client.post("/settings/name", {"title": "Ocelot", "icon": "cloud"})
    client.cookies["title"] = "Ocelot"
    after = client.get(address)

    assert words_of(before) == words_of(after)
    for page in (before, after):
        assert not page.cookies
        assert b"Ocelot" not in page.content
        assert b"csrfmiddlewaretoken" not in page.content
    assert f'lang="{language}"'.encode() in after.content


def test_it_says_what_is_there_and_what_is_not(client: Client) -> None:
    page = client.get("/offline/en").content.decode()

    assert "There is no connection just now" in page
    assert "Slow breathing" in page
    assert "Feet on the floor" in page
    assert "What is not here" in page
    assert 'href="tel:112"' in page
    assert "<title>No connection – Notes</title>" in page


def test_an_unknown_language_has_no_page(client: Client) -> None:
    assert client.get("/offline/xx").status_code == 404


@pytest.mark.parametrize(
    ("query", "page"),
    [("?l=es", "/offline/es"), ("", "/offline/en"), ("?l=../x", "/offline/en")],
)
def test_the_script_keeps_that_page_and_the_look_and_nothing_else(
    client: Client, query: str, page: str
) -> None:
    begin(client)
    answer = client.get(f"/worker.js{query}")
    script = answer.content.decode()
    found = re.search(r"^const FILES = (.*);$", script, re.MULTILINE)
    assert found
    files = json.loads(found[1])

    assert answer["Content-Type"].startswith("text/javascript")
    assert files[0] == page
    assert all(file.startswith("/static/") for file in files[1:])
    assert 'credentials: "omit"' in script
    assert script.count(".put(") == 1
    assert "cache.add" not in script
    for file in files:
        kept = client.get(file)
        assert kept.status_code == 200
        kept.close()


def test_only_a_moment_brings_the_script(client: Client) -> None:
    begin(client)

    assert "worker.js" in client.get("/moment").content.decode()
    for path in ("/settings", "/map", "/help"):
        assert "worker.js" not in client.get(path).content.decode()
