"""A program of its own: someone types planted words into everything there is.

Usage: python -m tests.canary.a_full_life
It works on the store that NEARER_DATA and DATABASE_URL name, writes every log line down
to DEBUG into NEARER_LOG, and says what the browsers hold and which files were opened.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from typing import Any

PASSPHRASE = "Wyxquotl barn clay drum"
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
LEFT_ALONE = {"leave", "lock", "choose", "stay", "keep/all", "begin", "recover"}
"""Where a form would end the life that is being lived, or begin another."""


def main() -> None:
    opened: set[str] = set()
    sys.addaudithook(lambda event, args: _note(opened, event, args))
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django  # noqa: PLC0415 - the settings come first

    from nearer.config import environment  # noqa: PLC0415

    environment.make_installation_key(environment.key_file(environment.data_folder()))
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    if connection.vendor == "postgresql":
        call_command("flush", verbosity=0, interactive=False)
    _log_everything()
    held = live()
    logging.shutdown()
    sys.stdout.write(json.dumps({"cookies": held, "written": sorted(opened)}))


def _note(opened: set[str], event: str, args: tuple[Any, ...]) -> None:
    if event == "open" and isinstance(args[0], str | bytes):
        mode, flags = args[1] or "", args[2] or 0
        if flags & _WRITING or set(mode) & set("wax+"):
            opened.add(os.fsdecode(args[0]))


def _log_everything() -> None:
    """Log as if someone had asked for all; what is held back on purpose stays so."""
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    on_purpose: Any = settings.LOGGING["loggers"]
    handler = logging.FileHandler(os.environ["NEARER_LOG"], encoding="utf-8")
    for name in (None, *logging.root.manager.loggerDict):
        log = logging.getLogger(name)
        if name not in on_purpose:
            log.setLevel(logging.DEBUG)
        log.handlers, log.propagate = ([handler], False)
    connection.force_debug_cursor = True  # every statement with what goes into it


def live() -> dict[str, dict[str, str]]:
    """Look around, begin, type everywhere, be locked out; return all cookies."""
    from django.test import Client  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from tests.canary import lives  # noqa: PLC0415
    from tests.canary.scanner import word  # noqa: PLC0415
    from tests.canary.typing import type_everywhere  # noqa: PLC0415
    from tests.web.accounts.people import begin, unlock  # noqa: PLC0415
    from tests.web.help.walking import Walker  # noqa: PLC0415

    looking = Client(SERVER_NAME="localhost")
    looking.post("/look", {"key": word()})
    type_everywhere(looking, leave_alone=LEFT_ALONE)
    held = {"looking": _cookies(looking)}
    # As a browser: the last page that answered a form is kept for it.
    ana = Client(SERVER_NAME="localhost", headers={"Sec-Fetch-Mode": "navigate"})
    name = word()
    begin(ana, name=name, passphrase=PASSPHRASE, again=PASSPHRASE)
    Walker(ana, yes={"hurt"}).walk()
    ana.get("/check/end")
    ana.post("/check/end", {"do": "keep"})
    type_everywhere(ana, leave_alone=LEFT_ALONE)
    _walk_beside(ana)
    diary = _diary(ana, name)
    lives.write_everything(diary, now=timezone.now())
    type_everywhere(ana, leave_alone=LEFT_ALONE)
    _take_out(ana)
    held["Ana"] = _cookies(ana)
    ana.post("/lock")
    type_everywhere(ana, leave_alone=LEFT_ALONE | {"unlock"}, by_hand=True)
    held["Ana, locked"] = _cookies(ana)
    unlock(Client(SERVER_NAME="localhost"), name=word(), secret=word())
    return held


def _diary(client: Any, name: str) -> Any:
    from django.utils import timezone  # noqa: PLC0415

    from nearer.accounts import keeping, names  # noqa: PLC0415
    from nearer.accounts.models import Person  # noqa: PLC0415
    from nearer.accounts.sessions import _KEY_BYTES, _USE  # noqa: PLC0415
    from nearer.diary.access import open_private  # noqa: PLC0415

    person = Person.objects.get(handle=names.handle(name))
    cookie = client.cookies["key"].value
    found = keeping.get(cookie, person=person, use=_USE, now=timezone.now())
    assert found
    return open_private(person_id=person.pk, private_key=found.raw[:_KEY_BYTES])


def _walk_beside(client: Any) -> None:
    """Note a step of the one beside: its address is no example of the walk."""
    from tests.canary.scanner import word  # noqa: PLC0415

    for do in ("done", "not-today"):
        said = {"key": word(), "do": do, "words": word()}
        assert client.post("/beside/own-hour", said).status_code == 302


def _take_out(client: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    from tests.canary.scanner import word  # noqa: PLC0415

    client.post("/unlock/again", {"secret": PASSPHRASE, "next": "/keep"})
    for form in ("read", "whole", "tables"):
        fields = {"form": form, "private": "on", "plain": "yes"}
        answer = client.post("/keep/out", fields)
        assert answer.get("Content-Disposition"), answer.content
    whole = client.post("/keep/out", {"form": "whole", "plain": "yes"})
    file = SimpleUploadedFile("x.json", whole.content)
    assert client.post("/keep/in", {"file": file}).status_code == 302
    led = client.post("/write/find", {"sought": f"{word()} notes"})
    assert "again=" in led["Location"], "a page with a word is kept for this browser"


def _cookies(client: Any) -> dict[str, str]:
    return {name: morsel.value for name, morsel in client.cookies.items()}


if __name__ == "__main__":
    main()
