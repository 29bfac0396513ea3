from __future__ import annotations

import json
from collections.abc import Iterator

import numpy as np
import pytest

from nearer.core.measurement.calibration import (
    Calibration,
    Ending,
    Engine,
    ItemPriors,
    People,
    PeopleInMemory,
    PeopleStreamed,
    Settings,
    calibrate,
)
from nearer.core.measurement.calibration._census import take_census
from nearer.core.measurement.calibration._expectation import Expected
from nearer.core.measurement.calibration._model import Model
from nearer.core.measurement.calibration._people import add_up
from nearer.core.measurement.calibration._problem import make_problem
from tests.core.calibration.people import (
    INTERCEPTS,
    SLOPES,
    TWO_TRAITS,
    one_trait,
    plain_log_likelihood,
    two_traits,
)
from tests.shared_data import FOLDER

NUMPY = Settings(engine=Engine.NUMPY)
COARSE = np.linspace(-4.0, 4.0, 9)
ATOL_SAME = 1e-8  # promised: order, blocks and engines make no difference


def parameters(found: Calibration) -> np.ndarray:
    whole = [found.discrimination, *found.intercepts.T]
    if found.correlation is not None:
        whole.append(np.array([found.correlation]))
    return np.concatenate(whole)


def test_it_finds_the_items_that_made_the_answers() -> None:
    found = calibrate(
        answers=one_trait(20_000, seed=4),
        n_categories=5,
        traits=[0] * 6,
        settings=NUMPY,
    )

    assert found.convergence.converged
    errors = found.standard_errors
    assert errors is not None
    z = (found.discrimination - SLOPES) / errors.discrimination
    z_d = (found.intercepts - INTERCEPTS) / errors.intercepts
    b = -INTERCEPTS / SLOPES[:, None]
    z_b = (found.thresholds - b) / errors.thresholds
    # 54 numbers, of which one in 15,000 would lie beyond 4 standard errors.
    assert np.max(np.abs([*z, *z_d.ravel(), *z_b.ravel()])) < 4.0
    assert 0.6 < np.std([*z, *z_d.ravel()]) < 1.5


@pytest.mark.parametrize("rho", [-0.3, 0.5])
def test_it_finds_the_correlation_of_two_traits(rho: float) -> None:
    found = calibrate(
        answers=two_traits(4_000, seed=5, rho=rho, missing=0.05),
        n_categories=5,
        traits=TWO_TRAITS,
        settings=NUMPY,
    )

    assert found.convergence.converged
    assert found.correlation is not None
    assert found.standard_errors is not None
    assert found.standard_errors.correlation is not None
    assert abs(found.correlation - rho) < 3.5 * found.standard_errors.correlation
    assert 0.01 < found.standard_errors.correlation < 0.03
    z = (found.discrimination - SLOPES) / found.standard_errors.discrimination
    assert np.max(np.abs(z)) < 4.0


def test_its_log_likelihood_is_the_one_of_the_definition() -> None:
    codes = two_traits(60, seed=6, rho=0.4, missing=0.2)
    settings = Settings(nodes=COARSE, engine=Engine.NUMPY, priors=ItemPriors())

    found = calibrate(
        answers=codes, n_categories=5, traits=TWO_TRAITS, settings=settings
    )

    assert found.correlation is not None
    assert found.log_likelihood == pytest.approx(
        plain_log_likelihood(
            codes,
            found.discrimination,
            found.intercepts,
            COARSE,
            traits=TWO_TRAITS,
            rho=found.correlation,
        ),
        rel=1e-12,
    )


