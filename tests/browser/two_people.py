"""Two people, each before a browser of their own, tap by tap.

`two` serves a place to both of them; `copied` copies it as it stands, so that the same
two can go on in different ways, and what one of them gets can be compared.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import APIResponse, Page, expect

from nearer.content.safety import safety
from nearer.help.services import NO, YES, field_of
from tests.browser import visitors
from tests.browser.answering import hidden
from tests.browser.conftest import OpenPage
from tests.browser.looking import axe, overflows, photograph, small_targets, unstick
from tests.browser.timed_server import Timed
from tests.browser.visitors import PASSPHRASE

DATABASE = "notes.sqlite3"
CLOSELY = frozenset(
    {"invite", "code", "join", "offer", "maps", "share-standing", "us", "agreed"}
    | {"days-many", "asked-again", "leave", "taken-back", "danger"}
)
"""Pages that are looked at with axe, once: the others have no parts but theirs."""
_FRESH = re.compile(
    r'(?<=name="csrfmiddlewaretoken" value=")\w+|(?<=name="key" value=")[\w-]+'
)
"""What differs each time that a page is asked for."""


class Answer(NamedTuple):
    """Whatever a page sends that could tell something."""

    status: int
    headers: tuple[tuple[str, str], ...]
    text: str


@dataclass
class One:
    """One of the two before their browser."""

    page: Page
    timed: Timed
    name: str
    """What they unlock with; the other may see them by another one."""
    known: set[str] = field(default_factory=set)
    """The pages that either has looked at closely."""
    faults: list[str] = field(default_factory=list)

    # --- going ----------------------------------------------------------------------
    def goes(self, path: str) -> None:
        """Go to a page, and unlock on the way if it asks for that."""
        self.page.goto(f"{self.timed.address}/{path}")
        if self.path != "/unlock":
            return
        if self.page.locator("#id_name").count():
            self.page.locator("#id_name").fill(self.name)
        self.page.locator("#id_secret").fill(PASSPHRASE)
        self.presses(".primary")
        if self.path != f"/{path}":
            self.page.goto(f"{self.timed.address}/{path}")

    def proves(self, path: str) -> None:
        """Open a page that asks for the passphrase again."""
        self.goes(path)
        if self.path != f"/{path}":
            self.page.locator("#id_secret").fill(PASSPHRASE)
            self.presses(".primary")
        assert self.path == f"/{path}", self.page.url

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.timed.address).partition("?")[0]

    # --- touching -------------------------------------------------------------------
    def presses(self, what: str) -> None:
        self.page.locator(f"main {what}").first.click()
        self.page.wait_for_load_state()

    def taps(self, name: str) -> None:
        button = self.page.locator("main").get_by_role("button", name=name, exact=True)
        button.first.click()
        self.page.wait_for_load_state()

    def chooses(self, name: str, value: object) -> None:
        self.page.locator(f"label:has([name={name}][value='{value}'])").click()

    def writes(self, where: str, words: str, *, press: str) -> None:
        self.page.locator(where).fill(words)
        self.presses(press)

    def there(self, what: str) -> bool:
        return self.page.locator(f"main {what}").count() > 0

    # --- looking --------------------------------------------------------------------
    def sees(self, *words: str | re.Pattern[str]) -> None:
        for one in words:
            expect(self.page.locator("main")).to_contain_text(one)

    def sees_not(self, *words: str) -> None:
        for one in words:
            expect(self.page.locator("main")).not_to_contain_text(one)

    def looks(self, name: str) -> None:
        """Look at a page as it stands: nothing sticks out, everything can be hit."""
        unstick(self.page)
        found = [*overflows(self.page), *small_targets(self.page)]
        if name in CLOSELY - self.known:
            found += axe(self.page)
            self.known.add(name)
        self.faults += [f"{self.name}, {name}: {fault}" for fault in found]
        photograph(self.page, f"two-{name}")

    def gets(self, *paths: str) -> dict[str, Answer]:
        """Return what pages send, but for what is new each time they are asked for."""
        self.goes(paths[0])
        found = {}
        for path in paths:
            answer = self.page.request.get(f"{self.timed.address}/{path}")
            headers = tuple(sorted(answer.headers.items()))
            told = tuple((k, v) for k, v in headers if k not in {"date", "set-cookie"})
            found[path] = Answer(answer.status, told, _FRESH.sub("", answer.text()))
        return found

    # --- a life ---------------------------------------------------------------------
    def begins(self) -> None:
        visitors.begin(self.page, self.timed.address, name=self.name)

    def answers_privately(self, *yes: str) -> None:
        """Answer the private questions: no, but for what is a yes."""
        self.goes("check")
        self.presses(".primary")
        while found := re.fullmatch(r"/check/(\d+)", self.path):
            if self.there("[name=do][value=read]"):
                self.presses("[name=do][value=read]")
                continue
            for place, name in enumerate(safety().pages[int(found[1]) - 1].questions):
                value = YES if name in yes else NO
                wanted = f"label:has([name={field_of(place + 1)}][value='{value}'])"
                if self.there(wanted):
                    self.presses(wanted)
            self.presses("[name=do][value=on]")
        if self.there("[name=do][value=done]"):
            self.presses("[name=do][value=done]")

    def feels(self, value: int) -> None:
        """Say how connected, with one tap."""
        self.goes("today")
        self.presses(f".felt [value='{value}']")
        tapped = self.page.locator(f".felt [value='{value}']")
        expect(tapped).to_have_attribute("aria-pressed", "true")

    def tells_a_day(self, **taps: int) -> None:
        """Unlock and tell a day with the browser's own requests, without the page."""
        address = self.timed.address
        asked = self.page.request.get(f"{address}/today/day")
        if "/unlock" in asked.url:
            secret = {"secret": PASSPHRASE, "name": self.name, "next": "/today/day"}
            asked = self._sends(asked.url, hidden(asked.text()) | secret)
        sent = hidden(asked.text()) | {name: str(n) for name, n in taps.items()}
        kept = self._sends(f"{address}/today/day", sent, follow=False)
        assert kept.headers["location"] == "/today", kept.status

    def _sends(
        self, url: str, form: Mapping[str, str], *, follow: bool = True
    ) -> APIResponse:
        return self.page.request.post(
            url,
            form=dict(form),
            headers={"referer": url},
            max_redirects=20 if follow else 0,
        )

    # --- two of them ----------------------------------------------------------------
    def shares_once(self, *kinds: str) -> list[str]:
        """Share each line of some kinds that is offered; return the lines."""
        self.goes("us/share")
        lines = []
        for kind in kinds:
            for line in self.page.locator(f"label:has([value^='{kind}:'])").all():
                lines.append(line.inner_text().strip())
                line.click()
        self.presses("[name=do][value=share]")
        if self.path == "/unlock/again":
            self.page.locator("#id_secret").fill(PASSPHRASE)
            self.presses(".primary")
            assert self.page.locator("[name=item]:checked").count() == len(lines)
            self.presses("[name=do][value=share]")
        return lines

    def lets_go_along(self, *kinds: str) -> None:
        """Choose what goes along by itself from today on, and nothing else."""
        self.goes("us/share")
        for box in self.page.locator("main [name=what]").all():
            box.set_checked(box.get_attribute("value") in kinds, force=True)
        self.presses("[name=do][value=choose]")
        if self.path == "/unlock/again":
            self.page.locator("#id_secret").fill(PASSPHRASE)
            self.presses(".primary")
            assert self.goes_along() == set(kinds)  # as it was ticked, not kept yet
            self.presses("[name=do][value=choose]")
        assert self.goes_along() == set(kinds)

    def goes_along(self) -> set[str]:
        """Return what is chosen to go along, as the page shows it."""
        boxes = self.page.locator("main [name=what]:checked").all()
        return {box.get_attribute("value") or "" for box in boxes}


