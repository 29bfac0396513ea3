"""The fast sums against the same density written out in full."""

from __future__ import annotations

import numpy as np
import pytest

from nearer.core.dynamics import Days, Engine, PathPriors, stationary_covariance
from nearer.core.dynamics import _engines as engines
from nearer.core.dynamics._arrays import FloatArray
from nearer.core.dynamics._days import batch_of
from nearer.core.dynamics._engines import WORTH_COMPILED, density
from nearer.core.dynamics._lockstep import log_posterior

SAME = 1e-9  # both are exact; what is left is rounding over some forty answers
POINT = np.array([0.3, 0.2, 0.25, 0.35, -0.1, 0.1, 0.3, -1.0, -2.0])


def some_days(rng: np.random.Generator, n_days: int) -> Days:
    values = 5.0 + 2.0 * rng.standard_normal((n_days, 2)).cumsum(axis=0)
    values[rng.random((n_days, 2)) < 0.25] = np.nan
    return Days(values, np.arange(n_days) % 7 >= 5)


def in_full(days: Days, point: FloatArray, priors: PathPriors) -> float:
    """Return the log-density of all answers together from one big normal density."""
    phi, (q1, q12, q2), noise = priors.parts(point)
    phi = phi.reshape(2, 2)
    rest = stationary_covariance(transition=phi, innovation=[[q1, q12], [q12, q2]])
    n = days.n_days
    whole = np.zeros((n, 2, n, 2))
    for late in range(n):
        for early in range(late + 1):
            block = np.linalg.matrix_power(phi, late - early) @ rest
            whole[late, :, early, :] = block
            whole[early, :, late, :] = block.T
    columns = np.zeros((n, 2, 6))
    columns[:, 0, :3] = columns[:, 1, 3:] = days.regressors()
    flat = columns.reshape(2 * n, 6)
    covariance = whole.reshape(2 * n, 2 * n) + np.diag(np.tile(noise, n))
    covariance += (flat / priors.level_precision()) @ flat.T
    centre, spread = days.centre_and_spread()
    there = days.answered.ravel()
    answers = ((days.array - centre) / spread).ravel()[there]
    covariance = covariance[np.ix_(there, there)]
    size = np.linalg.slogdet(covariance)[1]
    fit = answers @ np.linalg.solve(covariance, answers)
    constant = -0.5 * np.log(priors.level_precision()).sum()
    density = priors.log_density(point[:, None, None])[0, 0]
    return float(constant + density - 0.5 * (fit + size))


@pytest.mark.parametrize("noise", [None, (-2.0, 1.0)])
def test_it_is_the_density_written_out_in_full(
    noise: tuple[float, float] | None,
) -> None:
    rng = np.random.default_rng(1)
    priors = PathPriors(noise=noise)
    point = POINT[: len(priors.table())]
    many = [some_days(rng, n_days) for n_days in (30, 17, 24)]
    points = np.stack([point, point * 0.5], axis=-1)[:, None].repeat(3, axis=1)

    found = log_posterior(points, batch_of(many), priors)

    expected = [
        [in_full(days, p, priors) for p in (point, point * 0.5)] for days in many
    ]
    assert found == pytest.approx(np.array(expected), abs=SAME)


@pytest.mark.parametrize(
    "wild",
    [(1.1, 0.0, 0.0, 0.2), (-1.2, 0.0, 0.0, 0.2), (0.9, -0.9, 0.9, 0.9)],
    ids=["grows", "swings", "turns"],
)
def test_a_process_that_never_comes_to_rest_is_no_error(
    wild: tuple[float, ...],
) -> None:
    priors = PathPriors()
    far = POINT.copy()
    far[:4] = wild
    batch = batch_of([some_days(np.random.default_rng(2), 20)])

    found = log_posterior(np.stack([POINT, far], axis=-1)[:, None], batch, priors)[0]

    assert np.isfinite(found).all()


@pytest.mark.slow  # compiles the loops where they are not cached yet
@pytest.mark.parametrize("n_points", [1, 16, 37])
def test_compiled_loops_give_the_same(n_points: int) -> None:
    pytest.importorskip("numba")
    compiled = density(Engine.NUMBA)
    rng = np.random.default_rng(3)
    batch = batch_of([some_days(rng, n_days) for n_days in (30, 17)])
    points = POINT[:, None, None] + 0.1 * rng.standard_normal((9, 2, n_points))

    found = compiled(points, batch, PathPriors())

    assert found == pytest.approx(log_posterior(points, batch, PathPriors()), abs=SAME)


def test_few_couples_do_not_wait_for_the_compiler() -> None:
    assert density(Engine.AUTO, WORTH_COMPILED - 1) is log_posterior


def test_without_the_research_extra_numpy_does_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _: None)

    assert density(Engine.AUTO) is log_posterior
