"""The chosen name and picture: in tabs, on the pages, on a phone's screen."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from nearer.accounts.preferences import ICONS
from tests.web.accounts.people import begin, unlock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _begun(client: Client) -> None:
    begin(client)


def choose(client: Client, *, title: str = "Weather", icon: str = "cloud") -> None:
    response = client.post(reverse("accounts:room"), {"title": title, "icon": icon})
    assert response.status_code == 302


def file(name: str) -> bytes:
    found = finders.find(f"web/{name}")
    assert isinstance(found, str), name
    return Path(found).read_bytes()


@pytest.mark.parametrize("icon", ICONS)
def test_each_picture_is_there_in_every_size_and_small(icon: str) -> None:
    drawing = file(f"{icon}.svg")

    assert drawing.startswith(b"<svg")
    assert b"script" not in drawing
    assert b"http" not in drawing.replace(b"http://www.w3.org/2000/svg", b"")
    for size in (192, 512):
        png = file(f"{icon}-{size}.png")
        assert png.startswith(b"\x89PNG")
        assert struct.unpack(">II", png[16:24]) == (size, size)
        assert len(png) < 20_000


def test_all_of_them_can_be_seen_before_one_is_chosen(client: Client) -> None:
    page = client.get(reverse("accounts:room")).content.decode()

    for icon in ICONS:
        assert f'src="/static/web/{icon}.svg"' in page
    assert page.count("checked") == 1


def test_the_choice_shows_in_tab_page_manifest_and_old_address(client: Client) -> None:
    choose(client)

    page = client.get(reverse("accounts:settings")).content.decode()
    manifest = client.get(reverse("manifest")).json()

    assert "<title>Settings – Weather</title>" in page
    assert 'rel="icon" href="/static/web/cloud.svg"' in page
    assert 'rel="apple-touch-icon" href="/static/web/cloud-192.png"' in page
    assert "web/sheet" not in page
    assert manifest["name"] == manifest["short_name"] == "Weather"
    pictures = [icon["src"] for icon in manifest["icons"]]
    assert pictures == [
        f"/static/web/cloud{e}" for e in (".svg", "-192.png", "-512.png")
    ]
    assert client.get(reverse("favicon"))["Location"] == "/static/web/cloud-192.png"


def test_it_holds_while_locked_and_follows_to_another_browser(client: Client) -> None:
    choose(client)
    client.post(reverse("accounts:lock"))
    other = Client()
    unlock(other)

    for browser in (client, other):
        page = browser.get(reverse("accounts:unlock"), follow=True).content.decode()
        assert "Weather" in page
        assert "web/cloud.svg" in page


def test_the_plain_sheet_leaves_no_cookie(client: Client) -> None:
    choose(client)
    choose(client, title="", icon="sheet")

    assert not client.cookies["icon"].value
    assert not client.cookies["title"].value


@pytest.mark.parametrize("cookie", ["heart", "../../x", "sheet-192", "é", "<b>"])
def test_a_cookie_that_names_no_picture_shows_the_sheet(
    client: Client, cookie: str
) -> None:
    client.cookies["icon"] = cookie

    page = client.get(reverse("accounts:settings")).content.decode()

    assert 'href="/static/web/sheet.svg"' in page
