"""Headers and cookies of errors, of files and of a hosted installation."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import (
    BadRequest,
    DisallowedHost,
    PermissionDenied,
    TooManyFieldsSent,
)
from django.db import OperationalError
from django.http import Http404
from django.test import Client
from pytest_django.fixtures import Settings

from nearer.diary.access import BusyError, DamagedError
from tests.access.addresses import routes
from tests.access.answers import faults_of
from tests.access.people import browser, settled, undone

pytestmark = pytest.mark.django_db

RAISED = (
    (BadRequest("x"), 400),
    (DisallowedHost("x"), 400),
    (TooManyFieldsSent("x"), 400),
    (PermissionDenied("x"), 403),
    (Http404("x"), 404),
    (OperationalError("database or disk is full"), 507),
    (OperationalError("attempt to write a readonly database"), 507),
    (OperationalError("database is locked"), 503),
    (OperationalError("something else"), 500),
    (BusyError("x"), 503),
    (DamagedError(space=UUID(int=0), seq=1, what="x"), 500),
    (RuntimeError("x"), 500),
    (RecursionError("x"), 500),
)


@pytest.mark.parametrize(("fault", "status"), RAISED)
def test_whatever_fails_the_headers_stand_and_nothing_of_it_is_told(
    fault: Exception, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_more: object) -> None:
        fault.args = (f"{fault} Quetzal7",)
        raise fault

    monkeypatch.setattr("nearer.assess.welcome.render", fail)
    response = browser().get("/")

    assert response.status_code == status
    assert [f for f in faults_of(response) if f != f"status {status}"] == []
    assert b"Quetzal7" not in response.content
    assert b"Traceback" not in response.content
    assert b"<h1>" in response.content


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"headers": {"host": "elsewhere.example"}}, 400),
        ({"headers": {"host": "a b"}}, 400),
        ({"data": "a=" + "b" * 3_000_000}, 413),
        ({"data": "&".join(f"a{n}=1" for n in range(1_500))}, 400),
    ],
)
def test_requests_that_are_refused_at_the_gate(
    more: dict[str, Any], status: int
) -> None:
    form = "application/x-www-form-urlencoded"
    response = browser().post("/recover", content_type=form, **({"data": ""} | more))

    assert response.status_code == status
    assert faults_of(response) == []


def test_files_of_the_look_have_the_headers_and_may_be_kept(client: Client) -> None:
    there = client.get("/static/web/base.css")
    gone = client.get("/static/web/nowhere.css")

    assert (there.status_code, gone.status_code) == (200, 404)
    assert faults_of(there, is_static=True) == []
    assert faults_of(gone) == []
    there.close()


@pytest.fixture
def hosted(settings: Settings) -> None:
    """Be as with NEARER_HOSTS set; `tests/config` reads the same from a real start."""
    settings.HOSTED = settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.COOKIE_PREFIX = "__Host-"
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = (
        "__Host-session",
        "__Host-form",
    )
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.LANGUAGE_COOKIE_SECURE = True
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.mark.slow  # every page twice
@pytest.mark.usefixtures("hosted")
def test_a_hosted_installation_keeps_cookies_to_itself_and_asks_for_https() -> None:
    class Secure(Client):
        def request(self, **more: Any) -> Any:
            return super().request(**(more | {"wsgi.url_scheme": "https"}))

    client = settled("Ana", client=Secure(raise_request_exception=False))
    wrong = []
    for route in routes():
        for method in ("get", "post"):
            with undone(client):
                response = getattr(client, method)(route.address)
            wrong += [f"{method} {route}: {f}" for f in faults_of(response)]
            if not response.get("Strict-Transport-Security"):
                wrong.append(f"{method} {route}: not strict")
    secret = {"session", "key", "sheet", "form", "pages"}

    assert wrong == []
    assert not secret & set(client.cookies)
    plain = browser().get("/help")
    assert plain.status_code == 301
    assert plain["Location"] == "https://testserver/help"
    assert faults_of(plain) == []


@pytest.mark.parametrize("length", ["many", "-1", "1e3", "２", "9" * 19, "\x00", " 1"])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain"])
def test_a_length_that_is_no_number_is_refused(length: str, kind: str) -> None:
    response = browser().generic("POST", "/look", b"key=a", kind, CONTENT_LENGTH=length)

    assert response.status_code == 400
    assert faults_of(response) == []
    assert b"could not be read" in response.content


@pytest.mark.parametrize("name", ["session", "key", "held", "look", "title"])
def test_a_cookie_with_a_nul_is_passed_over(name: str) -> None:
    response = browser().get("/", HTTP_COOKIE=f'{name}="abcdefgh\\000ij"; theme=dark')

    assert response.status_code == 200
    assert response.wsgi_request.COOKIES == {"theme": "dark"}
