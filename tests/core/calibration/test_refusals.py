"""Data that cannot tell: each kind is told apart and said plainly."""

from __future__ import annotations

import numpy as np
import pytest

from nearer.core.measurement.calibration import (
    ConstantItemError,
    Engine,
    ItemPriors,
    OpposedItemsError,
    PeopleInMemory,
    SeparationError,
    Settings,
    TooFewPeopleError,
    calibrate,
)
from tests.core.calibration.people import answer, one_trait

NUMPY = Settings(engine=Engine.NUMPY)
NAMES = ["Q1", "Q2", "Q3", "Q4", "Q5", "Q6"]


def test_an_item_with_one_answer_from_everybody_is_named() -> None:
    codes = one_trait(500, seed=1)
    codes[:, 3] = 2

    with pytest.raises(ConstantItemError, match="item Q4: everybody gave the same"):
        calibrate(answers=codes, n_categories=5, traits=[0] * 6, names=NAMES)


def test_an_item_that_nobody_answered_is_named() -> None:
    codes = one_trait(500, seed=1)
    codes[:, 5] = -1

    with pytest.raises(ConstantItemError, match="item Q6: nobody answered"):
        calibrate(answers=codes, n_categories=5, traits=[0] * 6, names=NAMES)


def test_too_few_people_are_told_how_many_are_needed() -> None:
    with pytest.raises(TooFewPeopleError, match=r"30 people .* at least 31 people"):
        calibrate(answers=one_trait(30, seed=1), n_categories=5, traits=[0] * 6)


def test_priors_make_do_with_few() -> None:
    settings = Settings(engine=Engine.NUMPY, priors=ItemPriors())
    codes = one_trait(25, seed=3)

    found = calibrate(answers=codes, n_categories=5, traits=[0] * 6, settings=settings)

    assert found.convergence.converged
    assert np.all((found.discrimination > 0.5) & (found.discrimination < 3.0))


def test_even_priors_need_two_people() -> None:
    settings = Settings(engine=Engine.NUMPY, priors=ItemPriors())
    codes = np.array([[0, 1], [-1, -1]], dtype=np.int8)

    with pytest.raises(TooFewPeopleError, match="1 person answered"):
        calibrate(answers=codes, n_categories=2, traits=[0, 0], settings=settings)


WITH_PRIORS = Settings(engine=Engine.NUMPY, priors=ItemPriors())


@pytest.mark.parametrize("seed", [7, 13, 17, 27])
def test_with_priors_a_weak_item_of_few_people_may_look_turned(seed: int) -> None:
    rng = np.random.default_rng(seed)
    slopes = np.array([1.2, 2.3, 0.3, 1.7, 0.2, 2.0])
    codes = answer(rng.normal(size=(25, 1)), rng, slopes=slopes)

    found = calibrate(
        answers=codes, n_categories=5, traits=[0] * 6, settings=WITH_PRIORS
    )

    assert found.convergence.converged
    assert (found.discrimination > 0.0).all()


@pytest.mark.parametrize("missing", [0.0, 0.6])
@pytest.mark.parametrize("turned", [[2], [1, 3, 5]])
def test_with_priors_items_that_are_not_keyed_are_refused_by_name(
    turned: list[int], missing: float
) -> None:
    codes = one_trait(800, seed=4, missing=missing)
    codes[:, turned] = np.where(codes[:, turned] < 0, -1, 4 - codes[:, turned])

    with pytest.raises(OpposedItemsError, match="against the others") as refusal:
        calibrate(
            answers=codes,
            n_categories=5,
            traits=[0] * 6,
            names=NAMES,
            settings=WITH_PRIORS,
        )

    named = [NAMES.index(name) for name in refusal.value.items]
    assert named == turned or named == [i for i in range(6) if i not in turned]


@pytest.mark.parametrize("n_people", [300, 5_000])
def test_the_same_question_twice_is_a_separation(n_people: int) -> None:
    codes = one_trait(n_people, seed=2)[:, [0, 1, 2]]
    codes[:, 2] = codes[:, 1]

    with pytest.raises(SeparationError, match=r"items? .*b, c: each tells the other"):
        calibrate(
            answers=codes,
            n_categories=5,
            traits=[0] * 3,
            names=["a", "b", "c"],
            settings=NUMPY,
        )


