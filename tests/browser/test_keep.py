"""Take out, bring in, put off and erase, as someone at a browser does it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import visitors
from tests.browser.conftest import OpenPage
from tests.browser.looking import FOUR_VIEWS
from tests.browser.test_every_page import looked_at

pytestmark = pytest.mark.slow  # a real browser on every page of this section


@pytest.mark.parametrize(("width", "look", "language"), FOUR_VIEWS)
def test_a_diary_is_taken_out_and_brought_in(
    open_page: OpenPage,
    address: str,
    tmp_path: Path,
    width: int,
    look: str,
    language: str,
) -> None:
    page = open_page(address, width=width, look=look, language=language)
    visitors.begin(page, address, name=f"Keep {width} {look}")
    main, faults = page.locator("main"), []
    go_on = main.locator("button.primary")

    page.goto(f"{address}/settings")
    page.click("a[href='/keep']")
    faults += looked_at(page, "keep")
    page.click("a[href='/keep/out']")
    faults += looked_at(page, "keep-again")
    main.locator("[name=secret]").fill(visitors.PASSPHRASE)
    go_on.click()
    faults += looked_at(page, "keep-out")
    main.locator("[value=whole]").check()
    go_on.click()
    faults += looked_at(page, "keep-plain")
    with page.expect_download() as download:
        main.locator("[name=plain]").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name.startswith("notes-")

    page.goto(f"{address}/keep/in")
    faults += looked_at(page, "keep-in")
    main.locator("[type=file]").set_input_files(file)
    go_on.click()
    faults += looked_at(page, "keep-look")

    assert faults == []


@pytest.mark.parametrize(("width", "look", "language"), FOUR_VIEWS)
def test_a_diary_is_put_off_and_then_erased(
    open_page: OpenPage, address: str, width: int, look: str, language: str
) -> None:
    page = open_page(address, width=width, look=look, language=language)
    visitors.begin(page, address, name=f"Erase {width} {look}")
    main, faults = page.locator("main"), []
    go_on = main.locator("button.primary")

    page.goto(f"{address}/keep/all")
    main.locator("[name=secret]").fill(visitors.PASSPHRASE)
    go_on.click()
    faults += looked_at(page, "keep-erase")
    main.locator("[value=week]").check()
    main.locator("[name=sure]").check()
    main.locator("button.secondary").click()
    faults += looked_at(page, "keep-due")
    go_on.click()
    page.goto(f"{address}/keep/all")
    main.locator("[value=now]").check()
    main.locator("[name=sure]").check()
    main.locator("button.secondary").click()
    expect(main.locator("h1")).to_be_visible()
    faults += looked_at(page, "keep-erased")
    page.goto(f"{address}/keep")
    assert "/unlock" in page.url

    assert faults == []