def test_it_stands_at_the_maximum_and_its_errors_are_the_curvature() -> None:
    codes = two_traits(400, seed=7, rho=0.4, missing=0.1)
    codes = np.minimum(codes, 2).astype(np.int8)
    codes = np.vstack([codes, np.full((1, 6), -1, dtype=np.int8)])
    settings = Settings(nodes=COARSE, engine=Engine.NUMPY)
    found = calibrate(
        answers=codes, n_categories=3, traits=TWO_TRAITS, settings=settings
    )
    assert found.correlation is not None
    assert found.n_people == 400

    at = np.concatenate([parameters(found)[:-1], [np.arctanh(found.correlation)]])
    value = ByHand(codes)
    assert value(at) == pytest.approx(found.log_likelihood, rel=1e-12)
    information = -numeric_curvature(value, at)
    variances = np.diag(np.linalg.inv(information))

    slopes = numeric_slope(value, at)
    # A slope is judged against how far one standard error would move the value.
    assert np.max(np.abs(slopes) * np.sqrt(variances)) < 1e-4
    assert found.standard_errors is not None
    np.testing.assert_allclose(
        [
            *found.standard_errors.discrimination,
            *found.standard_errors.intercepts.T.ravel(),
        ],
        np.sqrt(variances[:-1]),
        rtol=1e-3,
    )
    rho_error = np.sqrt(variances[-1]) * (1 - found.correlation**2)
    assert found.standard_errors.correlation == pytest.approx(rho_error, rel=1e-3)


class ByHand:
    """Two-trait log-likelihood of three-category items, by plain array arithmetic."""

    def __init__(self, codes: np.ndarray) -> None:
        self.codes = codes

    def __call__(self, x: np.ndarray) -> float:
        slopes, intercepts = x[:6], x[6:18].reshape(2, 6).T
        rho = np.tanh(x[18])
        z = slopes[:, None, None] * COARSE + intercepts[:, :, None]
        above = np.ones((6, 4, len(COARSE)))
        above[:, 1:3] = 1 / (1 + np.exp(-z))
        above[:, 3] = 0.0
        p = np.concatenate(
            [-np.diff(above, axis=1), np.ones((6, 1, len(COARSE)))], axis=1
        )
        per_item = p[np.arange(6), self.codes]  # -1 picks the row of ones
        first, second = per_item[:, 0::2].prod(axis=1), per_item[:, 1::2].prod(axis=1)
        x1, x2 = COARSE[:, None], COARSE
        prior = np.exp(-0.5 * (x1**2 - 2 * rho * x1 * x2 + x2**2) / (1 - rho**2))
        prior /= prior.sum()
        return float(np.log(np.einsum("ip,pq,iq->i", first, prior, second)).sum())


def numeric_slope(value: ByHand, at: np.ndarray, step: float = 1e-5) -> np.ndarray:
    units = np.eye(len(at)) * step
    return np.array([(value(at + u) - value(at - u)) / (2 * step) for u in units])


def numeric_curvature(value: ByHand, at: np.ndarray, step: float = 1e-3) -> np.ndarray:
    units = np.eye(len(at)) * step
    bends = np.empty((len(at), len(at)))
    for i, u in enumerate(units):
        for j, v in enumerate(units):
            corners = value(at + u + v) - value(at + u - v)
            corners += value(at - u - v) - value(at - u + v)
            bends[i, j] = corners / (4 * step**2)
    return bends


@pytest.mark.parametrize("n_traits", [1, 2])
def test_order_blocks_threads_and_engine_make_no_difference(n_traits: int) -> None:
    codes = two_traits(1_500, seed=8, rho=0.3, missing=0.1)
    traits = TWO_TRAITS if n_traits == 2 else [0] * 6
    plain = calibrate(answers=codes, n_categories=5, traits=traits, settings=NUMPY)
    shuffled = np.random.default_rng(1).permutation(codes)

    def stream() -> Iterator[np.ndarray]:
        for at in range(0, len(codes), 333):
            yield codes[at : at + 333]

    pytest.importorskip("numba", reason="compiled kernels come with the research extra")
    others: list[tuple[np.ndarray | People, Settings]] = [
        (shuffled, NUMPY),
        (PeopleInMemory(codes, block_size=77), NUMPY),
        (PeopleStreamed(stream), NUMPY),
        (PeopleStreamed(stream, threads=3), NUMPY),
        (codes, Settings(engine=Engine.NUMBA, threads=2)),
    ]
    for answers, settings in others:
        other = calibrate(
            answers=answers, n_categories=5, traits=traits, settings=settings
        )
        np.testing.assert_allclose(parameters(other), parameters(plain), atol=ATOL_SAME)
        assert other.log_likelihood == pytest.approx(plain.log_likelihood, rel=1e-12)
        assert other.standard_errors is not None
        assert plain.standard_errors is not None
        np.testing.assert_allclose(
            other.standard_errors.intercepts,
            plain.standard_errors.intercepts,
            rtol=1e-6,
        )


