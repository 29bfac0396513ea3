"""From the first page through the questions to the map, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from nearer.content import catalogue
from tests.browser.answering import (
    Choose,
    answer_all,
    answer_quickly,
    begin,
    choose,
    first_question,
    item_of,
    keyed,
    next_question,
    unlock,
)
from tests.browser.conftest import OpenPage
from tests.browser.looking import (
    FOUR_VIEWS,
    axe,
    overflows,
    screenshot,
    small_targets,
)
from tests.browser.waiting import double_tap

VIEWS = pytest.mark.parametrize(("width", "look", "language"), FOUR_VIEWS)
ANXIOUS = keyed(avoidance=2, anxiety=5)


def say(text_id: str, language: str = "en") -> str:
    return catalogue().say(text_id, language)


def is_fit_to_show(page: Page, name: str) -> None:
    unroll(page)
    assert axe(page) == []
    assert overflows(page) == []
    assert small_targets(page) == []
    screenshot(page, name)


def unroll(page: Page) -> None:
    """Make the window as high as the page: a bar that sticks then covers nothing."""
    size = page.viewport_size
    assert size
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": height})


TOLD: dict[str, Choose] = {
    "closeness": lambda item: 9 if item.endswith("wished") else 4,
    "habits": lambda item: 1 + len(item) % 5,
    "roots": lambda item: 1 + len(item) % 3,
}


@VIEWS
def test_the_map_in_every_view(
    open_page: OpenPage, address: str, width: int, look: str, language: str
) -> None:
    page = open_page(address, width=width, look=look, language=language)
    is_fit_to_show(page, "welcome")
    begin(page, address)
    is_fit_to_show(page, "questions-start")
    answer_quickly(page, f"{address}/questions", ANXIOUS)
    expect(page.locator(".lead")).to_have_text(say("map.verdict.anxiety", language))

    for path, by in TOLD.items():
        answer_quickly(page, f"{address}/{path}", by)
    is_fit_to_show(page, "roots-end")
    page.goto(f"{address}/map")
    for summary in page.locator("summary").all():
        summary.click()
    is_fit_to_show(page, "map")


@pytest.mark.parametrize("path", TOLD)
def test_what_is_told_page_by_page(
    open_page: OpenPage, address: str, path: str
) -> None:
    page = open_page(f"{address}/look", width=390, language="es")
    first_question(page)
    page.goto(f"{address}/{path}")

    assert answer_all(page, TOLD[path]) == len(catalogue().instruments[path].items)


@VIEWS
def test_a_question_in_every_view(
    open_page: OpenPage, address: str, width: int, look: str, language: str
) -> None:
    page = open_page(
        f"{address}/look", width=width, look=look, language=language, height=844
    )
    is_fit_to_show(page, "look")
    first_question(page)
    is_fit_to_show(page, "question")
    page.locator("main button.primary").click()
    expect(page.locator(".summary")).to_be_focused()
    is_fit_to_show(page, "question-refused")
    page.goto(f"{address}/closeness")
    first_question(page)
    choose(page, 4)
    is_fit_to_show(page, "numbers")
    page.goto(f"{address}/roots")
    first_question(page)
    is_fit_to_show(page, "roots-question")


def test_the_first_useful_answer_comes_within_five_minutes(
    open_page: OpenPage, address: str
) -> None:
    page = open_page(address)
    page.get_by_role("link", name="Have a look").click()

    answered = answer_all(page, ANXIOUS)

    assert answered <= 20
    expect(page).to_have_url(f"{address}/map")
    assert page.locator("svg.picture").count() >= 3


def test_locked_and_unlocked_everything_is_there(
    open_page: OpenPage, address: str
) -> None:
    page = open_page(address)
    begin(page, address)
    answer_all(page, ANXIOUS)
    before = page.locator("main svg").first.inner_html()

    page.request.post(
        f"{address}/lock",
        form={"csrfmiddlewaretoken": csrf(page)},
        headers={"referer": address},
    )
    page.reload()
    expect(page).to_have_url(re.compile("/unlock"))
    unlock(page)

    expect(page).to_have_url(f"{address}/map")
    assert page.locator("main svg").first.inner_html() == before


def csrf(page: Page) -> str:
    field = page.locator("[name=csrfmiddlewaretoken]").first
    return field.get_attribute("value") or ""


@pytest.mark.parametrize("language", ["en", "es"])
def test_without_javascript_it_is_the_same_walk(
    open_page: OpenPage, address: str, language: str
) -> None:
    page = open_page(address, javascript=False, language=language, width=390)
    page.locator("main a.primary").click()
    page.locator("main button.primary").click()
    answered = 0
    while page.locator("[name=item]").count():
        item = page.locator("[name=item]").get_attribute("value") or ""
        choose(page, ANXIOUS(item))
        page.locator("main button.primary").click()
        answered += 1
        assert answered <= 20

    assert page.url == f"{address}/map"
    expect(page.locator(".lead")).to_have_text(say("map.verdict.anxiety", language))


def test_by_keyboard_alone(open_page: OpenPage, address: str) -> None:
    page = open_page(f"{address}/look")
    press_until(page, "Begin the questions")
    page.keyboard.press("Enter")
    page.wait_for_url("**/questions/1")
    answered = 0
    while item := item_of(page):
        tab_to_answer(page)
        for _ in range(ANXIOUS(item) - 1):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Space")
        next_by_keyboard(page, item)
        answered += 1
        assert answered <= 20

    expect(page).to_have_url(f"{address}/map")


def press_until(page: Page, words: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == words:
            return
    raise AssertionError(f"the keyboard does not reach {words!r}")


def tab_to_answer(page: Page) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "answer":
            return
    raise AssertionError("the keyboard does not reach the answers")


def next_by_keyboard(page: Page, item: str) -> None:
    press_until(page, "Next")
    page.keyboard.press("Enter")
    # The focus comes a little after the statement: a Tab sooner would be lost.
    page.wait_for_function(
        """(item) => {
          const field = document.querySelector('[name=item]');
          if (!field) return document.readyState === 'complete';
          return field.value !== item && document.activeElement.matches('h1');
        }""",
        arg=item,
    )


def test_a_swap_brings_the_focus_to_the_statement(
    open_page: OpenPage, address: str
) -> None:
    page = open_page(f"{address}/look")
    first_question(page)
    choose(page, 2)
    next_question(page)

    expect(page.locator("h1.statement")).to_be_focused()
    expect(page).to_have_url(f"{address}/questions/2")


def test_the_browsers_back_shows_the_question_before_with_its_answer(
    open_page: OpenPage, address: str
) -> None:
    page = open_page(f"{address}/look")
    first_question(page)
    first = item_of(page)
    choose(page, 4)
    next_question(page)

    page.go_back()
    expect(page.locator("[name=item]")).to_have_value(first)
    expect(page.locator("#answer_4")).to_be_checked()
    choose(page, 2)
    next_question(page)

    # What comes next may be another one now: it is chosen by the answers.
    assert item_of(page) != first
    expect(page).to_have_url(f"{address}/questions/2")


def test_a_double_click_answers_one_question(open_page: OpenPage, address: str) -> None:
    page = open_page(f"{address}/look")
    first_question(page)
    choose(page, 3)

    assert double_tap(page.locator("main button.primary")) == 1
    expect(page).to_have_url(f"{address}/questions/2")
    expect(page.locator("[name=answer]:checked")).to_have_count(0)


def test_two_tabs_write_one_answer(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    begin(page, address)
    first_question(page)
    other = page.context.new_page()
    other.goto(page.url)

    for tab in (page, other):
        choose(tab, 3)
        next_question(tab)

    assert item_of(page) == item_of(other)
    expect(other).to_have_url(f"{address}/questions/2")


def test_a_lost_connection_is_told_and_the_answer_is_still_there(
    open_page: OpenPage, address: str
) -> None:
    page = open_page(f"{address}/look", expect_complaints=True)
    first_question(page)
    item = item_of(page)
    choose(page, 3)

    page.context.set_offline(True)
    page.locator("main button.primary").click()
    expect(page.locator("#connection-lost")).to_be_visible()
    expect(page.locator("#answer_3")).to_be_checked()

    page.context.set_offline(False)
    next_question(page)
    assert item_of(page) != item


def test_the_map_prints_without_the_house(open_page: OpenPage, address: str) -> None:
    page = open_page(f"{address}/look")
    answer_all(page, ANXIOUS)

    page.emulate_media(media="print")

    assert not page.locator(".places").is_visible()
    assert not page.locator("main .button.primary").first.is_visible()
    assert page.locator("svg.picture").first.is_visible()


def test_the_map_fits_a_narrow_phone(open_page: OpenPage, address: str) -> None:
    page = open_page(f"{address}/look", width=320, language="es")
    answer_all(page, ANXIOUS)

    assert overflows(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    screenshot(page, "map-narrow")
