"""Where to turn, and the private questions, in real Chromium."""

from __future__ import annotations

import secrets

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.looking import (
    FOUR_VIEWS,
    axe,
    overflows,
    screenshot,
    small_targets,
    tab_stops,
)
from tests.browser.waiting import double_tap

VIEWS = pytest.mark.parametrize(("width", "look", "language"), FOUR_VIEWS)
# Three seconds a view: each page is looked at by axe, and begins with a slow key.
pytestmark = pytest.mark.slow


def look_at(page: Page, name: str) -> None:
    # The picture comes first: it lets the bars go, under which a button may lie that
    # one would scroll to.
    screenshot(page, f"help-{name}")
    assert axe(page) == [], name
    assert overflows(page) == [], name
    assert small_targets(page) == [], name


def begin(page: Page) -> None:
    page.fill("#id_name", secrets.token_hex(6))
    page.fill("#id_passphrase", "barn clay drum echo")
    page.fill("#id_again", "barn clay drum echo")
    page.check("#id_adult")
    page.check("#id_alone")
    page.click("main button.primary")
    page.wait_for_url("**/begin/code")


def press(page: Page, do: str) -> None:
    page.click(f"main button[value={do}]")


@VIEWS
def test_help_in_every_view(
    open_page: OpenPage, address: str, width: int, look: str, language: str
) -> None:
    page = open_page(f"{address}/help", width=width, look=look, language=language)
    look_at(page, "start")

    page.select_option("#country", "gb")
    page.click("main button.primary")
    page.wait_for_url("**/help/gb")
    look_at(page, "country")

    page.goto(f"{address}/help/someone")
    look_at(page, "someone")


@VIEWS
def test_the_private_questions_in_every_view(
    open_page: OpenPage, address: str, width: int, look: str, language: str
) -> None:
    page = open_page(f"{address}/begin", width=width, look=look, language=language)
    begin(page)
    page.goto(f"{address}/check")
    look_at(page, "intro")

    page.click("main a.primary")
    look_at(page, "page")
    page.check("#a1_1")
    press(page, "on")
    look_at(page, "notice")

    press(page, "read")
    for _ in range(4):
        press(page, "skip")
    page.check("#a1_1")
    press(page, "on")
    expect(page.locator("h1")).to_be_visible()
    look_at(page, "now")

    press(page, "read")
    look_at(page, "ticks")
    press(page, "on")
    press(page, "on")
    look_at(page, "end")


def test_all_of_it_works_without_javascript(open_page: OpenPage, address: str) -> None:
    page = open_page(f"{address}/begin", width=390, javascript=False)
    begin(page)
    page.goto(f"{address}/check/1")
    for _ in range(6):
        press(page, "on")
    page.check("#a3")
    press(page, "on")
    press(page, "stop")

    expect(page).to_have_url(f"{address}/check/end")
    press(page, "done")
    assert "/check" not in page.url

    page.goto(f"{address}/help")
    page.select_option("#country", "es")
    page.click("main button.primary")
    press(page, "keep")
    page.goto(f"{address}/help")
    expect(page.locator('a[href="tel:016"]')).to_be_visible()


def test_back_and_a_double_tap_change_nothing(
    open_page: OpenPage, address: str
) -> None:
    page = open_page(f"{address}/begin")
    begin(page)
    page.goto(f"{address}/check/1")
    page.check("#a1_2")
    double_tap(page.locator("main button[value=on]"))
    page.wait_for_url("**/check/2")

    page.go_back()

    expect(page.locator("#a1_2")).to_be_checked()
    press(page, "on")
    page.wait_for_url("**/check/2")


def test_a_question_page_can_be_answered_with_the_keyboard_alone(
    open_page: OpenPage, address: str
) -> None:
    page = open_page(f"{address}/begin")
    begin(page)
    page.goto(f"{address}/check/4")

    reached = tab_stops(page)

    assert reached[:4] == ["Skip to the words", "Leave at once", "Notes", "Leave"]
    assert reached.index("Go on") < reached.index("Skip this page")
    assert reached.index("Skip this page") < reached.index("Stop here")


def test_nothing_is_cut_off_at_320_pixels(open_page: OpenPage, address: str) -> None:
    page = open_page(f"{address}/help/gb", width=320, language="es")

    assert overflows(page) == []
    page.goto(f"{address}/help/limits")
    assert overflows(page) == []
