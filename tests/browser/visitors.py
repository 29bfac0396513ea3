"""Walk through the real program as a person would, in either language."""

from __future__ import annotations

from playwright.sync_api import Page

PASSPHRASE = "barn clay drum echo fern"
MOST_QUESTIONS = 60


def primary(page: Page) -> None:
    """Press the one button that leads on, and wait for what comes."""
    page.locator("main .primary").first.click()
    page.wait_for_load_state()


def begin(page: Page, address: str, *, name: str) -> str:
    """Begin with a name; return the recovery code that was shown."""
    page.goto(f"{address}/begin")
    page.locator("#id_name").fill(name)
    for field in ("#id_passphrase", "#id_again"):
        page.locator(field).fill(PASSPHRASE)
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    primary(page)
    page.wait_for_url(f"{address}/begin/code")
    code = page.locator(".code").inner_text().replace("\n", "-")
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    primary(page)
    return code


def begin_weeks(page: Page, address: str) -> None:
    """Begin the ten weeks with a partner; the page stands at today."""
    page.goto(f"{address}/today/begin")
    page.locator("label:has([name=company][value=partner])").click()
    page.locator("[name=agreed]").check()
    primary(page)
    page.wait_for_url(f"{address}/today")


def unlock(page: Page, address: str, *, name: str) -> None:
    """Unlock with the passphrase."""
    page.goto(f"{address}/unlock")
    if page.locator("#id_name").count():
        page.locator("#id_name").fill(name)
    page.locator("#id_secret").fill(PASSPHRASE)
    primary(page)


def answer_all(page: Page, address: str, *, path: str, option: int = 1) -> int:
    """Answer a questionnaire to its end with the n-th option; return how many."""
    page.goto(f"{address}/{path}")
    primary(page)
    answered = 0
    while answered < MOST_QUESTIONS:
        statement = page.locator("main h1.statement")
        if not statement.count():
            break
        words, place = statement.inner_text(), page.url
        options = page.locator("main input[name=answer]")
        nth = (option + answered) % options.count()
        options.nth(nth).check(force=True)
        page.locator("main .primary").click()
        page.wait_for_function(
            """([words, place]) => location.href !== place ||
              document.querySelector('main h1')?.innerText !== words""",
            arg=[words, place],
        )
        page.wait_for_load_state()
        answered += 1
    return answered
