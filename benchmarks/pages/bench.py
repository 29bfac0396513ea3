"""Pages of someone with a year of entries, and of two with half a year of days."""

from __future__ import annotations

import re
import tempfile
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import numpy as np

from benchmarks.diary.bench import prepared
from benchmarks.pages import couple
from benchmarks.side_by_side import seconds, table, versions, write_page
from benchmarks.visitor import Visitor, served

NAME, PASSPHRASE = "Alba", "four quiet words of Alba"
BESIDE = "Bruno"
ROUNDS = 40
PARTS = 7  # of 52 days each
TARGETS = {"/today": 0.120, "/review": 0.120, "/us/days": 0.400}
LARGEST_KB = 150
PAGES = (
    *("/today", "/weeks", "/review", "/review/20", "/helps", "/map"),
    *("/us", "/us/days"),
)


def year(now):
    """Return 364 days of one person: days noted, steps, moments, words, sittings."""
    from nearer.config import demo_days  # noqa: PLC0415 - settings come first
    from nearer.config.demo_weeks import DAYS, Weeks  # noqa: PLC0415 - settings come first
    from nearer.entries import ProgrammeBegan, SituationSet  # noqa: PLC0415

    written = list(demo_days.entries(now=now - (PARTS - 1) * timedelta(DAYS)))
    for part in range(PARTS - 1):
        weeks = Weeks(now=now - part * timedelta(DAYS), seed=part)
        written += [
            entry
            for entry in weeks.entries()
            if not isinstance(entry, ProgrammeBegan | SituationSet)
        ]
    return sorted(written, key=lambda entry: entry.at)


def furnished():
    """Make the person, linked with another; return how many entries they have."""
    from django.utils import timezone  # noqa: PLC0415 - settings come first

    now = timezone.now()
    written = year(now)
    couple.link(person(NAME, written), person(BESIDE), now=now, entries=written)
    return len(written)


def person(name, written=()):
    """Make somebody with these entries; return their diary."""
    import uuid  # noqa: PLC0415 - beside what needs it

    from django.db import transaction  # noqa: PLC0415 - settings come first

    from nearer.accounts import names, services  # noqa: PLC0415 - settings come first
    from nearer.accounts.models import Person  # noqa: PLC0415 - settings come first
    from nearer.diary import access  # noqa: PLC0415 - settings come first

    made = Person(id=uuid.uuid4(), handle=names.handle(name))
    made.set_unusable_password()
    new = access.new_reader(
        person_id=made.pk, passphrase=PASSPHRASE, code=services.new_code()
    )
    with transaction.atomic():
        made.save(force_insert=True)
        access.store(new, first=written)
    return access.open_private(person_id=made.pk, private_key=new.private_key)


def unlocked(port: int) -> Visitor:
    visitor = Visitor(port).get("/unlock")
    fields = visitor.form("csrfmiddlewaretoken").hidden
    visitor.post("/unlock", {**fields, "name": NAME, "secret": PASSPHRASE})
    if visitor.path == "/unlock":
        raise RuntimeError(f"it does not open ({visitor.status})")
    return visitor


def transferred(visitor: Visitor, path: str) -> int:
    """Return the bytes of a page with everything that it asks for."""
    page = visitor.get(path).text
    parts = set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg))"', page))
    return len(page.encode()) + sum(len(visitor.get(p).text.encode()) for p in parts)


def timed(visitor: Visitor, path: str) -> list[float]:
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        visitor.get(path)
        times.append(time.perf_counter() - begun)
        if visitor.status != 200 or visitor.path != path:
            raise RuntimeError(f"{path} led to {visitor.path} ({visitor.status})")
    return times


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        prepared(data)
        n_entries = furnished()
        with served(data) as (port, _), closing(unlocked(port)) as visitor:
            rows = [row(visitor, path) for path in PAGES]
    what = (
        f"One person with a year of {n_entries:,} entries, one server process, "
        "loopback; linked, with half a year of days of both: the time from asking for "
        "a page to its last byte; the diary is "
        f"opened anew for each. {versions('Django', 'waitress')}."
    )
    header = [
        "page",
        "median",
        "p95",
        "slowest",
        "target p95",
        "with its parts",
        "limit",
    ]
    write_page(
        "pages",
        title="Pages after a year",
        parts=[what, table(header, rows)],
        how=f"{ROUNDS} times each, one after another",
    )


def row(visitor: Visitor, path: str) -> list[str]:
    kilobytes = transferred(visitor, path) / 1000
    times = timed(visitor, path)
    return [
        f"`{path}`",
        *(seconds(np.quantile(times, q)) for q in (0.5, 0.95, 1.0)),
        f"≤ {seconds(TARGETS[path])}" if path in TARGETS else "",
        f"{kilobytes:.0f} kB",
        f"≤ {LARGEST_KB} kB",
    ]


if __name__ == "__main__":
    main()
