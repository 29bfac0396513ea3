"""A day of the ten weeks in a real browser: one tap, one step, and what came of it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import visitors
from tests.browser.answering import begin
from tests.browser.conftest import OpenPage
from tests.browser.looking import axe, overflows, screenshot, small_targets
from tests.browser.waiting import double_tap

pytestmark = pytest.mark.slow  # a real browser on several pages
VIEWS = ((390, "dark", "es"), (1280, "light", "en"))


def faults_of(page: Page, name: str) -> list[str]:
    view = screenshot(page, name)
    found = (*axe(page), *overflows(page), *small_targets(page))
    return [f"{view}: {fault}" for fault in found]


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"label:has([name={name}][value='{value}'])").click()


@pytest.mark.parametrize(("width", "look", "language"), VIEWS)
def test_a_day_looks_right_from_the_first_tap_to_rest(
    open_page: OpenPage, address: str, width: int, look: str, language: str
) -> None:
    page = open_page(address, width=width, look=look, language=language)
    begin(page, address)
    visitors.begin_weeks(page, address)
    page.locator(".felt [value='4']").click()
    page.wait_for_load_state()
    expect(page.locator(".felt [value='4']")).to_have_attribute("aria-pressed", "true")
    faults = faults_of(page, "today-felt")

    page.locator(".step .primary").click()
    page.wait_for_url(re.compile("/step/[a-z0-9]+$"))
    page.locator("[name=feared]").fill("Ocelot")
    choose(page, "p_feared", "70")
    visitors.primary(page)
    page.wait_for_url(re.compile("/step/.+-"))
    faults += faults_of(page, "step-after")
    choose(page, "done", "yes")
    choose(page, "discomfort", "9")
    page.locator("[name=drifted]").check()
    visitors.primary(page)
    expect(page.locator("main .notice").first).to_be_visible()
    faults += faults_of(page, "step-became")

    for path, name in (("today", "today-enough"), ("today/pause", "today-pause")):
        page.goto(f"{address}/{path}")
        faults += faults_of(page, name)
    visitors.primary(page)
    page.wait_for_url(f"{address}/today")
    faults += faults_of(page, "today-resting")

    assert faults == []


def test_a_whole_day_without_javascript(open_page: OpenPage, address: str) -> None:
    page = open_page(address, width=390, javascript=False)
    begin(page, address)
    visitors.begin_weeks(page, address)
    page.locator(".felt [value='7']").click()
    page.goto(f"{address}/today/day")
    choose(page, "dis", "2")
    visitors.primary(page)
    page.wait_for_url(f"{address}/today")
    expect(page.locator(".felt [value='7']")).to_have_attribute("aria-pressed", "true")

    page.locator(".step .primary").click()
    visitors.primary(page)
    choose(page, "done", "partly")
    visitors.primary(page)
    page.goto(f"{address}/today")
    expect(page.locator(".step .primary")).to_have_count(0)


def test_a_double_click_and_the_way_back_take_on_one_step(
    open_page: OpenPage, address: str
) -> None:
    page = open_page(address, width=390)
    begin(page, address)
    visitors.begin_weeks(page, address)
    page.locator(".step .primary").click()
    page.wait_for_url(re.compile("/step/[a-z0-9]+$"))
    double_tap(page.locator("main button.primary"))
    page.wait_for_url(re.compile("/step/.+-"))
    taken = page.url

    page.go_back()
    page.wait_for_url(re.compile("/step/[a-z0-9]+$"))
    page.reload()
    page.locator("main .primary").click()
    page.wait_for_url(taken)
    expect(page.locator("[name=done]").first).to_be_attached()
