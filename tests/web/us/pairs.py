"""Two people at two browsers, for the tests."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.test import Client

from nearer.core.safety import Switch
from nearer.diary.access import Diary
from nearer.diary.identity import ENTROPY_BYTES, uuid7
from nearer.entries import SwitchesSet
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import PASSPHRASE, begin, diary


@dataclass
class Pair:
    """Two people, each with a browser that is unlocked."""

    ana: Client
    ben: Client
    clock: Clock

    def diary_of(self, name: str) -> Diary:
        """Open a diary as the next request of that browser would."""
        return diary(self.ana if name == "Ana" else self.ben, self.clock, name)


def someone(clock: Clock, name: str, *, off: Iterable[Switch] = ()) -> Client:
    """Begin, and answer the private questions so that this is off."""
    client = Client()
    begin(client, name=name)
    answered(client, clock, name, off=off)
    return client


def answered(
    client: Client, clock: Clock, name: str, *, off: Iterable[Switch] = ()
) -> None:
    """Put into the safety space what the private questions led to."""
    away = set(off)
    entropy = secrets.token_bytes(ENTROPY_BYTES)
    diary(client, clock, name).safety.append(
        SwitchesSet(
            id=uuid7(at=clock.now, entropy=entropy),
            at=clock.now,
            day=clock.now.date(),
            switches=tuple(f"{'-' if s in away else '+'}{s}" for s in sorted(Switch)),
            rules_version=1,
            completed=True,
        )
    )


def prove(client: Client) -> None:
    """Type the passphrase again."""
    said = client.post("/unlock/again", {"secret": PASSPHRASE, "next": "/us"})
    assert said.status_code == 302


def code_from(client: Client, name: str = "Ana B.") -> str:
    """Make a code."""
    prove(client)
    page = client.post("/us/invite", {"name": name}).content.decode()
    found = re.search(r'id="code">([A-Z2-9-]{14})<', page)
    assert found, page
    return found[1]


def linked(clock: Clock) -> Pair:
    """Let Ana invite and Ben say yes."""
    pair = Pair(someone(clock, "Ana"), someone(clock, "Ben"), clock)
    code = code_from(pair.ana)
    prove(pair.ben)
    said = pair.ben.post("/us/join", {"code": code, "do": "yes", "name": "Ben"})
    assert (said.status_code, said["Location"]) == (302, "/us"), said.content.decode()
    return pair


def text(client: Client, path: str = "/us") -> str:
    """Return what a page says, without its markup."""
    page = client.get(path).content.decode().partition("<main")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))


def key_on(client: Client, path: str = "/us") -> str:
    """Return a fresh key of a form."""
    found = re.search(r'name="key" value="([^"]+)"', client.get(path).content.decode())
    assert found
    return found[1]
