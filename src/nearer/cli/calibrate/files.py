"""The numbers of a calibration as files for machines: tables, a summary, a bank."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nearer
from nearer.cli.calibrate.outcome import Outcome
from nearer.cli.calibrate.tables import (
    bank_text,
    cell,
    change_lines,
    dependence_lines,
    difference_lines,
    group_lines,
    information_lines,
    item_fit_lines,
    norm_lines,
    retest_lines,
)
from nearer.core.measurement.calibration import ItemPriors


def write_numbers(folder: Path, outcome: Outcome) -> None:
    """Write the tables as CSV, the summary as JSON and the bank as TOML."""
    tables = {
        "parameters": parameter_lines(outcome),
        "item_fit": item_fit_lines(outcome),
        "dependence": dependence_lines(outcome),
        "information": information_lines(outcome),
        "norms": norm_lines(outcome),
        "differences": difference_lines(outcome),
        "groups": group_lines(outcome),
        "change": change_lines(outcome),
        "retest": retest_lines(outcome),
    }
    for name, lines in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(lines)
    (folder / "bank.toml").write_text(bank_text(outcome), encoding="utf-8")
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
        line = [name, outcome.scale(item), cell(found.discrimination[item])]
        line += map(cell, found.thresholds[item])
        if errors is None:
            line += [""] * (1 + len(steps))
        else:
            line += [cell(errors.discrimination[item])]
            line += map(cell, errors.thresholds[item])
        lines.append(line)
    return lines


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
        "engine": outcome.engine,
        "priors": outcome.priors and _in_numbers(outcome.priors),
        "standard_errors": found.standard_errors is not None,
        "rows": gathered.rows,
        "people": found.n_people,
        "left_out": {why: n for why, n in gathered.left_out.items() if n},
        "odd_but_kept": {what: n for what, n in gathered.odd.items() if n},
        "read_as_missing": {
            code or "empty": n for code, n in gathered.missing.items() if n
        },
        "unused_categories": [
            {
                "item": found.names[item],
                "category": category + 1,
                "answer": outcome.answer_shown(item, category),
            }
            for item, category in found.unused_categories
        ],
        "columns_not_read": gathered.not_read,
        "items_left_out": outcome.items_left_out,
        "answered_alike": [list(pair) for pair in outcome.answered_alike],
        "opposed_items": [found.names[item] for item in found.opposed_items],
        "nodes": [float(found.nodes[0]), float(found.nodes[-1]), len(found.nodes)],
        "seconds_read": round(times.read, 4),
        "seconds_ready": round(times.ready, 4),
        "seconds_fit": round(times.fit, 4),
        "seconds_errors": round(times.errors, 4),
        "seconds_study": round(times.study, 4),
        "looked_at_every": outcome.stride,
        "reliability": _by_scale(outcome, outcome.study.examination.reliability),
        "alpha": _by_scale(outcome, outcome.study.examination.alpha),
        "misfitting_share": _number(outcome.study.misfitting_share),
        "version": nearer.__version__,
    }


def _in_numbers(priors: ItemPriors) -> dict[str, list[float]]:
    """Return mean and SD of each prior."""
    return {
        "log_slope": [priors.log_slope_mean, priors.log_slope_sd],
        "threshold": [float(priors.threshold_mean), priors.threshold_sd],
    }


def _by_scale(outcome: Outcome, values: Iterable[float]) -> dict[str, float | None]:
    scales = outcome.study.scales
    return {s: _number(v) for s, v in zip(scales, values, strict=True)}


def _number(value: float) -> float | None:
    """Return a number that JSON can hold: nothing where there is none."""
    return float(value) if math.isfinite(value) else None
