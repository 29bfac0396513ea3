"""The report of a calibration, opened as a file: in both languages, in every view."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from nearer.cli.writing.page import LANGUAGES
from tests.browser.looking import LOOKS, WIDTHS, axe, screenshot
from tests.cli.calibrate.test_calibrate import people, run, shown, table

pytestmark = pytest.mark.slow  # a calibration, and a real browser


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_can_be_read_by_everyone(
    browser: Browser, tmp_path: Path, language: str
) -> None:
    source = table(tmp_path / "in.csv", shown(people(600, seed=3, missing=0.01)))
    assert run(source, tmp_path / "out", "--language", language) == 0
    faults = []
    turned = LOOKS if language == "en" else LOOKS[::-1]
    for width, look in zip(WIDTHS, turned, strict=True):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if look == "dark" else "light",
            offline=True,
        )
        page = context.new_page()
        page.goto((tmp_path / "out" / "report.html").as_uri())
        faults += axe(page)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        faults += [f"{wide} px too wide"] if wide > 0 else []
        screenshot(page, "report")
        context.close()

    assert faults == []
