"""Item fit and dependence as R's mirt has them, where the same model is fitted.

Its rules for joining sparse cells differ from ours (docs/science/calibration.md); on
these data both come to the same cells, so that the numbers have to agree.
"""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from nearer.core.measurement._types import FloatArray
from nearer.core.measurement.calibration import (
    Engine,
    PeopleInMemory,
    Settings,
    calibrate,
    examine,
)
from nearer.core.measurement.calibration._item_fit import item_fit
from tests.shared_data import FOLDER

# Section 7 of the Law School Admission Test: 1,000 people, five questions; how many
# gave each pattern from 00000 to 11111 (Bock & Lieberman 1970).
LSAT7 = [12, 19, 1, 7, 3, 19, 3, 17, 10, 5, 3, 7, 7, 23, 8, 28]
LSAT7 += [7, 39, 11, 34, 14, 51, 15, 90, 6, 25, 7, 35, 18, 136, 32, 308]
# mirt 1.4, `itemfit` of its two-parameter model: two decimals are those of its search.
LSAT7_FIT = [4.750, 14.441, 1.266, 5.241, 0.941]

SCIENCE = FOLDER / "grm-science"
needs_science = pytest.mark.skipif(
    not SCIENCE.exists(), reason=f"the Science data are not there ({SCIENCE})"
)
# The two-factor model to which mirt's own tests ask for the fit of the Science items,
# with its coefficients there (slopes, then intercepts).
TWO_FACTORS = np.array(
    [
        [-1.3278, 0.1081, 5.1934, 2.8583, -1.5996],
        [-0.8762, 1.8783, 3.7248, 1.1598, -2.9225],
        [-1.4614, 1.1639, 4.6495, 1.9510, -1.7322],
        [-1.7397, 0.0000, 4.0053, 1.2008, -2.0548],
    ]
)

# Another of its models, whose first two slopes are one number, and its coefficients.
ONE_SLOPE_SHARED = [
    [1.132, 4.795, 2.677, -1.507],
    [1.132, 2.856, 0.874, -2.211],
    [2.216, 5.127, 2.160, -1.927],
    [1.128, 3.374, 0.999, -1.707],
]


def test_two_answers_to_each_item() -> None:
    patterns = np.array(list(product((0, 1), repeat=5)), dtype=np.int8)
    codes = np.repeat(patterns, LSAT7, axis=0)
    settings = Settings(engine=Engine.NUMPY)
    found = calibrate(answers=codes, n_categories=2, traits=[0] * 5, settings=settings)

    seen = examine(answers=PeopleInMemory(codes), found=found, values=[0, 1])

    assert [fit.degrees for fit in seen.item_fit] == [2] * 5
    statistics = [fit.statistic for fit in seen.item_fit]
    np.testing.assert_allclose(statistics, LSAT7_FIT, rtol=0.006)


def science() -> np.ndarray:
    return np.loadtxt(
        SCIENCE / "Science.csv", delimiter=",", skiprows=1, dtype=np.int64
    )


@needs_science
def test_the_oracle_is_about_two_factors() -> None:
    codes = science() - 1
    one = np.linspace(-6.0, 6.0, 61)
    grid = np.array(list(product(one, one)))
    prior = np.exp(-np.sum(grid**2, axis=1) / 2)
    z = (TWO_FACTORS[:, :2] @ grid.T)[:, None] + TWO_FACTORS[:, 2:, None]
    above = 1.0 / (1.0 + np.exp(-z))
    edge = np.ones_like(above[:, :1])
    p: FloatArray = -np.diff(np.concatenate([edge, above, 0.0 * edge], 1), axis=1)
    table = np.zeros((4, 13, 4))
    for item in range(4):
        np.add.at(table[item], (codes.sum(axis=1), codes[:, item]), 1.0)

    fits = item_fit(
        p=p, prior=prior / prior.sum(), table=table, n_parameters=np.zeros(4)
    )

    published = json.loads((SCIENCE / "oracle.json").read_text("utf-8"))["S_X2"]
    np.testing.assert_allclose([f.statistic for f in fits], published, rtol=0.005)


@needs_science
def test_dependence_is_that_of_mirt() -> None:
    codes = (science() - 1).astype(np.int8)
    settings = Settings(engine=Engine.NUMPY)
    free = calibrate(answers=codes, n_categories=4, traits=[0] * 4, settings=settings)
    found = replace(free, x=np.array(ONE_SLOPE_SHARED).ravel())

    seen = examine(answers=PeopleInMemory(codes), found=found, values=[1, 2, 3, 4])

    # Its residuals are at the posterior mean of theta, ours are means over the
    # posterior: close, not the same.
    published = [-0.209, -0.283, 0.057, -0.149, -0.235, -0.330]
    got = seen.q3[np.triu_indices(4, k=1)]
    np.testing.assert_allclose(got, published, atol=0.01)
