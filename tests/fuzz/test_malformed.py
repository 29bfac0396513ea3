"""Bodies that say they are files or forms and are not, to every address, every way.

Each case is one address, one method, one body and one set of cookies. Without
NEARER_TEST_FUZZ a few hundred of them, spread evenly; with a number, that many.
"""

from __future__ import annotations

import logging
import math
import os
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.db import connection

from tests.access.addresses import routes
from tests.access.answers import faults_of
from tests.access.people import undone
from tests.fuzz.test_every_form import KINDS
from tests.web.accounts.conftest import Clock

# A few hundred requests for each kind of person.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]

CASES = int(os.environ.get("NEARER_TEST_FUZZ", "1000"))
METHODS = (
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "GET",
    "HEAD",
    "OPTIONS",
    "TRACE",
    "PROPFIND",
    "post",
)
FORM = "multipart/form-data"
PART = b'--x\r\nContent-Disposition: form-data; name="file"'
BODIES: tuple[tuple[str, bytes, dict[str, str]], ...] = (
    (FORM, b"", {}),
    (f"{FORM}; boundary=", PART, {}),
    (f"{FORM}; boundary=x", b"", {}),
    (f"{FORM}; boundary=x", b"--x", {}),
    (f"{FORM}; boundary=x", b"--x--", {}),
    (f"{FORM}; boundary=x", PART, {}),
    (f"{FORM}; boundary=x", PART + b"\r\n\r\n", {}),
    (f"{FORM}; boundary=x", PART + b'; filename="a"\r\n\r\nabc', {}),
    (f"{FORM}; boundary=x", PART + b'; filename="\x00"\r\n\r\nabc\r\n--x--', {}),
    (f"{FORM}; boundary=x", PART + b"\r\nContent-Length: 9x\r\n\r\na\r\n--x--", {}),
    (
        f"{FORM}; boundary=x",
        PART + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n!\r\n--x--",
        {},
    ),
    (
        f"{FORM}; boundary=x",
        PART + b"; filename=a\r\nContent-Transfer-Encoding: base64\r\n\r\n=\r\n--x",
        {},
    ),
    (
        f"{FORM}; boundary=x",
        PART + b"; filename*=utf-9''%ff\r\nContent-Type: a/b; charset=x\r\n\r\n\xff",
        {},
    ),
    (f"{FORM}; boundary=x", (PART + b"\r\n\r\na\r\n") * 1_200 + b"--x--", {}),
    (
        f"{FORM}; boundary=x",
        (PART + b"; filename=a\r\n\r\na\r\n") * 120 + b"--x--",
        {},
    ),
    (f"{FORM}; boundary=x", b"\r\n\r\n" + b"\xff" * 3_000, {}),
    (f"{FORM}; boundary={'x' * 300}", PART, {}),
    (f"{FORM}; boundary=\xff\x00", PART, {}),
    (f"{FORM}; boundary=x; charset=nothing", PART + b"\r\n\r\na\r\n--x--", {}),
    (f"{FORM}; boundary=x", PART, {"CONTENT_LENGTH": "-1"}),
    (f"{FORM}; boundary=x", PART, {"CONTENT_LENGTH": "9" * 30}),
    (f"{FORM}; boundary=x", PART, {"CONTENT_LENGTH": "many"}),
    (f"{FORM}; boundary=x", PART, {"HTTP_TRANSFER_ENCODING": "chunked"}),
    ("multipart/mixed; boundary=x", PART + b"\r\n\r\na\r\n--x--", {}),
    ("application/x-www-form-urlencoded; charset=utf-7", b"a=+AGE", {}),
    ("application/x-www-form-urlencoded", b"&".join([b"a=1"] * 1_200), {}),
    ("application/x-www-form-urlencoded", b"%00=%00&=&&%ff=%ff&a[]=1", {}),
)
COOKIES = (
    "",
    "tz=null",
    "tz=..%2Fetc; session=\x00; key=x; look=AAAA; held=%00; form=x",
    '=; ;;; a=b=c; $Path=/; theme="\\777"; look=\xff; pages=' + "A" * 4_000,
)


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("kind", KINDS)
def test_no_body_whatever_is_a_fault_of_ours(kind: str, clock: Clock) -> None:
    client: Any = KINDS[kind](clock)
    own = "; ".join(f"{n}={m.value}" for n, m in client.cookies.items())
    every = [*product(routes(), METHODS, BODIES, COOKIES)]
    # A step that shares no factor with any of the lists goes through all of each.
    wanted = CASES // len(KINDS) + 1
    longest = max(len(every) // wanted, 1)
    sizes = math.prod(map(len, (METHODS, BODIES, COOKIES)))
    step = next(n for n in range(longest, 0, -1) if math.gcd(n, sizes) == 1)
    failed, count = [], 0
    for route, method, (content_type, body, more), cookies in every[::step]:
        both = "; ".join(filter(None, (own, cookies)))
        with undone(client):
            answer = client.generic(
                method,
                route.address,
                body,
                content_type,
                HTTP_COOKIE=both,
                **more,
            )
        count += 1
        # Nothing else is asked of what a browser cannot send.
        if answer.status_code >= 500 or (method == "PUT" and faults_of(answer)):
            failed.append((kind, method, route, content_type, body[:80], cookies))

    assert failed[:3] == []
    assert count >= min(wanted, len(every))
    print(f"{count} bodies by {kind} on {connection.vendor}, 0 faults")  # noqa: T201 - a figure


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_form_is_no_fault_anywhere(kind: str, clock: Clock) -> None:
    client = KINDS[kind](clock)
    failed = []
    for route in routes():
        for body in ("", "a=", "key="):
            with undone(client):
                answer = client.post(
                    route.address, body, "application/x-www-form-urlencoded"
                )
            failed += [route.pattern] if answer.status_code >= 500 else []

    assert failed == []
