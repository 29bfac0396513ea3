"""Two people at two browsers: link, share, open a week together, leave in silence."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import visitors
from tests.browser.conftest import OpenPage
from tests.browser.looking import axe, overflows, screenshot, small_targets
from tests.browser.visitors import PASSPHRASE, primary

pytestmark = pytest.mark.slow  # two real browsers


def say_no_to_everything(page: Page, address: str) -> None:
    """Answer the private questions, all with no."""
    page.goto(f"{address}/check")
    primary(page)
    for _ in range(20):
        if not re.search(r"/check/\d+$", page.url):
            break
        for radio in page.locator("main input[type=radio][value='2']").all():
            radio.check(force=True)
        primary(page)


def proved(page: Page, address: str, path: str) -> None:
    """Open a page that asks for the passphrase again."""
    page.goto(f"{address}{path}")
    page.locator("#id_secret").fill(PASSPHRASE)
    primary(page)
    page.wait_for_url(f"{address}{path}")


def looked_at(page: Page, name: str) -> list[str]:
    picture = screenshot(page, f"two-{name}")
    found = (*axe(page), *overflows(page), *small_targets(page))
    return [f"{picture.stem}: {fault}" for fault in found]


def link(ana: Page, ben: Page, address: str) -> list[str]:
    """Let one make a code and the other say yes; return what is wrong on the way."""
    proved(ana, address, "/us/invite")
    faults = looked_at(ana, "invite")
    primary(ana)
    faults += looked_at(ana, "code")
    code = ana.locator("#code").inner_text()
    proved(ben, address, "/us/join")
    ben.locator("#id_code").fill(code)
    primary(ben)
    faults += looked_at(ben, "offer")
    primary(ben)
    ben.wait_for_url(f"{address}/us")
    return faults


def test_two_people_link_share_and_one_leaves(
    open_page: OpenPage, address: str
) -> None:
    ana = open_page(address, width=390, look="light", language="en")
    ben = open_page(address, width=1280, look="dark", language="es")
    visitors.begin(ana, address, name="Ana")
    visitors.begin(ben, address, name="Ben")
    ana.goto(f"{address}/us")
    faults = looked_at(ana, "closed")
    for page in (ana, ben):
        say_no_to_everything(page, address)
    faults += link(ana, ben, address)

    ana.goto(f"{address}/us")
    ana.locator("#week-words").fill("A slow week.")
    primary(ana)
    ben.reload()
    expect(ben.locator("main")).not_to_contain_text("A slow week.")
    ben.locator("#week-words").fill("Una buena.")
    primary(ben)
    expect(ben.locator("main")).to_contain_text("A slow week.")
    faults += looked_at(ben, "us")
    for name in ("share", "days", "leave"):
        ana.goto(f"{address}/us/{name}")
        faults += looked_at(ana, name)

    primary(ana)
    expect(ana.locator("main")).not_to_contain_text("Una buena.")
    ben.reload()
    expect(ben.locator("main")).to_contain_text("A slow week.")
    assert faults == []
