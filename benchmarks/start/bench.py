"""From the command to the first page; and what it costs to import the science."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.side_by_side import ROUNDS, seconds, table, versions, write_page
from benchmarks.visitor import served

TARGET = 2.5
IMPORT_TARGET = 0.3
LIBRARIES = (
    "nearer",
    "nearer.core.measurement",
    "nearer.core.measurement.calibration",
    "nearer.core.dynamics",
)
IMPORT = """\
import time
begun = time.perf_counter()
import {}
print(time.perf_counter() - begun)
"""


def start(data: Path) -> float:
    with served(data) as (_, taken):
        return taken


def imported(library: str) -> float:
    """Import without the web in a Python of its own; return the seconds."""
    words = [sys.executable, "-c", IMPORT.format(library)]
    return float(subprocess.check_output(words, text=True))


def main() -> None:
    first, later = [], []
    imports: dict[str, list[float]] = {library: [] for library in LIBRARIES}
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder) / "data"
            first.append(start(data))
            later.append(start(data))
        for library, times in imports.items():
            times.append(imported(library))
    rows = [
        ["first start ever: makes key and database", *spread(first), ""],
        ["every later start", *spread(later), f"≤ {seconds(TARGET)}"],
    ]
    what = (
        "From starting `nearer serve` after set-up to the first page's last byte, over "
        f"loopback. {versions('Django', 'waitress')}."
    )
    write_page(
        "start",
        title="Start to first page",
        parts=[
            what,
            table(["", "median", "slowest", "target"], rows),
            "The library without the web, each in a Python of its own.",
            table(
                ["import", "median", "slowest", "target"],
                [
                    [f"`{library}`", *spread(times), f"≤ {seconds(IMPORT_TARGET)}"]
                    for library, times in imports.items()
                ],
            ),
        ],
    )


def spread(times: list[float]) -> list[str]:
    return [seconds(statistics.median(times)), seconds(max(times))]


if __name__ == "__main__":
    main()
