"""The one beside, linked, with half a year of days of both: a loop each way."""

from __future__ import annotations

import uuid
from datetime import timedelta

import numpy as np

N_DAYS = 180  # what the page looks back on at most
LOOP = np.array([[[0.25, 0.5], [0.5, 0.25]]] * 2)
MOST_TAPS = 4


def link(first, second, *, now, entries):
    """Link two diaries, and put there what both let go along."""
    from nearer.config.demo_shared import Between  # noqa: PLC0415 - settings come first

    space = first.begin_shared()
    second.join_shared(first.hand_over(space))
    between = Between(now=now, space=space)
    for by, diary in ((1, first), (2, second)):
        diary.append(*between.private(by), private=between.asked())
    shared = between.both({1: entries}, {1: "Alba", 2: "Bruno"})
    first.shared(space).append(*shared, *half_a_year(now))


def half_a_year(now):
    """Return the days of both, up to today."""
    from nearer.core.dynamics import Couples, simulate  # noqa: PLC0415 - compiled late
    from nearer.entries import SharedPattern  # noqa: PLC0415 - settings come first

    rng = np.random.default_rng(3)
    like = Couples(transition=LOOP, n_days=N_DAYS, missing=0.1)
    taps = [
        np.clip(np.round(2 + 1.1 * np.nan_to_num(one.array)), 0, MOST_TAPS).astype(int)
        for one in simulate(couples=like, rng=rng)
    ]
    first = now.date() - timedelta(days=N_DAYS - 1)
    found = []
    for day in range(N_DAYS):
        for by in (1, 2):
            felt = int(rng.integers(3, 9))
            values = {
                "pur": int(taps[by - 1][day, 0]),
                "wdr": int(taps[2 - by][day, 1]),
            }
            values |= {"clo": felt, "ppr": felt - 1, "dis": int(rng.integers(0, 5))}
            found.append(
                SharedPattern(
                    id=uuid.uuid4(),
                    at=now,
                    day=now.date(),
                    by=by,
                    about=first + timedelta(days=day),
                    values=values,
                )
            )
    return found
