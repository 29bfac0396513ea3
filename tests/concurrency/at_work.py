"""A program of its own that works on one diary, to be killed or raced by the tests.

Usage: python -m tests.concurrency.at_work VERB [NUMBER], with the verbs
prepare, write FROM, some COUNT, race COUNT WRITERS, read, link COUNT.
It works on the store that NEARER_DATA and DATABASE_URL name.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nearer.diary.access import Diary


def main(verb: str, *numbers: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django  # noqa: PLC0415 - the settings come first

    django.setup()
    from tests.concurrency.at_work import VERBS  # noqa: PLC0415 - one copy of this file

    VERBS[verb](*map(int, numbers))


def _ticket() -> Path:
    return Path(os.environ["NEARER_TICKET"])


def prepare() -> None:
    """Make the database and one person; write down how to open their diary."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from tests.diary.people import make_holder  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    if connection.vendor == "postgresql":
        call_command("flush", verbosity=0, interactive=False)
    holder = make_holder()
    ticket = {"person": str(holder.person.pk), "key": holder.private_key.hex()}
    _ticket().write_text(json.dumps(ticket))


def _open() -> Diary:
    from nearer.diary.access import open_private  # noqa: PLC0415

    ticket = json.loads(_ticket().read_text())
    return open_private(
        person_id=uuid.UUID(ticket["person"]),
        private_key=bytes.fromhex(ticket["key"]),
    )


def write(first: int, last: int = 2**63) -> None:
    """Append one entry after the other; say each number once it is on the disk."""
    from tests.diary.people import answer  # noqa: PLC0415

    diary, number = _open(), first
    while number <= last:
        diary.append(answer(number), answer(-number % 2**64), request_key=str(number))
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        number += 1


def race(count: int, writers: int) -> None:
    """Append at once from many threads: the same request; of some, one of their own."""
    from django.db import connection  # noqa: PLC0415

    from tests.diary.people import answer  # noqa: PLC0415

    start, faults = threading.Barrier(count), list[str]()

    def tab(number: int) -> None:
        try:
            diary = _open()
            start.wait()
            diary.append(answer(1), request_key="the same tap")
            if number < writers:
                diary.append(answer(100 + number), request_key=f"own {number}")
        except Exception as fault:  # noqa: BLE001 - every fault is reported
            faults.append(repr(fault))
        finally:
            connection.close()

    threads = [threading.Thread(target=tab, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.stdout.write(json.dumps(faults))


def read() -> None:
    """Say the numbers of all entries, and whether the database is whole."""
    from django.db import connection  # noqa: PLC0415

    from nearer.entries import Answered  # noqa: PLC0415

    whole = "ok"
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            whole = cursor.execute("PRAGMA integrity_check").fetchone()[0]
    entries = _open().entries()
    numbers = [entry.id.int for entry in entries if isinstance(entry, Answered)]
    sys.stdout.write(json.dumps({"numbers": numbers, "whole": whole}))


def link(count: int) -> None:
    """Let two take each other's code at the same instant; say who is where then."""
    from django.db import connection  # noqa: PLC0415

    from nearer.diary.access import NotYoursError  # noqa: PLC0415
    from tests.diary.people import AT, make_holder  # noqa: PLC0415

    found = []
    for turn in range(count):
        holders = [make_holder(handle=f"{name}{turn}") for name in ("ana", "ben")]
        spaces = [holder.diary.begin_shared() for holder in holders]
        codes = [
            holder.diary.invite(space, name="", now=AT)
            for holder, space in zip(holders, spaces, strict=True)
        ]
        start, said = threading.Barrier(2), [""] * 2

        def press(
            place: int, *, at: Any = (holders, spaces, codes, start, said)
        ) -> None:
            holders, spaces, codes, start, said = at
            try:
                start.wait()
                holders[place].diary.accept_invitation(
                    codes[1 - place], now=AT, own=spaces[place]
                )
                said[place] = "in"
            except NotYoursError:
                said[place] = "there already"
            except Exception as fault:  # noqa: BLE001 - every fault is reported
                said[place] = repr(fault)
            finally:
                connection.close()

        threads = [threading.Thread(target=press, args=(n,)) for n in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        def inside(diary: Diary, spaces: list[uuid.UUID] = spaces) -> list[int]:
            return [n for n, space in enumerate(spaces) if _is_in(diary, space)]

        found.append([sorted(said), [inside(holder.diary) for holder in holders]])
    sys.stdout.write(json.dumps(found))


def _is_in(diary: Diary, space: uuid.UUID) -> bool:
    from nearer.diary.access import NotYoursError  # noqa: PLC0415

    try:
        diary.shared(space)
    except NotYoursError:
        return False
    return True


VERBS: dict[str, Callable[..., None]] = {
    "prepare": prepare,
    "write": write,
    "some": lambda count: write(1, count),
    "race": race,
    "read": read,
    "link": link,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
