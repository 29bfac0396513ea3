from __future__ import annotations

import numpy as np
import pytest

from nearer.core.measurement import (
    MISFIT,
    GradedBank,
    Prior,
    corrected_person_fit,
    person_fit,
    score,
    straightlining,
)
from tests.core.measurement.banks import ecr36, simulate


def yes_or_no(*thresholds: float) -> GradedBank:
    return GradedBank(
        discrimination=np.ones(len(thresholds)),
        thresholds=np.array(thresholds)[:, None],
        trait=np.zeros(len(thresholds), dtype=np.int64),
    )


def test_one_answer_fits_by_its_own_odds() -> None:
    # logit 1, so odds P/Q = e. log P - (P log P + Q log Q) = Q·(log P - log Q) = Q,
    # and the variance is P·Q·1²: a "yes" gives Q/√(PQ) = e^-½, a "no" -P/√(PQ) = -e^½.
    got = person_fit(
        bank=yes_or_no(-1.0), answers=np.array([[1], [0]]), theta=np.zeros((2, 2))
    )

    np.testing.assert_allclose(got, [np.exp(-0.5), -np.exp(0.5)])


def test_an_even_bet_can_hardly_misfit() -> None:
    got = person_fit(
        bank=yes_or_no(0.0, 0.0), answers=np.array([[1, 0]]), theta=np.zeros((1, 2))
    )

    assert np.isnan(got[0])


def test_a_missing_answer_counts_for_nothing() -> None:
    bank = yes_or_no(-1.0, 2.0)

    got = person_fit(
        bank=bank, answers=np.array([[1, -1], [-1, -1]]), theta=np.zeros((2, 2))
    )

    np.testing.assert_allclose(got, [np.exp(-0.5), np.nan])


def test_a_shorter_item_fits_as_it_does_alone() -> None:
    padded = GradedBank(
        discrimination=np.ones(2),
        thresholds=np.array([[-1.0, np.inf], [-1.0, 1.0]]),
        trait=np.array([0, 0]),
    )

    got = person_fit(bank=padded, answers=np.array([[1, -1]]), theta=np.zeros((1, 2)))

    np.testing.assert_allclose(got, [np.exp(-0.5)])


def test_answers_by_the_model_fit_and_dice_do_not() -> None:
    ecr, rng, n_people = ecr36(), np.random.default_rng(2), 3000
    theta = rng.standard_normal((n_people, 2))
    by_model = simulate(ecr.bank, theta, rng)
    by_dice = rng.integers(0, 5, size=(n_people, 36), dtype=np.int8)

    at_truth = person_fit(bank=ecr.bank, answers=by_model, theta=theta)
    found = [
        person_fit(
            bank=ecr.bank,
            answers=answers,
            theta=score(bank=ecr.bank, answers=answers, prior=Prior(0.0)).mean,
        )
        for answers in (by_model, by_dice)
    ]

    # at the true theta mean 0 and SD 1; four standard errors of 3,000 people
    assert at_truth.mean() == pytest.approx(0.0, abs=0.075)
    assert at_truth.std() == pytest.approx(1.0, abs=0.06)
    flagged = [(fit < MISFIT).mean() for fit in found]
    assert flagged[0] < 0.03
    assert flagged[1] > 0.9


def test_by_hand_two_yes_or_no_items_leave_one_way_to_be_odd() -> None:
    # P = S(1), S(-1) and Q the other way; w = log P - log Q = ±1, PQ the same for both.
    # Cov(w, r) = PQ·(±1)·1 sums to 0, so c = 0: nothing to correct, and l_z stays.
    bank, answers = yes_or_no(-1.0, 1.0), np.array([[1, 0], [0, 1]])

    corrected = corrected_person_fit(bank=bank, answers=answers, theta=np.zeros((2, 2)))

    plain = person_fit(bank=bank, answers=answers, theta=np.zeros((2, 2)))
    np.testing.assert_allclose(corrected, plain)


