"""What the browser tests look at: complaints, accessibility, pictures of pages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request

PICTURES = os.environ.get("NEARER_PICTURES", "")
"""A folder for a picture of every page that is seen; without it, none is taken."""
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
WIDTHS = (390, 1280)
LOOKS = ("light", "dark")
LANGUAGES = ("en", "es")
# Each width, look and language twice, and every pair of them once.
FOUR_VIEWS = (
    (390, "light", "en"),
    (390, "dark", "es"),
    (1280, "light", "es"),
    (1280, "dark", "en"),
)


def every_view() -> Iterator[tuple[int, str, str]]:
    """Yield every width, look and language that a page is walked in."""
    yield from product(WIDTHS, LOOKS, LANGUAGES)


class Watch:
    """Collect what a page must not do: errors, blocked things, calls to elsewhere."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        # A status that the page itself shows in words is no complaint.
        if message.type in {"error", "warning"} and "status of 4" not in message.text:
            self.complaints.append(f"{message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        local = ("http://127.0.0.1", "http://localhost", "data:", "blob:")
        if not request.url.startswith(local) and not request.is_navigation_request():
            self.complaints.append(f"asked elsewhere: {request.url}")


def axe(page: Page) -> list[str]:
    """Return what axe finds, one line a fault with the places it stands at."""
    page.evaluate(Axe().axe_script)
    # Only the faults come back: what holds is a hundred times as much.
    faults: list[dict[str, Any]] = page.evaluate(
        "async (options) => (await axe.run(options)).violations", AXE
    )
    return [
        f"{fault['id']}: {', '.join(str(n['target'][0]) for n in fault['nodes'][:4])}"
        for fault in faults
    ]


def screenshot(page: Page, name: str) -> str:
    """Return what says which view of a page this is.

    Where `NEARER_PICTURES` names a folder, a picture of the whole page is kept there.
    """
    page.locator("html[lang]").wait_for(state="attached")  # between two pages: none
    view: dict[str, Any] = page.evaluate(
        """() => ({
          width: window.innerWidth,
          look: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
          language: document.documentElement.lang,
        })"""
    )
    view_name = f"{name}-{view['width']}-{view['look']}-{view['language']}"
    unstick(page)
    if PICTURES:
        # "initial": hiding the caret would leave style attributes on the fields.
        path = Path(PICTURES) / f"{view_name}.png"
        page.screenshot(path=path, full_page=True, caret="initial")
    return view_name


def unstick(page: Page) -> None:
    """Let the bars stick to no edge; on a long picture they would cut the page."""
    page.evaluate(
        """() => document.querySelectorAll('.top, .places').forEach(
          (bar) => { bar.style.position = 'static'; })"""
    )


def photograph(page: Page, name: str) -> None:
    """Save the page in every view, where `NEARER_PICTURES` names a folder for that."""
    if not PICTURES:
        return
    folder, size = Path(PICTURES), page.viewport_size
    folder.mkdir(parents=True, exist_ok=True)
    language = page.locator("html").get_attribute("lang")
    unstick(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for look in LOOKS:
            page.emulate_media(color_scheme="dark" if look == "dark" else "light")
            place = folder / f"{name}-{language}-{width}-{look}.png"
            page.screenshot(path=place, full_page=True, caret="initial")
    if size:
        page.set_viewport_size(size)


def overflows(page: Page) -> list[str]:
    """Return the elements that are wider than the window."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('body *')]
          .filter((e) => !e.closest('.unseen, .skip'))
          .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
          .map((e) => `${e.tagName} ${e.textContent.trim().slice(0, 40)}`)
          .slice(0, 5)"""
    )
    return found


def small_targets(page: Page, *, least: int = 44) -> list[str]:
    """Return the controls that are lower or narrower than a finger needs.

    A link inside a sentence is as high as its line (WCAG 2.5.8 allows that).
    """
    found: list[str] = page.evaluate(
        """(least) => [...document.querySelectorAll(
            'a, button, input, select, textarea, summary')]
          .filter((e) => e.checkVisibility())
          .filter((e) => !e.closest('.unseen, .skip, p, li:not(nav li), dd'))
          .map((e) => [e, (e.closest('label') ?? e).getBoundingClientRect()])
          .filter(([, box]) => box.height < least - 0.5 || box.width < 24)
          .map(([e, box]) =>
            `${e.outerHTML.slice(0, 60)} ${box.width}x${box.height}`)""",
        least,
    )
    return found


def tab_stops(page: Page, *, most: int = 80) -> list[str]:
    """Press Tab until the focus leaves the page; return the texts that it reached."""
    reached: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        name = page.evaluate(
            """() => {
              const e = document.activeElement;
              if (!e || e === document.body) return '';
              const name = e.getAttribute('aria-label') || e.innerText;
              return (name || e.name || e.tagName).trim();
            }"""
        )
        if not name or (reached and name == reached[0] and len(reached) > 1):
            break
        reached.append(name)
    return reached
