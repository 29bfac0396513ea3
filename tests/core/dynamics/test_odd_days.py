"""Days that no model was made for: a reason or modest numbers, never a crash."""

from __future__ import annotations

import numpy as np
import pytest

from nearer.core.dynamics import Days, Engine, Reason, read_many

DICE = np.random.default_rng(1)
WHITE = DICE.standard_normal((60, 2))
GAP = np.full((1099, 2), np.nan)
GAP[:12], GAP[-12:] = WHITE[:12], WHITE[12:24] + 5.0
APART = np.full((1000, 2), np.nan)
APART[::100, 0], APART[50::100, 1] = WHITE[:10, 0], WHITE[:10, 1]
TURNS = np.tile([0.0, 1.0], 30)
OUTLIER = WHITE.copy()
OUTLIER[30, 0] = 1e6
ODD = {
    "three years with a gap": GAP,
    "never on the same day": APART,
    "a walk": WHITE.cumsum(axis=0),
    "ever faster": np.exp(0.2 * np.arange(60))[:, None] + WHITE,
    "one wild answer": OUTLIER,
    "hardly anything above much": 1e5 + 1e-8 * WHITE,
    "very much": 1e12 * WHITE,
    "taking turns": np.column_stack([TURNS, 1.0 - TURNS]),
    "one copies yesterday's other": np.column_stack(
        [WHITE[:, 0], np.roll(WHITE[:, 0], 1)]
    ),
    "both the same": WHITE[:, [0, 0]],
    "a straight line": np.column_stack([np.arange(60.0), np.arange(60.0) ** 2]),
}


def test_odd_couples_stop_nobody() -> None:
    many = [Days(values) for values in ODD.values()]

    found = dict(zip(ODD, read_many(many=many, engine=Engine.NUMPY), strict=True))

    for name, reading in found.items():
        assert reading.paths is not None or reading.reason is not None, name
        if reading.paths is not None:
            assert np.isfinite(reading.paths.x_to_y.mean), name
            assert 0.0 < reading.paths.x_to_y.sd < 0.3, name
    assert found["three years with a gap"].reason is Reason.GAPS
    assert found["a straight line"].reason is Reason.CONSTANT
    assert found["both the same"].reason is Reason.NO_FIT


@pytest.mark.parametrize("name", ["one wild answer", "very much"])
def test_a_scale_of_any_size_is_read(name: str) -> None:
    found = read_many(many=[Days(ODD[name])], engine=Engine.NUMPY)[0]

    assert found.reason is None
