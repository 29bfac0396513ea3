"""Every page of the program, as someone with answers and as someone without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.browser import visitors
from tests.browser.conftest import OpenPage
from tests.browser.looking import (
    FOUR_VIEWS,
    axe,
    overflows,
    screenshot,
    small_targets,
    tab_stops,
)

pytestmark = pytest.mark.slow  # a real browser on every page

OUTSIDE = (
    "",
    "begin",
    "unlock",
    "recover",
    "look",
    "help",
    "help/es",
    "help/device",
    "beside",
    "beside/path",
    "leave",
    "offline/es",
    "learn",
    "learn/great-highs",
    "late",
    "privacy",
)
INSIDE = (
    "",
    "map",
    "questions",
    "closeness",
    "habits",
    "roots",
    "roots/1",
    "check",
    "check/1",
    "help",
    "settings",
    "settings/name",
    "settings/browsers",
    "settings/second",
    "settings/door",
    "settings/sheet",
    "today",
    "today/begin",
    "today/with",
    "today/day",
    "today/pause",
    "step/e1a",
    "step/e5a",
    "more",
    "beside/path",
    "beside/thanks",
    "weeks",
    "review",
    "helps",
    "reminders",
    "us",
    "us/join",
    "keep",
    "keep/give",
    "keep/in",
    "instruments",
    "moment",
    "write",
    "write/all",
    "write/find",
    "patterns",
    "patterns/all",
    "patterns/line",
    "patterns/line/new",
    "patterns/words",
    "patterns/words/new",
    "learn",
    "learn/the-circle",
)
LISTED = re.compile(
    r"partner|violen|trauma|therap|intima|abandon|abus|attach|fear|pareja|terapia|miedo",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Someone:
    """Someone who has begun and answered everything, with the cookies that prove it."""

    name: str
    code: str
    cookies: Any
    answered: dict[str, int]


@pytest.fixture(scope="module")
def someone(browser: Browser, address: str) -> Iterator[Someone]:
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    code = visitors.begin(page, address, name="Ana")
    answered = {
        path: visitors.answer_all(page, address, path=path)
        for path in ("questions", "closeness", "habits", "roots")
    }
    visitors.begin_weeks(page, address)
    yield Someone("Ana", code, context.storage_state(), answered)
    context.close()


def looked_at(page: Page, name: str) -> list[str]:
    """Return every fault of a page: axe, overflow, small targets, more than one h1."""
    view = screenshot(page, name)
    heads = page.locator("h1").count()
    title = page.title()
    return [
        f"{view}: {fault}"
        for fault in (
            *axe(page),
            *overflows(page),
            *small_targets(page),
            *([] if heads == 1 else [f"{heads} headings of the first level"]),
            *([] if " – " in title and not LISTED.search(title) else [title]),
            *(
                []
                if page.locator("main .primary:visible").count() <= 1
                else ["two primary"]
            ),
        )
    ]


@pytest.mark.parametrize(("width", "look", "language"), FOUR_VIEWS)
def test_every_page_outside_in_every_view(
    open_page: OpenPage, address: str, width: int, look: str, language: str
) -> None:
    page = open_page(address, width=width, look=look, language=language)
    faults = []
    for path in OUTSIDE:
        page.goto(f"{address}/{path}")
        faults += looked_at(page, f"outside-{path.replace('/', '-') or 'start'}")

    assert faults == []


@pytest.mark.parametrize(("width", "look", "language"), FOUR_VIEWS)
def test_every_page_inside_in_every_view(
    open_page: OpenPage,
    address: str,
    someone: Someone,
    width: int,
    look: str,
    language: str,
) -> None:
    page = open_page(
        address,
        width=width,
        look=look,
        language=language,
        storage_state=someone.cookies,
    )
    # The cookies came with the language that this person began in.
    page.context.add_cookies([{"name": "language", "value": language, "url": address}])
    faults = []
    for path in INSIDE:
        page.goto(f"{address}/{path}")
        assert page.locator("html").get_attribute("lang") == language
        faults += looked_at(page, f"inside-{path.replace('/', '-') or 'start'}")

    assert faults == []


def test_the_walk_from_the_first_page_to_the_map(
    address: str, someone: Someone
) -> None:
    assert 8 <= someone.answered["questions"] <= 20
    assert someone.answered["closeness"] == 10
    assert re.fullmatch(r"([A-Z2-9]{5}-?)+", someone.code)
    assert address


def test_it_is_all_there_tomorrow(
    open_page: OpenPage, address: str, someone: Someone
) -> None:
    page = open_page(address)
    visitors.unlock(page, address, name=someone.name)
    page.goto(f"{address}/map")

    expect(page.locator(".picture.dial")).to_have_count(2)
    expect(
        page.locator(".picture.cloud .plausible, .picture.cloud .beyond")
    ).to_have_count(100)


def test_the_whole_walk_without_javascript(open_page: OpenPage, address: str) -> None:
    page = open_page(address, width=390, javascript=False)
    visitors.begin(page, address, name="Sin guion")
    page.goto(f"{address}/questions")
    visitors.primary(page)
    for _ in range(20):
        if not page.locator("main h1.statement").count():
            break
        page.locator("main input[name=answer]").nth(1).check(force=True)
        visitors.primary(page)
    page.goto(f"{address}/map")

    expect(page.locator(".picture.dial")).to_have_count(2)


def test_a_question_is_answered_with_the_keyboard_alone(
    open_page: OpenPage, address: str
) -> None:
    page = open_page(f"{address}/look")
    page.locator("main .primary").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/questions/1$"))
    first = page.locator("h1").inner_text()

    stops = tab_stops(page)
    assert any("Skip" in stop for stop in stops)
    page.reload()
    page.keyboard.press("Tab")  # to the skip link
    page.keyboard.press("Enter")
    page.wait_for_url("**#*")
    page.keyboard.press("Tab")  # into the answers
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).not_to_have_text(first)
    expect(page.locator("h1")).to_be_focused()


@pytest.mark.parametrize("path", ["", "help", "begin"])
def test_a_page_is_light_to_fetch(open_page: OpenPage, address: str, path: str) -> None:
    page = open_page("about:blank")
    answers: list[Response] = []
    page.on("response", lambda response: answers.append(response))  # noqa: PLW0108 - Playwright cannot call a builtin
    page.goto(f"{address}/{path}", wait_until="networkidle")
    sizes = [len(answer.body()) for answer in answers]

    assert 0 < sum(sizes) <= 60_000, sizes
