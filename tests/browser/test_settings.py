"""Settings in a real browser: text that outlives a lock, and the second step."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_plus

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import visitors
from tests.browser.conftest import OpenPage
from tests.browser.looking import axe, overflows

UNSENT = "A name that nobody has sent"


@pytest.fixture(scope="module")
def cookies(browser: Browser, address: str) -> Iterator[Any]:
    context = browser.new_context(locale="en-GB")
    visitors.begin(context.new_page(), address, name="Ana")
    yield context.storage_state()
    context.close()


def lock(page: Page) -> None:
    """Let the browser's half of the key be gone, as after ten minutes."""
    page.context.clear_cookies(name="key")


def test_what_was_typed_and_not_sent_is_back_after_a_lock(
    open_page: OpenPage, address: str, cookies: Any
) -> None:
    page = open_page(f"{address}/settings/name", width=390, storage_state=cookies)
    before = page.locator("#id_title").get_attribute("value") or ""
    page.locator("input[value=cloud]").check()
    with (
        page.expect_response(  # what was ticked may go before, without these words
            lambda answer: UNSENT[:6] in unquote_plus(answer.request.post_data or "")
        ) as kept
    ):
        page.locator("#id_title").fill(UNSENT[:30])
    assert kept.value.status == 204
    lock(page)
    page.goto(f"{address}/settings/name")
    page.locator("#id_secret").fill(visitors.PASSPHRASE)
    visitors.primary(page)

    expect(page.locator("#id_title")).to_have_value(UNSENT[:30])
    expect(page.locator("input[value=cloud]")).to_be_checked()
    expect(page.locator("main .notice")).to_contain_text("is back")
    assert axe(page) == []
    assert overflows(page) == []
    stored = "[localStorage.length, sessionStorage.length]"
    assert page.evaluate(stored) == [0, 0]
    with page.expect_response(f"{address}/draft"):
        page.get_by_role("button", name="Take it away").click()
    expect(page.locator("#id_title")).to_have_value(before)
    expect(page.locator("#id_title")).to_be_focused()
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(page.locator("#id_title")).to_have_value(before)


def test_a_minute_before_the_lock_it_is_said_and_no_word_is_lost(
    open_page: OpenPage, address: str, cookies: Any
) -> None:
    page = open_page("about:blank", storage_state=cookies)
    page.clock.install()
    page.goto(f"{address}/settings/name")
    page.locator("#id_title").fill("Half a sentence")
    with page.expect_response(f"{address}/draft"):
        page.clock.run_for(2_000)
    dialog = page.get_by_role("dialog")
    page.clock.fast_forward("08:00")
    expect(dialog).to_be_hidden()
    page.clock.fast_forward("01:05")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("not sent yet is kept for you")
    lock(page)
    page.clock.fast_forward("01:05")
    page.wait_for_url(f"{address}/unlock?next=*")
    page.locator("#id_secret").fill(visitors.PASSPHRASE)
    visitors.primary(page)

    expect(page.locator("#id_title")).to_have_value("Half a sentence")


def test_what_was_sent_does_not_come_back(
    open_page: OpenPage, address: str, cookies: Any
) -> None:
    page = open_page(f"{address}/settings/name", storage_state=cookies)
    with page.expect_response(f"{address}/draft"):
        page.locator("#id_title").fill("Recipes")
    visitors.primary(page)
    page.goto(f"{address}/settings/name")
    page.wait_for_load_state("networkidle")

    expect(page.locator("main .notice")).to_have_count(0)
    expect(page).to_have_title("Name and picture – Recipes")


@pytest.mark.parametrize("javascript", [True, False])
def test_the_second_step_from_the_square_to_unlocking(
    open_page: OpenPage, address: str, *, javascript: bool
) -> None:
    name = f"Second {javascript}"
    page = open_page(address, width=390, javascript=javascript)
    visitors.begin(page, address, name=name)
    page.goto(f"{address}/settings/second")
    page.locator("#id_secret").fill(visitors.PASSPHRASE)
    visitors.primary(page)
    expect(page.get_by_role("img", name="The key as a square")).to_be_visible()
    if javascript:
        assert axe(page) == []
    key = page.locator("#key").get_attribute("data-words") or ""
    app = pyotp.TOTP(key.replace(" ", ""))
    page.locator("#id_code").fill(app.now())
    visitors.primary(page)
    expect(page.locator("main")).to_contain_text("On: a code from an app")

    other = open_page(address, javascript=javascript)
    visitors.unlock(other, address, name=name)
    expect(other.locator("h1")).to_have_text("The second step")
    # The code of this half minute was used to set it up; the next one is near enough.
    other.locator("#id_code").fill(app.at(time.time(), counter_offset=1))
    visitors.primary(other)
    expect(other.locator("h1")).not_to_have_text("The second step")
