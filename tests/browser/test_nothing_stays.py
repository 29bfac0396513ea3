"""After leaving, the browser and its folder on the disk hold nothing of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, BrowserType, Page

from tests.browser import visitors
from tests.browser.test_real_leaving import ELSEWHERE
from tests.browser.waiting import until, until_left
from tests.canary.scanner import STEM, traces, word

PAGES = ("map", "check/1", "settings")
TYPING = ("write", "today/begin", "today/day", "patterns", "moment", "us")
HELD = """async () => ({
  local: Object.keys(localStorage),
  session: Object.keys(sessionStorage),
  caches: await caches.keys(),
  databases: await indexedDB.databases(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  cookie: document.cookie,
})"""
NOTHING = {
    "local": [],
    "session": [],
    "caches": [],
    "databases": [],
    "workers": 0,
    "cookie": "",
}


def profile(
    kind: BrowserType, args: dict[str, Any], folder: Path, *, javascript: bool = True
) -> BrowserContext:
    context = kind.launch_persistent_context(
        folder, timezone_id="UTC", java_script_enabled=javascript, **args
    )
    context.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="elsewhere"))
    return context


def leave(page: Page, address: str) -> None:
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    until_left(page, ELSEWHERE, address)


def type_into(page: Page, url: str) -> None:
    """Fill in whatever takes words on a page, and send it."""
    page.goto(url)
    # The program has to refuse, not the browser: also where no script says so.
    page.locator("main form").evaluate_all(
        "forms => forms.forEach((form) => { form.noValidate = true; })"
    )
    fields = page.locator(
        "main input[type=text], main input:not([type]), main textarea"
    )
    for field in fields.all():
        if field.is_visible():
            field.fill(word())
    if fields.count() and page.locator("main .primary").count():
        visitors.primary(page)


def bytes_under(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


def test_after_leaving_the_browser_holds_nothing(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    address: str,
    tmp_path: Path,
) -> None:
    context = profile(browser_type, browser_type_launch_args, tmp_path)
    page, name = context.pages[0], "Tamarisk"
    visitors.begin(page, address, name=name)
    for place in TYPING:
        type_into(page, f"{address}/{place}")
    page.goto(
        f"{address}/moment"
    )  # what it puts on the shelf is there, to be taken away
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    for place in PAGES:
        if place != PAGES[0]:
            visitors.unlock(page, address, name=name)
        page.goto(f"{address}/{place}")
        assert page.url.endswith(place)
        leave(page, address)

        page.go_back()
        assert not traces(page.content().encode()), place
        assert name not in page.content(), place
        # The browser takes them away one after the other. The page that asks to unlock
        # says what time zone this is, as to any stranger.
        until(
            page,
            lambda: page.evaluate(HELD) | {"cookie": ""} == NOTHING,
            f"nothing held after {place}",
        )
        assert page.evaluate("document.cookie") in {"", "tz=UTC"}, place
    context.close()

    left = bytes_under(tmp_path)
    assert len(left) > 10, "this is where the browser keeps its things"
    assert [path for path, raw in left.items() if traces(raw)] == []
    # What a browser remembers of its own accord, and the privacy page says so.
    holding = {path for path, raw in left.items() if name.encode() in raw}
    own = ("Default/Web Data", "Default/Login Data")
    assert [path for path in holding if not path.startswith(own)] == []


def test_what_was_refused_stays_on_no_disk_without_a_script_either(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    address: str,
    tmp_path: Path,
) -> None:
    args = browser_type_launch_args
    context = profile(browser_type, args, tmp_path, javascript=False)
    page = context.pages[0]
    visitors.begin(page, address, name="Larch")
    type_into(page, f"{address}/today/begin")
    assert page.locator("main .wrong").count()
    assert page.locator("main input[type=text]").first.input_value().startswith(STEM)
    page.goto(f"{address}/write")
    page.locator("main textarea").first.fill(word())
    context.clear_cookies()  # as if Leave had been pressed in another tab
    visitors.primary(page)
    assert page.locator("main h1").inner_text() == "This page was open for too long"
    page.goto(f"{address}/help")
    context.close()

    left = bytes_under(tmp_path)
    sessions = [path for path in left if path.startswith("Default/Sessions/")]
    assert sessions, "this is where the browser keeps its tabs"
    assert [path for path, raw in left.items() if traces(raw)] == []


def test_a_word_that_a_page_stored_would_be_found(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    address: str,
    tmp_path: Path,
) -> None:
    context = profile(browser_type, browser_type_launch_args, tmp_path)
    page = context.pages[0]
    page.goto(f"{address}/leave")
    page.evaluate(f"localStorage.setItem('slip', '{word()}')")
    assert page.evaluate(HELD)["local"] == ["slip"]
    page.wait_for_timeout(300)
    context.close()

    assert any(traces(raw) for raw in bytes_under(tmp_path).values())
