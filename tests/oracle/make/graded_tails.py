"""Make tests/oracle/data/graded_tails.csv: log-probability and information, 60 digits.

Run with mpmath 1.4.1: ``python tests/oracle/make/graded_tails.py``.
"""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import mpmath as mp

mp.mp.dps = 60
OUT = Path(__file__).parents[1] / "data" / "graded_tails.csv"
ITEMS = [
    (4.0, (-1.0,)),
    (0.2, (-2.0, 0.0, 2.0)),
    (1.73, (-1.16, 0.15, 0.58, 2.0)),
    (4.0, (-1.0, -0.999999, 3.0)),
    (2.5, (-0.92, 0.28, 0.86, 2.03)),
]
LEVELS = (-60.0, -9.0, -6.0, -0.5, 0.0, 1.25, 6.0, 9.0, 60.0)


def cumulative(theta: mp.mpf, a: float, thresholds: tuple[float, ...]) -> list[mp.mpf]:
    at_least = [1 / (1 + mp.exp(-mp.mpf(a) * (theta - mp.mpf(b)))) for b in thresholds]
    return [mp.mpf(1), *at_least, mp.mpf(0)]


def chance(theta: mp.mpf, a: float, thresholds: tuple[float, ...]) -> list[mp.mpf]:
    steps = cumulative(theta, a, thresholds)
    return [lower - upper for lower, upper in pairwise(steps)]


def information(theta: mp.mpf, a: float, thresholds: tuple[float, ...]) -> mp.mpf:
    # Sum of P'^2 / P, with P' = a (S (1 - S) - S+ (1 - S+)): the textbook form.
    slopes = [mp.mpf(a) * s * (1 - s) for s in cumulative(theta, a, thresholds)]
    return sum(
        (low - high) ** 2 / p
        for (low, high), p in zip(
            pairwise(slopes), chance(theta, a, thresholds), strict=True
        )
    )


with OUT.open("w", newline="", encoding="utf-8") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(
        ["theta", "a", "thresholds", "category", "log_probability", "information"]
    )
    for a, thresholds in ITEMS:
        for level in LEVELS:
            mp.mp.dps = 400  # 1 - S at theta 60 needs the room
            theta = mp.mpf(level)
            known = mp.nstr(information(theta, a, thresholds), 17)
            for category, p in enumerate(chance(theta, a, thresholds)):
                writer.writerow(
                    [
                        level,
                        a,
                        " ".join(map(str, thresholds)),
                        category,
                        mp.nstr(mp.log(p), 17),
                        known,
                    ]
                )
