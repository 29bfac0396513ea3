"""Real Chromium before the real program: see `tests/README.md`, last part."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    BrowserType,
    CDPSession,
    Locator,
    Page,
    expect,
)

from tests.browser.house_server import House
from tests.browser.looking import Watch
from tests.browser.waiting import PATIENCE_MS

ROOT = Path(__file__).parents[2]
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
OpenPage = Callable[..., Page]
SLOW_LINE = {
    "offline": False,
    "latency": 80,  # ms
    "downloadThroughput": 60_000,  # bytes a second: a page comes in pieces
    "uploadThroughput": -1,
}
"""A line on which a test that reads half a page is found out: `NEARER_LINE=slow`."""
LONGEST = (
    "test_ten_weeks",
    "test_four_weeks",
    "test_leaving_everywhere",
    "test_every_page",
)
"""Files that take minutes: they go first, or one of them ends alone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: item.path.stem not in LONGEST)  # else as they were


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any],
) -> dict[str, Any]:
    found = subprocess.run(
        [ROOT / "scripts" / "chromium"], capture_output=True, text=True, check=True
    )
    return {
        **browser_type_launch_args,
        "executable_path": found.stdout.strip(),
        "args": list(QUIET),
    }


@pytest.fixture(scope="session", autouse=True)
def a_click_ends_with_a_whole_page() -> Iterator[None]:
    """Let a click that leads on end when the page it leads to is there.

    Playwright's own ends as soon as that page starts to come: who counts, or reads the
    address, right after it may still see nothing.
    """
    click, click_there = Locator.click, Page.click

    def click_and_wait(self: Locator, **how: Any) -> None:
        click(self, **how)
        if not how.get("no_wait_after"):
            self.page.wait_for_load_state()

    def click_there_and_wait(self: Page, selector: str, **how: Any) -> None:
        click_there(self, selector, **how)
        self.wait_for_load_state()

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Locator, "click", click_and_wait)
        patched.setattr(Page, "click", click_there_and_wait)
        yield


@pytest.fixture(scope="session", autouse=True)
def nobody_is_in_a_hurry() -> Iterator[None]:
    """Wait as long as a slow machine takes; what is there at once costs nothing."""
    new_context = Browser.new_context
    with_profile = BrowserType.launch_persistent_context

    def patient(context: BrowserContext) -> BrowserContext:
        context.set_default_timeout(PATIENCE_MS)
        return context

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            Browser,
            "new_context",
            lambda *args, **how: patient(new_context(*args, **how)),
        )
        patched.setattr(
            BrowserType,
            "launch_persistent_context",
            lambda *args, **how: patient(with_profile(*args, **how)),
        )
        expect.set_options(timeout=PATIENCE_MS)
        yield


@pytest.fixture(scope="session", autouse=True)
def a_slow_line() -> Iterator[None]:
    """Let pages come slowly and in pieces, if `NEARER_LINE=slow` asks for it."""
    new_page, set_offline = BrowserContext.new_page, BrowserContext.set_offline
    lines: list[tuple[BrowserContext, CDPSession]] = []

    def new_slow_page(self: BrowserContext) -> Page:
        page = new_page(self)
        line = self.new_cdp_session(page)
        line.send("Network.emulateNetworkConditions", SLOW_LINE)
        lines.append((self, line))
        return page

    def lose_slow_lines(self: BrowserContext, offline: bool) -> None:  # noqa: FBT001 - its own way
        for owner, line in lines:
            if owner is self:  # a slow line would hide that there is none
                line.send(
                    "Network.emulateNetworkConditions", SLOW_LINE | {"offline": offline}
                )
        set_offline(self, offline)

    with pytest.MonkeyPatch.context() as patched:
        if os.environ.get("NEARER_LINE") == "slow":
            patched.setattr(BrowserContext, "new_page", new_slow_page)
            patched.setattr(BrowserContext, "set_offline", lose_slow_lines)
        yield


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the program from a fresh data folder; give its address, without a slash.

    Anew for each file of tests: one place may begin only so often in an hour.
    """
    with served(NEARER_DATA=str(tmp_path_factory.mktemp("data"))) as found:
        yield found


@contextmanager
def served(*how: str, **environment: str) -> Iterator[str]:
    """Serve the real program; give its address, without a slash.

    It takes a port that is free itself: one that a test has found may be taken again.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "nearer.cli.main", "serve", "--no-browser", *how],
        env=os.environ | environment | {"NEARER_PORT": "", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            assert server.stdout
            line = next((said for said in server.stdout if "open at" in said), "")
            assert line, "the program did not start"
            # Whoever does not read what a program says, stops it in the end.
            threading.Thread(target=server.stdout.read, daemon=True).start()
            yield line.split("open at ")[1].strip().rstrip("/")
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def house_address() -> Iterator[str]:
    """Serve the house alone, with the page that shows all of its parts.

    Its addresses hold in the tests' own process, too: no longer than one file needs.
    """
    with House() as house:
        yield house.address


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open pages of contexts of their own; at the end, none may have complained.

    `open_page(address, width=390, look="dark", language="es", javascript=False)`.
    Whatever the console, the content-security policy or the network had to say about a
    page fails the test, unless `expect_complaints=True`.
    """
    opened: list[tuple[BrowserContext, Watch, bool]] = []

    def open_one(
        url: str,
        *,
        width: int = 1280,
        height: int = 900,
        look: str = "light",
        language: str = "en",
        javascript: bool = True,
        expect_complaints: bool = False,
        **context: Any,
    ) -> Page:
        visitor = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if look == "dark" else "light",
            locale={"en": "en-GB", "es": "es-ES"}[language],
            java_script_enabled=javascript,
            **context,
        )
        page = visitor.new_page()
        opened.append((visitor, Watch(page), expect_complaints))
        page.goto(url)
        return page

    yield open_one
    complaints = [
        complaint
        for _, watch, expected in opened
        for complaint in watch.complaints
        if not expected
    ]
    for visitor, _, _ in opened:
        visitor.close()
    assert not complaints
