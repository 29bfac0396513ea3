"""Hosted for many: cookies for HTTPS and this host alone, tries counted for all."""

from __future__ import annotations

from datetime import timedelta
from http.cookies import SimpleCookie

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from nearer.accounts import sessions
from tests.web.accounts.people import PASSPHRASE, begin, fields, is_open, unlock

pytestmark = pytest.mark.django_db
PREFIX = "__Host-"


def browser() -> Client:
    """Return a browser that comes over HTTPS, through the proxy in front."""
    return Client(headers={"x-forwarded-proto": "https"})


@pytest.fixture(autouse=True)
def _hosted(settings: Settings) -> None:
    settings.HOSTED = True
    settings.COOKIE_PREFIX = PREFIX
    settings.SESSION_COOKIE_NAME = f"{PREFIX}session"
    settings.CSRF_COOKIE_NAME = f"{PREFIX}form"
    settings.SESSION_COOKIE_SECURE = True
    settings.CSRF_COOKIE_SECURE = True
    settings.LANGUAGE_COOKIE_SECURE = True
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


def secrets(cookies: SimpleCookie) -> set[str]:
    return {name.removeprefix(PREFIX) for name in cookies if name.startswith(PREFIX)}


def test_every_cookie_is_for_https_and_this_host_alone() -> None:
    client = browser()
    client.get(reverse("accounts:begin"))
    begin(client)
    client.post(reverse("accounts:look"), {"language": "es", "theme": "dark"})
    client.post(reverse("accounts:room"), {"title": "Recipes", "icon": "list"})

    assert secrets(client.cookies) == {"form", "session", "key", "sheet"}
    for cookie in client.cookies.values():
        assert cookie["secure"]
        assert cookie["httponly"]
        assert cookie["path"] == "/"
        assert cookie["samesite"] == "Lax"
        assert not cookie["domain"]


def test_locking_and_leaving_take_the_cookies_back() -> None:
    client = browser()
    begin(client)

    client.post(reverse("accounts:lock"))
    assert client.cookies[f"{PREFIX}key"]["max-age"] == 0
    assert client.cookies[f"{PREFIX}key"]["secure"]  # else a browser ignores the order
    assert unlock(client) == 302
    assert is_open(client)
    client.post(reverse("leave"))

    assert all(not cookie.value for cookie in client.cookies.values())


def test_whoever_comes_without_https_is_sent_on_and_nothing_is_made() -> None:
    response = Client().post(reverse("accounts:begin"), fields())

    assert response.status_code == 301
    assert response["Location"].startswith("https://")


def test_a_cookie_without_the_prefix_opens_nothing() -> None:
    client = browser()
    begin(client)
    client.cookies["key"] = client.cookies.pop(f"{PREFIX}key").value

    assert not is_open(client)


def test_only_hashes_stand_in_the_counters() -> None:
    unlock(browser(), name="Nimbus4qzx", secret=PASSPHRASE)

    counters = str(getattr(caches["default"], "_cache", {}))
    assert counters
    assert "imbus4qzx" not in counters


def test_of_a_counter_nothing_is_left_when_it_is_over(settings: Settings) -> None:
    have_table(settings)
    unlock(browser(), name="Nimbus4qzx", secret="wrong guess")

    assert (found := counters())
    assert "127.0.0.1" not in found
    sessions.sweep(now=timezone.now())
    assert counters() == found, "while it counts, it stays"
    sessions.sweep(now=timezone.now() + timedelta(minutes=6))
    assert not counters()


def test_a_page_asks_the_counters_and_writes_none(settings: Settings) -> None:
    have_table(settings)
    client = browser()
    begin(client)

    with CaptureQueriesContext(connection) as asked:
        assert is_open(client)

    writes = [one["sql"] for one in asked if "counters" in one["sql"]]
    assert [sql for sql in writes if not sql.startswith("SELECT")] == []


def test_a_line_goes_in_once_until_its_time_is_over(settings: Settings) -> None:
    have_table(settings)
    cache = caches["default"]

    assert cache.add("one", ["a"], timeout=60)
    assert not cache.add("one", ["b"], timeout=60)
    assert cache.get("one") == ["a"]
    assert cache.add("over", "c", timeout=-5)
    assert cache.add("over", "d", timeout=60)
    assert cache.get("over") == "d"
    assert cache.add("stays", "e", timeout=None)
    assert not cache.add("stays", "f")


def test_a_line_that_is_there_is_no_fault_to_the_database(settings: Settings) -> None:
    have_table(settings)
    caches["default"].add("one", value=True)

    with CaptureQueriesContext(connection) as asked:
        assert not caches["default"].add("one", value=True)

    # A savepoint to come back to is what Django needs where a statement fails.
    assert len(asked) == 1


def test_help_is_there_while_the_database_is_not(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    have_table(settings)

    def gone(*_: object, **__: object) -> None:
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(connection, "cursor", gone)
    for path in ("/help", "/help/es", "/leave"):
        assert browser().get(path).status_code == 200


def have_table(settings: Settings) -> None:
    stored = "nearer.accounts.counters.Counters"
    settings.CACHES = {"default": {"BACKEND": stored, "LOCATION": "counters"}}
    call_command("createcachetable", verbosity=0)


def counters() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM counters WHERE cache_key LIKE '%login%'")
        return str(cursor.fetchall() or "")


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_the_journal_of_a_database_is_named_where_there_is_one(
    vendor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nearer.web.privacy.connection.vendor", vendor)
    page = Client().get("/privacy", secure=True).content.decode()

    assert ("a journal of its own" in page) == (vendor == "postgresql")
