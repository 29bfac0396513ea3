"""S-X²: by its definition, by its error rate, by what it finds."""

from __future__ import annotations

import numpy as np
import pytest

from nearer.core.measurement._types import FloatArray
from nearer.core.measurement.calibration import Engine, Settings, calibrate, examine
from nearer.core.measurement.calibration import PeopleInMemory as Here
from nearer.core.measurement.calibration._item_fit import ItemFit, item_fit
from tests.core.calibration.people import INTERCEPTS, SLOPES, answer, one_trait
from tests.core.calibration.slow_item_fit import slow_item_fit

NODES = np.linspace(-5.0, 5.0, 41)
PRIOR = np.exp(-(NODES**2) / 2) / np.sum(np.exp(-(NODES**2) / 2))


def chances(slopes: FloatArray, intercepts: FloatArray) -> FloatArray:
    z = slopes[:, None, None] * NODES + intercepts[:, :, None]
    above = 1.0 / (1.0 + np.exp(-z))
    edge = np.ones_like(above[:, :1])
    return np.asarray(-np.diff(np.concatenate([edge, above, 0.0 * edge], 1), axis=1))


def tabled(codes: np.ndarray, n_categories: int) -> FloatArray:
    n_items = codes.shape[1]
    table = np.zeros((n_items, n_items * (n_categories - 1) + 1, n_categories))
    score = codes.sum(axis=1)
    for item in range(n_items):
        np.add.at(table[item], (score, codes[:, item]), 1.0)
    return table


def fits(codes: np.ndarray, p: FloatArray) -> tuple[ItemFit, ...]:
    """Judge at the parameters that made the answers: nothing was estimated."""
    nothing = np.zeros(len(p))
    return item_fit(
        p=p, prior=PRIOR, table=tabled(codes, p.shape[1]), n_parameters=nothing
    )


@pytest.mark.parametrize("n_people", [60, 500])
def test_it_is_what_its_definition_says(n_people: int) -> None:
    slopes, intercepts = SLOPES[:4], INTERCEPTS[:4, 1:3]
    rng = np.random.default_rng(n_people)
    codes = answer(
        rng.normal(size=(n_people, 1)), rng, slopes=slopes, intercepts=intercepts
    )
    p = chances(slopes, intercepts)

    found = fits(codes, p)

    slow = slow_item_fit(p=p, prior=PRIOR, codes=codes)
    assert [fit.degrees for fit in found] == [degrees for _, degrees in slow]
    np.testing.assert_allclose([fit.statistic for fit in found], [s for s, _ in slow])


def test_items_that_fit_are_refused_once_in_twenty() -> None:
    rng = np.random.default_rng(2003)
    p = chances(SLOPES, INTERCEPTS)
    values = [
        fit.p
        for _ in range(200)
        for fit in fits(answer(rng.normal(size=(600, 1)), rng), p)
    ]

    # 1,200 tests, but six share their people: three standard errors are below .025.
    assert np.mean(np.array(values) < 0.05) == pytest.approx(0.05, abs=0.02)
    assert np.mean(values) == pytest.approx(0.5, abs=0.04)


def test_what_was_estimated_costs_degrees() -> None:
    codes = one_trait(600, seed=5)
    found = calibrate(
        answers=codes,
        n_categories=5,
        traits=[0] * 6,
        settings=Settings(engine=Engine.NUMPY),
    )
    seen = examine(answers=Here(codes), found=found, values=[1, 2, 3, 4, 5])

    free = fits(codes, np.asarray(chances(found.discrimination, found.intercepts)))

    # A slope and four intercepts each; the curves are the same but for the grid.
    assert [fit.degrees + 5 for fit in seen.item_fit] == [fit.degrees for fit in free]
    np.testing.assert_allclose(
        [fit.statistic for fit in seen.item_fit],
        [fit.statistic for fit in free],
        rtol=1e-3,
    )
