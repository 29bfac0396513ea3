"""Over many samples, nineteen in twenty intervals have to hold the truth."""

from __future__ import annotations

import numpy as np
import pytest

from nearer.core.measurement.calibration import Engine, Settings, calibrate
from tests.core.calibration.people import INTERCEPTS, SLOPES, TWO_TRAITS, two_traits

SAMPLES = 60
RHO = 0.3


@pytest.mark.slow  # calibrates sixty samples
def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    inside: list[float] = []
    misses = []
    b = -INTERCEPTS / SLOPES[:, None]
    for seed in range(SAMPLES):
        found = calibrate(
            answers=two_traits(800, seed=9_000 + seed, rho=RHO, missing=0.05),
            n_categories=5,
            traits=TWO_TRAITS,
            settings=Settings(engine=Engine.NUMBA, threads=1),
        )
        errors = found.standard_errors
        assert errors is not None
        assert found.correlation is not None
        assert errors.correlation is not None
        z = np.concatenate(
            [
                (found.discrimination - SLOPES) / errors.discrimination,
                ((found.thresholds - b) / errors.thresholds).ravel(),
                [(found.correlation - RHO) / errors.correlation],
            ]
        )
        inside.extend(np.abs(z) < 1.96)
        misses.append(z)

    # 60 × 31 intervals, those of a sample depending on each other a little: the share
    # is known to about ±.01.
    assert 0.93 < np.mean(inside) < 0.97
    # Bias stays below a small part of a standard error.
    assert np.max(np.abs(np.mean(misses, axis=0))) < 4 / np.sqrt(SAMPLES)
    assert abs(np.mean(misses)) < 0.1
