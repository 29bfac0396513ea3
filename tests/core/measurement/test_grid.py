from __future__ import annotations

import numpy as np
import pytest

from nearer.core.measurement import Grid, Prior


def test_the_default_grid_is_made_once() -> None:
    assert Grid.default() is Grid.default()
    assert Grid.default() == Grid.uniform(low=-4.5, high=4.5, n_nodes=61)
    assert hash(Grid.default()) == hash(Grid.uniform(low=-4.5, high=4.5, n_nodes=61))
    assert Grid.default() != Grid.uniform(low=-4.5, high=4.5, n_nodes=60)
    assert Grid.default() != "a grid"


def test_a_cut_takes_its_share_of_a_cell() -> None:
    grid = Grid.uniform(low=-1.0, high=1.0, n_nodes=3)  # cells of width 1

    got = grid.share_above(np.array([-np.inf, 0.0, 0.25, 1.5, np.inf]))

    assert got.tolist() == [[1, 1, 1], [0, 0.5, 1], [0, 0.25, 1], [0, 0, 0], [0, 0, 0]]
    np.testing.assert_allclose(grid.edges, [-1.5, -0.5, 0.5, 1.5])


@pytest.mark.parametrize(
    ("nodes", "message"),
    [
        ([0.0, 1.0], "at least 3 nodes"),
        ([[0.0, 1.0, 2.0]], "at least 3 nodes"),
        ([2.0, 1.0, 0.0], "finite and rise"),
        ([0.0, 1.0, np.inf], "finite and rise"),
        ([0.0, 1.0, 3.0], "evenly spaced, got steps from 1.0 to 2.0"),
    ],
)
def test_a_grid_that_cannot_be_is_refused(nodes: list[float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Grid(nodes=np.array(nodes))


def test_the_prior_has_its_own_moments() -> None:
    grid = Grid.default()
    weights = Prior(correlation=0.5, mean=(0.5, -0.25)).weights(grid)

    avoidance, anxiety = weights.sum(axis=1), weights.sum(axis=0)
    means = np.array([avoidance @ grid.nodes, anxiety @ grid.nodes])
    product = grid.nodes @ weights @ grid.nodes - means[0] * means[1]

    assert weights.sum() == pytest.approx(1.0)
    # the grid cuts off 4 SD above one mean: about 1e-4 of mass
    np.testing.assert_allclose(means, [0.5, -0.25], atol=2e-3)
    assert product == pytest.approx(0.5, abs=5e-3)


@pytest.mark.parametrize("rho", [1.0, -0.96, np.nan])
def test_a_correlation_too_strong_is_refused(rho: float) -> None:
    with pytest.raises(ValueError, match=f"within ±0.95, got {rho}"):
        Prior(correlation=rho)


def test_a_prior_needs_finite_means() -> None:
    with pytest.raises(ValueError, match="mean must be finite"):
        Prior(correlation=0.0, mean=(0.0, np.inf))


def test_a_prior_that_vanishes_on_the_grid_is_refused() -> None:
    wide = Grid.uniform(low=-12.0, high=12.0, n_nodes=61)

    with pytest.raises(ValueError, match=r"vanishes on part of the grid -12.0 … 12.0"):
        Prior(correlation=0.9).weights(wide)
