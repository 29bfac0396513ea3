"""The pages that look back, as the made-up person of `make demo` sees them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from nearer.config.demo_words import words
from tests.browser.conftest import OpenPage, served
from tests.browser.test_every_page import looked_at

pytestmark = pytest.mark.slow  # a program of its own, and a real browser
PAGES = ("weeks", "review", "review/3", "helps", "reminders")


@pytest.fixture(scope="module")
def demo() -> Iterator[str]:
    """Serve the demo; give its address."""
    with served("--demo") as found:
        yield found


def come_in(page: Page, address: str, name: str = "", language: str = "en") -> Page:
    made_up = words(language)
    page.goto(f"{address}/unlock")
    if page.locator("#id_name").count():
        page.locator("#id_name").fill(name or made_up.robin)
    page.locator("#id_secret").fill(made_up.passphrase)
    page.locator("main .primary").first.click()
    page.wait_for_url(lambda url: "/unlock" not in url)
    return page


@pytest.mark.parametrize(
    ("width", "look", "language"), [(390, "dark", "es"), (1280, "light", "en")]
)
def test_every_page_that_looks_back(
    open_page: OpenPage, demo: str, width: int, look: str, language: str
) -> None:
    page = open_page(demo, width=width, look=look, language=language)
    come_in(page, demo, language=language)
    faults = []
    for path in PAGES:
        page.goto(f"{demo}/{path}")
        faults += looked_at(page, f"back-{path.replace('/', '-')}")

    assert faults == []


def test_a_week_is_kept_and_a_reminder_set_without_javascript(
    open_page: OpenPage, demo: str
) -> None:
    page = come_in(open_page(demo, width=390, javascript=False), demo)
    page.goto(f"{demo}/review")
    page.locator("#id_note").fill("Soup, and no wish to run.")
    page.locator("input[name=satisfaction][value='7']").check(force=True)
    page.locator("main .primary").click()

    expect(page.locator("[role=status]").first).to_contain_text("Noted.")
    expect(page.locator("#id_note")).to_have_value("Soup, and no wish to run.")

    page.goto(f"{demo}/reminders")
    page.locator("main .primary").click()

    expect(page.locator("#address")).to_contain_text("/feed/")
    page.get_by_role("button", name="Stop the reminders").click()
    expect(page.locator("#address")).to_have_count(0)


def test_the_one_beside_looks_from_the_other_side_and_walks_a_path(
    open_page: OpenPage, demo: str
) -> None:
    page = come_in(open_page(demo, width=390, javascript=False), demo, words("en").alex)
    page.goto(f"{demo}/us")
    expect(page.locator("#stand")).to_be_visible()
    expect(page.locator("main .lead")).to_contain_text("Robin")

    page.goto(f"{demo}/beside/path")
    shown = page.locator("main .notice h2").inner_text()
    page.locator("main .primary").click()
    expect(page.locator("h1")).to_have_text(shown)
    page.locator("#id_words").fill("It went well.")
    page.locator("button[value=done]").click()

    expect(page.locator("main [role=status]").first).to_contain_text("for you alone")
    assert page.locator("main .notice h2").inner_text() != shown