def test_the_traits_keep_their_places_and_a_trait_may_have_any_number() -> None:
    codes = two_traits(1_000, seed=9, rho=0.2)
    mixed = calibrate(answers=codes, n_categories=5, traits=[1, 0] * 3, settings=NUMPY)
    apart = calibrate(
        answers=codes[:, [1, 3, 5, 0, 2, 4]],
        n_categories=5,
        traits=[3, 3, 3, 7, 7, 7],
        settings=NUMPY,
    )

    np.testing.assert_allclose(
        mixed.intercepts[[1, 3, 5, 0, 2, 4]], apart.intercepts, atol=ATOL_SAME
    )


def test_a_person_without_answers_counts_for_nothing() -> None:
    codes = one_trait(500, seed=10)
    empty = np.full((40, 6), -1, dtype=np.int8)

    alone = calibrate(answers=codes, n_categories=5, traits=[0] * 6, settings=NUMPY)
    joined = calibrate(
        answers=np.vstack([empty, codes]),
        n_categories=5,
        traits=[0] * 6,
        settings=NUMPY,
    )

    assert joined.n_people == 500
    np.testing.assert_allclose(parameters(joined), parameters(alone), atol=ATOL_SAME)


def test_an_item_worded_the_other_way_round_is_found_out() -> None:
    codes = one_trait(800, seed=11)
    codes[:, 2] = 4 - codes[:, 2]

    found = calibrate(answers=codes, n_categories=5, traits=[0] * 6, settings=NUMPY)

    assert found.opposed_items == (2,)


def test_too_few_steps_are_no_arrival() -> None:
    settings = Settings(engine=Engine.NUMPY, max_steps=1, standard_errors=False)

    found = calibrate(
        answers=one_trait(9_000, seed=12),
        n_categories=5,
        traits=[0] * 6,
        settings=settings,
    )

    assert found.convergence.ending is Ending.TOO_MANY_STEPS
    assert not found.convergence.converged
    assert found.standard_errors is None


def test_a_hundredth_of_log_likelihood_is_reached_sooner() -> None:
    codes = one_trait(9_000, seed=12)
    best, near = (
        calibrate(
            answers=codes,
            n_categories=5,
            traits=[0] * 6,
            settings=Settings(engine=Engine.NUMPY, gain=gain),
        )
        for gain in (0.0, 0.01)
    )

    assert near.convergence.converged
    assert near.convergence.evaluations < best.convergence.evaluations
    assert best.log_likelihood - 0.01 < near.log_likelihood <= best.log_likelihood
    assert best.standard_errors is not None
    away = near.discrimination - best.discrimination
    assert np.max(np.abs(away) / best.standard_errors.discrimination) < 0.15


@pytest.mark.parametrize("gain", [0.0, 1.0])
@pytest.mark.parametrize("n_traits", [1, 2])
@pytest.mark.parametrize("priors", [None, ItemPriors()])
def test_the_log_likelihood_is_the_one_of_the_parameters_it_stands_beside(
    priors: ItemPriors | None, n_traits: int, gain: float
) -> None:
    codes = two_traits(500, seed=14, rho=0.3)
    found = [
        calibrate(
            answers=codes,
            n_categories=5,
            traits=TWO_TRAITS if n_traits == 2 else [0] * 6,
            settings=Settings(
                engine=Engine.NUMPY, priors=priors, gain=gain, standard_errors=asked
            ),
        ).log_likelihood
        for asked in (True, False)
    ]

    assert found[0] == pytest.approx(found[1], rel=1e-12)


