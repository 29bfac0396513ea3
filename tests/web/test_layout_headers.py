from __future__ import annotations

import pytest
from django.test import Client, override_settings

from nearer.web.headers import POLICY

EVERY_ANSWER = pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/components", 200),
        ("/leave", 200),
        ("/manifest.webmanifest", 200),
        ("/robots.txt", 200),
        ("/favicon.ico", 302),
        ("/forbidden", 403),
        ("/nowhere", 404),
        ("/static/web/nowhere.css", 404),
        ("/only-post", 405),
        ("/too-large", 413),
        ("/broken", 500),
    ],
)


@EVERY_ANSWER
def test_the_headers_are_on_every_answer(house: Client, path: str, status: int) -> None:
    answer = house.get(path)

    assert answer.status_code == status
    assert answer["Content-Security-Policy"] == POLICY
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] in {"no-referrer", "same-origin"}
    assert "camera=()" in answer["Permissions-Policy"]
    assert "geolocation=()" in answer["Permissions-Policy"]
    assert "Server" not in answer


def test_the_policy_allows_ourselves_and_nobody_else() -> None:
    rules = {
        name: set(sources)
        for name, *sources in (rule.split() for rule in POLICY.split("; "))
    }

    assert rules["default-src"] == {"'none'"}
    for name in ("frame-ancestors", "object-src", "base-uri"):
        assert rules[name] == {"'none'"}
    assert rules["form-action"] == {"'self'"}
    every_source = set().union(*rules.values())
    assert every_source == {"'none'", "'self'"}


@pytest.mark.usefixtures("house")
def test_a_form_of_another_page_is_answered_with_the_same_headers() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/only-post")

    assert answer.status_code == 403
    assert answer["Content-Security-Policy"] == POLICY


def test_only_a_hosted_installation_asks_for_https_for_ever(house: Client) -> None:
    plain = house.get("/leave", secure=True)
    with override_settings(SECURE_HSTS_SECONDS=31_536_000):
        hosted = house.get("/leave", secure=True)
        unsafe = house.get("/leave")

    assert "Strict-Transport-Security" not in plain
    assert hosted["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "Strict-Transport-Security" not in unsafe


def test_files_of_the_look_may_be_kept_by_the_browser(house: Client) -> None:
    with override_settings(STATIC_URL="/help"):  # a page in the place of a file
        answer = house.get("/help")

    assert "Cache-Control" not in answer


def test_nobody_is_told_what_is_here(house: Client) -> None:
    assert house.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"
