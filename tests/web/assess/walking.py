"""Someone at a browser who answers questions, for the tests."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpResponse
from django.test import Client

Choose = Callable[[str], str]


def hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of the main part of a page."""
    main = page.partition("<main")[2].partition("</main>")[0] or page
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', main)
    return dict(fields)


def begin_walk(client: Client, path: str = "/questions") -> str:
    """Begin the questions; return the address of the first one."""
    page = client.get(path).content.decode()
    response = client.post(path, hidden(page))
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def answer(client: Client, url: str, value: str, **changed: str) -> HttpResponse:
    """Answer the question at an address."""
    fields = hidden(client.get(url).content.decode())
    sent = client.post(url, fields | {"answer": value} | changed)
    assert isinstance(sent, HttpResponse)
    return sent


def answer_all(client: Client, url: str, choose: Choose = lambda _: "3") -> str:
    """Answer until no question follows; return where that leads."""
    for _ in range(40):
        page = client.get(url)
        fields = hidden(page.content.decode())
        if "item" not in fields:
            return url
        response = client.post(url, fields | {"answer": choose(fields["item"])})
        assert response.status_code == 302, response.content.decode()
        url = str(response["Location"])
    raise AssertionError("the questions never end")