def test_where_the_value_is_no_hill_there_are_no_errors(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    codes = one_trait(500, seed=14)
    asked = Model.information

    def hollow(model: Model, x: np.ndarray) -> tuple[np.ndarray, Expected]:
        information, expected = asked(model, x)
        return -information, expected

    monkeypatch.setattr(Model, "information", hollow)

    found = calibrate(answers=codes, n_categories=5, traits=[0] * 6, settings=NUMPY)

    assert found.convergence.converged
    assert found.standard_errors is None


def test_it_says_what_it_does() -> None:
    said: list[str] = []

    calibrate(
        answers=one_trait(300, seed=13),
        n_categories=5,
        traits=[0] * 6,
        settings=NUMPY,
        progress=said.append,
    )

    assert said == [
        "counting answers",
        "looking for a start",
        "fitting",
        "standard errors",
    ]


def test_blocks_of_nobody_are_an_error() -> None:
    with pytest.raises(ValueError, match="no block of people"):
        add_up(iter(()))


science = FOLDER / "grm-science"


@pytest.mark.skipif(not science.exists(), reason=f"{science} is not there")
def test_it_agrees_with_the_published_estimates() -> None:
    codes = np.genfromtxt(science / "Science.csv", delimiter=",", skip_header=1) - 1
    oracle = json.loads((science / "oracle.json").read_text(encoding="utf-8"))

    found = calibrate(answers=codes, n_categories=4, traits=[0] * 4, settings=NUMPY)

    own = np.column_stack([found.discrimination, found.intercepts])
    np.testing.assert_allclose(own, oracle["coef_tol_1e-2"], atol=1e-2)
    np.testing.assert_allclose(own, oracle["own_refit"]["par"], atol=1e-4)
    assert found.log_likelihood == pytest.approx(
        oracle["own_refit"]["loglik"], abs=1e-6
    )


@pytest.mark.skipif(not science.exists(), reason=f"{science} is not there")
def test_its_standard_errors_are_the_published_ones() -> None:
    # The published estimates stopped up to 0.01 short of the maximum, where the errors
    # of a steep item already differ; so both are looked at in the published place.
    codes = np.genfromtxt(science / "Science.csv", delimiter=",", skip_header=1) - 1
    oracle = json.loads((science / "oracle.json").read_text(encoding="utf-8"))
    published = np.array(
        [list(item.values()) for item in oracle["coef_with_SE_Louis_tol_1e-3"].values()]
    )
    census = take_census(codes.astype(np.int8), n_categories=4)
    problem = make_problem(
        census,
        traits=[0] * 4,
        names=None,
        nodes=NUMPY.nodes,
        engine=Engine.NUMPY,
        priors=None,
    )
    people = PeopleInMemory(codes.astype(np.int8)).prepared(problem.preparation)

    information, expected = problem.model(people).information(
        published[:, :, 0].ravel()
    )

    errors = np.sqrt(np.diag(np.linalg.inv(information))).reshape(4, 4)
    np.testing.assert_allclose(errors, published[:, :, 1], atol=1e-3)
    best = oracle["own_refit"]["loglik"]
    assert best - 0.01 < expected.log_likelihood <= best + 1e-9


@pytest.mark.parametrize(
    ("n_people", "block_size", "threads", "sizes"),
    [
        (10, 4, 1, [4, 4, 2]),
        (10, 4, 2, [3, 3, 3, 1]),
        (10, 20, 2, [5, 5]),
        (1, 4, 3, [1]),
        (0, 4, 2, []),
    ],
)
def test_every_thread_gets_its_share_of_people_in_their_order(
    n_people: int, block_size: int, threads: int, sizes: list[int]
) -> None:
    codes = np.arange(n_people, dtype=np.int8)[:, None]

    blocks = list(
        PeopleInMemory(codes, block_size=block_size, threads=threads).blocks()
    )

    assert [len(block) for block in blocks] == sizes
    np.testing.assert_array_equal(np.vstack([codes[:0], *blocks]), codes)
