"""Wait for what a page alone does not tell, and tap twice before anything answers."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, Route

PATIENCE_MS = 60_000
"""A machine may be slow; only a program that is wrong takes this long."""
_STEP_MS = 20


def until(page: Page, holds: Callable[[], object], what: str) -> None:
    """Wait until something holds that is told from outside the page."""
    for _ in range(PATIENCE_MS // _STEP_MS):
        if holds():
            return
        page.wait_for_timeout(_STEP_MS)
    raise AssertionError(f"in vain waited for: {what}")


def until_left(page: Page, elsewhere: str, address: str) -> None:
    """Wait until the page is gone, and the session whose end was under way with it."""
    page.wait_for_url(elsewhere)
    until(page, lambda: not page.context.cookies(address), "no cookie of ours")


def double_tap(button: Locator) -> int:
    """Tap twice before the first tap is answered; return how often something was sent.

    Where the answer came between the two, the second would hit the page after it.
    """
    page, sent = button.page, list[Route]()

    def hold(route: Route) -> None:
        if route.request.method == "POST":
            sent.append(route)
        else:
            route.continue_()

    page.route("**/*", hold)
    button.dblclick()
    until(page, lambda: sent, "a form that is sent")
    page.wait_for_timeout(100)  # and a second one, if a program is wrong
    for route in sent:
        route.continue_()
    page.unroute_all()
    return len(sent)
