from __future__ import annotations

import csv
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.core.measurement import (
    GradedBank,
    Trait,
    category_log_probabilities,
    expected_answer,
    item_information,
)
from tests.core.measurement.banks import ECR12, TABLES, ecr36
from tests.core.strategies import LEVEL, banks

PAIR = GradedBank(
    discrimination=np.array([1.5, 0.8]),
    thresholds=np.array([[-1.0, 0.0, 1.0], [0.5, np.inf, np.inf]]),
    trait=np.array([0, 1]),
)
RTOL_DOUBLE = 1e-12  # a few roundings, multiplied by logits up to 250


def of_one_item(a: float, thresholds: list[float]) -> GradedBank:
    return GradedBank(
        discrimination=np.array([a]),
        thresholds=np.array([thresholds]),
        trait=np.array([0]),
    )


def tails() -> list[dict[str, str]]:
    with (TABLES / "graded_tails.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_log_probabilities_are_exact_far_out() -> None:
    # tests/oracle/make/graded_tails.py made the file with mpmath at 400 digits:
    # log(S(a·(θ - b[k])) - S(a·(θ - b[k+1]))), S(x) = 1 / (1 + mp.exp(-x))
    for row in tails():
        bank = of_one_item(float(row["a"]), [*map(float, row["thresholds"].split())])
        theta = np.array([float(row["theta"])])

        got = category_log_probabilities(theta=theta, bank=bank)

        np.testing.assert_allclose(
            got[0, 0, int(row["category"])],
            float(row["log_probability"]),
            # the gap of two thresholds a millionth apart is itself rounded
            rtol=1e-9 if "-0.999999" in row["thresholds"] else RTOL_DOUBLE,
        )


def test_information_is_exact_far_out() -> None:
    for row in tails():
        bank = of_one_item(float(row["a"]), [*map(float, row["thresholds"].split())])

        got = item_information(bank=bank, theta=np.array([float(row["theta"])]))

        np.testing.assert_allclose(
            got[0, 0],
            float(row["information"]),
            rtol=1e-9 if "-0.999999" in row["thresholds"] else RTOL_DOUBLE,
        )


def test_nine_sds_out_a_low_answer_costs_forty() -> None:
    # logit = 4 · (9 + 1) = 40, and log S(-40) = -40 - log(1 + exp(-40))
    bank = of_one_item(4.0, [-1.0])

    got = category_log_probabilities(theta=np.array([9.0]), bank=bank)

    assert got[0, 0, 0] == pytest.approx(-40.0, abs=1e-13)


def test_at_a_threshold_both_sides_are_an_even_bet() -> None:
    got = np.exp(category_log_probabilities(theta=np.array([0.5]), bank=PAIR))

    np.testing.assert_allclose(got[0, 1, :2], [0.5, 0.5])
    assert (got[0, 1, 2:] == 0.0).all()  # the second item has two categories


def test_information_of_a_yes_or_no_item_is_a2pq() -> None:
    # I = a²·P·(1 − P) with P = S(0.8 · (1.5 − 0.5)) = S(0.8)
    p = 1.0 / (1.0 + np.exp(-0.8))

    got = item_information(bank=PAIR, theta=np.array([1.5]))

    assert got[0, 1] == pytest.approx(0.64 * p * (1 - p))


@given(bank=banks(), theta=LEVEL)
def test_chances_sum_to_one(bank: GradedBank, theta: float) -> None:
    got = np.exp(category_log_probabilities(theta=np.array([theta]), bank=bank))

    np.testing.assert_allclose(got.sum(axis=2), 1.0, rtol=RTOL_DOUBLE)


@given(bank=banks(), theta=LEVEL, more=st.floats(0.0, 3.0))
def test_more_of_the_trait_never_lowers_the_expected_answer(
    bank: GradedBank, theta: float, more: float
) -> None:
    got = expected_answer(bank=bank, theta=np.array([theta, theta + more]))

    assert (np.diff(got, axis=0) >= -1e-12).all()
    assert (got >= 1.0).all()
    assert (got <= bank.n_categories).all()


@given(bank=banks(), theta=LEVEL)
def test_the_expected_answer_is_the_mean_of_the_chances(
    bank: GradedBank, theta: float
) -> None:
    level = np.array([theta])
    chance = np.exp(category_log_probabilities(theta=level, bank=bank))
    answers = np.arange(1, bank.max_categories + 1)

    got = expected_answer(bank=bank, theta=level)

    np.testing.assert_allclose(got, chance @ answers, rtol=1e-10)


@given(bank=banks(), theta=st.floats(-3.0, 3.0))
def test_information_is_the_variance_of_the_slope(
    bank: GradedBank, theta: float
) -> None:
    step = 1e-4  # central differences: error step²·a³/6 on each slope
    around = np.array([theta - step, theta, theta + step])
    log_chance = category_log_probabilities(theta=around, bank=bank)
    real = np.isfinite(log_chance[1])
    chance = np.where(real, np.exp(log_chance[1]), 0.0)
    difference = np.subtract(
        log_chance[2], log_chance[0], out=np.zeros_like(chance), where=real
    )

    got = item_information(bank=bank, theta=around)[1]

    expected = (chance * (difference / (2 * step)) ** 2).sum(axis=1)
    np.testing.assert_allclose(got, expected, rtol=1e-4, atol=1e-9)


def test_a_padded_item_is_worth_what_it_is_worth_alone() -> None:
    alone = of_one_item(0.8, [0.5])
    theta = np.linspace(-5.0, 5.0, 11)

    np.testing.assert_allclose(
        item_information(bank=PAIR, theta=theta)[:, 1],
        item_information(bank=alone, theta=theta)[:, 0],
        rtol=RTOL_DOUBLE,
    )
    np.testing.assert_allclose(
        category_log_probabilities(theta=theta, bank=PAIR)[:, 1, :2],
        category_log_probabilities(theta=theta, bank=alone)[:, 0],
        rtol=RTOL_DOUBLE,
    )


AT = np.array([-2.0, -1.0, 0.0, 1.0, 2.0, 3.0])
PRECISION = [  # posterior SD with a standard normal prior, two decimals
    (Trait.AVOIDANCE, None, (0.35, 0.23, 0.22, 0.21, 0.22, 0.34)),
    (Trait.ANXIETY, None, (0.28, 0.25, 0.25, 0.26, 0.32, 0.45)),
    (Trait.AVOIDANCE, ECR12, (0.53, 0.38, 0.38, 0.37, 0.39, 0.54)),
    (Trait.ANXIETY, ECR12, (0.40, 0.36, 0.36, 0.37, 0.51, 0.79)),
]


@pytest.mark.parametrize(("trait", "places", "sds"), PRECISION)
def test_the_ecr_is_as_precise_as_published(
    trait: Trait, places: np.ndarray | None, sds: tuple[float, ...]
) -> None:
    bank = ecr36().bank if places is None else ecr36().bank.take(places)
    information = item_information(bank=bank, theta=AT)[:, bank.items_of(trait)]

    got = 1.0 / np.sqrt(1.0 + information.sum(axis=1))

    # 0.005 for two decimals, 0.002 for parameters that are printed with two
    np.testing.assert_allclose(got, sds, rtol=0, atol=0.007)


@pytest.mark.parametrize(
    ("trait", "levels"),
    [
        (Trait.AVOIDANCE, (-0.52, 0.07, 0.57, 1.05, 1.60)),
        (Trait.ANXIETY, (-1.23, -0.64, -0.10, 0.46, 1.11)),
    ],
)
def test_item_means_stand_for_the_published_levels(
    trait: Trait, levels: tuple[float, ...]
) -> None:
    bank = ecr36().bank
    theta = np.linspace(-4.0, 4.0, 801)
    curve = expected_answer(bank=bank, theta=theta)[:, bank.items_of(trait)]

    # tolerance as above: two decimals of the result and of the parameters
    got = np.interp([2.0, 2.5, 3.0, 3.5, 4.0], curve.mean(axis=1), theta)

    np.testing.assert_allclose(got, levels, rtol=0, atol=0.007)


def test_a_bank_keeps_its_arrays() -> None:
    a = np.array([1.0])
    bank = GradedBank(
        discrimination=a, thresholds=np.array([[0.0]]), trait=np.array([0])
    )

    a[0] = 9.0

    assert bank.discrimination[0] == 1.0
    with pytest.raises(ValueError, match="read-only"):
        bank.discrimination[0] = 9.0


def test_equal_banks_are_equal() -> None:
    same = PAIR.take([0, 1])

    assert same == PAIR
    assert hash(same) == hash(PAIR)
    assert PAIR.take([1, 0]) != PAIR
    assert PAIR != "a bank"


BAD_BANKS: list[tuple[Any, Any, Any, str]] = [
    ([], [], [], r"must be a list of items, got shape \(0,\)"),
    ([1.0], [0.0], [0], r"shape \(1, n_categories - 1\), got \(1,\)"),
    ([1.0], [[]], [0], r"shape \(1, n_categories - 1\), got \(1, 0\)"),
    ([1.0, 1.0], [[0.0]], [0, 0], r"shape \(2, n_categories - 1\), got \(1, 1\)"),
    ([1.0], [[0.0]], [0, 1], r"trait must have shape \(1,\), got \(2,\)"),
    ([1.0, -1.2], [[0.0]] * 2, [0, 0], "item 1: discrimination .* above 0, got -1.2"),
    ([np.nan], [[0.0]], [0], "item 0: discrimination .* got nan"),
    ([np.inf], [[0.0]], [0], "item 0: discrimination .* got inf"),
    ([1.0], [[1.0, 0.0]], [0], r"item 0: thresholds must rise, got \[1.0, 0.0\]"),
    ([1.0], [[1.0, 1.0]], [0], "item 0: thresholds must rise"),
    ([1.0], [[np.nan, 1.0]], [0], "item 0: thresholds must be finite"),
    ([1.0], [[-np.inf, 1.0]], [0], "item 0: thresholds must be finite"),
    ([1.0], [[0.0, np.inf, 1.0]], [0], "item 0: thresholds must be finite"),
    ([1.0], [[np.inf, np.inf]], [0], "item 0: thresholds must be finite"),
    ([1.0], [[0.0]], [0.5], "trait must be whole numbers, got float64"),
    ([1.0], [[0.0]], [2], "item 0: trait must be 0 or 1, got 2"),
]


@pytest.mark.parametrize(("a", "b", "trait", "message"), BAD_BANKS)
def test_a_bank_that_cannot_be_is_refused(
    a: Any, b: Any, trait: Any, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        GradedBank(discrimination=a, thresholds=b, trait=trait)


@pytest.mark.parametrize("theta", [np.array([0.0, np.inf]), np.array([np.nan])])
def test_a_level_that_is_not_finite_is_refused(theta: np.ndarray) -> None:
    for function in (category_log_probabilities, expected_answer, item_information):
        with pytest.raises(ValueError, match=r"theta must be finite, got (inf|nan)"):
            function(theta=theta, bank=PAIR)


def test_levels_have_one_axis() -> None:
    with pytest.raises(ValueError, match=r"one axis, got shape \(1, 1\)"):
        expected_answer(bank=PAIR, theta=np.zeros((1, 1)))