def test_by_hand_the_estimate_takes_its_part() -> None:
    # Two items, b = -1 and -2, at theta 0: P1 = S(1), P2 = S(2), weights w = 1 and 2,
    # r of slope 1, so Cov(w, r) = P1Q1 + 2·P2Q2 and I = P1Q1 + P2Q2.
    one, two = (1 / (1 + np.exp(-z)) for z in (1.0, 2.0))
    v1, v2 = one * (1 - one), two * (1 - two)
    c = (v1 + 2 * v2) / (v1 + v2)
    surprise = (1 - one) - 2 * two  # yes to the first, no to the second
    expected = surprise / np.sqrt(v1 + 4 * v2 - c * (v1 + 2 * v2))

    got = corrected_person_fit(
        bank=yes_or_no(-1.0, -2.0), answers=np.array([[1, 0]]), theta=np.zeros((1, 2))
    )

    np.testing.assert_allclose(got, expected)


def test_one_yes_or_no_answer_is_never_odd_at_its_own_estimate() -> None:
    bank, answers = yes_or_no(-1.0), np.array([[1], [-1]])

    got = corrected_person_fit(bank=bank, answers=answers, theta=np.zeros((2, 2)))

    assert np.isnan(got).all()


def test_people_who_follow_the_model_are_flagged_as_often_as_they_should() -> None:
    ecr, rng, n_people = ecr36(), np.random.default_rng(5), 4000
    correlation = 0.3
    theta = rng.multivariate_normal(
        [0, 0], [[1, correlation], [correlation, 1]], size=n_people
    )
    answers = simulate(ecr.bank, theta, rng)
    mean = score(bank=ecr.bank, answers=answers, prior=Prior(correlation)).mean

    corrected = corrected_person_fit(
        bank=ecr.bank, answers=answers, theta=mean, correlation=correlation
    )

    plain = person_fit(bank=ecr.bank, answers=answers, theta=mean)
    assert corrected.std() == pytest.approx(1.0, abs=0.05)
    assert plain.std() < 0.92
    for mark, nominal in ((-1.645, 0.05), (MISFIT, 0.0228)):
        wrongly = (corrected < mark).mean()
        assert 0.65 * nominal < wrongly < 1.25 * nominal
        assert abs(wrongly - nominal) < abs((plain < mark).mean() - nominal)


@pytest.mark.parametrize("correlation", [-1.0, 1.0, float("nan")])
def test_a_correlation_that_cannot_be_is_refused(correlation: float) -> None:
    with pytest.raises(ValueError, match="correlation must be between -1 and 1"):
        corrected_person_fit(
            bank=yes_or_no(0.0),
            answers=[[1]],
            theta=np.zeros((1, 2)),
            correlation=correlation,
        )


def test_what_does_not_fit_together_is_refused() -> None:
    bank, answers = yes_or_no(0.0), np.zeros((2, 1), dtype=np.int8)

    with pytest.raises(ValueError, match=r"theta must have shape \(2, 2\), got \(2,\)"):
        person_fit(bank=bank, answers=answers, theta=np.zeros(2))
    with pytest.raises(ValueError, match="theta must be finite"):
        person_fit(bank=bank, answers=answers, theta=np.full((2, 2), np.nan))


def test_the_share_of_the_commonest_answer() -> None:
    answers = np.array([[4, 4, 4, 4], [0, 1, 2, 3], [2, 2, -1, 1], [-1, -1, -1, -1]])

    got = straightlining(answers=answers)

    np.testing.assert_allclose(got, [1.0, 0.25, 2 / 3, np.nan])


def test_nobody_draws_no_line() -> None:
    assert len(straightlining(answers=np.empty((0, 5), dtype=np.int8))) == 0


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        (np.zeros(3, dtype=np.int8), r"got int8 of shape \(3,\)"),
        (np.zeros((1, 3)), r"got float64 of shape \(1, 3\)"),
        (np.full((1, 3), -2), "at least -1, got -2"),
    ],
)
def test_answers_that_cannot_be_are_refused(answers: np.ndarray, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        straightlining(answers=answers)
