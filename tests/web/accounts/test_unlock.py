from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nearer.accounts import sessions
from nearer.accounts.models import Kept
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import NAME, PASSPHRASE, begin, is_open, unlock

pytestmark = pytest.mark.django_db
UNLOCK = "accounts:unlock"


@pytest.fixture
def code(client: Client) -> str:
    return begin(client)


def without_token(page: bytes) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.decode())


@pytest.mark.usefixtures("code")
def test_unknown_and_wrong_are_the_same_answer() -> None:
    url = reverse(UNLOCK)
    wrong = Client().post(url, {"name": NAME, "secret": "something else"})
    unknown = Client().post(url, {"name": NAME + "x", "secret": "something else"})

    assert wrong.status_code == unknown.status_code == 422
    assert without_token(wrong.content).replace(f'value="{NAME}"', "") == without_token(
        unknown.content
    ).replace(f'value="{NAME}x"', "")


@pytest.mark.usefixtures("code")
def test_unknown_and_wrong_cost_the_same_derivation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from nearer.diary import keys  # noqa: PLC0415 - patched here

    costs: list[keys.Cost] = []
    derive = keys._derive

    def counting(secret: bytes, *, salt: bytes, cost: keys.Cost) -> bytes:
        costs.append(cost)
        return derive(secret, salt=salt, cost=cost)

    monkeypatch.setattr(keys, "_derive", counting)
    unlock(Client(), secret="something else")
    unlock(Client(), name="nobody")

    assert len(costs) == 2
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/settings?saved", "/settings?saved"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("settings", "/"),
    ],
)
@pytest.mark.usefixtures("code")
def test_unlocking_leads_on_to_pages_of_ours_only(wanted: str, led_to: str) -> None:
    response = Client().post(
        reverse(UNLOCK), {"name": NAME, "secret": PASSPHRASE, "next": wanted}
    )

    assert response["Location"] == led_to


def test_a_page_behind_the_door_asks_to_unlock_and_comes_back(client: Client) -> None:
    response = client.get(reverse("accounts:settings") + "?saved")

    query = urlencode({"next": "/settings?saved"})
    assert response["Location"] == f"/unlock?{query}"


def test_a_fragment_behind_the_door_leads_the_whole_page_to_unlock(
    client: Client,
) -> None:
    response = client.get(
        reverse("accounts:settings"),
        headers={"hx-request": "true", "hx-current-url": "http://testserver/map"},
    )

    assert response["HX-Redirect"] == "/unlock?next=%2Fmap"


@pytest.mark.usefixtures("code")
def test_tries_are_counted_and_the_right_one_waits_too() -> None:
    stranger = Client()
    statuses = [unlock(stranger, secret="wrong guess") for _ in range(5)]
    page = stranger.post(reverse(UNLOCK), {"name": NAME, "secret": PASSPHRASE})

    assert statuses == [422] * 5
    assert page.status_code == 422
    assert "Wait five minutes" in page.content.decode()


def test_nobody_can_keep_a_person_out_of_their_own_browser(
    client: Client, code: str
) -> None:
    client.post(reverse("accounts:lock"))
    for _ in range(8):
        unlock(Client(), secret="wrong guess")

    assert client.post(reverse(UNLOCK), {"secret": PASSPHRASE}).status_code == 302
    recovered = Client().post(
        reverse("accounts:recover"),
        {
            "name": NAME,
            "code": code,
            "passphrase": "fern gold hush iron",
            "again": "fern gold hush iron",
        },
    )
    assert recovered.status_code == 302


@pytest.mark.usefixtures("code")
def test_locking_forgets_the_key_and_remembers_who(client: Client) -> None:
    response = client.post(reverse("accounts:lock"))

    assert response["Location"] == reverse(UNLOCK)
    assert not is_open(client)
    assert Kept.objects.count() == 1  # the code that has not been confirmed yet
    page = client.get(reverse(UNLOCK)).content.decode()
    assert 'name="secret"' in page
    assert 'name="name"' not in page


