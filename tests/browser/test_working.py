"""Small scripts of the house: forms, swaps, the lock; and that all works without."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.looking import axe, overflows, screenshot
from tests.browser.waiting import double_tap, until
from tests.web import house_urls


@pytest.fixture(autouse=True)
def nothing_sent() -> None:
    house_urls.sent.clear()


def test_a_double_click_sends_once(open_page: OpenPage, house_address: str) -> None:
    page = open_page(f"{house_address}/plain")

    assert double_tap(page.get_by_role("button", name="Save")) == 1
    until(page, lambda: house_urls.sent, "what was sent")
    assert house_urls.sent == [0]


def test_the_next_question_takes_the_focus(
    open_page: OpenPage, house_address: str
) -> None:
    page = open_page(f"{house_address}/swap")

    page.get_by_label("A little like me").check()
    page.get_by_role("button", name="Go on").click()

    heading = page.get_by_role("heading", name="Statement number 2.")
    expect(heading).to_be_focused()
    assert axe(page) == []
    assert house_urls.sent == [1]


def test_the_questions_turn_without_javascript(
    open_page: OpenPage, house_address: str
) -> None:
    page = open_page(f"{house_address}/swap", javascript=False)

    page.get_by_role("button", name="Go on").click()

    expect(page.get_by_role("heading", name="Statement number 2.")).to_be_visible()
    assert house_urls.sent == [1]


def test_a_lost_connection_is_told_and_the_answer_can_be_sent_again(
    open_page: OpenPage, house_address: str
) -> None:
    page = open_page(f"{house_address}/swap", expect_complaints=True)
    page.context.set_offline(True)
    page.get_by_label("A little like me").check()
    page.get_by_role("button", name="Go on").click()

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("A little like me")).to_be_checked()
    page.context.set_offline(False)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Statement number 2.")).to_be_visible()
    expect(page.get_by_role("alert")).to_be_hidden()


def test_a_whole_page_is_opened_as_a_page(
    open_page: OpenPage, house_address: str
) -> None:
    page = open_page(f"{house_address}/swap")

    page.get_by_role("button", name="A page").click()

    page.wait_for_url(f"{house_address}/components")


def test_a_fault_during_a_swap_has_words(
    open_page: OpenPage, house_address: str
) -> None:
    page = open_page(f"{house_address}/swap", expect_complaints=True)

    page.get_by_role("button", name="A fault").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Something went wrong on our side"
    )
    assert page.locator("main").count() == 1


def test_nothing_is_stored_in_the_browser(
    open_page: OpenPage, house_address: str
) -> None:
    page = open_page(f"{house_address}/swap")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Statement number 2.")).to_be_visible()

    held = page.evaluate(
        """async () => [
          localStorage.length, sessionStorage.length,
          (await indexedDB.databases()).length, (await caches.keys()).length,
          (await navigator.serviceWorker.getRegistrations()).length,
        ]"""
    )
    assert held == [0, 0, 0, 0, 0]
    names = {cookie.get("name") for cookie in page.context.cookies()}
    assert names <= {"csrftoken", "form", "tz", "session"}


def idle(open_page: OpenPage, house_address: str) -> Page:
    """Open a page that locks in ten minutes of a clock of its own."""
    page = open_page("about:blank")
    page.clock.install()
    page.goto(f"{house_address}/idle")
    return page


def test_the_lock_is_announced_and_can_be_put_off(
    open_page: OpenPage, house_address: str
) -> None:
    page = idle(open_page, house_address)
    dialog = page.get_by_role("dialog")
    page.clock.fast_forward("08:00")
    expect(dialog).to_be_hidden()
    page.clock.fast_forward("01:02")
    expect(dialog).to_be_visible()
    assert axe(page) == []
    screenshot(page, "lock-soon")
    with page.expect_response(f"{house_address}/stay"):
        page.get_by_role("button", name="Stay").click()

    expect(dialog).to_be_hidden()


def test_someone_who_writes_is_not_asked(
    open_page: OpenPage, house_address: str
) -> None:
    page = idle(open_page, house_address)
    words = page.get_by_label("Words")

    with page.expect_response(f"{house_address}/stay"):
        for letter in "still writing":  # for longer than it takes to lock
            words.press_sequentially(letter)
            page.clock.fast_forward("01:00")

    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(words).to_have_value("still writing")


def test_when_nobody_answers_the_page_goes(
    open_page: OpenPage, house_address: str
) -> None:
    page = idle(open_page, house_address)
    page.get_by_label("Words").fill("seen by nobody")

    with page.expect_navigation():
        page.clock.fast_forward("10:01")

    expect(page.get_by_label("Words")).to_have_value("")


def test_the_time_zone_is_told(open_page: OpenPage, house_address: str) -> None:
    page = open_page(f"{house_address}/plain", timezone_id="America/Lima")

    zones = [c.get("value") for c in page.context.cookies() if c.get("name") == "tz"]
    assert zones == ["America%2FLima"]


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_every_picture_in_every_view(
    open_page: OpenPage, house_address: str, width: int, look: str
) -> None:
    page = open_page(f"{house_address}/pictures", width=width, look=look)

    assert axe(page) == []
    assert overflows(page) == []
    assert page.evaluate(NARROWEST_TEXT) >= 11.9, "12 px, less rounding"
    assert page.evaluate(TEXTS_THAT_MEET) == []
    screenshot(page, "pictures")


def test_pictures_keep_their_marks_in_forced_colours(
    open_page: OpenPage, house_address: str
) -> None:
    page = open_page(f"{house_address}/pictures", width=390, forced_colors="active")

    assert axe(page) == []
    screenshot(page, "pictures-forced")
    page.goto(f"{house_address}/components")
    screenshot(page, "parts-forced")


def test_nothing_moves_for_those_who_ask_for_stillness(
    open_page: OpenPage, house_address: str
) -> None:
    page = open_page(f"{house_address}/components", reduced_motion="reduce")

    page.get_by_text("Why we ask").click()

    assert page.evaluate("document.getAnimations().length") == 0


def test_on_paper_there_are_only_the_words(
    open_page: OpenPage, house_address: str
) -> None:
    page = open_page(f"{house_address}/components")
    page.emulate_media(media="print")

    for part in (".top", ".places", ".foot"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator(".code")).to_be_visible()
    screenshot(page, "parts-print")


NARROWEST_TEXT = """() => Math.min(...[...document.querySelectorAll('.picture text')]
  .filter((t) => !t.closest('.lines:not(.narrow)'))
  .map((t) => parseFloat(getComputedStyle(t).fontSize)
    * t.ownerSVGElement.getBoundingClientRect().width
    / t.ownerSVGElement.viewBox.baseVal.width))"""
TEXTS_THAT_MEET = """() => [...document.querySelectorAll('.picture')].flatMap((svg) => {
  const texts = [...svg.querySelectorAll('text')];
  const boxes = texts.map((t) => [t.textContent, t.getBBox()]);
  const met = [];
  boxes.forEach(([one, a], i) => boxes.slice(i + 1).forEach(([other, b]) => {
    const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
    // The box of a line is taller than its letters by its ascent and descent.
    const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
    if (across > 0.5 && down > a.height * 0.25) met.push([one, other]);
  }));
  return met;
})"""
