"""Leave and lock on every page that the URLconf has, not only on those thought of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.access.addresses import UNKNOWN_ID, routes
from tests.browser import visitors
from tests.browser.test_leaving import (
    ELSEWHERE,
    WATCH,
    by_button,
    by_escape,
    by_shift,
    is_blank_at_once,
)
from tests.browser.test_nothing_stays import TYPING, type_into
from tests.browser.waiting import until, until_left
from tests.canary.scanner import traces

# Two or three hundred pages in a real browser, one after the other.
pytestmark = pytest.mark.slow

FEWEST = 60
"""Pages that someone inside can see."""
ENDS = ("lock", "leave") * 4
REMEMBERED = 40
"""Pages back that a browser goes; it remembers fifty."""
_LINK = re.compile(r'href="(/[^"#?]*)"')


def by_link(page: Page) -> None:
    """Go to it with the Tab key, as assistive technology does, and follow it."""
    page.locator("a[data-leave]").focus()
    page.keyboard.press("Enter")


WAYS: tuple[Callable[[Page], None], ...] = (by_button, by_link, by_shift, by_escape)


@pytest.fixture(scope="module")
def inside(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """Be someone who wrote on every page that takes words."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    visitors.begin(page, address, name="Ana")
    visitors.begin_weeks(page, address)
    for place in TYPING:
        type_into(page, f"{address}/{place}")
    page.goto(f"{address}/keep/out")  # asks for the passphrase once more
    page.locator("#id_secret").fill(visitors.PASSPHRASE)
    visitors.primary(page)
    yield context
    context.close()


@pytest.fixture(scope="module")
def pages(inside: BrowserContext, address: str) -> tuple[str, ...]:
    """Find one address of each pattern that gives a page: by links, or its example."""
    examples = [r.address for r in routes() if UNKNOWN_ID not in r.address]
    found: dict[str, str] = {}
    asked, waiting = set[str](), ["/", "/more", *examples]
    while waiting:
        path = waiting.pop(0)
        pattern = pattern_of(path)
        if path in asked or pattern in {None, *found}:
            continue
        asked.add(path)
        answer = inside.request.get(f"{address}{path}", max_redirects=0)
        kind = answer.headers.get("content-type", "")
        if answer.status == 200 and kind.startswith("text/html"):
            found[pattern or ""] = path
            waiting += _LINK.findall(answer.text())
    assert len(found) >= FEWEST, found
    return tuple(found.values())


def pattern_of(path: str) -> str | None:
    try:
        return resolve(path).route
    except Resolver404:
        return None


def history(page: Page) -> list[str]:
    session = page.context.new_cdp_session(page)
    entries: list[dict[str, Any]] = session.send("Page.getNavigationHistory")["entries"]
    return [str(entry["url"]) for entry in entries]


def test_every_page_can_be_left_in_every_way(
    inside: BrowserContext, address: str, pages: tuple[str, ...]
) -> None:
    ended, held, told = list[str](), list[Route](), list[dict[str, Any]]()

    def end(route: Route) -> None:  # the session goes on: this is asked of every page
        if route.request.method == "GET":
            route.continue_()
            return
        ended.append(route.request.url)
        route.fulfill(status=204)

    page, faults = inside.new_page(), list[str]()
    page.expose_function("tell", lambda seen: told.append(seen))  # noqa: PLW0108 - Playwright cannot call a builtin
    inside.route(f"{address}/leave", end)
    inside.route(f"{ELSEWHERE}**", lambda route: held.append(route))  # noqa: PLW0108 - Playwright cannot call a builtin
    for number, path in enumerate(pages):
        leave = WAYS[number % len(WAYS)]
        page.goto(f"{address}{path}")
        page.evaluate(WATCH)
        leave(page)
        until(page, lambda: told and held, f"a blank screen for {path}")
        if not is_blank_at_once(told[0]):
            faults.append(f"{path} {leave.__name__}: {told[0]}")
        told.clear()
        held.pop().fulfill(body="elsewhere")
        page.wait_for_url(ELSEWHERE)

    assert faults == []
    until(page, lambda: len(ended) == len(pages), "an end of each session")
    assert [url for url in history(page) if url.startswith(address)] == []
    inside.unroute_all()
    page.close()


def test_back_shows_nothing_of_any_page(
    inside: BrowserContext, address: str, pages: tuple[str, ...]
) -> None:
    inside.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="elsewhere"))
    for end, first in zip(ENDS, range(0, len(pages), REMEMBERED), strict=False):
        page = inside.new_page()
        page.goto(f"{address}/settings")
        if "/unlock" in page.url:
            visitors.unlock(page, address, name="Ana")
        for path in pages[first : first + REMEMBERED]:
            page.goto(f"{address}{path}")
        if end == "leave":
            by_shift(page)
            until_left(page, ELSEWHERE, address)
        else:
            page.goto(f"{address}/settings")
            page.locator("form[action='/lock'] button").click()
            page.wait_for_url(f"{address}/unlock**")
        shown = []
        for _ in range(len(history(page)) - 2):
            page.go_back()
            words = page.content()
            if traces(words.encode()) or "Ana" in words:
                shown.append(page.url)
        assert shown == []
        page.close()
    inside.unroute_all()
