"""An answer saved durably, and the next question shown."""

from __future__ import annotations

import itertools
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.side_by_side import seconds, table, versions, write_page
from benchmarks.visitor import Visitor, served

ANSWERS = 200
WALKS = ("/questions", "/closeness", "/habits", "/roots")
TARGET = 0.060


def answer_once(visitor: Visitor, choice: int, **headers: str) -> float | None:
    """Answer the question that is shown; None if there is none."""
    try:
        found = visitor.form("item")
    except LookupError:
        return None
    options = found.radios["answer"]
    fields = {**found.hidden, "answer": options[choice % len(options)]}
    begun = time.perf_counter()
    visitor.post(found.action or visitor.path, fields, **headers)
    return time.perf_counter() - begun


def walk(visitor: Visitor, path: str, **headers: str) -> list[float]:
    """Answer one set of questions to its end."""
    visitor.get(path)
    visitor.post(path, visitor.form("key").hidden)
    times: list[float] = []
    for choice in itertools.count():
        taken = answer_once(visitor, choice, **headers)
        if taken is None:
            return times
        times.append(taken)
    return times


def sitting(port: int, name: str, **headers: str) -> list[float]:
    visitor = Visitor(port).begin(name)
    times: list[float] = []
    for path in itertools.cycle(WALKS):
        if len(times) >= ANSWERS:
            return times
        times += walk(visitor, path, **headers)
    return times


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder) / "data") as (port, _),
    ):
        kinds = {
            "with HTMX: save, then the next question": sitting(
                port, "Alba", **{"HX-Request": "true"}
            ),
            "without JavaScript: save, then the whole page": sitting(port, "Bea"),
        }
    rows = [
        [
            name,
            str(len(times)),
            *(seconds(np.quantile(times, q)) for q in (0.5, 0.95, 1.0)),
            f"≤ {seconds(TARGET)}",
        ]
        for name, times in kinds.items()
    ]
    what = (
        "One person, one server process, loopback: the time from sending an answer to "
        "the last byte of what follows, redirect included; the answer is sealed and on "
        f"the disk before the redirect. {versions('Django', 'waitress')}."
    )
    header = ["", "answers", "median", "p95", "slowest", "target p95"]
    write_page(
        "answering",
        title="Answer saved, next question shown",
        parts=[what, table(header, rows)],
        how="one sitting after another",
    )


if __name__ == "__main__":
    main()
