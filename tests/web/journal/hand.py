"""Someone who writes and notices, for the tests."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import diary


class Hand:
    """Sends forms as a person would; every one with a key of its own."""

    def __init__(self, client: Client, clock: Clock) -> None:
        self.client, self.clock, self.sent = client, clock, 0

    def sends(self, where: str, **fields: Any) -> Any:
        self.sent += 1
        return self.client.post(where, {"key": f"k{self.sent}"} | fields)

    def writes(self, text: str, **fields: Any) -> str:
        """Write a page; return its address."""
        answer = self.sends("/write", text=text, **fields)
        assert answer.status_code == 302, answer.content.decode()
        return str(answer["Location"]).partition("?")[0]

    def sees(self, where: str) -> str:
        answer = self.client.get(where, follow=True)
        assert answer.status_code == 200, where
        return str(answer.content.decode())

    def finds(self, words: str) -> list[str]:
        """Look for words; return the addresses of the pages that were found."""
        answer = self.client.post("/write/find", {"sought": words})
        assert answer.status_code == 200
        page = answer.content.decode().partition("<main")[2]
        return re.findall(r'href="(/write/[0-9a-f-]{36})"', page)

    def wrote(self, kind: Any) -> list[Any]:
        entries = diary(self.client, self.clock).entries()
        return [entry for entry in entries if isinstance(entry, kind)]
