from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from nearer.core.measurement.calibration import (
    Calibration,
    Engine,
    Examination,
    PeopleInMemory,
    PeopleStreamed,
    Settings,
    calibrate,
    examine,
)
from nearer.core.measurement.calibration._chi_square import chi_square_tail
from nearer.core.measurement.calibration._item_fit import (
    item_fit,
    merged_cells,
    pooled_ends,
    sum_score_chances,
)
from tests.core.calibration.people import TWO_TRAITS, answer, one_trait, two_traits

NUMPY = Settings(engine=Engine.NUMPY)
VALUES = [1, 2, 3, 4, 5]


def examined(
    codes: np.ndarray, traits: list[int] | None = None
) -> tuple[Calibration, Examination]:
    found = calibrate(
        answers=codes, n_categories=5, traits=traits or [0] * 6, settings=NUMPY
    )
    people = PeopleInMemory(codes, block_size=500)
    return found, examine(answers=people, found=found, values=VALUES)


@pytest.fixture(scope="module")
def plain() -> tuple[Calibration, Examination]:
    return examined(two_traits(2_500, seed=21, rho=0.3, missing=0.02), TWO_TRAITS)


@pytest.mark.parametrize(
    ("statistic", "degrees", "p"),
    [
        # Tables of the distribution; 1 - erf(1/√2) and exp(-x/2) in closed form.
        (1.0, 1, 0.31731050786291415),
        (5.991464547107979, 2, 0.05),
        (18.307038053275146, 10, 0.05),
        (2.0, 2, np.exp(-1.0)),
        (1400.0, 2, np.exp(-700.0)),
        (124.34211340400407, 100, 0.05),
        (0.0, 3, 1.0),
    ],
)
def test_chi_square_tails(statistic: float, degrees: int, p: float) -> None:
    assert chi_square_tail(statistic, degrees) == pytest.approx(p, rel=1e-6)


def test_a_tail_that_does_not_exist_is_no_number() -> None:
    assert np.isnan(chi_square_tail(float("nan"), 3))
    assert np.isnan(chi_square_tail(3.0, 0))


def test_sum_scores_are_the_sums_over_all_patterns() -> None:
    rng = np.random.default_rng(1)
    p = rng.dirichlet(np.ones(3), size=(4, 2)).transpose(0, 2, 1)

    chances = sum_score_chances(p)

    by_hand = np.zeros((9, 2))
    for pattern in product(range(3), repeat=4):
        by_hand[sum(pattern)] += np.prod(
            [p[i, k] for i, k in enumerate(pattern)], axis=0
        )
    np.testing.assert_allclose(chances, by_hand, rtol=1e-12)


def test_cells_are_merged_until_a_person_is_expected() -> None:
    seen = np.array([[1.0, 2.0, 3.0], [0.0, 1.0, 0.0], [4.0, 0.0, 5.0]])
    due = np.array([[0.4, 0.7, 4.9], [0.5, 0.3, 0.2], [3.5, 5.0, 0.5]])

    rows = merged_cells(seen, due)

    assert rows == [[(3.0, 1.1), (3.0, 4.9)], [(4.0, 3.5), (5.0, 5.5)]]


def test_the_ends_where_a_category_cannot_occur_are_pooled() -> None:
    scores = np.arange(9.0)[:, None] * np.ones(2)

    assert pooled_ends(scores, 2)[:, 0].tolist() == [1 + 2, 3, 4, 5, 6 + 7]
    assert pooled_ends(scores, 1)[:, 0].tolist() == [1, 2, 3, 4, 5, 6, 7]


def test_items_that_fit_are_seldom_found_wanting() -> None:
    p = [
        fit.p
        for seed in range(12)
        for fit in examined(one_trait(600, seed))[1].item_fit
    ]

    # 72 tests at 5 %: 3.6 expected; 11 or more have a chance below 0.1 %.
    assert sum(value < 0.05 for value in p) < 11
    assert 0.3 < np.mean(p) < 0.7


def test_an_item_with_another_curve_is_found_wanting() -> None:
    rng = np.random.default_rng(3)
    theta = rng.normal(size=(4_000, 1))
    codes = answer(theta, rng)
    # A curve that falls again at the top: no graded item can follow it.
    codes[:, 2] = answer(1.5 - np.abs(theta - 0.5), rng)[:, 2]

    _, seen = examined(codes)

    assert seen.item_fit[2].p < 1e-6
    others = [fit.rmsea for i, fit in enumerate(seen.item_fit) if i != 2]
    assert seen.item_fit[2].rmsea > 1.5 * max(others)


