"""The numbers of a calibration as files for machines: parameters and a summary."""

from __future__ import annotations

import csv
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nearer
from nearer.cli.calibration_input import Gathered
from nearer.content import Instrument
from nearer.core.measurement.calibration import Calibration


@dataclass(frozen=True, kw_only=True)
class Times:
    """Seconds: reading, getting the compiled loops ready, fitting, standard errors."""

    read: float
    ready: float
    fit: float
    errors: float


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A calibration with where it came from."""

    instrument: Instrument
    calibration: Calibration
    gathered: Gathered
    times: Times

    def scale(self, item: int) -> str:
        """Return the scale that a calibrated item is about."""
        return self.instrument.scales[int(self.calibration.traits[item])]


def write_numbers(folder: Path, outcome: Outcome) -> None:
    """Write parameters.csv and summary.json."""
    with (folder / "parameters.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerows(parameter_lines(outcome))
    text = json.dumps(summary(outcome), indent=2, ensure_ascii=False)
    (folder / "summary.json").write_text(f"{text}\n", encoding="utf-8")


def parameter_lines(outcome: Outcome) -> list[list[str]]:
    """Return the header and a line an item."""
    found = outcome.calibration
    steps = range(1, found.thresholds.shape[1] + 1)
    header = ["item", "trait", "a", *(f"b{k}" for k in steps)]
    header += ["se_a", *(f"se_b{k}" for k in steps)]
    lines = [header]
    errors = found.standard_errors
    for item, name in enumerate(found.names):
        line = [name, outcome.scale(item), _cell(found.discrimination[item])]
        line += map(_cell, found.thresholds[item])
        if errors is None:
            line += [""] * (1 + len(steps))
        else:
            line += [_cell(errors.discrimination[item])]
            line += map(_cell, errors.thresholds[item])
        lines.append(line)
    return lines


def _cell(value: float) -> str:
    """Return a number with ten decimals, empty where there is none."""
    return "" if math.isnan(value) else f"{value:.10f}"


def summary(outcome: Outcome) -> dict[str, Any]:
    """Return what a script wants to know."""
    found, gathered, times = outcome.calibration, outcome.gathered, outcome.times
    ending = found.convergence
    return {
        "scale": outcome.instrument.id,
        "form": outcome.instrument.binding,
        "log_likelihood": found.log_likelihood,
        "correlation": found.correlation,
        "se_correlation": found.standard_errors and found.standard_errors.correlation,
        "iterations": ending.steps,
        "evaluations": ending.evaluations,
        "converged": ending.converged,
        "ending": ending.ending.value,
        "last_step": ending.last_step,
        "standard_errors": found.standard_errors is not None,
        "rows": gathered.rows,
        "people": found.n_people,
        "left_out": {why: n for why, n in gathered.left_out.items() if n},
        "odd_but_kept": {what: n for what, n in gathered.odd.items() if n},
        "read_as_missing": {
            code or "empty": n for code, n in gathered.missing.items() if n
        },
        "unused_categories": [
            {"item": found.names[item], "category": category + 1}
            for item, category in found.unused_categories
        ],
        "opposed_items": [found.names[item] for item in found.opposed_items],
        "nodes": [float(found.nodes[0]), float(found.nodes[-1]), len(found.nodes)],
        "seconds_read": round(times.read, 4),
        "seconds_ready": round(times.ready, 4),
        "seconds_fit": round(times.fit, 4),
        "seconds_errors": round(times.errors, 4),
        "version": nearer.__version__,
    }