@dataclass
class Two:
    """A place, and the two who are there."""

    timed: Timed
    ana: One
    ben: One

    @property
    def both(self) -> tuple[One, One]:
        return self.ana, self.ben

    @property
    def faults(self) -> list[str]:
        return self.ana.faults + self.ben.faults


@contextmanager
def two(
    place: Path, open_page: OpenPage, *, at: datetime | None = None
) -> Iterator[Two]:
    """Serve a place to the two, each before a browser of their own.

    One reads English on a phone, the other Spanish on a wide and dark screen, three
    hours behind; `at` says when.
    """
    with Timed(place) as timed:
        if at is not None:
            timed.at(at)
        start = f"{timed.address}/offline"
        ana = open_page(f"{start}/en", width=390, timezone_id="Europe/London")
        ben = open_page(
            f"{start}/es",
            width=1280,
            look="dark",
            language="es",
            timezone_id="America/Montevideo",
        )
        known: set[str] = set()
        yield Two(timed, One(ana, timed, "Ana", known), One(ben, timed, "Ben", known))


def copied(place: Path, to: Path) -> Path:
    """Copy a place while it is served, the database as of one instant."""
    shutil.copytree(place, to, ignore=shutil.ignore_patterns(f"{DATABASE}*"))
    source, target = (sqlite3.connect(one / DATABASE) for one in (place, to))
    source.backup(target)
    for opened in (source, target):
        opened.close()
    (to / DATABASE).chmod(0o600)
    return to
