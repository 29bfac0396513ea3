"""From pressing Leave to a blank screen, on pages of an open diary."""

from __future__ import annotations

import statistics
import subprocess
import tempfile
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.side_by_side import seconds, table, versions, write_page
from benchmarks.visitor import ROOT, served

TARGET = 0.3
TRIES = 30
PAGES = ("map", "settings", "keep", "help", "check/1", "today", "questions")
WAYS = ("button", "Shift", "Escape")
PASSPHRASE = "barn clay drum echo fern"
ELSEWHERE = "https://www.wikipedia.org/"
WATCH = """() => {
  const pressed = () => { window.pressed ??= performance.now(); };
  document.addEventListener('keydown', pressed, true);
  document.addEventListener('click', pressed, true);
  new MutationObserver(() => requestAnimationFrame(() => {
    if (document.body.innerText.trim()) return;
    window.tell(performance.now() - window.pressed);
  })).observe(document.documentElement, { attributes: true });
}"""


def begin(page: Page, address: str) -> None:
    page.goto(f"{address}/begin")
    page.locator("#id_name").fill("Leaves")
    for field in ("#id_passphrase", "#id_again"):
        page.locator(field).fill(PASSPHRASE)
    go_on(page)
    page.wait_for_url(f"{address}/begin/code")
    go_on(page)


def go_on(page: Page) -> None:
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    page.locator("main .primary").first.click()
    page.wait_for_load_state()


def unlock(page: Page, address: str) -> None:
    page.goto(f"{address}/unlock?other")
    if "/unlock" not in page.url:
        return  # it is open still, as after beginning
    page.locator("#id_name").fill("Leaves")
    page.locator("#id_secret").fill(PASSPHRASE)
    go_on(page)


def press(page: Page, way: str) -> None:
    if way == "button":
        page.get_by_role("button", name="Leave").click(no_wait_after=True)
        return
    for _ in range(3 if way == "Shift" else 2):
        page.keyboard.press(way)


def measure(page: Page, address: str) -> dict[str, list[float]]:
    told: list[float] = []
    page.expose_function("tell", lambda took: told.append(took / 1000))
    found: dict[str, list[float]] = {way: [] for way in WAYS}
    begin(page, address)
    for place, way in islice(zip(cycle(PAGES), cycle(WAYS)), TRIES):
        unlock(page, address)
        page.goto(f"{address}/{place}")
        page.evaluate(WATCH)
        told.clear()
        press(page, way)
        page.wait_for_url(ELSEWHERE)
        found[way].append(told[0])
        while page.context.cookies(address):  # the session's end is under way
            page.wait_for_timeout(50)
    return found


def main() -> None:
    chromium = subprocess.run(
        [ROOT / "scripts" / "chromium"], capture_output=True, text=True, check=True
    ).stdout.strip()
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder) / "data") as (port, _),
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context(locale="en-GB")
        # Half a second each way: what is elsewhere must not matter.
        context.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="elsewhere"))
        found = measure(context.new_page(), f"http://127.0.0.1:{port}")
        browser.close()
    every = sorted(took for times in found.values() for took in times)
    rows = [[way, *spread(times), ""] for way, times in found.items()]
    rows.append(["all", *spread(every), f"p95 ≤ {seconds(TARGET)}"])
    what = (
        f"{TRIES} tries on {len(PAGES)} pages of an open diary, in real Chromium: from "
        "the last key or the press to the first frame without a word on it. "
        f"{versions('playwright')}."
    )
    write_page(
        "leaving",
        title="Leave to a blank screen",
        parts=[what, table(["way", "median", "p95", "slowest", "target"], rows)],
    )


def spread(times: list[float]) -> list[str]:
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
    return [seconds(statistics.median(times)), seconds(p95), seconds(max(times))]


if __name__ == "__main__":
    main()
