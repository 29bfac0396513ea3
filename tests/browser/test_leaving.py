from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.waiting import until, until_left

WATCH = """() => {
  let frames = 0, last = {};
  const count = () => { frames += 1; requestAnimationFrame(count); };
  requestAnimationFrame(count);
  const pressed = () => { last = { at: performance.now(), frames }; };
  document.addEventListener('keydown', pressed, true);
  document.addEventListener('click', pressed, true);
  new MutationObserver(() => {
    const seen = { took: performance.now() - last.at, frames: frames - last.frames };
    requestAnimationFrame(() => window.tell({
      ...seen,
      words: document.body.innerText.trim(),
      title: document.title,
    }));
  }).observe(document.documentElement, { attributes: true });
}"""
"""Tells how long after the last key or tap the page had changed, and what it showed.

No frame may have been drawn between the two: that holds on a busy machine as well.
"""
ELSEWHERE = "https://www.wikipedia.org/"
# A person sees a blank screen at once, whatever the network does.
BLANK_WITHIN_MS = 300


def is_blank_at_once(seen: dict[str, Any]) -> bool:
    nothing = not seen["words"] and seen["title"] == "…"
    return nothing and seen["frames"] == 0 and seen["took"] < BLANK_WITHIN_MS


Way = Callable[[Page], None]


def by_button(page: Page) -> None:
    page.get_by_role("button", name="Leave").click(no_wait_after=True)


def by_shift(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


def by_escape(page: Page) -> None:
    for _ in range(2):
        page.keyboard.press("Escape")


WAYS = pytest.mark.parametrize("leave", [by_button, by_shift, by_escape])


def elsewhere(page: Page) -> None:
    page.context.route(
        f"{ELSEWHERE}**",
        lambda route: route.fulfill(body="<title>Elsewhere</title>elsewhere"),
    )


@WAYS
def test_leaving_ends_on_another_page_and_nothing_comes_back(
    open_page: OpenPage, house_address: str, leave: Way
) -> None:
    page = open_page(f"{house_address}/leave")
    page.goto(f"{house_address}/components")
    page.context.add_cookies(
        [{"name": "look", "value": "sealed", "url": house_address}]
    )
    elsewhere(page)

    with page.expect_request(f"{house_address}/leave") as ended:
        leave(page)
    page.wait_for_url(ELSEWHERE)

    assert ended.value.method == "POST"
    page.wait_for_function("() => document.title === 'Elsewhere'")
    page.go_back()
    assert page.url == f"{house_address}/leave", "the page itself is out of history"


@WAYS
def test_the_screen_is_blank_at_once_even_when_nothing_answers(
    open_page: OpenPage, house_address: str, leave: Way
) -> None:
    page = open_page(f"{house_address}/components", expect_complaints=True)
    page.context.route(f"{ELSEWHERE}**", lambda _: None)  # it never answers
    page.context.route(f"{house_address}/leave", lambda _: None)
    told: list[dict[str, Any]] = []
    page.expose_function("tell", lambda seen: told.append(seen))  # noqa: PLW0108 - Playwright cannot call a builtin
    page.evaluate(WATCH)

    leave(page)
    until(page, lambda: told, "a blank screen")

    assert is_blank_at_once(told[0]), told


def test_capital_letters_do_not_leave(open_page: OpenPage, house_address: str) -> None:
    page = open_page(f"{house_address}/plain")
    elsewhere(page)

    page.get_by_label("Words").click()
    page.keyboard.type("ABC")
    page.keyboard.press("Shift+D")
    page.keyboard.press("Shift+E")
    page.keyboard.press("Shift+F")

    assert page.url == f"{house_address}/plain"
    assert page.get_by_label("Words").input_value() == "ABCDEF"


def test_slow_presses_do_not_leave_but_are_counted_aloud(
    open_page: OpenPage, house_address: str
) -> None:
    page = open_page(f"{house_address}/components")
    page.clock.install(time="2026-03-02T19:30:00")
    page.clock.pause_at("2026-03-02T19:30:30")  # however slow this machine is

    page.keyboard.press("Shift")
    expect(page.locator("#said")).to_have_text("Press Shift twice more to leave.")
    page.keyboard.press("Shift")
    expect(page.locator("#said")).to_have_text("Press Shift once more to leave.")
    page.clock.fast_forward(6000)
    page.keyboard.press("Shift")

    assert page.url == f"{house_address}/components"
    expect(page.locator("#said")).to_have_text("Press Shift twice more to leave.")


def test_leaving_works_without_javascript(
    open_page: OpenPage, house_address: str
) -> None:
    page = open_page(f"{house_address}/components", javascript=False)
    elsewhere(page)

    page.get_by_role("button", name="Leave").click()
    page.wait_for_url(ELSEWHERE)

    assert page.title() == "Elsewhere"


def test_leaving_clears_what_the_browser_holds(
    open_page: OpenPage, house_address: str
) -> None:
    page = open_page(f"{house_address}/components")
    page.context.add_cookies(
        [
            {"name": name, "value": "x", "url": house_address}
            for name in ("look", "session", "theme")
        ]
    )
    elsewhere(page)

    by_button(page)
    until_left(page, ELSEWHERE, house_address)
