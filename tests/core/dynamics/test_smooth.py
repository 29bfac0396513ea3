"""A line through the days, with its band."""

from __future__ import annotations

import numpy as np
import pytest

from nearer.core.dynamics import Couples, Days, PathPriors, simulate, smooth

PHI = np.array([[0.4, 0.2], [0.2, 0.4]])


def days() -> Days:
    like = Couples(transition=PHI[None], n_days=50, missing=0.0)
    found = simulate(couples=like, rng=np.random.default_rng(1))[0]
    values = found.array.copy() * 2.0 + 5.0
    values[20:25, 0] = np.nan
    return Days(values, found.weekend)


def test_the_band_widens_where_answers_are_missing() -> None:
    line = smooth(days=days())
    width = line.high - line.low

    assert (width[21:24, 0] > 1.5 * width[30:40, 0].max()).all()
    assert (line.low <= line.mean).all()


def test_without_noise_the_line_goes_through_every_answer() -> None:
    given = days()
    line = smooth(days=given, priors=PathPriors(noise=None))

    there = given.answered
    assert line.mean[there] == pytest.approx(given.array[there], abs=1e-4)


def test_with_noise_it_stays_between_answer_and_level() -> None:
    given = days()
    line = smooth(days=given)

    assert np.std(line.mean[:, 1]) < np.std(given.array[:, 1])
    assert np.corrcoef(line.mean[:, 1], given.array[:, 1])[0, 1] > 0.9


def test_what_does_not_vary_has_no_line() -> None:
    with pytest.raises(ValueError, match="answers that vary"):
        smooth(days=Days(np.ones((30, 2))))
