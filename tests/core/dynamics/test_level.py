"""A smooth line through days with gaps: reference, coverage, extremes."""

from __future__ import annotations

import numpy as np
import pytest

from nearer.core.dynamics import level
from nearer.core.dynamics._level import SPEEDS


def test_the_band_holds_the_level_as_often_as_it_says() -> None:
    """Levels that move at many speeds, a third of the days missing: 90 %."""
    rng = np.random.default_rng(3)
    held = []
    for _ in range(120):
        move = 10 ** rng.uniform(-3, -0.7)
        truth = 6 + np.cumsum(rng.normal(0, np.sqrt(move), 80))
        values = truth + rng.normal(size=80)
        values[rng.random(80) < 0.35] = np.nan
        found = level(values)
        assert found is not None
        low, high = found.band()
        held.append(((low < truth) & (truth < high)).mean())

    assert 0.86 <= np.mean(held) <= 0.94


def test_it_is_the_gaussian_answer_written_out() -> None:
    """Given one speed, the level is a linear Gaussian problem: solve it as such."""
    values = np.array([5.0, np.nan, 7.0, 6.0, np.nan, 8.0, 7.5])
    given = ~np.isnan(values)
    steps = np.subtract.outer(np.arange(7), np.arange(7))
    means, variances, logs = [], [], []
    for speed in SPEEDS:
        walk = speed * np.minimum.outer(np.arange(7), np.arange(7)) + 1e6
        total = walk[np.ix_(given, given)] + np.eye(5)
        y = values[given] - values[given].mean()
        weights = np.linalg.solve(total, np.column_stack([y, walk[given]]))
        noise = max(y @ weights[:, 0] / 4, 1e-4)
        means.append(values[given].mean() + walk[:, given] @ weights[:, 0])
        left = walk - walk[:, given] @ weights[:, 1:]
        variances.append(np.diag(left) * noise)
        logs.append(
            -0.5 * (np.linalg.slogdet(total)[1] - np.log(1e6) + 4 * np.log(noise))
        )
    weight = np.exp(np.array(logs) - max(logs))
    weight /= weight.sum()
    mean = weight @ np.array(means)
    second = weight @ (np.array(variances) + np.array(means) ** 2)

    found = level(values)

    assert steps.shape == (7, 7)
    assert found is not None
    assert found.mean == pytest.approx(mean, abs=1e-3)
    assert found.sd == pytest.approx(np.sqrt(second - mean**2), abs=1e-3)


def test_it_is_less_sure_in_a_gap_and_at_the_ends() -> None:
    values = np.array([5.0, 6, 5, 6, 7, *[np.nan] * 8, 6, 5, 6, 7, 5])

    found = level(values)

    assert found is not None
    assert found.sd[9] > found.sd[3]
    assert found.sd[0] > found.sd[2]


def test_four_days_are_no_line() -> None:
    assert level(np.array([1.0, np.nan, 2.0, 3.0, 4.0])) is None
    assert level(np.array([])) is None


def test_the_same_answer_every_day_is_a_flat_line_with_hardly_any_band() -> None:
    found = level(np.full(30, 7.0))

    assert found is not None
    assert found.mean == pytest.approx(np.full(30, 7.0))
    assert found.sd.max() < 0.05
