"""Norms by the parameters are those of people who answered everything."""

from __future__ import annotations

import numpy as np
import pytest

from nearer.core.measurement.calibration import (
    Engine,
    PeopleInMemory,
    Settings,
    calibrate,
    examine,
    implied_norms,
)
from tests.core.calibration.people import TWO_TRAITS, one_trait, two_traits

VALUES = [1.0, 2.0, 3.0, 4.0, 5.0]
NUMPY = Settings(engine=Engine.NUMPY)


def test_they_are_those_of_complete_answers() -> None:
    codes = two_traits(6_000, seed=31, rho=0.3)
    found = calibrate(answers=codes, n_categories=5, traits=TWO_TRAITS, settings=NUMPY)
    seen = examine(answers=PeopleInMemory(codes), found=found, values=VALUES)

    implied = implied_norms(found=found, values=VALUES)

    for trait, own in enumerate(implied):
        means = seen.people.mean[:, trait]
        assert own.mean == pytest.approx(means.mean(), abs=0.01)
        assert own.sd == pytest.approx(means.std(), abs=0.02)
        assert own.alpha == pytest.approx(seen.alpha[trait], abs=0.01)
        # Three items of five answers: a mean moves in thirds.
        observed = np.quantile(means, np.array(own.percentiles) / 100)
        assert np.max(np.abs(own.values - observed)) < 1 / 3 + 1e-9
        assert np.mean(np.abs(own.values - observed)) < 0.1


def test_gaps_do_not_move_them() -> None:
    whole, gaps = (
        implied_norms(
            found=calibrate(
                answers=one_trait(6_000, seed=12, missing=missing),
                n_categories=5,
                traits=[0] * 6,
                settings=NUMPY,
            ),
            values=VALUES,
        )[0]
        for missing in (0.0, 0.5)
    )

    assert gaps.mean == pytest.approx(whole.mean, abs=0.06)
    assert gaps.sd == pytest.approx(whole.sd, abs=0.05)


def test_one_item_has_no_alpha() -> None:
    codes = two_traits(900, seed=2, rho=0.5)
    found = calibrate(
        answers=codes, n_categories=5, traits=[0, 0, 0, 0, 0, 1], settings=NUMPY
    )

    alphas = [own.alpha for own in implied_norms(found=found, values=VALUES)]

    assert 0.5 < alphas[0] < 0.95
    assert np.isnan(alphas[1])
