"""The guess from counts alone, against what everybody's posterior says."""

from __future__ import annotations

import numpy as np
import pytest

from nearer.core.measurement.calibration import Engine, ItemPriors, PeopleInMemory
from nearer.core.measurement.calibration._census import take_census
from nearer.core.measurement.calibration._model import Model
from nearer.core.measurement.calibration._nearly import _posterior_covariance
from nearer.core.measurement.calibration._problem import make_problem
from tests.core.calibration.people import (
    INTERCEPTS,
    SLOPES,
    TWO_TRAITS,
    one_trait,
    two_traits,
)

# By how much a step in this metric may be too long or too short, in the worst
# direction and in most. Posteriors after three or six answers are far from normal.
WORST = 0.8
MOST = 0.25


def model_of(
    codes: np.ndarray, traits: list[int], priors: ItemPriors | None = None
) -> Model:
    problem = make_problem(
        take_census(codes, n_categories=5),
        traits=traits,
        names=None,
        nodes=np.linspace(-6.0, 6.0, 31),
        engine=Engine.NUMPY,
        priors=priors,
    )
    return problem.model(PeopleInMemory(codes).prepared(problem.preparation))


def true_place(model: Model, rho: float) -> np.ndarray:
    whole = np.column_stack([SLOPES, INTERCEPTS])
    if model.layout.n_latent == 0:
        return model.layout.pack([whole], np.zeros(0))
    return model.layout.pack([whole[0::2], whole[1::2]], np.array([np.arctanh(rho)]))


@pytest.mark.parametrize(("n_traits", "missing"), [(1, 0.0), (1, 0.3), (2, 0.0)])
def test_it_is_near_the_observed_information(n_traits: int, missing: float) -> None:
    if n_traits == 1:
        model = model_of(one_trait(4_000, seed=21, missing=missing), [0] * 6)
    else:
        codes = two_traits(4_000, seed=21, rho=0.4, missing=missing)
        model = model_of(codes, TWO_TRAITS)
    x = true_place(model, rho=0.4)
    point = model.evaluate(x)
    assert point.near_information is not None

    exact, _ = model.information(x)

    root = np.linalg.inv(np.linalg.cholesky(point.near_information()))
    off = np.abs(np.linalg.eigvalsh(root @ exact @ root.T) - 1.0)
    assert off.max() < WORST
    assert np.mean(off < MOST) > 0.9


def test_priors_add_what_they_know() -> None:
    codes = one_trait(500, seed=22)
    plain, with_priors = (
        model_of(codes, [0] * 6, priors) for priors in (None, ItemPriors())
    )
    x = true_place(plain, rho=0.0)
    one, two = plain.evaluate(x), with_priors.evaluate(x)
    assert one.near_information is not None
    assert two.near_information is not None

    added = two.near_information() - one.near_information()

    np.testing.assert_allclose(
        added, two.safe_information() - one.safe_information(), atol=1e-8
    )


def test_two_traits_that_are_one_have_a_covariance() -> None:
    nodes = np.linspace(-3.0, 3.0, 13)
    own = np.exp(-0.5 * nodes**2)
    known = [np.full(13, 2.0), np.full(13, 3.0)]

    found = _posterior_covariance(
        prior=np.diag(own / own.sum()), nodes=nodes, known=known
    )

    variance = own @ nodes**2 / own.sum()
    together = 1.0 / (1.0 / variance + 2.0 + 3.0)
    np.testing.assert_allclose(found, together, rtol=1e-12)
