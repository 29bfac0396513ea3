"""The second step: asked after the passphrase, each code once, and a way back."""

from __future__ import annotations

import re

import pyotp
import pytest
from django.test import Client
from django.urls import reverse

from nearer.accounts.models import Kept, SecondStep
from nearer.accounts.square import Square, square
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import (
    NAME,
    PASSPHRASE,
    begin,
    code_on,
    is_open,
    unlock,
)

pytestmark = pytest.mark.django_db
SECOND, CODE = "accounts:second", "accounts:unlock_code"
NEW = "fern gold hush iron"


@pytest.fixture
def recovery(client: Client) -> str:
    return begin(client)


def prove(client: Client, **more: str) -> int:
    typed = {"secret": PASSPHRASE, "next": "/settings/second"} | more
    return client.post(reverse("accounts:again"), typed).status_code


def set_up(client: Client) -> pyotp.TOTP:
    """Open the page as far as the key; return what an app makes of it."""
    prove(client)
    page = client.get(reverse(SECOND)).content.decode()
    found = re.search(r'id="key" data-words="([A-Z2-7 ]+)"', page)
    assert found, page
    return pyotp.TOTP(found[1].replace(" ", ""))


@pytest.fixture
def app(client: Client, clock: Clock, recovery: str) -> pyotp.TOTP:
    """Be someone whose second step is on; half a minute later."""
    del recovery
    app = set_up(client)
    response = client.post(reverse(SECOND), {"code": app.at(clock.now)})
    assert response.status_code == 302
    clock.go(minutes=1)
    return app


def send(client: Client, code: str) -> int:
    return client.post(reverse(CODE), {"code": code}).status_code


def test_the_codes_are_those_of_the_standard() -> None:
    # RFC 6238, appendix B, SHA-1: the last six of its eight digits.
    app = pyotp.TOTP("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")

    assert [app.at(t) for t in (59, 1111111109, 20000000000)] == [
        "287082",
        "081804",
        "353130",
    ]


@pytest.mark.usefixtures("recovery")
def test_it_is_off_until_someone_wants_it() -> None:
    other = Client()

    assert unlock(other) == 302
    assert is_open(other)
    assert not SecondStep.objects.exists()


@pytest.mark.usefixtures("recovery")
def test_it_is_set_up_only_with_a_fresh_proof(client: Client) -> None:
    response = client.get(reverse(SECOND))

    assert response["Location"].startswith(reverse("accounts:again"))


