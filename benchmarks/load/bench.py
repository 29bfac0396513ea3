"""Fifty people at once where it is hosted, eight writers at once at home.

Five minutes; `NEARER_LOAD_SECONDS=60 benchmarks/run load` for a shorter look.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from contextlib import closing
from pathlib import Path

import numpy as np

from benchmarks.load.hosted import (
    HOST,
    SERVER,
    SLOW_MS,
    Watch,
    environment,
    hosted,
    postgres,
)
from benchmarks.pages.bench import PASSPHRASE
from benchmarks.side_by_side import seconds, table, versions, write_page
from benchmarks.visitor import ROOT, Visitor, served

USERS = 50
COME_IN_A_SECOND = 2.5
SECONDS = int(os.environ.get("NEARER_LOAD_SECONDS", "300"))
LIMITS = {"page": 0.5, "write": 0.8}
GROWTH = 0.10
WRITERS = 8
WRITING_SECONDS = min(SECONDS, 30)
UNLOCKING = "unlocking"
HEADER = ["", "asked", "median", "p95", "slowest", "limit p95"]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        with postgres() as database:
            measured, watched, faults = many(Path(folder) / "data", database)
        writes, refused, locked = at_home(Path(folder) / "home")
    write_page(
        "load",
        title="Many at once",
        parts=[
            "## Hosted",
            what_was_done(measured),
            table(HEADER, rows(measured)),
            what_was_watched(measured, watched, faults),
            "## At home",
            what_was_written(writes, refused, locked),
        ],
        how=f"{SECONDS} seconds, once",
    )


# --- hosted --------------------------------------------------------------------------
def many(data, database):
    environ = environment(data, database.url)
    prepare = ["-m", "nearer.cli.main", "serve", "--prepare"]
    for words in (prepare, ["-m", "benchmarks.load.bench", "furnish"]):
        subprocess.run(
            [sys.executable, *words],
            env=environ,
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    with hosted(environ) as (port, pid):
        watch = Watch(pid=pid, url=database.url)
        with watch.ing():
            measured = visited(port, data.parent / "measured.json")
    faults = {
        "errors": database.count(r"(?:ERROR|FATAL|PANIC):"),
        "slow": database.count(r"duration: \d"),
    }
    return measured, watch, faults


def furnish():
    """Make everybody, each with eight weeks behind them."""
    import django  # noqa: PLC0415 - settings come first

    os.environ["DJANGO_SETTINGS_MODULE"] = "nearer.config.settings"
    django.setup()
    import uuid  # noqa: PLC0415 - beside what needs it

    from django.utils import timezone  # noqa: PLC0415 - settings come first

    from benchmarks.pages.bench import person  # noqa: PLC0415 - settings come first
    from nearer.config import demo_days  # noqa: PLC0415 - settings come first
    from nearer.config.demo_shared import Between  # noqa: PLC0415 - settings come first

    now = timezone.now()
    written = demo_days.entries(now=now)
    asked = Between(now=now, space=uuid.uuid4()).asked()
    for number in range(USERS):
        person(f"Person {number}", written).append(private=asked)


def visited(port, out):
    """Let everybody come; return kind, name, seconds and fault of each request."""
    environ = {
        **os.environ,
        "LOAD_PORT": str(port),
        "LOAD_HOST": HOST,
        "LOAD_PASSPHRASE": PASSPHRASE,
        "LOAD_OUT": str(out),
        "PYTHONPATH": str(ROOT),
    }
    subprocess.run(
        [
            *(sys.executable, "-m", "locust", "-f", "benchmarks/load/people.py"),
            *("--headless", "--only-summary", "--loglevel", "WARNING"),
            *("--users", str(USERS), "--spawn-rate", str(COME_IN_A_SECOND)),
            *("--run-time", f"{SECONDS}s", "--exit-code-on-error", "0"),
        ],
        env=environ,
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return json.loads(out.read_text())


def rows(measured):
    kinds, names = defaultdict(list), defaultdict(list)
    for kind, name, taken, _ in measured:
        kinds[kind].append(taken)
        names[kind, name].append(taken)
    but = [taken for _, name, taken, _ in of(measured, "write") if name != UNLOCKING]
    return [
        row("**every page**", kinds["page"], f"≤ {seconds(LIMITS['page'])}"),
        *(row(f"`{n}`", names[k, n]) for k, n in sorted(names) if k == "page"),
        row("**every write**", kinds["write"], f"≤ {seconds(LIMITS['write'])}"),
        row("every write but unlocking", but),
        *(row(n, names[k, n]) for k, n in sorted(names) if k == "write"),
        row("a file of a page", kinds["part"]),
    ]


def of(measured, kind):
    return [one for one in measured if one[0] == kind]


def row(name, times, limit=""):
    found = [seconds(np.quantile(times, q)) for q in (0.5, 0.95, 1.0)]
    return [name, f"{len(times):,}", *found, limit]


def what_was_done(measured):
    each = len(measured) / SECONDS
    return (
        f"{USERS} people with eight weeks of entries each come within "
        f"{USERS / COME_IN_A_SECOND:.0f} seconds, from one address as in one building, "
        "and go about for the rest of the time: unlock, today, the day, a step, a page "
        "of the journal, a moment, some questions, the weeks, the map, lock, and "
        "again, with two to eight seconds between any two acts. "
        f"{len(measured):,} requests, {each:.1f} a second, on the same cores as the "
        "server and the database. A write is measured until the page that follows it "
        f"is there. Server: `granian {' '.join(SERVER)}`, no proxy in front. "
        f"{versions('granian', 'Django', 'psycopg', 'locust')}."
    )


def what_was_watched(measured, watched, faults):
    wrong = defaultdict(int)
    for _, name, _, fault in measured:
        if fault:
            wrong[f"{name}: {fault}"] += 1
    told = "; ".join(f"{count} × {what}" for what, count in wrong.items())
    before, after, grown = growth(watched.memory)
    cpu = watched.cpu / len(measured)
    return (
        f"**{sum(wrong.values())}** requests went wrong{f' ({told})' if told else ''}. "
        f"Web processes together: {before:.0f} MB when everybody had come, "
        f"{after:.0f} MB at the end ({grown:+.1%}, limit ±{GROWTH:.0%}); "
        f"{seconds(cpu)} of one core a request, unlocking included. "
        f"At most {max(watched.connections)} connections to PostgreSQL. In its log: "
        f"**{faults['errors']}** errors, **{faults['slow']}** statements over "
        f"{SLOW_MS} ms."
    )


def growth(memory):
    """Return MB when everybody had come, MB at the end, and the growth.

    Each is the lower quartile of a fifth of the time that is left once they have come:
    what stays, without the 64 MiB that each unlocking takes for a moment.
    """
    come = min(0.5, USERS / COME_IN_A_SECOND / SECONDS)
    settled = memory[int(len(memory) * come) :]
    part = max(1, len(settled) // 5)
    before, after = (
        np.quantile(held, 0.25) for held in (settled[:part], settled[-part:])
    )
    return before, after, after / before - 1


# --- at home -------------------------------------------------------------------------
def at_home(data):
    """Return the time of each write, how many were refused, how often it was locked."""
    times, wrong = [], []
    with (data.parent / "said").open("w+") as errors:
        with served(data, errors=errors) as (port, _):
            visitors = [Visitor(port).begin(f"Writer {n}") for n in range(WRITERS)]
            start = threading.Barrier(WRITERS)
            threads = [
                threading.Thread(target=write_on, args=(one, start, times, wrong))
                for one in visitors
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        errors.seek(0)
        locked = errors.read().count("locked")
    return times, len(wrong), locked


def write_on(visitor, start, times, wrong):
    """Write one page of the journal after the other."""
    start.wait()
    until = time.perf_counter() + WRITING_SECONDS
    with closing(visitor):
        while time.perf_counter() < until:
            fields = visitor.get("/write").form("number").hidden
            begun = time.perf_counter()
            visitor.post("/write", {**fields, "text": "It rained. " * 20})
            times.append(time.perf_counter() - begun)
            if visitor.status != 200:
                wrong.append(visitor.status)


def what_was_written(times, refused, locked):
    each = len(times) / WRITING_SECONDS
    middle, late, last = (seconds(np.quantile(times, q)) for q in (0.5, 0.95, 1.0))
    return (
        f"{WRITERS} people write at once on SQLite, each one page after the other "
        f"without a pause, for {WRITING_SECONDS} seconds, through `nearer serve`: "
        f"{len(times):,} writes with the page that follows, {each:.0f} a second; "
        f"median {middle}, p95 {late}, slowest {last}; **{refused}** refused, "
        f"**{locked}** times “locked”."
    )


if __name__ == "__main__":
    furnish() if "furnish" in sys.argv else main()
