"""From the command to the first page."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from benchmarks.side_by_side import ROUNDS, seconds, table, versions, write_page
from benchmarks.visitor import served

TARGET = 2.5


def start(data: Path) -> float:
    with served(data) as (_, taken):
        return taken


def main() -> None:
    first, later = [], []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder) / "data"
            first.append(start(data))
            later.append(start(data))
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
        parts=[what, table(["", "median", "slowest", "target"], rows)],
    )


def spread(times: list[float]) -> list[str]:
    return [seconds(statistics.median(times)), seconds(max(times))]


if __name__ == "__main__":
    main()
