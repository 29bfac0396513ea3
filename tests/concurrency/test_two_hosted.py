"""Two people of a hosted installation: one PostgreSQL, two processes, every page HTTPS.

Each request goes to the other process than the one before it, as behind a proxy.
"""

from __future__ import annotations

import http.client
import re
import urllib.parse
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.cookies import SimpleCookie
from itertools import cycle
from pathlib import Path

import pytest

from nearer.help.services import NO
from tests.concurrency.visitor import PASSPHRASE
from tests.config.test_serve import served

pytestmark = [pytest.mark.postgres, pytest.mark.slow]  # two programs and a database

HOST = "notes.example"
PROCESSES = 2
QUESTIONS = 9


class Behind:
    """A browser behind the proxy of an installation."""

    def __init__(self, ways: Sequence[str]) -> None:
        self._ways = cycle(ways)
        self._cookies: dict[str, str] = {}
        self.path = ""
        self.page = ""

    def get(self, path: str) -> str:
        return self._ask("GET", path)

    def post(self, path: str, **typed: str) -> str:
        """Send the form on the page that is open, with what was typed."""
        fields = dict(
            re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', self.page)
        )
        return self._ask("POST", path, urllib.parse.urlencode(fields | typed))

    def _ask(self, method: str, path: str, body: str | None = None) -> str:
        way = urllib.parse.urlsplit(next(self._ways))
        asked = http.client.HTTPConnection(way.netloc, timeout=120)
        headers = {
            "Host": HOST,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "203.0.113.7",
            "Referer": f"https://{HOST}{self.path or '/'}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items()),
        }
        asked.request(method, path, body, headers)
        answer = asked.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                assert morsel["secure"] or not morsel.value, line
                self._cookies[name] = morsel.value
        self.page, self.path = answer.read().decode(), path
        asked.close()
        assert answer.status < 400, (method, path, answer.status, self.page[-2000:])
        if 300 <= answer.status < 400:
            return self._ask("GET", answer.headers["Location"])
        return self.page

    # --- what a person does ----------------------------------------------------------
    def begins(self, name: str) -> None:
        self.get("/begin")
        secrets = {"passphrase": PASSPHRASE, "again": PASSPHRASE}
        self.post("/begin", name=name, adult="on", alone="on", **secrets)
        self.get("/check/1")
        while re.fullmatch(r"/check/\d+", self.path):
            answers = {f"a{place}": NO for place in range(1, QUESTIONS)}
            self.post(self.path, do="on", **answers)

    def proves(self, path: str) -> None:
        self.get(path)
        self.post(self.path, secret=PASSPHRASE)
        assert self.path == path

    def code(self, name: str) -> str:
        self.proves("/us/invite")
        found = re.search(
            r'id="code">([A-Z2-9-]{14})<', self.post("/us/invite", name=name)
        )
        assert found, self.page
        return found[1]

    def joins(self, code: str, name: str) -> str:
        self.get("/us/join")
        self.post("/us/join", code=code)
        return self.post("/us/join", code=code, do="yes", name=name)


@pytest.fixture(scope="module")
def ways(
    postgres_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[str]]:
    data: Path = tmp_path_factory.mktemp("hosted") / "notes"
    hosted = {
        "DATABASE_URL": postgres_url,
        "NEARER_HOSTS": HOST,
        "NEARER_PROXIES": "1",
    }
    with ExitStack() as stack:
        yield [stack.enter_context(served(data, **hosted))[0] for _ in range(PROCESSES)]


def test_two_accounts_link_share_and_part(ways: list[str]) -> None:
    ana, ben = Behind(ways), Behind(ways)
    ana.begins("Ana")
    ben.begins("Ben")
    code = ana.code("Ana")
    ben.proves("/us/join")

    assert "You and Ana" in ben.joins(code, "Ben")
    assert "You and Ben" in ana.get("/us")

    ana.post("/us/glad", words="the soup")
    assert "the soup" in ben.get("/us")
    quiet = bare(ben.get("/us"))
    ana.get("/us/mine")
    assert "Nobody was told" in ana.post("/us/mine", way="silent")
    assert bare(ben.get("/us")) == quiet
    assert "the soup" not in ana.get("/us")


def bare(page: str) -> str:
    return re.sub(r'(name="(?:csrfmiddlewaretoken|key)" value=)"[^"]+"', r"\1", page)


def test_two_who_press_at_once_are_linked_once(ways: list[str]) -> None:
    cleo, dan = Behind(ways), Behind(ways[::-1])
    cleo.begins("Cleo")
    dan.begins("Dan")
    codes = {cleo: dan.code("Dan"), dan: cleo.code("Cleo")}
    with ThreadPoolExecutor() as pool:
        for done in [pool.submit(one.joins, codes[one], "B") for one in (cleo, dan)]:
            done.result()

    pages = cleo.get("/us"), dan.get("/us")
    assert all("You and" in page for page in pages), pages
    cleo.post("/us/glad", words="the rain")
    assert "the rain" in dan.get("/us")
