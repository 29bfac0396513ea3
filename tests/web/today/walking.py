"""Someone who walks the ten weeks, a day at a time, for the tests."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from nearer.diary.access import Diary
from nearer.entries import AnyEntry, SwitchesSet
from nearer.readings.switches import Switch, Switches, written
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import NAME, diary, unlock
from tests.web.assess.walking import hidden

_TAG = re.compile(r"<[^>]+>")


def words(page: str) -> str:
    """Return what one reads in the main part of a page."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(_TAG.sub(" ", f"<{main}")).split())


@dataclass
class Walker:
    """A person at a browser, with a clock that goes when a test says so."""

    client: Client
    clock: Clock
    steps: list[str] = field(default_factory=list)
    """Every step that was taken on, in order."""
    name: str = NAME

    def get(self, path: str = "/today", status: int = 200) -> str:
        response = self.client.get(path)
        assert response.status_code == status, (path, response.status_code)
        return str(response.content.decode())

    def read(self, path: str = "/today") -> str:
        return words(self.get(path))

    def send(self, path: str, page: str | None = None, **fields: Any) -> Any:
        """Send a form of a page as it stands there, with what was filled in."""
        known = hidden(page if page is not None else self.get(path.partition("?")[0]))
        return self.client.post(path, known | fields)

    def begins(self, **fields: Any) -> Any:
        given = {"company": "partner", "agreed": "on"} | fields
        response = self.send("/today/begin", **given)
        assert response.status_code == 302, words(response.content.decode())
        return response

    def feels(self, connected: int) -> None:
        response = self.send("/today/felt", self.get(), clo=connected)
        assert response.status_code == 302

    def offered(self, page: str | None = None) -> str:
        """Return the address of the step of today; empty where there is none."""
        found = re.search(
            r'class="button primary" href="(/step/[^"-]+)"', page or self.get()
        )
        return found[1] if found else ""

    def takes_on(self, url: str = "", **said: Any) -> str:
        """Take on the step of today, or another; return where its end is told."""
        url = url or self.offered()
        response = self.send(url, **said)
        assert response.status_code == 302, words(response.content.decode())
        self.steps.append(url.rsplit("/", 1)[1])
        return str(response["Location"])

    def ends(self, url: str, **said: Any) -> Any:
        given = {"done": "yes", "discomfort": "4"} | said
        return self.send(url, **given)

    def taps(self, do: str, page: str | None = None) -> Any:
        return self.send("/today/aside", page or self.get(), do=do)

    def goes(self, **span: float) -> None:
        """Let time pass, and unlock anew."""
        self.clock.go(**span)
        assert unlock(self.client, name=self.name) == 302

    def diary(self) -> Diary:
        return diary(self.client, self.clock, self.name)

    def written(self, kind: type[Any]) -> list[Any]:
        """Return the entries of a kind."""
        return [e for e in self.diary().entries() if isinstance(e, kind)]

    def count(self) -> int:
        return len(self.diary().entries())

    def is_kept_from(self, *off: Switch) -> None:
        """Have answered the private questions so that some things are off."""
        switches = Switches(off=frozenset(off), show=(), completed=True)
        own = self.diary()
        last: AnyEntry = own.entries()[-1]
        entry = SwitchesSet(
            id=last.id,  # type: ignore[union-attr]  # a known kind
            at=self.clock.now,
            day=self.clock.now.date(),
            switches=written(switches),
            rules_version=1,
            completed=True,
        )
        own.safety.append(entry)


Live = Callable[[Walker], None]