@pytest.mark.usefixtures("recovery")
def test_the_square_and_the_letters_are_one_key_that_says_no_name(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []

    def noting(text: str) -> Square:
        drawn.append(text)
        return square(text)

    monkeypatch.setattr("nearer.accounts.second_views.square", noting)
    app = set_up(client)

    (address,) = drawn
    assert f"secret={app.secret}" in address
    assert address.startswith("otpauth://totp/Notes?")
    assert NAME not in address


@pytest.mark.parametrize("wrong", ["", "12345", "abcdef", "٣٣٣٣٣٣", "\x00" * 6])
@pytest.mark.usefixtures("recovery")
def test_a_code_that_does_not_fit_turns_nothing_on_and_keeps_the_key(
    client: Client, clock: Clock, wrong: str
) -> None:
    app = set_up(client)

    assert client.post(reverse(SECOND), {"code": wrong}).status_code == 422

    assert not SecondStep.objects.exists()
    right = {"code": app.at(clock.now)}
    assert client.post(reverse(SECOND), right).status_code == 302


@pytest.mark.usefixtures("recovery")
def test_a_key_that_waited_too_long_is_made_anew(client: Client, clock: Clock) -> None:
    app = set_up(client)
    Kept.objects.all().update(until=clock.now)
    client.post(reverse("accounts:unlock"), {"secret": PASSPHRASE})
    prove(client)

    page = client.post(reverse(SECOND), {"code": app.at(clock.now)})

    assert page.status_code == 422
    assert "the square is a new one" in page.content.decode()
    assert app.secret[:4] + " " + app.secret[4:8] not in page.content.decode()


@pytest.mark.usefixtures("recovery")
def test_turned_on_every_other_browser_has_to_show_a_code(
    client: Client, clock: Clock
) -> None:
    other = Client()
    unlock(other)
    app = set_up(client)
    client.post(reverse(SECOND), {"code": app.at(clock.now)})

    assert is_open(client)
    assert not is_open(other)
    assert unlock(other) == 302
    assert not is_open(other)


@pytest.mark.usefixtures("app")
def test_the_passphrase_alone_opens_nothing() -> None:
    other = Client()

    assert unlock(other, next="/map") == 302

    assert not is_open(other)
    assert "session" not in other.cookies
    where = other.get(reverse(CODE))
    assert where.status_code == 200


def test_the_passphrase_and_then_the_code_open_and_lead_on(
    app: pyotp.TOTP, clock: Clock
) -> None:
    other = Client()
    typed = {"name": NAME, "secret": PASSPHRASE, "next": "/map"}
    first = other.post(reverse("accounts:unlock"), typed)

    code = app.at(clock.now)
    spaced = {"code": f" {code[:3]} {code[3:]} ", "next": "/map"}
    second = other.post(first["Location"], spaced)

    assert (second.status_code, second["Location"]) == (302, "/map")
    assert is_open(other)
    assert not other.cookies["step"].value


@pytest.mark.parametrize("seconds", [-30, 30])
def test_clocks_may_be_half_a_minute_apart(
    app: pyotp.TOTP, clock: Clock, seconds: int
) -> None:
    other = Client()
    unlock(other)

    assert send(other, app.at(clock.now, counter_offset=seconds // 30)) == 302


@pytest.mark.parametrize("halves", [-3, -2, 2, 3])
def test_a_code_of_another_time_opens_nothing(
    app: pyotp.TOTP, clock: Clock, halves: int
) -> None:
    clock.go(minutes=10)
    other = Client()
    unlock(other)

    assert send(other, app.at(clock.now, counter_offset=halves)) == 422


def test_a_code_opens_once(app: pyotp.TOTP, clock: Clock) -> None:
    code = app.at(clock.now)
    first, second = Client(), Client()
    unlock(first)
    unlock(second)

    assert send(first, code) == 302
    page = second.post(reverse(CODE), {"code": code})

    assert page.status_code == 422
    assert "has been used" in page.content.decode()
    assert not is_open(second)
    # An earlier one than the last that was used is no better.
    assert send(second, app.at(clock.now, counter_offset=-1)) == 422


def test_of_two_requests_at_once_one_is_let_through(
    app: pyotp.TOTP, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nearer.accounts import second  # noqa: PLC0415 - patched here

    other = Client()
    unlock(other)
    matching = second._matching

    def overtaken(*args: object, **kwargs: object) -> object:
        row = SecondStep.objects.get()
        row.sealed = bytes(row.sealed)[::-1]  # another request has written meanwhile
        row.save()
        return matching(*args, **kwargs)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(second, "_matching", overtaken)

    assert send(other, app.at(clock.now)) == 422
    assert not is_open(other)


def test_codes_cannot_be_tried_out(app: pyotp.TOTP, clock: Clock) -> None:
    other = Client()
    unlock(other)
    wrong = f"{(int(app.at(clock.now)) + 1) % 10**6:06}"
    for _ in range(5):
        assert send(other, wrong) == 422

    page = other.post(reverse(CODE), {"code": app.at(clock.now)})

    assert "Wait five minutes" in page.content.decode()
    assert not is_open(other)


def test_nobody_uses_up_the_tries_of_ones_own_browser(
    client: Client, app: pyotp.TOTP, clock: Clock
) -> None:
    client.post(reverse("accounts:lock"))
    for _ in range(3):
        other = Client()
        unlock(other)
        for _ in range(3):
            send(other, "000000")

    client.post(reverse("accounts:unlock"), {"secret": PASSPHRASE})

    assert send(client, app.at(clock.now)) == 302
    assert is_open(client)


def test_half_way_in_ends_after_five_minutes(app: pyotp.TOTP, clock: Clock) -> None:
    other = Client()
    unlock(other)
    clock.go(minutes=5, seconds=1)

    response = other.post(reverse(CODE), {"code": app.at(clock.now)})

    assert response["Location"].startswith(reverse("accounts:unlock") + "?")
    assert not is_open(other)


def test_what_was_sent_after_the_lock_waits_for_the_code_too(
    client: Client, app: pyotp.TOTP, clock: Clock
) -> None:
    clock.go(minutes=11)
    client.post(reverse("accounts:room"), {"title": "Recipes", "icon": "list"})
    first = client.post(reverse("accounts:unlock"), {"secret": PASSPHRASE})
    assert "kept safe" in client.get(first["Location"]).content.decode()

    assert send(client, app.at(clock.now)) == 302

    page = client.get(reverse("accounts:settings")).content.decode()
    assert "<title>Settings – Recipes</title>" in page


def test_a_fresh_proof_asks_for_the_code_too(
    client: Client, app: pyotp.TOTP, clock: Clock
) -> None:
    clock.go(minutes=8)
    assert is_open(client)
    clock.go(minutes=8)  # the proof from the setting up is stale by now
    code = app.at(clock.now)

    assert prove(client) == 422
    assert prove(client, code="000000") == 422
    assert prove(client, code=code) == 302
    assert prove(client, code=code) == 422


@pytest.mark.parametrize("page", ["accounts:passphrase", "accounts:new_code"])
def test_keys_change_only_with_the_code_too(
    client: Client, app: pyotp.TOTP, clock: Clock, page: str
) -> None:
    typed = {"secret": PASSPHRASE, "passphrase": NEW, "again": NEW}

    assert client.post(reverse(page), typed).status_code == 422
    assert client.post(reverse(page), typed | {"code": "000000"}).status_code == 422
    right = typed | {"code": app.at(clock.now)}
    assert client.post(reverse(page), right).status_code == 302


def test_it_still_works_after_a_new_passphrase(
    client: Client, app: pyotp.TOTP, clock: Clock
) -> None:
    typed = {"secret": PASSPHRASE, "passphrase": NEW, "again": NEW}
    client.post(reverse("accounts:passphrase"), typed | {"code": app.at(clock.now)})
    clock.go(minutes=1)
    other = Client()

    unlock(other, secret=NEW)

    assert send(other, app.at(clock.now)) == 302
    assert is_open(other)


@pytest.mark.usefixtures("app")
def test_it_is_turned_off_in_the_settings(client: Client) -> None:
    assert "It is on" in client.get(reverse(SECOND)).content.decode()
    assert client.post(reverse(SECOND), {"do": "something"}).status_code == 422
    assert SecondStep.objects.exists()

    client.post(reverse(SECOND), {"do": "off"})

    assert not SecondStep.objects.exists()
    assert unlock(Client()) == 302


def test_the_recovery_code_is_the_way_back(recovery: str, app: pyotp.TOTP) -> None:
    del app
    other = Client()
    typed = {"name": NAME, "code": recovery, "passphrase": NEW, "again": NEW}

    page = other.post(reverse("accounts:recover"), typed)

    assert code_on(other.get(page["Location"]).content.decode()) != recovery
    assert is_open(other)
    assert not SecondStep.objects.exists()


def test_turned_off_meanwhile_the_passphrase_is_enough(
    app: pyotp.TOTP,
) -> None:
    del app
    other = Client()
    unlock(other)
    SecondStep.objects.all().delete()

    assert send(other, "000000") == 302
    assert is_open(other)


def test_the_secret_lies_nowhere_in_clear(app: pyotp.TOTP) -> None:
    sealed = bytes(SecondStep.objects.get().sealed)

    assert app.secret.encode() not in sealed
    assert app.byte_secret() not in sealed
    assert len(sealed) < 200


@pytest.mark.parametrize("what", ["row", "installation"])
def test_a_secret_that_does_not_open_lets_nobody_in(
    app: pyotp.TOTP,
    clock: Clock,
    recovery: str,
    settings: object,
    what: str,
) -> None:
    if what == "row":
        row = SecondStep.objects.get()
        row.sealed = bytes(row.sealed[:-1]) + bytes((row.sealed[-1] ^ 1,))
        row.save()
    other = Client()
    unlock(other)
    if what == "installation":  # half the key is not in the database
        setattr(settings, "INSTALLATION_KEY", bytes(32))  # noqa: B010 - untyped fixture

    assert send(other, app.at(clock.now)) == 422
    assert not is_open(other)
    assert recovery


def test_a_code_page_without_a_passphrase_before_it_leads_back() -> None:
    response = Client().get(reverse(CODE) + "?next=/map")

    assert response["Location"] == "/unlock?next=%2Fmap"


def test_a_step_cookie_of_somebody_else_opens_nothing_more(
    app: pyotp.TOTP, clock: Clock
) -> None:
    begin(Client(), name="Bea")
    other, thief = Client(), Client()
    unlock(other)
    thief.cookies["step"] = other.cookies["step"].value[::-1]

    response = thief.post(reverse(CODE), {"code": app.at(clock.now)})

    assert response["Location"].startswith(reverse("accounts:unlock"))
