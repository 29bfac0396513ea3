from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from nearer import web


class Page(HTMLParser):
    """What a test asks of a page: its elements in order, with attributes and text."""

    def __init__(self, source: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(source.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        names = {name.rstrip("_"): value for name, value in wanted.items()}
        return [
            attributes
            for name, attributes in self.elements
            if name == tag and names.items() <= attributes.items()
        ]

    @property
    def title(self) -> str:
        source = "".join(self.words)
        return source[: source.index("–") + 7].strip()


def page(house: Client, path: str, **headers: Any) -> Page:
    return Page(house.get(path, **headers).content)


def test_the_title_is_neutral_and_says_where_one_is(house: Client) -> None:
    answer = house.get("/components")

    assert b"<title>Components \xe2\x80\x93 Notes</title>" in answer.content


def test_the_room_has_the_name_that_the_installation_chose(house: Client) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "ROOM_NAME", "Recipes", raising=False)
        answer = house.get("/components")
        manifest = house.get("/manifest.webmanifest").json()

    assert b"<title>Components \xe2\x80\x93 Recipes</title>" in answer.content
    assert manifest["name"] == manifest["short_name"] == "Recipes"


def test_every_script_and_style_is_a_file_of_ours(house: Client) -> None:
    found = page(house, "/components")

    ours = ("/static/web/", "/static/django_htmx/htmx-4.min.js")
    assert all((s["src"] or "").startswith(ours) for s in found.all("script"))
    assert all(
        (link["href"] or "").startswith(("/static/web/", "/manifest"))
        for link in found.all("link")
    )
    assert not found.all("style")
    assert not [
        a
        for _, a in found.elements
        if any(n.startswith("on") or n == "style" for n in a)
    ]


def test_help_and_leave_stand_in_the_same_place_on_every_page(house: Client) -> None:
    orders = set()
    for path in ("/components", "/help", "/settings", "/nowhere", "/leave"):
        found = page(house, path)
        names = [
            attributes.get("href") or attributes.get("action")
            for _, attributes in found.elements
            if attributes.get("href") in {"/help"}
            or attributes.get("action") == "/leave"
        ]
        orders.add(tuple(names[:2]))

    assert orders == {("/leave", "/help")}


def test_only_places_that_exist_are_offered_and_the_current_one_is_marked(
    house: Client,
) -> None:
    house.cookies["look"] = "sealed"

    found = page(house, "/questions/3")

    places = [
        a
        for a in found.all("a")
        if a.get("href") in {"/map", "/questions", "/help", "/more", "/unlock"}
    ]
    assert [p["href"] for p in places][:4] == ["/map", "/questions", "/help", "/more"]
    assert [p["href"] for p in places if p.get("aria-current") == "page"] == [
        "/questions"
    ]


def test_a_stranger_is_not_sent_to_places_that_need_a_diary(house: Client) -> None:
    found = page(house, "/components")

    assert not found.all("a", href="/unlock"), "no such page in this small site"
    assert found.all("a", href="/help")


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_chosen_look_is_there_before_the_first_paint(
    house: Client, look: str
) -> None:
    house.post("/choose", {"look": look, "back": "/components"})

    found = page(house, "/components")

    assert found.all("html")[0]["data-look"] == look
    assert found.all("meta", name="color-scheme")[0]["content"] == look


def test_the_device_decides_the_look_again_when_asked_to(house: Client) -> None:
    house.post("/choose", {"look": "dark"})
    house.post("/choose", {"look": "device"})

    assert "data-look" not in page(house, "/components").all("html")[0]


def test_an_unknown_look_changes_nothing(house: Client) -> None:
    house.cookies["theme"] = '"><script>'

    assert "data-look" not in page(house, "/components").all("html")[0]
    assert "theme" not in house.post("/choose", {"look": "neon"}).cookies


def test_the_language_follows_the_browser_and_then_the_choice(house: Client) -> None:
    asked = house.get("/leave", headers={"Accept-Language": "es-AR,es;q=0.9,en;q=0.5"})
    house.post("/choose", {"language": "en", "back": "/leave"})
    chosen = house.get("/leave", headers={"Accept-Language": "es"})

    assert b'<html lang="es"' in asked.content
    assert asked["Content-Language"] == "es"
    assert "Qué hace «Salir»" in asked.content.decode()
    assert b'<html lang="en"' in chosen.content


@pytest.mark.parametrize(
    "back",
    [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "javascript:x",
        "map",
        "",
    ],
)
def test_choosing_never_leads_elsewhere(house: Client, back: str) -> None:
    assert house.post("/choose", {"language": "es", "back": back})["Location"] == "/"


def test_choosing_goes_back_to_the_page(house: Client) -> None:
    answer = house.post("/choose", {"language": "es", "back": "/questions/3?x=1"})

    assert answer["Location"] == "/questions/3?x=1"
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME]["httponly"]


def test_a_wrong_answer_is_named_on_top_and_beside_its_field(house: Client) -> None:
    found = Page(house.post("/components", {"passphrase": "x"}).content)

    assert found.all("div", class_="summary", tabindex="-1")
    assert found.all("a", href="#id_name")
    field = found.all("input", id="id_name")[0]
    assert field["aria-invalid"] == "true"
    assert set((field["aria-describedby"] or "").split()) == {
        "id_name_helptext",
        "id_name_error",
    }
    assert found.all("p", id="id_name_error")
    assert found.all("p", id="id_name_helptext")


def test_the_warning_before_the_lock_is_there_when_something_can_lock(
    house: Client,
) -> None:
    assert not page(house, "/components").all("dialog")


def test_two_figures_beside_each_other_are_as_wide_as_they_are_drawn() -> None:
    sheets = Path(web.__file__).parent / "static" / "web"
    css = (sheets / "figures.css").read_text(encoding="utf-8")
    narrowest = re.search(r"\.pair \{[^}]*minmax\(min\(([\d.]+)rem", css)
    assert narrowest

    # 12 units of a drawing that is 320 wide are then 12 px; 1rem is 18 px.
    assert float(narrowest[1]) * 18 >= 320
