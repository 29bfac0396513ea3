from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest

from nearer.core.measurement.calibration import Engine
from nearer.core.measurement.calibration._engines import engine_module
from tests.core.calibration.people import one_trait

pytest.importorskip("numba", reason="compiled kernels come with the research extra")

RNG = np.random.default_rng(3)
CODES = one_trait(300, seed=2, missing=0.1)
NODES = 13
RTOL = 1e-12  # the same sums in another order


@pytest.fixture(params=["as many weights as people"])
def weights() -> np.ndarray:
    return RNG.random((len(CODES), NODES))


def both() -> tuple[ModuleType, ModuleType]:
    return engine_module(Engine.NUMPY), engine_module(Engine.NUMBA)


def prepared() -> tuple[object, object]:
    one, two = both()
    return one.prepare(CODES, n_categories=5), two.prepare(CODES, n_categories=5)


def some_scores() -> np.ndarray:
    """Scores with the graded shape: only the slope and the two thresholds beside."""
    scores = np.zeros((6, 5, 5, NODES))
    for answer in range(5):
        for m in {0, answer, answer + 1} - {5}:
            scores[:, answer, m] = RNG.normal(size=(6, NODES))
    return scores


def test_likelihoods_agree_but_for_their_unit() -> None:
    log_p = np.log(RNG.dirichlet(np.ones(5), size=(6, NODES))).transpose(0, 2, 1)
    scale = RNG.random(NODES)

    (one, one_unit), (two, two_unit) = (
        engine.likelihoods(block, log_p=log_p, scale=scale)
        for engine, block in zip(both(), prepared(), strict=True)
    )

    np.testing.assert_allclose(
        np.log(one) + one_unit[:, None], np.log(two) + two_unit[:, None], rtol=RTOL
    )


def test_the_chance_of_all_answers_agrees() -> None:
    log_p = np.log(RNG.dirichlet(np.ones(5), size=(6, NODES))).transpose(0, 2, 1)
    prior = RNG.dirichlet(np.ones(NODES))

    one, two = (
        engine.log_evidence(block, log_p=log_p, prior=prior)
        for engine, block in zip(both(), prepared(), strict=True)
    )

    np.testing.assert_allclose(one, two, rtol=RTOL)


@pytest.mark.parametrize(("n_items", "n_categories"), [(5, 4), (6, 7), (5, 8), (1, 2)])
def test_items_agree_in_pairs_alone_and_with_one_left_over(
    n_items: int, n_categories: int
) -> None:
    codes = RNG.integers(-1, n_categories, (300, n_items)).astype(np.int8)
    chances = RNG.dirichlet(np.ones(n_categories), size=(n_items, NODES))
    log_p = np.log(chances).transpose(0, 2, 1)

    one, two = (
        engine.expectation(
            engine.prepare(codes, n_categories=n_categories),
            log_p=log_p,
            prior=np.full(NODES, 1.0 / NODES),
        )
        for engine in both()
    )

    for plain, compiled in zip(one, two, strict=True):
        np.testing.assert_allclose(compiled, plain, rtol=RTOL)


def test_many_unlikely_answers_do_not_underflow() -> None:
    codes = np.zeros((1, 400), dtype=np.int8)
    log_p = np.full((400, 2, NODES), -40.0)

    for engine in both():
        block = engine.prepare(codes, n_categories=2)
        likelihood, unit = engine.likelihoods(block, log_p=log_p, scale=np.ones(NODES))

        total = np.log(likelihood.sum()) + unit[0]
        assert total == pytest.approx(-16000.0 + np.log(NODES), rel=RTOL)


def test_the_whole_step_of_one_trait_agrees() -> None:
    log_p = np.log(RNG.dirichlet(np.ones(5), size=(6, NODES))).transpose(0, 2, 1)
    prior = RNG.dirichlet(np.ones(NODES))

    one, two = (
        engine.expectation(block, log_p=log_p, prior=prior)
        for engine, block in zip(both(), prepared(), strict=True)
    )

    for plain, compiled in zip(one, two, strict=True):
        np.testing.assert_allclose(compiled, plain, rtol=RTOL)
    assert one[2].sum() == pytest.approx(len(CODES))


@pytest.mark.parametrize("n_nodes", [1, 31, 32, 33, 64, 121])
def test_rows_of_any_length_are_padded_for_nothing(n_nodes: int) -> None:
    weights = RNG.random((len(CODES), n_nodes))
    room = np.full((len(CODES), n_nodes + 70), 7.0)
    room[:, 3 : n_nodes + 3] = weights
    one, two = both()
    block = two.prepare(CODES, n_categories=5)

    plain = one.counts(one.prepare(CODES, n_categories=5), weights=weights)

    np.testing.assert_allclose(two.counts(block, weights=weights), plain, rtol=RTOL)
    inside = room[:, 3 : n_nodes + 3]  # looks like a row that is already padded
    np.testing.assert_allclose(two.counts(block, weights=inside), plain, rtol=RTOL)


def test_counts_agree(weights: np.ndarray) -> None:
    one, two = (
        engine.counts(block, weights=weights)
        for engine, block in zip(both(), prepared(), strict=True)
    )

    np.testing.assert_allclose(one, two, rtol=RTOL)


def test_score_products_and_means_agree(weights: np.ndarray) -> None:
    scores = some_scores()

    for name in ("score_products", "mean_scores"):
        one, two = (
            getattr(engine, name)(block, weights=weights, scores=scores)
            for engine, block in zip(both(), prepared(), strict=True)
        )
        np.testing.assert_allclose(one, two, rtol=RTOL, atol=1e-10)


def test_left_to_itself_it_takes_the_compiled_one() -> None:
    assert engine_module(Engine.AUTO) is engine_module(Engine.NUMBA)


def test_without_numba_it_takes_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "nearer.core.measurement.calibration._engines.find_spec", lambda _: None
    )

    assert engine_module(Engine.AUTO) is engine_module(Engine.NUMPY)


@pytest.mark.parametrize("n_people", [1, 256, 300])
def test_cross_products_agree(n_people: int) -> None:
    left, right = RNG.normal(size=(n_people, 90)), RNG.normal(size=(n_people, 31))
    one, two = both()

    for second in (left, right):
        np.testing.assert_allclose(
            two.cross(left, second), one.cross(left, second), rtol=RTOL, atol=1e-10
        )
