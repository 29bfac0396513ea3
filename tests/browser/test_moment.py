"""A moment in a real browser: the time, the breathing, no connection, no script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import visitors
from tests.browser.conftest import OpenPage
from tests.browser.waiting import until

pytestmark = pytest.mark.slow  # a real browser before the real program

HELD = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const shelf = await caches.open(name);
    for (const request of await shelf.keys()) {
      const answer = await shelf.match(request);
      found.push([new URL(request.url).pathname, await answer.text()]);
    }
  }
  return found;
}"""
WORKERS = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"


def tap(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state()


def step_aside(page: Page, address: str) -> None:
    """Tap what it takes to have twenty minutes alone."""
    page.goto(f"{address}/moment")
    tap(page, "Pull away")
    tap(page, "6")
    page.get_by_role("link", name="20 minutes").click()
    page.wait_for_load_state()
    tap(page, "Start the 20 minutes")


def nearly_over(route: Route) -> None:
    """Let a page say that three seconds are left."""
    answer = route.fetch()
    words = re.sub(r'data-left="\d+"', 'data-left="3000"', answer.text())
    route.fulfill(response=answer, body=words)


def test_the_time_runs_on_while_the_page_is_closed(
    open_page: OpenPage, address: str
) -> None:
    page = open_page(
        f"{address}/begin",
        width=390,
        service_workers="block",  # what a worker fetches cannot be changed by a test
        expect_complaints=True,  # and Chromium says so
    )
    visitors.begin(page, address, name="Aside")
    cookies = page.context.storage_state()
    page.clock.install()
    step_aside(page, address)
    left = page.locator("[data-tick]")
    expect(left).to_have_text("20 minutes")

    page.clock.run_for(6 * 60_000)
    expect(left).to_have_text("14 minutes")
    where = page.url
    page.route(where, nearly_over)
    page.goto(where)
    page.clock.run_for(4_000)
    expect(left).to_have_text("Your time is over. Going back now is the step.")
    page.close()

    again = open_page(where, width=390, storage_state=cookies)
    # The server's own time, and no more of it is gone than these taps take.
    expect(again.locator("[data-tick]")).to_have_text(re.compile("(20|1[7-9]) minutes"))
    tap(again, "I am back")
    expect(again.locator("main")).to_contain_text("You said you would come back")


def test_breathing_moves_only_when_it_is_opened_and_wanted(
    open_page: OpenPage, address: str
) -> None:
    moving = "document.getAnimations().length"
    page = open_page(f"{address}/offline/en", width=390)
    assert page.evaluate(moving) == 0
    page.locator("summary").first.click()
    page.wait_for_function(f"{moving} >= 1")

    still = open_page(f"{address}/offline/en", width=390, reduced_motion="reduce")
    still.locator("summary").first.click()
    assert still.evaluate(moving) == 0
    for word in ("in", "out"):
        expect(still.locator(f".breath .{word}")).to_be_visible()


def test_without_a_connection_there_is_breathing_and_nothing_of_a_person(
    open_page: OpenPage, address: str
) -> None:
    # Chromium itself complains of the lost connection.
    page = open_page(f"{address}/begin", expect_complaints=True)
    visitors.begin(page, address, name="Ocelot")
    step_aside(page, address)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto(f"{address}/settings")
    page.goto(f"{address}/write")
    held = page.evaluate(HELD)
    paths = [path for path, _ in held]
    assert "/offline/en" in paths
    assert all(p.startswith(("/static/", "/offline/")) for p in paths), paths
    for _, text in held:
        assert "Ocelot" not in text
        assert "csrfmiddlewaretoken" not in text

    page.context.set_offline(True)
    for path in ("moment", "today", "help"):
        page.goto(f"{address}/{path}")
        expect(page.locator("h1")).to_have_text("There is no connection just now")
    expect(page.get_by_text("Slow breathing")).to_be_visible()
    colour = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(colour) == "rgb(246, 241, 230)", "its look is there as well"
    page.context.set_offline(False)
    page.goto(f"{address}/moment")
    expect(page.locator("h1")).to_have_text("What would you like to do just now?")

    page.context.route(
        "https://www.wikipedia.org/**", lambda route: route.fulfill(body="elsewhere")
    )
    page.get_by_role("button", name="Leave").click()
    page.wait_for_url("https://www.wikipedia.org/")
    page.goto(f"{address}/help")
    # The browser takes them away one after the other.
    until(page, lambda: page.evaluate(WORKERS) == 0, "no worker")
    until(page, lambda: page.evaluate("caches.keys()") == [], "no shelf")


def test_a_whole_moment_without_javascript(open_page: OpenPage, address: str) -> None:
    page = open_page(f"{address}/begin", width=390, javascript=False)
    visitors.begin(page, address, name="Sin guion")
    step_aside(page, address)
    expect(page.locator(".timer")).to_contain_text("20 minutes")
    page.get_by_role("link", name="How long is it now?").click()
    tap(page, "I am back")
    tap(page, "Easier")
    page.get_by_label("breathing").check(force=True)
    tap(page, "Keep this too")
    expect(page.locator("h1")).to_have_text("It is noted")

    page.goto(f"{address}/moment")
    tap(page, "Ask again")
    page.get_by_role("link", name="Skip this").click()
    tap(page, "10 minutes")
    expect(page.locator(".timer")).to_contain_text("10 minutes")
    tap(page, "9")
    expect(page.locator("#wave")).to_contain_text("at the start: 9")