def test_it_can_be_locked_from_the_list_of_all_places(client: Client) -> None:
    begin(client)
    assert 'action="/lock"' in client.get("/more").content.decode()
    client.post("/lock")

    assert 'action="/lock"' not in client.get("/more").content.decode()


@pytest.mark.usefixtures("code")
def test_a_key_cookie_from_before_the_lock_opens_nothing(client: Client) -> None:
    old = client.cookies["key"].value
    client.post(reverse("accounts:lock"))
    client.cookies["key"] = old

    assert not is_open(client)


@pytest.mark.usefixtures("code")
def test_an_idle_session_locks_and_a_busy_one_does_not(
    client: Client, clock: Clock
) -> None:
    for _ in range(5):
        clock.go(minutes=9)
        assert is_open(client)

    clock.go(minutes=10, seconds=1)

    assert not is_open(client)


@pytest.mark.usefixtures("code")
def test_keys_of_idle_sessions_are_swept_away(clock: Clock) -> None:
    from django.core.cache import cache  # noqa: PLC0415 - sweeping is once a minute

    clock.go(hours=3)
    cache.clear()
    Client().get(reverse(UNLOCK))

    assert not Kept.objects.exists()
    assert Session.objects.exists()


@pytest.mark.usefixtures("code")
def test_sessions_that_are_over_are_swept_away() -> None:
    sessions.sweep(now=timezone.now() + timedelta(days=15))

    assert not Session.objects.exists()


@pytest.mark.parametrize("cookie", ["", "x", "é", "A" * 43, "-" * 500, "=", "AAAA="])
@pytest.mark.usefixtures("code")
def test_a_key_cookie_that_is_none_opens_nothing(client: Client, cookie: str) -> None:
    client.cookies["key"] = cookie

    assert not is_open(client)


def test_a_key_of_one_person_opens_nothing_for_another(client: Client) -> None:
    begin(client)
    other = Client()
    begin(other, name="Bea")
    other.cookies["key"] = client.cookies["key"].value

    assert not is_open(other)


@pytest.mark.usefixtures("code")
def test_someone_else_can_unlock_where_another_had_been(client: Client) -> None:
    begin(Client(), name="Bea", passphrase="fern gold hush", again="fern gold hush")

    assert unlock(client, name="Bea", secret="fern gold hush") == 302
    assert is_open(client)
    assert "Bea" not in client.get(reverse(UNLOCK)).content.decode()


@pytest.mark.usefixtures("code")
def test_leaving_ends_everything(client: Client) -> None:
    response = client.post(reverse("leave"))

    assert not Kept.objects.exists()
    assert all(not cookie.value for cookie in client.cookies.values())
    assert "storage" in response["Clear-Site-Data"]
    assert not is_open(client)


@pytest.mark.usefixtures("code")
def test_the_forms_of_other_tabs_still_count_after_unlocking() -> None:
    # Django makes a new form token at sign-in; after a mere lock that would lose text.
    strict = Client(enforce_csrf_checks=True)
    page = strict.get(reverse(UNLOCK)).content.decode()
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    strict.post(
        f"{reverse(UNLOCK)}?other",
        {"name": NAME, "secret": PASSPHRASE, "csrfmiddlewaretoken": token[1]},
    )
    other_tab = strict.get(reverse("accounts:settings")).content.decode()
    old = re.search(r'csrfmiddlewaretoken" value="(\w+)"', other_tab)
    assert old
    form = {"csrfmiddlewaretoken": old[1]}
    strict.post(reverse("accounts:lock"), form)
    strict.post(reverse(UNLOCK), form | {"secret": PASSPHRASE})

    response = strict.post(reverse("accounts:lock"), form)

    assert response.status_code == 302


def test_a_kept_key_that_was_touched_opens_nothing(client: Client) -> None:
    begin(client)
    for row in Kept.objects.all():
        sealed = bytearray(row.sealed)
        sealed[-1] ^= 1
        Kept.objects.filter(pk=row.pk).update(sealed=bytes(sealed))

    assert not is_open(client)