def test_an_inner_category_that_nobody_chose_has_touching_thresholds() -> None:
    codes = one_trait(2_000, seed=5)
    codes[codes[:, 1] == 2, 1] = 3

    found = calibrate(answers=codes, n_categories=5, traits=[0] * 6, settings=NUMPY)

    assert found.unused_categories == ((1, 2),)
    assert found.thresholds[1, 1] == found.thresholds[1, 2]
    assert np.all(np.isfinite(found.thresholds))
    assert found.standard_errors is not None
    assert np.all(np.isfinite(found.standard_errors.thresholds))
    assert (
        found.standard_errors.thresholds[1, 1] == found.standard_errors.thresholds[1, 2]
    )


def test_outer_categories_that_nobody_chose_lie_infinitely_far() -> None:
    codes = np.clip(one_trait(2_000, seed=6), 1, 3).astype(np.int8)
    codes[:, 1:] = one_trait(2_000, seed=6)[:, 1:]

    found = calibrate(answers=codes, n_categories=5, traits=[0] * 6, settings=NUMPY)

    assert found.unused_categories == ((0, 0), (0, 4))
    assert found.thresholds[0, 0] == -np.inf
    assert found.thresholds[0, 3] == np.inf
    assert np.all(np.isfinite(found.thresholds[0, 1:3]))
    assert found.standard_errors is not None
    assert np.isnan(found.standard_errors.thresholds[0]).tolist() == [
        True,
        False,
        False,
        True,
    ]


def test_merged_categories_change_nothing_else() -> None:
    codes = one_trait(1_500, seed=7)
    wide = np.where(codes >= 0, codes * 2, -1).astype(np.int8)

    narrow = calibrate(answers=codes, n_categories=5, traits=[0] * 6, settings=NUMPY)
    spread = calibrate(answers=wide, n_categories=9, traits=[0] * 6, settings=NUMPY)

    np.testing.assert_allclose(spread.thresholds[:, 1::2], narrow.thresholds, atol=1e-8)
    np.testing.assert_allclose(spread.thresholds[:, 0::2], narrow.thresholds, atol=1e-8)


def test_priors_follow_their_categories() -> None:
    codes = one_trait(60, seed=8)
    wide = np.where(codes >= 0, codes * 2, -1).astype(np.int8)
    means = np.array([-1.5, -0.5, 0.2, 1.4])
    spread_means = np.zeros(8)
    spread_means[1::2] = means

    narrow, spread = (
        calibrate(
            answers=answers,
            n_categories=n,
            traits=[0] * 6,
            settings=Settings(
                engine=Engine.NUMPY,
                priors=ItemPriors(threshold_mean=own, threshold_sd=0.5),
            ),
        )
        for answers, n, own in [(codes, 5, means), (wide, 9, spread_means)]
    )

    np.testing.assert_allclose(spread.thresholds[:, 1::2], narrow.thresholds, atol=1e-7)


@pytest.mark.parametrize(
    ("answers", "n_categories", "traits", "words"),
    [
        (np.zeros((0, 3), dtype=np.int8), 2, [0] * 3, "people and items"),
        (np.zeros(3, dtype=np.int8), 2, [0] * 3, "people and items"),
        (np.full((9, 2), 0.5), 2, [0, 0], "whole numbers"),
        (np.full((9, 2), 3), 3, [0, 0], "between 0 and 2.*got 3"),
        (np.full((9, 2), -2), 3, [0, 0], "between 0 and 2.*got -2"),
        (np.zeros((9, 2)), 2, [0], "2 items, but 1 traits"),
        (np.zeros((9, 3)), 2, [0, 1, 2], "one or two traits"),
    ],
)
def test_what_is_no_answer_is_refused(
    answers: np.ndarray, n_categories: int, traits: list[int], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        calibrate(answers=answers, n_categories=n_categories, traits=traits)


def test_a_stream_is_looked_over_as_well() -> None:
    people = PeopleInMemory(np.full((9, 2), 7, dtype=np.int8))

    with pytest.raises(ValueError, match="got 7"):
        calibrate(answers=people, n_categories=3, traits=[0, 0])


@pytest.mark.parametrize("name", ["log_slope_sd", "threshold_sd"])
def test_a_prior_without_spread_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"{name} must be above 0, got 0.0"):
        ItemPriors(**{name: 0.0})
