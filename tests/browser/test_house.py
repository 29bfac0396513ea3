from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.looking import (
    axe,
    every_view,
    overflows,
    screenshot,
    small_targets,
    tab_stops,
)

VIEWS = pytest.mark.parametrize(("width", "look", "language"), list(every_view()))


@VIEWS
def test_the_parts_of_the_house_in_every_view(
    open_page: OpenPage, house_address: str, width: int, look: str, language: str
) -> None:
    page = open_page(
        f"{house_address}/components", width=width, look=look, language=language
    )

    assert axe(page) == []
    assert overflows(page) == []
    assert small_targets(page) == []
    screenshot(page, "parts")


def test_nothing_is_cut_off_at_320_pixels(
    open_page: OpenPage, house_address: str
) -> None:
    page = open_page(f"{house_address}/components", width=320, language="es")

    assert overflows(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    screenshot(page, "parts")


def test_the_column_is_sixty_to_sixty_six_letters_wide(
    open_page: OpenPage, house_address: str
) -> None:
    page = open_page(f"{house_address}/components")

    letters = page.evaluate(
        """() => {
          const p = [...document.querySelectorAll('.stack > p')][0];
          const range = document.createRange();
          const text = p.firstChild;
          range.setStart(text, 0);
          let n = 0;
          const top = (i) => {
            range.setStart(text, i); range.setEnd(text, i + 1);
            return range.getBoundingClientRect().top;
          };
          const first = top(0);
          while (top(n) === first) n += 1;
          return n;
        }"""
    )
    assert 52 <= letters <= 72, "of this machine's fonts"


def test_the_keyboard_reaches_everything_in_order(
    open_page: OpenPage, house_address: str
) -> None:
    page = open_page(f"{house_address}/components")

    reached = tab_stops(page)

    assert reached[:4] == ["Skip to the words", "Leave at once", "Notes", "Leave"]
    assert reached.index("Go on") < reached.index("Skip") < reached.index("Stop here")


def test_a_wrong_form_takes_the_focus_to_what_is_wrong(
    open_page: OpenPage, house_address: str
) -> None:
    page = open_page(f"{house_address}/components")
    page.get_by_role("button", name="Go on").click()

    expect(page.locator(".summary")).to_be_focused()
    page.get_by_role("link", name="Write a name.").click()
    expect(page.get_by_label("Name")).to_be_focused()
    assert axe(page) == []
    screenshot(page, "parts-wrong")


def test_the_shown_passphrase_is_hidden_again(
    open_page: OpenPage, house_address: str
) -> None:
    page = open_page(f"{house_address}/components")
    field = page.locator("#id_passphrase")
    field.fill("barn clay")

    page.get_by_role("button", name="Show").click()
    expect(field).to_have_attribute("type", "text")
    page.get_by_role("button", name="Hide").click()
    expect(field).to_have_attribute("type", "password")


def colours(page: Page) -> str:
    found: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return found


def test_a_chosen_look_holds_against_the_device(
    open_page: OpenPage, house_address: str
) -> None:
    page = open_page(f"{house_address}/components", look="dark")
    dark = colours(page)

    page.context.add_cookies(
        [{"name": "theme", "value": "light", "url": house_address}]
    )
    page.reload()

    assert dark == "rgb(25, 23, 20)"
    assert colours(page) == "rgb(246, 241, 230)"
