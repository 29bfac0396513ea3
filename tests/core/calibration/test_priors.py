from __future__ import annotations

import numpy as np
import pytest

from nearer.core.measurement.calibration import ItemPriors
from nearer.core.measurement.calibration._priors import penalty

ITEMS = np.array([[1.5, 3.0, 1.0, -1.0, -2.0], [0.8, 2.0, 0.5, -np.inf, -np.inf]])
PRIORS = ItemPriors(threshold_mean=0.3, threshold_sd=0.7)
STEP = 1e-5


def test_the_value_is_the_log_density_but_for_a_constant() -> None:
    # log a = log 1.4 + 0.3 is one SD off; thresholds at 0.3 and 0.3 + 0.7: 0 and one SD
    a = 1.4 * np.exp(0.3)
    items = np.array([[a, -0.3 * a, -1.0 * a]])

    assert penalty(priors=PRIORS, parameters=items).value == pytest.approx(-1.0)


@pytest.mark.parametrize(
    ("item", "place"), [(int(i), int(k)) for i, k in np.argwhere(np.isfinite(ITEMS))]
)
def test_gradient_and_information_are_the_derivatives(item: int, place: int) -> None:
    ahead, behind = ITEMS.copy(), ITEMS.copy()
    ahead[item, place] += STEP
    behind[item, place] -= STEP
    up = penalty(priors=PRIORS, parameters=ahead)
    down = penalty(priors=PRIORS, parameters=behind)

    here = penalty(priors=PRIORS, parameters=ITEMS)

    slope = (up.value - down.value) / (2 * STEP)
    assert here.gradient[item, place] == pytest.approx(slope, rel=1e-6, abs=1e-8)
    bend = -(up.gradient - down.gradient)[item] / (2 * STEP)
    np.testing.assert_allclose(
        here.information[item, place], bend, rtol=1e-6, atol=1e-7
    )
