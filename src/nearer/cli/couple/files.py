"""What a fit of couples writes: a row a path, a row a loop, a summary."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import nearer
from nearer.cli.couple.gathering import TOO_FAR, Gathered
from nearer.core.dynamics import (
    METHOD,
    Days,
    PathPriors,
    PathRules,
    Paths,
    Reading,
    Verdict,
)
from nearer.core.dynamics import Path as Route

COLUMNS = (
    "couple",
    "path",
    "mean",
    "sd",
    "lo95",
    "hi95",
    "p_positive",
    "verdict",
    "days",
    "reason",
)
LOOP_COLUMNS = ("couple", "loop", "days", "pairs", "reason")


@dataclass(frozen=True)
class Couple:
    """One couple's name, days and reading; neither where days are too far apart."""

    name: str
    days: Days | None
    reading: Reading | None

    @property
    def loop(self) -> Verdict:
        """What may be said of the loop."""
        return self.reading.loop if self.reading else Verdict.NOT_ENOUGH

    @property
    def loop_reason(self) -> str:
        """Why nothing may be said, if so."""
        return (self.reading.loop_reason or "") if self.reading else TOO_FAR


@dataclass(frozen=True)
class Fitted:
    """A couple of whom there are numbers."""

    couple: Couple
    days: Days
    paths: Paths


@dataclass(frozen=True)
class Outcome:
    """Every couple, with where it came from and how long it took."""

    gathered: Gathered
    couples: Sequence[Couple]
    rules: PathRules
    columns: tuple[str, str]
    """The columns that were x and y."""
    priors: PathPriors
    seconds: float

    @property
    def noise(self) -> bool:
        """Whether noise in single answers is allowed for."""
        return self.priors.noise is not None

    @property
    def fitted(self) -> list[Fitted]:
        """Couples with numbers."""
        return [
            Fitted(couple, couple.days, couple.reading.paths)
            for couple in self.couples
            if couple.days and couple.reading and couple.reading.paths
        ]

    def loops(self) -> dict[str, int]:
        """Return how many couples got each verdict on the loop."""
        met = Counter(couple.loop for couple in self.couples)
        return {verdict.value: met[verdict] for verdict in Verdict}

    def reasons(self) -> dict[str, int]:
        """Return how often each reason stands in the way of a loop's verdict."""
        met = Counter(c.loop_reason for c in self.couples if c.loop_reason)
        return {str(reason): count for reason, count in met.most_common()}


def write_numbers(folder: Path, outcome: Outcome) -> None:
    """Write couples.csv, loops.csv and summary.json."""
    paths = [COLUMNS, *(row for couple in outcome.couples for row in rows(couple))]
    loops = [LOOP_COLUMNS, *map(_loop_row, outcome.couples)]
    for name, lines in (("couples", paths), ("loops", loops)):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(lines)
    text = json.dumps(summary(outcome), indent=2, ensure_ascii=False)
    (folder / "summary.json").write_text(f"{text}\n", encoding="utf-8")


def rows(couple: Couple) -> list[tuple[str, ...]]:
    """Return a row for each of a couple's four paths."""
    reading = couple.reading
    if reading is None:
        empty = ("", "", "", "", "", Verdict.NOT_ENOUGH, "", TOO_FAR)
        return [(couple.name, path, *empty) for path in Route]
    lines = []
    for path in Route:
        numbers = [""] * 5
        if reading.paths:
            one = reading.paths[path]
            values = (one.mean, one.sd, one.low, one.high, one.p_positive)
            numbers = [f"{value:.4f}" for value in values]
        verdict, days = reading.verdicts[path].value, str(reading.n_days)
        reason = reading.why(path) or ""
        lines.append((couple.name, path, *numbers, verdict, days, reason))
    return lines


def _loop_row(couple: Couple) -> tuple[str, ...]:
    days = pairs = ""
    if couple.reading:
        days, pairs = str(couple.reading.n_days), str(couple.reading.n_pairs)
    return couple.name, couple.loop.value, days, pairs, couple.loop_reason


def summary(outcome: Outcome) -> dict[str, Any]:
    """Return what a script wants to know."""
    gathered = outcome.gathered
    return {
        "rows": gathered.rows,
        "couples": len(outcome.couples),
        "fitted": len(outcome.fitted),
        "loops": outcome.loops(),
        "reasons": outcome.reasons(),
        "x": outcome.columns[0],
        "y": outcome.columns[1],
        "days_are_dates": gathered.dated,
        "couples_with_days_out_of_order": gathered.out_of_order,
        "read_as_missing": {code or "empty": n for code, n in gathered.missing.items()},
        "noise_allowed_for": outcome.noise,
        "method": METHOD,
        "rules": asdict(outcome.rules),
        "priors": asdict(outcome.priors),
        "seconds_fit": round(outcome.seconds, 3),
        "version": nearer.__version__,
    }
