"""The posterior of a couple's days against another program's Kalman filter."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from nearer.core.dynamics import Days, PathPriors
from nearer.core.dynamics._days import batch_of
from nearer.core.dynamics._lockstep import log_posterior

DATA = Path(__file__).parent / "data"
SAME = 1e-7  # statsmodels adds 1e-14 or so to a variance that falls to nothing


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def days_of(couple: str) -> Days:
    own = [row for row in rows("couple_days.csv") if row["couple"] == couple]
    values = [[float(row[n]) if row[n] else np.nan for n in "xy"] for row in own]
    return Days(values, [row["weekend"] == "1" for row in own])


def test_it_differs_by_one_constant_a_couple() -> None:
    apart = defaultdict(list)
    for row in rows("couple_densities.csv"):
        couple, *numbers = row.values()
        *point, theirs = map(float, numbers)
        batch = batch_of([days_of(couple)])
        ours = log_posterior(np.array(point)[:, None, None], batch, PathPriors())
        apart[couple].append(ours[0, 0] - theirs)

    assert len(apart) == 2
    for differences in apart.values():
        assert len(differences) == 6
        assert differences == pytest.approx([differences[0]] * 6, abs=SAME)
