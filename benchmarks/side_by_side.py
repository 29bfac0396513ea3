"""What every benchmark shares: the data, taking turns, and the page that it writes.

A claim of speed is a ratio taken in one run, peer and project in turn, on the same
answers. Absolute times move with the machine.
"""

from __future__ import annotations

import gc
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import numpy as np
import numpy.typing as npt

from nearer.content import catalogue
from nearer.core.measurement import GradedBank

ROOT = Path(__file__).parents[1]
ECR = ROOT.parent / "shared" / "data" / "ecr" / "responses.csv"
PAGES = ROOT / "docs" / "benchmarks"
ROUNDS = 5


@dataclass(frozen=True)
class Answers:
    """Options as shown, 0 where there is none, and where they come from."""

    options: npt.NDArray[np.int16]
    source: str


def ecr_answers(n_people: int = 25_746) -> Answers:
    """Return the real answers where they are there, else simulated ones."""
    if ECR.exists():
        options = np.loadtxt(
            ECR, delimiter=",", skiprows=1, usecols=range(36), dtype=np.int16
        )
        return Answers(options[:n_people], "real answers to the ECR (0 is no answer)")
    scale = catalogue().instruments["ecr36"]
    rng = np.random.default_rng(1)
    keyed = simulated(scale.bank(), rng.standard_normal((n_people, 2)), rng)
    turned = np.where(scale.reversed_items(), 4 - keyed, keyed)
    return Answers(turned.astype(np.int16) + 1, "simulated answers")


def simulated(
    bank: GradedBank, theta: npt.NDArray[np.float64], rng: np.random.Generator
) -> npt.NDArray[np.intp]:
    """Draw keyed answers of people at `theta` (n_people, 2)."""
    levels = theta[:, bank.trait]
    cut = bank.discrimination[:, None] * (levels[:, :, None] - bank.thresholds)
    above = 1.0 / (1.0 + np.exp(-cut))
    keyed: npt.NDArray[np.intp]
    keyed = (rng.random(levels.shape)[:, :, None] < above).sum(axis=2)
    return keyed


def in_turn(
    runs: Mapping[str, Callable[[], object]], *, rounds: int = ROUNDS
) -> dict[str, float]:
    """Return the median seconds of each, taken in turn; one unmeasured round first."""
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for round_ in range(rounds + 1):
        for name, run in runs.items():
            gc.collect()
            begun = time.perf_counter()
            run()
            if round_:
                taken[name].append(time.perf_counter() - begun)
    return {name: statistics.median(times) for name, times in taken.items()}


def seconds(value: float) -> str:
    """Return a time in the unit that suits it."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if value >= size:
            return f"{value / size:,.3g} {unit}"
    return f"{value / 1e-9:,.3g} ns"


def versions(*packages: str) -> str:
    """Return packages with their versions; one that is absent says so."""
    found = []
    for package in packages:
        try:
            found.append(f"{package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            found.append(f"{package} (not installed)")
    return ", ".join(found)


def machine() -> str:
    """Return what the times were taken on."""
    busy = os.getloadavg()[0]
    threads = os.environ.get("OPENBLAS_NUM_THREADS", "any number")
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}, {versions('numpy')}; BLAS threads for "
        f"everybody: {threads}; load at the end {busy:.1f}"
    )


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def write_page(
    name: str,
    *,
    title: str,
    parts: Sequence[str],
    how: str = f"medians of {ROUNDS} rounds, in turn",
) -> None:
    """Write docs/benchmarks/NAME.md, and print it."""
    text = "\n\n".join(
        [
            f"# {title}",
            f"Made by `benchmarks/run {name}`; {how}.",
            *parts,
            f"Machine: {machine()}.",
        ]
    )
    PAGES.mkdir(parents=True, exist_ok=True)
    (PAGES / f"{name}.md").write_text(text + "\n", encoding="utf-8")
    print(text, end="\n\n", file=sys.stdout)
