"""Someone before the real program who begins, answers and reads the map."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count

from playwright.sync_api import Page

from nearer.content import Instrument, catalogue

PASSPHRASE = "barn clay drum echo"
TWO_FEARS = catalogue().instruments["two-fears"]
_names = count(1)
Choose = Callable[[str], int]
"""From an item's id to the option as shown, from 1."""


def keyed(avoidance: int, anxiety: int, instrument: Instrument = TWO_FEARS) -> Choose:
    """Answer every statement about a fear alike, reversed ones turned."""
    wanted = {"avoidance": avoidance, "anxiety": anxiety}

    def choose(item: str) -> int:
        found = instrument.item(item)
        option = wanted[found.scale]
        return found.response.n_options + 1 - option if found.reversed else option

    return choose


def begin(page: Page, address: str) -> str:
    """Begin with a name of one's own; leave the code and the private questions.

    Returns the name. The page stands at the questions.
    """
    name = f"Robin {next(_names)}"
    page.goto(f"{address}/begin")
    page.locator("[name=name]").fill(name)
    page.locator("[name=passphrase]").fill(PASSPHRASE)
    page.locator("[name=again]").fill(PASSPHRASE)
    page.locator("[name=adult]").check()
    page.locator("[name=alone]").check()
    page.locator("main button.primary").click()
    page.wait_for_url("**/begin/code")
    page.goto(f"{address}/questions")
    return name


def item_of(page: Page) -> str:
    """Return the id of the item that is asked now; empty where none is."""
    field = page.locator("[name=item]")
    return field.get_attribute("value") or "" if field.count() else ""


def choose(page: Page, place: int) -> None:
    """Choose one of the options, from 1, as a finger does."""
    page.locator("label:has([name=answer])").nth(place - 1).click()


def next_question(page: Page) -> None:
    """Press Next and wait until another question or page is there."""
    before = item_of(page)
    page.locator("main button.primary").click()
    page.wait_for_function(
        """(before) => {
          const field = document.querySelector('[name=item]');
          return document.readyState === 'complete' && field?.value !== before;
        }""",
        arg=before,
    )


def first_question(page: Page) -> None:
    """Begin the questions of this page."""
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(re.compile(r"/\d+$"))


def answer_all(page: Page, by: Choose) -> int:
    """Begin the questions of this page and answer to the end; return how many."""
    first_question(page)
    answered = 0
    while item := item_of(page):
        choose(page, by(item))
        next_question(page)
        answered += 1
        assert answered < 60, "the questions never end"
    return answered


def answer_quickly(page: Page, start: str, by: Choose) -> None:
    """Answer to the end without showing the pages, and show where that leads."""
    url, sent = start, hidden(page.request.get(start).text())
    for _ in range(60):
        form: dict[str, str | float | bool] = {**sent}
        answered = page.request.post(
            url, form=form, headers={"referer": start}, fail_on_status_code=True
        )
        url, sent = answered.url, hidden(answered.text())
        if "item" not in sent:
            break
        sent["answer"] = value_of(answered.text(), by(sent["item"]))
    page.goto(url)


def hidden(text: str) -> dict[str, str]:
    """Return the hidden fields of the main part of a page."""
    main = text.partition("<main")[2]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', main))


def value_of(text: str, place: int) -> str:
    """Return the value of one of the options, from 1."""
    values = re.findall(r'name="answer"[^>]* value="(\w+)"', text)
    return str(values[place - 1])


def unlock(page: Page) -> None:
    """Unlock with the passphrase."""
    page.locator("[name=secret]").fill(PASSPHRASE)
    page.locator("main button.primary").click()
    page.wait_for_url(lambda url: "/unlock" not in url)
