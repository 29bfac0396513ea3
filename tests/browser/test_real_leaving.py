"""Leaving and locking the real program, with notes open."""

from __future__ import annotations

from playwright.sync_api import Response, expect

from tests.browser import visitors
from tests.browser.conftest import OpenPage
from tests.browser.waiting import until_left

ELSEWHERE = "https://www.wikipedia.org/"
# Playwright's Chromium keeps no page in memory, so it is told that it does.
KEPT_IN_MEMORY = """() => {
  window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
  return document.body.innerText.trim();
}"""
COMES_BACK = """() => {
  window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
}"""


def test_after_leaving_nobody_is_in(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    visitors.begin(page, address, name="Leaves")
    page.goto(f"{address}/settings")
    assert page.evaluate(KEPT_IN_MEMORY) == "", "it is kept blank"
    with page.expect_navigation():  # and when it comes back, the server is asked
        page.evaluate(COMES_BACK)
    expect(page.locator("main h1")).to_be_visible()
    page.context.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="elsewhere"))
    kept = page.context.cookies()

    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    until_left(page, ELSEWHERE, address)

    for cookie in kept:  # even whoever copied them before
        page.context.add_cookies(
            [{"name": cookie["name"], "value": cookie["value"], "url": address}]
        )
    page.goto(f"{address}/settings")
    assert "/unlock" in page.url or "/begin" in page.url


def test_the_lock_is_announced_a_minute_before(
    open_page: OpenPage, address: str
) -> None:
    page = open_page(address)
    visitors.begin(page, address, name="Stays")
    page.clock.install()
    page.goto(f"{address}/settings")
    dialog = page.get_by_role("dialog")

    page.clock.run_for(8 * 60_000)
    expect(dialog).to_be_hidden()
    page.clock.run_for(62_000)
    expect(dialog).to_be_visible()
    with page.expect_response(f"{address}/stay") as answer:
        page.get_by_role("button", name="Stay").click()

    assert answer.value.status == 204
    expect(dialog).to_be_hidden()


# Slow 3G: 400 ms a round trip, 50 kB a second. Two trips (the page, then its
# stylesheets side by side: a browser holds six connections) and these bytes.
TRIPS, TRIP_S, BYTES_A_SECOND, PAINTED_WITHIN_S = 2, 0.4, 50_000, 1.5


def test_the_first_page_can_be_painted_soon_on_a_slow_line(
    open_page: OpenPage, address: str
) -> None:
    page = open_page("about:blank", width=390)
    answers: list[Response] = []
    page.on("response", lambda response: answers.append(response))  # noqa: PLW0108 - Playwright cannot call a builtin
    page.goto(address, wait_until="networkidle")
    needed = {
        answer.url: len(answer.body())
        for answer in answers
        if answer.request.resource_type in {"document", "stylesheet"}
    }

    sheets = page.locator("link[rel=stylesheet]").count()
    assert len(needed) == 1 + sheets, "no stylesheet brings in another one"
    assert sheets <= 6
    assert page.locator("script:not([defer])").count() == 0
    seconds = TRIPS * TRIP_S + sum(needed.values()) / BYTES_A_SECOND
    assert seconds < PAINTED_WITHIN_S, needed


def test_the_focus_is_never_behind_a_bar(open_page: OpenPage, address: str) -> None:
    page = open_page(f"{address}/begin", width=390, height=640)
    hidden = []
    for _ in range(25):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => {
              const e = document.activeElement;
              const outside = '.top, .places, .skip';
              if (!e || e === document.body || e.closest(outside)) return '';
              const box = e.getBoundingClientRect();
              const at = document.elementFromPoint(
                box.left + box.width / 2, box.top + box.height / 2);
              const bar = at?.closest('.top, .places');
              return bar || box.top < 0 || box.bottom > innerHeight ? e.outerHTML : '';
            }"""
        )
        hidden += [found] if found else []

    assert hidden == []
