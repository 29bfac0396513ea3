"""Over many samples, nineteen in twenty intervals have to hold the truth."""

from __future__ import annotations

import numpy as np
import pytest

from nearer.core.measurement.calibration import Engine, Settings, calibrate
from tests.core.calibration.people import (
    INTERCEPTS,
    SLOPES,
    TWO_TRAITS,
    one_trait,
    two_traits,
)

SAMPLES = 60  # 500 for the figures in docs/science/calibration.md
PEOPLE = 800
MISSING = 0.05
RHO = 0.3


def misses(n_traits: int, seed: int) -> np.ndarray:
    """Return how far each estimate of a sample is from the truth, in its own errors."""
    if n_traits == 1:
        codes = one_trait(PEOPLE, seed, missing=MISSING)
    else:
        codes = two_traits(PEOPLE, seed, rho=RHO, missing=MISSING)
    found = calibrate(
        answers=codes,
        n_categories=5,
        traits=[0] * 6 if n_traits == 1 else TWO_TRAITS,
        settings=Settings(engine=Engine.NUMBA, threads=1),
    )
    errors = found.standard_errors
    assert errors is not None
    thresholds = -INTERCEPTS / SLOPES[:, None]
    z = [
        (found.discrimination - SLOPES) / errors.discrimination,
        ((found.thresholds - thresholds) / errors.thresholds).ravel(),
    ]
    if found.correlation is not None and errors.correlation is not None:
        z.append(np.array([(found.correlation - RHO) / errors.correlation]))
    return np.concatenate(z)


@pytest.mark.slow  # calibrates sixty samples
@pytest.mark.parametrize(("n_traits", "n_numbers"), [(1, 30), (2, 31)])
def test_intervals_hold_the_truth_as_often_as_they_say(
    n_traits: int, n_numbers: int
) -> None:
    z = np.array([misses(n_traits, 9_000 + sample) for sample in range(SAMPLES)])

    assert z.shape == (SAMPLES, n_numbers)
    # Those of a sample depend on each other a little: the share is known to about ±.01.
    assert 0.93 < np.mean(np.abs(z) < 1.96) < 0.97
    # Bias stays below a small part of a standard error.
    assert np.max(np.abs(np.mean(z, axis=0))) < 4 / np.sqrt(SAMPLES)
    assert abs(np.mean(z)) < 0.1
