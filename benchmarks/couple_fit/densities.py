"""Make tests/oracle/data/couple_{days,densities}.csv with statsmodels' Kalman filter.

Run in the benchmarks' environment (statsmodels 0.15.0):
``.bench-venv/bin/python -m benchmarks.couple_fit.densities``. Level, trend and weekend
are states there, not integrated out as here, and the filter is statsmodels' own.
"""

from __future__ import annotations

import csv

import numpy as np

from benchmarks.couple_fit.peers import MEANS, SDS, OwnModel
from benchmarks.side_by_side import ROOT
from nearer.core.dynamics import Days

DATA = ROOT / "tests" / "oracle" / "data"
LENGTHS = (25, 60)
POINTS = 6


def main() -> None:
    rng = np.random.default_rng(6)
    days, densities = [("couple", "x", "y", "weekend")], []
    names = [
        "xx",
        "yx",
        "xy",
        "yy",
        "step_x",
        "step_y",
        "same_day",
        "noise_x",
        "noise_y",
    ]
    densities.append(("couple", *names, "log_density"))
    for couple, n_days in enumerate(LENGTHS):
        values = np.round(5.0 + 2.0 * rng.standard_normal((n_days, 2)), 2)
        values[rng.random(values.shape) < 0.25] = np.nan
        weekend = np.arange(n_days) % 7 >= 5
        days += [
            (couple, *("" if np.isnan(v) else v for v in row), int(end))
            for row, end in zip(values.tolist(), weekend.tolist(), strict=True)
        ]
        model = OwnModel(Days(values, weekend))
        for _ in range(POINTS):
            point = MEANS + 0.7 * SDS * rng.standard_normal(9)
            cells = (f"{value:.17g}" for value in (*point, model.loglike(point)))
            densities.append((couple, *cells))
    for name, rows in (("days", days), ("densities", densities)):
        path = DATA / f"couple_{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    main()
