from __future__ import annotations

import logging

import pytest
from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.test import Client, RequestFactory, override_settings

from nearer.web import errors

FAULTS = pytest.mark.parametrize(
    ("path", "status", "happened"),
    [
        ("/forbidden", 403, "This page could not be opened"),
        ("/nowhere", 404, "There is nothing at this address"),
        ("/only-post", 405, "This page cannot be used that way"),
        ("/too-large", 413, "This is too large to take in"),
        ("/broken", 500, "Something went wrong on our side"),
    ],
)


@FAULTS
def test_an_error_says_what_happened_what_is_safe_and_what_to_do(
    house: Client, path: str, status: int, happened: str
) -> None:
    answer = house.get(path)
    words = answer.content.decode()

    assert answer.status_code == status
    assert f"<h1>{happened}</h1>" in words
    assert "safe" in words
    assert 'href="/"' in words
    assert 'action="/leave"' in words


@FAULTS
def test_an_error_speaks_spanish_too(
    house: Client, path: str, status: int, happened: str
) -> None:
    words = house.get(path, headers={"Accept-Language": "es"}).content.decode()

    assert happened not in words
    assert "a salvo" in words
    assert status


def test_an_error_never_shows_what_went_wrong_inside(house: Client) -> None:
    words = house.get("/broken").content.decode()

    assert "canary" not in words
    assert "Traceback" not in words
    assert "RuntimeError" not in words


@pytest.mark.usefixtures("house")
def test_a_form_that_waited_too_long_says_that_nothing_is_lost() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/only-post", {"a": "b"})

    assert answer.status_code == 403
    assert "This page was open for too long" in answer.content.decode()


@pytest.mark.usefixtures("house")
def test_a_browser_is_led_to_the_page_that_says_so() -> None:
    """It would keep what was sent with the page that answers it."""
    strict = Client(enforce_csrf_checks=True)
    led = strict.post("/only-post", {"a": "b"}, headers={"Sec-Fetch-Mode": "navigate"})

    assert led.status_code == 302
    assert "This page was open for too long" in strict.get("/late").content.decode()


def test_a_wrong_method_still_names_the_right_one(house: Client) -> None:
    assert house.get("/only-post")["Allow"] == "POST"


@pytest.mark.usefixtures("house")
def test_a_form_that_is_too_large_is_told_so() -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.get("/components")  # from here on there is a form's cookie
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000):
        answer = strict.post(
            "/only-post",
            "a=" + "b" * 2000,
            content_type="application/x-www-form-urlencoded",
        )

    assert answer.status_code == 413
    assert "too large to take in" in answer.content.decode()


@pytest.mark.usefixtures("house")
def test_an_unreadable_request_has_words() -> None:
    request = RequestFactory().get("/")

    answer = errors.bad_request(request, ValueError("canary"))

    assert answer.status_code == 400
    assert b"canary" not in answer.content
    assert b"could not be read" in answer.content


@pytest.mark.usefixtures("house")
def test_when_even_the_page_of_the_error_fails_words_come(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise TemplateDoesNotExist("web/error.html")

    monkeypatch.setattr(errors, "render", fails)
    with caplog.at_level(logging.ERROR):
        answer = errors.server_error(HttpRequest())

    assert answer.status_code == 500
    assert b"What you have saved so far is safe" in answer.content
    assert b"<style" not in answer.content