def test_too_few_answers_leave_no_test() -> None:
    fits = item_fit(
        p=np.full((2, 2, 3), 0.5),
        prior=np.full(3, 1 / 3),
        table=np.ones((2, 3, 2)),
        n_parameters=np.array([2, 2]),
    )

    assert all(np.isnan(fit.p) and fit.degrees == 0 for fit in fits)


def test_unrelated_items_leave_no_dependence(
    plain: tuple[Calibration, Examination],
) -> None:
    _, seen = plain

    assert np.allclose(np.diag(seen.q3), 1.0)
    assert np.allclose(seen.q3, seen.q3.T)
    assert seen.dependent_pairs[0][2] < 0.15
    assert len(seen.dependent_pairs) == 15


def test_two_questions_that_share_more_than_the_trait_are_found() -> None:
    rng = np.random.default_rng(4)
    theta = rng.normal(size=(2_000, 1)) * np.ones(6)
    shared = rng.normal(size=2_000)
    theta[:, 1] += shared
    theta[:, 4] += shared

    _, seen = examined(answer(theta, rng))

    first, second, above = seen.dependent_pairs[0]
    assert (first, second) == (1, 4)
    assert above > 0.2


def test_theta_and_reliability_are_those_of_the_people(
    plain: tuple[Calibration, Examination],
) -> None:
    found, seen = plain

    assert seen.people.theta.shape == (2_500, 2)
    np.testing.assert_allclose(seen.people.theta.mean(axis=0), 0.0, atol=0.05)
    # Total variance: what is known and what is not make up the trait's own variance.
    whole = seen.people.theta.var(axis=0) + np.mean(seen.people.sd**2, axis=0)
    np.testing.assert_allclose(whole, 1.0, atol=0.05)
    assert np.all((seen.reliability > 0.5) & (seen.reliability < 0.9))
    assert found.n_people == 2_500


def test_means_and_person_fit_are_as_scoring_has_them(
    plain: tuple[Calibration, Examination],
) -> None:
    _, seen = plain

    codes = two_traits(2_500, seed=21, rho=0.3, missing=0.02)
    complete = (codes >= 0).all(axis=1)
    by_hand = codes[complete][:, 0::2].mean(axis=1) + 1
    np.testing.assert_allclose(seen.people.mean[complete, 0], by_hand)
    # Theta is estimated from the same few answers, so they fit better than by chance.
    assert 0.0 < np.nanmean(seen.people.fit) < 1.0
    assert np.mean(seen.people.fit < -2) < 0.03


def test_an_item_that_runs_backwards_leaves_person_fit_open() -> None:
    codes = one_trait(800, seed=11)
    codes[:, 2] = 4 - codes[:, 2]

    found, seen = examined(codes)

    assert found.opposed_items == (2,)
    assert np.all(np.isnan(seen.people.fit))
    with pytest.raises(ValueError, match="flip the answers"):
        found.merged_bank()


def test_blocks_make_no_difference(plain: tuple[Calibration, Examination]) -> None:
    found, seen = plain
    codes = two_traits(2_500, seed=21, rho=0.3, missing=0.02)

    again = examine(
        answers=PeopleStreamed(lambda: iter([codes[:700], codes[700:]])),
        found=found,
        values=VALUES,
    )

    np.testing.assert_allclose(again.q3, seen.q3, atol=1e-10)
    np.testing.assert_allclose(again.people.theta, seen.people.theta, atol=1e-10)
    assert [f.statistic for f in again.item_fit] == pytest.approx(
        [f.statistic for f in seen.item_fit]
    )


def test_a_trait_with_one_item_has_no_alpha() -> None:
    codes = two_traits(900, seed=2, rho=0.5)

    _, seen = examined(codes, [0, 0, 0, 0, 0, 1])

    assert np.isnan(seen.alpha[1])
    assert 0.5 < seen.alpha[0] < 0.95


def test_uneven_values_are_refused(plain: tuple[Calibration, Examination]) -> None:
    found, _ = plain
    people = PeopleInMemory(two_traits(10, seed=1, rho=0.0))

    with pytest.raises(ValueError, match="evenly spaced"):
        examine(answers=people, found=found, values=[1, 2, 4, 5, 6])
