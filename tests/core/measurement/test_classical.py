from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.core.measurement import alpha, check_key, item_rest, keyed_mean
from tests.core.measurement.banks import ecr36, simulate

FOUR_PEOPLE = np.array([[0, 1, 0], [1, 1, 2], [2, 3, 2], [3, 3, 4]])


def test_a_mean_needs_four_fifths_of_the_items() -> None:
    answers = np.zeros((3, 10), dtype=np.int8)
    answers[1, :2] = -1
    answers[2, :3] = -1

    np.testing.assert_allclose(keyed_mean(answers=answers), [1.0, 1.0, np.nan])


def test_a_mean_is_of_the_answers_that_are_there() -> None:
    answers = np.array([[4, 3, 2, 1, -1]])

    assert keyed_mean(answers=answers).tolist() == [3.5]
    assert keyed_mean(answers=answers, lowest=0.0).tolist() == [2.5]
    assert np.isnan(keyed_mean(answers=answers, enough=1.0)).all()


def test_without_answers_there_is_no_mean() -> None:
    assert np.isnan(keyed_mean(answers=np.full((1, 3), -1), enough=1e-12)).all()


def test_alpha_by_hand() -> None:
    # totals 1, 4, 7, 10: variance 15; items 5/3, 4/3, 8/3: sum 17/3
    # 3/2 · (1 - (17/3) / 15) = 14/15
    assert alpha(answers=FOUR_PEOPLE) == pytest.approx(14 / 15)


def test_alpha_leaves_incomplete_rows_out() -> None:
    answers = np.vstack([FOUR_PEOPLE, [[4, 0, -1]]])

    assert alpha(answers=answers) == alpha(answers=FOUR_PEOPLE)


def test_alpha_of_people_who_are_all_alike_is_unknown() -> None:
    assert np.isnan(alpha(answers=np.ones((3, 3), dtype=np.int8)))


def test_item_rest_is_the_correlation_with_the_others() -> None:
    got = item_rest(answers=FOUR_PEOPLE)

    for item in range(3):
        rest = np.delete(FOUR_PEOPLE, item, axis=1).sum(axis=1)
        assert got[item] == pytest.approx(np.corrcoef(FOUR_PEOPLE[:, item], rest)[0, 1])


def test_an_item_that_all_answer_alike_goes_with_nothing() -> None:
    answers = FOUR_PEOPLE.copy()
    answers[:, 1] = 2

    assert np.isnan(item_rest(answers=answers)).tolist() == [False, True, False]


def many_answers(n_people: int = 200) -> np.ndarray:
    rng = np.random.default_rng(6)
    ecr = ecr36()
    answers = simulate(ecr.bank, rng.standard_normal((n_people, 2)), rng)
    return answers[:, ecr.avoidance]


def test_a_right_key_passes() -> None:
    got = check_key(answers=many_answers())

    assert got.passed is True
    assert got.n_people == 200
    assert len(got.negative) == len(got.weak) == 0
    assert got.item_rest.min() > 0.4


@given(item=st.integers(0, 17))
def test_one_item_turned_the_wrong_way_is_found(item: int) -> None:
    answers = many_answers()
    answers[:, item] = 4 - answers[:, item]

    got = check_key(answers=answers)

    assert got.passed is False
    assert got.negative.tolist() == [item]
    assert got.weak.tolist() == [item]


@pytest.mark.parametrize(("n_weak", "passed"), [(3, True), (4, False)])
def test_a_fifth_of_the_items_may_be_weak(n_weak: int, *, passed: bool) -> None:
    # 18 items: a fifth is 3.6. All give the same answer to a weak item.
    answers = many_answers()
    answers[:, :n_weak] = 2

    got = check_key(answers=answers)

    assert got.weak.tolist() == list(range(n_weak))
    assert got.passed is passed


def test_too_few_people_cannot_judge_a_key() -> None:
    assert check_key(answers=many_answers(29)).passed is None
    assert check_key(answers=many_answers(30)).passed is True


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        (np.zeros(4, dtype=np.int8), r"people × items, got int8 of shape \(4,\)"),
        (np.zeros((3, 0), dtype=np.int8), r"got int8 of shape \(3, 0\)"),
        (np.zeros((3, 3)), r"got float64 of shape \(3, 3\)"),
        (np.full((3, 3), -9), "at least -1, got -9"),
        (np.zeros((3, 1), dtype=np.int8), "needed, got 1 and 3"),
        (np.array([[1, 2], [1, -1]]), "needed, got 2 and 1"),
    ],
)
def test_what_is_no_scale_is_refused(answers: np.ndarray, message: str) -> None:
    for function in (alpha, item_rest, check_key):
        with pytest.raises(ValueError, match=message):
            function(answers=answers)


@pytest.mark.parametrize("enough", [0.0, 1.2])
def test_a_share_that_makes_no_sense_is_refused(enough: float) -> None:
    with pytest.raises(ValueError, match=f"enough must lie in 0 … 1, got {enough}"):
        keyed_mean(answers=FOUR_PEOPLE, enough=enough)
