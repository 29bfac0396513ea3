"""Whatever is sent to whatever address, by whomever: no answer is a fault of ours.

NEARER_TEST_FUZZ is how many requests at least; 1,000 without it. The long run, on both
databases: `NEARER_TEST_FUZZ=5000 pytest -s tests/fuzz`. The requests are the same every
time; with NEARER_HYPOTHESIS=search they are new, or those of a `--hypothesis-seed`.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.access.addresses import Route, routes
from tests.access.answers import faults_of
from tests.access.people import PEOPLE, undone
from tests.fuzz.forms import Form, forms_on
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import PASSPHRASE

# A thousand requests: half a minute at most.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]

REQUESTS = int(os.environ.get("NEARER_TEST_FUZZ", "1000"))


def proved(clock: Clock) -> Client:
    """Be someone who has just typed the passphrase again: every door is open."""
    client = PEOPLE["owner"](clock)
    client.post("/unlock/again", {"secret": PASSPHRASE, "next": "/keep"})
    assert client.get("/keep/out").status_code == 200
    return client


KINDS = {
    **{kind: PEOPLE[kind] for kind in ("nobody", "looking", "locked", "owner")},
    "proved": proved,
}
METHODS = ("POST",) * 6 + ("GET",) * 2 + ("PUT", "HEAD", "PATCH", "DELETE", "OPTIONS")
A_GO = 3  # requests one after the other, on average
NASTY = (
    "\x00",
    "a\x00b",
    "%00",
    "\ud800",
    "�",
    "-1",
    "0",
    "1e309",
    "NaN",
    "9" * 400,
    "9" * 5_000,
    "２",
    "true",
    "null",
    "[]",
    "{{ 7 }}{% x %}",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "../../../../etc/passwd",
    "\r\nSet-Cookie: a=b",
    "//elsewhere.example/",
    "/\\elsewhere.example",
    "https://elsewhere.example/",
    "00000000-0000-7000-8000-000000000000",
    "A" * 20_000,
    "\u202e\u0000\u2028",
    "é" * 2_000,
    "🙂" * 500,
)
HEADERS = (
    "HTTP_HOST",
    "HTTP_ACCEPT_LANGUAGE",
    "HTTP_ACCEPT",
    "HTTP_REFERER",
    "HTTP_ORIGIN",
    "HTTP_HX_REQUEST",
    "HTTP_HX_CURRENT_URL",
    "HTTP_HX_CURRENT_URL_URI_AUTOENCODED",
    "HTTP_HX_TARGET",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_RANGE",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_AUTHORIZATION",
    "HTTP_USER_AGENT",
    "CONTENT_LENGTH",
    "REMOTE_ADDR",
)
COOKIES = (
    "session",
    "form",
    "key",
    "held",
    "sheet",
    "pages",
    "parcel",
    "proof",
    "answer",
    "done",
    "look",
    "look2",
    "look4",
    "language",
    "theme",
    "title",
    "tz",
    "place",
)
BODIES = (
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=nothing",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "multipart/form-data; boundary=\x01",
    "application/json",
    "text/plain",
    "\xff/\xff",
    "",
)


BROWSER = {"HTTP_SEC_FETCH_MODE": "navigate"}
"""What a page that answers a form is kept and led to for."""


@dataclass(frozen=True, repr=False)
class Sent:
    """One request, as it goes to the program."""

    method: str
    path: str
    body: bytes
    kind: str
    more: dict[str, str]
    cookies: dict[str, str]

    def __repr__(self) -> str:
        parts = (self.method, self.path, self.body, self.kind, self.more, self.cookies)
        return " ".join(repr(part)[:300] for part in parts)


def urls(route: Route) -> st.SearchStrategy[str]:
    ends = st.sampled_from(
        ["", "", "", "/", "?next=%00", "?saved", "?other", "?%ff=%fe", "?again=%00"]
    )
    typed = st.sampled_from([f"?next={quote(n, errors='replace')}" for n in NASTY[:-4]])
    numbers = st.sampled_from([route.address, f"{route.address}{'9' * 40}"])
    return st.tuples(numbers, ends | typed).map("".join)


def value(offered: list[str]) -> st.SearchStrategy[str]:
    anything = st.sampled_from(NASTY) | st.text(max_size=40)
    return st.sampled_from(offered) | anything if offered else anything


@st.composite
def filled(draw: st.DrawFn, forms: list[Form]) -> bytes:
    """Fill in a form that a page has: rightly, wrongly, or with fields left out."""
    form = draw(st.sampled_from(forms))
    pairs = []
    for name, entry in form.fields.items():
        for _ in range(draw(st.sampled_from([1, 1, 1, 1, 0, 2]))):
            typed = "word clay drum" if entry.kind == "password" else ""
            pairs.append((name, draw(value([*entry.values, typed]))))
    return urlencode(pairs, errors="surrogatepass").encode()


def bodies(forms: list[Form]) -> st.SearchStrategy[tuple[bytes, str]]:
    part = b'--x\r\nContent-Disposition: form-data; name="%s"; filename="%s"\r\n\r\n%s'
    files = st.builds(
        lambda name, raw: part % (b"file", name, raw) + b"\r\n--x--\r\n",
        st.sampled_from([b"a", b"../a\x00", b"", b"\xff" * 300]),
        st.binary(max_size=200),
    )
    raw = st.tuples(st.binary(max_size=300) | files, st.sampled_from(BODIES))
    right = st.tuples(filled(forms), st.just(BODIES[0])) if forms else raw
    return right | right | raw


def latin() -> st.SearchStrategy[str]:
    """Text as a server hands it on: bytes, each as one character."""
    short = [n.encode("utf-8", "replace").decode("latin-1") for n in NASTY]
    known = [text[:8_000].translate({10: None, 13: None}) for text in short]
    return st.sampled_from(known) | st.binary(max_size=60).map(
        lambda raw: raw.decode("latin-1").translate({10: None, 13: None})
    )


@st.composite
def requests(draw: st.DrawFn, found: dict[str, list[Form]]) -> Sent:
    route = draw(st.sampled_from(routes()))
    forms = found.get(route.address, [])
    body, kind = draw(bodies(forms))
    some = st.booleans().flatmap(
        lambda yes: (
            st.dictionaries(st.sampled_from(HEADERS), latin(), max_size=3)
            if yes
            else st.just({})
        )
    )
    return Sent(
        method=draw(st.sampled_from(METHODS)),
        path=draw(urls(route)),
        body=body,
        kind=kind,
        more=draw(st.sampled_from([{}, BROWSER])) | draw(some),
        cookies=draw(
            st.just({}) | st.dictionaries(st.sampled_from(COOKIES), latin(), max_size=3)
        ),
    )


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Refused hosts and the like are told in the log: not here."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def send(client: Any, sent: Sent) -> Any:
    kept = {name: morsel.value for name, morsel in client.cookies.items()}
    cookies = "; ".join(f"{n}={v}" for n, v in (kept | sent.cookies).items())
    return client.generic(
        sent.method,
        sent.path,
        sent.body,
        sent.kind,
        **({"HTTP_COOKIE": cookies} | sent.more),
    )


@pytest.mark.parametrize("kind", KINDS)
def test_no_request_whatever_is_a_fault_of_ours(kind: str, clock: Clock) -> None:
    client = KINDS[kind](clock)
    found: dict[str, list[Form]] = {}
    for route in routes():
        with undone(client):
            page = client.get(route.address).content.decode()
        for form in forms_on(page):
            if form.method == "post":
                found.setdefault(form.action or route.address, []).append(form)
    assert len(found) >= 4, "pages have forms"
    count, failed = 0, list[object]()

    @settings(
        max_examples=REQUESTS // (len(KINDS) * A_GO) + 1,
        deadline=None,
        database=None,
        derandomize=settings().derandomize,
        phases=[Phase.generate],  # the first case found is told; smaller ones take long
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(requests(found), min_size=A_GO, max_size=A_GO + 2))
    def hold(go: list[Sent]) -> None:
        nonlocal count
        with undone(client):
            for sent in go:
                response = send(client, sent)
                count += 1
                if faults := faults_of(response):
                    failed.append((faults, sent, response.exc_info))
                where = response.get("Location", "")
                if "again=" in where and (faults := faults_of(client.get(where))):
                    failed.append((faults, sent, where))

    hold()
    assert failed[:3] == []
    assert count >= REQUESTS / len(KINDS)
    print(f"{count} requests by {kind} on {connection.vendor}, 0 faults")  # noqa: T201 - a figure
