from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.core.measurement import GradedBank, category_log_probabilities
from nearer.core.measurement.calibration._graded import (
    answer_bends,
    answer_scores,
    count_gradient,
    count_information,
    is_ordered,
    item_table,
)
from nearer.core.measurement.calibration._latent import correlated, shifted, standard

NODES = np.linspace(-6.0, 6.0, 31)
ITEMS = np.array(
    [
        [1.5, 3.0, 1.0, -1.0, -2.0],
        [0.8, 2.0, 0.5, -np.inf, -np.inf],
        [-4.0, 8.0, 7.5, 0.0, -9.0],
    ]
)
STEP = 1e-5
ATOL_NUMERIC = 2e-7  # central differences with that step, of sums of size 100


def some_counts() -> np.ndarray:
    counts = np.random.default_rng(1).random((3, 5, len(NODES)))
    counts[1, 3:] = 0.0
    return counts


def nudged(item: int, place: int, by: float) -> np.ndarray:
    moved = ITEMS.copy()
    moved[item, place] += by
    return moved


PLACES = [(int(i), int(k)) for i, k in np.argwhere(np.isfinite(ITEMS))]


def test_it_agrees_with_the_bank_that_scores() -> None:
    bank = GradedBank(
        discrimination=np.array([1.5, 0.8]),
        thresholds=np.array(
            [[-2.0, -2 / 3, 2 / 3, 4 / 3], [-2.5, -0.625, np.inf, np.inf]]
        ),
        trait=np.array([0, 0]),
    )

    table = item_table(parameters=ITEMS[:2], nodes=NODES)

    scored = category_log_probabilities(theta=NODES, bank=bank).transpose(1, 2, 0)
    real = np.isfinite(scored)
    np.testing.assert_allclose(table.log_p[real], scored[real], rtol=1e-12, atol=1e-14)
    assert np.all(table.log_p[~real] == 0.0)


@given(
    slope=st.floats(-4, 4),
    top=st.floats(-6, 6),
    gaps=st.lists(st.floats(1e-6, 8.0), min_size=1, max_size=6),
)
def test_chances_sum_to_one(slope: float, top: float, gaps: list[float]) -> None:
    intercepts = top - np.cumsum([0.0, *gaps])
    parameters = np.array([[slope, *intercepts]])

    table = item_table(parameters=parameters, nodes=NODES)

    np.testing.assert_allclose(np.exp(table.log_p).sum(axis=1), 1.0, rtol=1e-12)


@pytest.mark.parametrize(("item", "place"), PLACES)
def test_gradient_and_information_are_the_derivatives(item: int, place: int) -> None:
    counts = some_counts()

    def value_and_slope(by: float) -> tuple[float, np.ndarray]:
        table = item_table(parameters=nudged(item, place, by), nodes=NODES)
        slope = count_gradient(table=table, counts=counts, nodes=NODES)
        return float(np.sum(table.log_p * counts)), slope

    table = item_table(parameters=ITEMS, nodes=NODES)
    (up, up_slope), (down, down_slope) = value_and_slope(STEP), value_and_slope(-STEP)

    gradient = count_gradient(table=table, counts=counts, nodes=NODES)
    information = count_information(table=table, counts=counts, nodes=NODES)
    assert gradient[item, place] == pytest.approx((up - down) / (2 * STEP), rel=1e-6)
    bend = -(up_slope - down_slope)[item] / (2 * STEP)
    own = np.isfinite(ITEMS[item])
    np.testing.assert_allclose(
        information[item, place, own], bend[own], rtol=1e-6, atol=ATOL_NUMERIC
    )


def test_scores_of_single_answers_add_up_to_the_gradient() -> None:
    counts = some_counts()
    table = item_table(parameters=ITEMS, nodes=NODES)

    scores = answer_scores(table=table, nodes=NODES)

    np.testing.assert_allclose(
        np.einsum("jkq,jkmq->jm", counts, scores),
        count_gradient(table=table, counts=counts, nodes=NODES),
        rtol=1e-10,
        atol=1e-10,
    )


def test_bends_are_the_scores_derivatives_along_the_trait() -> None:
    def scores(by: float) -> np.ndarray:
        nodes = NODES + by
        table = item_table(parameters=ITEMS, nodes=nodes)
        return answer_scores(table=table, nodes=nodes).transpose(0, 2, 1, 3)

    table = item_table(parameters=ITEMS, nodes=NODES)
    first, second = answer_bends(table=table, slopes=ITEMS[:, 0], nodes=NODES)

    up, here, down = scores(1e-3), scores(0.0), scores(-1e-3)
    np.testing.assert_allclose(first, (up - down) / 2e-3, atol=1e-4)
    np.testing.assert_allclose(second, (up - 2.0 * here + down) / 1e-6, atol=1e-3)


def test_thresholds_out_of_order_are_noticed() -> None:
    assert is_ordered(ITEMS)
    assert not is_ordered(np.array([[1.0, 0.5, 0.5]]))
    assert not is_ordered(np.array([[np.nan, 0.5, 0.1]]))


@pytest.mark.parametrize("fisher_z", [-0.8, 0.0, 0.3])
def test_the_latent_correlation_has_exact_derivatives(fisher_z: float) -> None:
    here = correlated(nodes=NODES, fisher_z=fisher_z)
    up = correlated(nodes=NODES, fisher_z=fisher_z + STEP)
    down = correlated(nodes=NODES, fisher_z=fisher_z - STEP)

    assert here.prior.sum() == pytest.approx(1.0, rel=1e-14)
    numeric = (np.log(up.prior) - np.log(down.prior)) / (2 * STEP)
    np.testing.assert_allclose(here.scores[0], numeric, rtol=1e-6, atol=1e-6)
    numeric = (up.scores[0] - down.scores[0]) / (2 * STEP)
    np.testing.assert_allclose(here.curvature[0, 0], numeric, rtol=1e-6, atol=1e-6)


def test_a_group_with_its_own_mean_and_sd_has_exact_derivatives() -> None:
    place = np.array([0.4, -0.2])
    here = shifted(nodes=NODES, mean=place[0], log_sd=place[1])

    for m in range(2):
        ahead, behind = place.copy(), place.copy()
        ahead[m] += STEP
        behind[m] -= STEP
        up = shifted(nodes=NODES, mean=ahead[0], log_sd=ahead[1])
        down = shifted(nodes=NODES, mean=behind[0], log_sd=behind[1])
        numeric = (np.log(up.prior) - np.log(down.prior)) / (2 * STEP)
        np.testing.assert_allclose(here.scores[m], numeric, rtol=1e-6, atol=1e-6)
        numeric = (up.scores - down.scores) / (2 * STEP)
        np.testing.assert_allclose(here.curvature[m], numeric, rtol=1e-6, atol=1e-6)


def test_a_standard_trait_has_mean_nought_and_variance_one() -> None:
    latent = standard(nodes=NODES)

    assert latent.prior @ NODES == pytest.approx(0.0, abs=1e-15)
    assert latent.prior @ NODES**2 == pytest.approx(1.0, rel=1e-6)
    assert latent.scores.shape == (0, len(NODES))


@pytest.mark.parametrize(("fisher_z", "at_most"), [(0.02, 10), (0.6, 31)])
def test_the_joint_prior_is_a_short_sum_of_products(
    fisher_z: float, at_most: int
) -> None:
    latent = correlated(nodes=NODES, fisher_z=fisher_z)

    left, right = latent.split()

    assert len(left) <= at_most
    np.testing.assert_allclose(left.T @ right, latent.prior, rtol=0, atol=1e-14)
