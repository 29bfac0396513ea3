from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.core.measurement import (
    GradedBank,
    Grid,
    Posterior,
    Prior,
    Trait,
    category_log_probabilities,
    posterior,
)
from tests.core.measurement.banks import ECR12, ecr36, only, simulate
from tests.core.strategies import answers_to, banks, posteriors

FINE = Grid.uniform(low=-6.0, high=6.0, n_nodes=121)
ALL_MIDDLE = np.full(36, 2)
AV_LOW_AN_HIGH = np.where(ecr36().avoidance, 1, 3)
AV_HIGH_AN_LOW = np.where(ecr36().avoidance, 3, 1)
ROUND_ROBIN = np.arange(36) % 5

# Avoidance mean, SD, anxiety mean, SD, P(anxiety > avoidance); worked out once by an
# independent program from the same parameters, printed with four decimals.
REFERENCE = [
    (0.0178, ALL_MIDDLE, (0.5722, 0.1770, -0.1648, 0.2126, 0.0044)),
    (0.3, ALL_MIDDLE, (0.5689, 0.1767, -0.1561, 0.2123, 0.0048)),
    (0.0178, AV_LOW_AN_HIGH, (-0.3473, 0.2030, 0.7605, 0.2334, 0.9998)),
    (0.3, AV_LOW_AN_HIGH, (-0.3363, 0.2026, 0.7507, 0.2327, 0.9998)),
    (0.0178, AV_HIGH_AN_LOW, (1.3955, 0.1959, -1.0092, 0.2246, 0.0000)),
    (0.0178, ROUND_ROBIN, (0.5736, 0.2374, -0.2870, 0.2721, 0.0093)),
    (0.0178, only(ECR12, ALL_MIDDLE), (0.5415, 0.3146, -0.3318, 0.3000, 0.0233)),
    (0.0178, only(ECR12, AV_LOW_AN_HIGH), (-0.3384, 0.3548, 0.4357, 0.3316, 0.9440)),
]
ATOL_PRINTED = 0.5e-4 + 1e-9  # four decimals


@pytest.mark.parametrize(("rho", "answers", "expected"), REFERENCE)
def test_it_agrees_with_the_reference_results(
    rho: float, answers: np.ndarray, expected: tuple[float, ...]
) -> None:
    found = posterior(
        bank=ecr36().bank, answers=answers, prior=Prior(correlation=rho), grid=FINE
    )

    got = (
        found.mean[Trait.AVOIDANCE],
        found.sd[Trait.AVOIDANCE],
        found.mean[Trait.ANXIETY],
        found.sd[Trait.ANXIETY],
        found.p_anxiety_leads,
    )
    np.testing.assert_allclose(got, expected, rtol=0, atol=ATOL_PRINTED)


ECR_PRIOR = Prior(correlation=0.0178)
RTOL_ROUNDING = 1e-9  # sums over 3,721 nodes in another order


def of_ecr(answers: np.ndarray, *, inflation: float = 1.0) -> Posterior:
    return posterior(
        bank=ecr36().bank, answers=answers, prior=ECR_PRIOR, inflation=inflation
    )


def test_without_answers_it_is_the_prior() -> None:
    found = of_ecr(np.full(36, -1))

    np.testing.assert_allclose(found.mean, 0.0, atol=1e-12)
    np.testing.assert_allclose(found.sd, 1.0, atol=1e-4)  # cut off at 4.5 SD
    assert found.covariance[0, 1] == pytest.approx(0.0178, abs=1e-4)
    assert found.p_anxiety_leads == pytest.approx(0.5)


@given(found=posteriors())
def test_all_that_is_read_from_it_agrees(found: Posterior) -> None:
    density, nodes = found.density, found.nodes
    assert density.sum() == pytest.approx(1.0)
    for trait in Trait:
        chance = density.sum(axis=1 - trait)
        np.testing.assert_allclose(
            found.marginal(trait), chance, rtol=RTOL_ROUNDING, atol=1e-15
        )
        assert found.mean[trait] == pytest.approx(chance @ nodes, abs=RTOL_ROUNDING)
    higher = np.triu(density, 1).sum() + np.trace(density) / 2
    assert found.p_anxiety_leads == pytest.approx(higher, abs=RTOL_ROUNDING)
    np.testing.assert_allclose(np.diag(found.covariance), found.sd**2)
    assert np.linalg.eigvalsh(found.covariance).min() > 0


@given(bank=banks(both=True), data=st.data(), inflation=st.sampled_from([1.0, 1.25]))
def test_one_answer_at_a_time_or_all_at_once_is_the_same(
    bank: GradedBank, data: st.DataObject, inflation: float
) -> None:
    answers = data.draw(answers_to(bank))
    order = data.draw(st.permutations(range(bank.n_items)))
    prior = Prior(correlation=0.2)
    step = posterior(
        bank=bank,
        answers=np.full(bank.n_items, -1),
        prior=prior,
        inflation=inflation,
    )

    for item in order:
        step = step.updated(item=item, answer=int(answers[item]))
    at_once = posterior(bank=bank, answers=answers, prior=prior, inflation=inflation)

    np.testing.assert_allclose(step.density, at_once.density, rtol=1e-9, atol=1e-300)


@given(bank=banks(both=True), data=st.data())
def test_the_order_of_items_changes_nothing(
    bank: GradedBank, data: st.DataObject
) -> None:
    answers = data.draw(answers_to(bank))
    order = np.array(data.draw(st.permutations(range(bank.n_items))))
    prior = Prior(correlation=-0.3)

    first = posterior(bank=bank, answers=answers, prior=prior)
    second = posterior(bank=bank.take(order), answers=answers[order], prior=prior)

    np.testing.assert_allclose(first.mean, second.mean, atol=RTOL_ROUNDING)
    np.testing.assert_allclose(first.sd, second.sd, rtol=RTOL_ROUNDING)


@given(bank=banks(both=True), data=st.data())
def test_an_answer_never_widens_what_is_known_on_average(
    bank: GradedBank, data: st.DataObject
) -> None:
    before = posterior(
        bank=bank, answers=data.draw(answers_to(bank)), prior=Prior(correlation=0.3)
    )
    item = data.draw(st.integers(0, bank.n_items - 1))
    trait = Trait(int(bank.trait[item]))
    chance = np.exp(category_log_probabilities(theta=before.nodes, bank=bank))
    expected = before.marginal(trait) @ chance[:, item, :]

    variances = [
        before.updated(item=item, answer=answer).sd ** 2 if weight > 0 else np.zeros(2)
        for answer, weight in enumerate(expected[: bank.n_categories[item]])
    ]

    after = expected[: bank.n_categories[item]] @ np.array(variances)
    assert (after <= before.sd**2 + 1e-12).all()


@given(bank=banks(both=True), data=st.data())
def test_swapping_the_fears_swaps_the_results(
    bank: GradedBank, data: st.DataObject
) -> None:
    answers = data.draw(answers_to(bank))
    prior = Prior(correlation=0.4)
    swapped = GradedBank(
        discrimination=bank.discrimination,
        thresholds=bank.thresholds,
        trait=1 - bank.trait,
    )

    one = posterior(bank=bank, answers=answers, prior=prior)
    other = posterior(bank=swapped, answers=answers, prior=prior)

    np.testing.assert_allclose(one.mean, other.mean[::-1], atol=RTOL_ROUNDING)
    assert one.p_anxiety_leads == pytest.approx(1 - other.p_anxiety_leads)
    assert one.p_anxiety_leads_raw == pytest.approx(
        1 - other.p_anxiety_leads_raw, abs=RTOL_ROUNDING
    )


def test_a_higher_answer_raises_the_mean() -> None:
    start = of_ecr(np.full(36, -1))

    means = [start.updated(item=0, answer=k).mean[Trait.AVOIDANCE] for k in range(5)]

    assert (np.diff(means) > 0).all()


def test_the_last_word_is_not_lost_in_the_tail() -> None:
    highest = of_ecr(np.full(36, 4))
    lowest = of_ecr(np.zeros(36, dtype=np.int8))

    assert (highest.mean > 2.3).all()
    assert (lowest.mean < -2.2).all()
    assert np.isfinite(highest.density).all()


def test_contradictory_answers_on_a_hundred_sharp_items_still_give_numbers() -> None:
    n_items = 100
    bank = GradedBank(
        discrimination=np.full(n_items, 4.0),
        thresholds=np.tile([-2.0, 2.0], (n_items, 1)),
        trait=np.arange(n_items) % 2,
    )
    answers = np.where(np.arange(n_items) % 4 < 2, 0, 2)

    found = posterior(bank=bank, answers=answers, prior=Prior(correlation=-0.95))

    assert np.isfinite(found.mean).all()
    assert found.density.sum() == pytest.approx(1.0)


def test_intervals_hold_their_mass() -> None:
    # Grid.default() without answers is a standard normal: ±1.645 holds 90 %.
    found = of_ecr(np.full(36, -1))

    np.testing.assert_allclose(
        found.interval(Trait.ANXIETY), (-1.645, 1.645), atol=4e-3
    )
    np.testing.assert_allclose(
        found.interval(Trait.AVOIDANCE, mass=0.5), (-0.674, 0.674), atol=4e-3
    )
    with pytest.raises(ValueError, match=r"between 0 and 1, got 1\.0"):
        found.interval(Trait.AVOIDANCE, mass=1.0)


def test_draws_tell_the_same_story() -> None:
    found = of_ecr(only(ECR12, ROUND_ROBIN), inflation=1.25)

    cloud = found.draws(200_000, np.random.default_rng(7))

    spread = found.tables.grid.step**2 / 12  # each node is spread over its cell
    # Monte Carlo: 4 standard errors of 200,000 draws with SD 0.4
    np.testing.assert_allclose(cloud.mean(axis=0), found.mean, atol=4e-3)
    np.testing.assert_allclose(cloud.var(axis=0), found.sd**2 + spread, rtol=0.02)
    leads = (cloud[:, 1] > cloud[:, 0]).mean()
    assert leads == pytest.approx(found.p_anxiety_leads, abs=5e-3)
    low, high = found.interval(Trait.ANXIETY)
    inside = ((cloud[:, 1] > low) & (cloud[:, 1] < high)).mean()
    assert inside == pytest.approx(0.9, abs=5e-3)
    with pytest.raises(ValueError, match="n_draws must be at least 1, got 0"):
        found.draws(0, np.random.default_rng(7))


def test_the_same_dice_give_the_same_cloud() -> None:
    found = of_ecr(ALL_MIDDLE)

    one, other = (found.draws(100, np.random.default_rng(3)) for _ in range(2))

    np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("answers", [ALL_MIDDLE, AV_LOW_AN_HIGH, ROUND_ROBIN])
def test_inflation_widens_the_sd_and_leaves_the_mean(answers: np.ndarray) -> None:
    plain, wide = of_ecr(answers), of_ecr(answers, inflation=1.25)

    # exact for a normal posterior; these are slightly skewed
    np.testing.assert_allclose(wide.sd / plain.sd, 1.25, atol=0.01)
    np.testing.assert_allclose(wide.mean, plain.mean, atol=0.02)
    low, high = wide.interval(Trait.ANXIETY)
    # flat cells widen an interval by about step²/(24·sd²), here 1 to 2 %
    assert high - low == pytest.approx(3.29 * wide.sd[Trait.ANXIETY], rel=0.03)


def test_inflation_keeps_the_most_plausible_point() -> None:
    plain, wide = of_ecr(ROUND_ROBIN), of_ecr(ROUND_ROBIN, inflation=1.25)

    assert plain.density.argmax() == wide.density.argmax()
    np.testing.assert_allclose(
        np.log(wide.density / wide.density.max()),
        np.log(plain.density / plain.density.max()) / 1.25**2,
        atol=1e-8,
    )


def test_inflation_makes_a_lead_less_sure() -> None:
    answers = only(ECR12, AV_LOW_AN_HIGH)

    plain, wide = of_ecr(answers), of_ecr(answers, inflation=1.25)

    assert 0.5 < wide.p_anxiety_leads < plain.p_anxiety_leads
    assert 0.5 < wide.p_elevated(Trait.ANXIETY) < plain.p_elevated(Trait.ANXIETY)


def test_the_expected_mean_lies_on_the_answer_scale() -> None:
    found = of_ecr(AV_LOW_AN_HIGH)

    anxiety = found.expected_mean(Trait.ANXIETY)

    # all 4 of 5 given; the expectation is drawn a little towards the middle
    assert anxiety.value == pytest.approx(3.8, abs=0.15)
    assert 3.0 < anxiety.low < anxiety.value < anxiety.high < 5.0
    assert anxiety.high - anxiety.low == pytest.approx(3.29 * anxiety.sd, rel=0.05)


def test_a_finer_grid_says_the_same() -> None:
    fine_grid = Grid.uniform(low=-4.5, high=4.5, n_nodes=601)
    rng = np.random.default_rng(17)
    people = simulate(ecr36().bank, rng.standard_normal((30, 2)), rng)
    for answers in (ALL_MIDDLE, AV_LOW_AN_HIGH, ROUND_ROBIN, *people):
        coarse = of_ecr(answers)
        fine = posterior(
            bank=ecr36().bank, answers=answers, prior=ECR_PRIOR, grid=fine_grid
        )

        np.testing.assert_allclose(coarse.mean, fine.mean, atol=1e-5)
        np.testing.assert_allclose(coarse.sd, fine.sd, atol=1e-5)
        # a cell is flat, so a cut through it is off by up to step²·p'/8
        assert coarse.p_anxiety_leads == pytest.approx(fine.p_anxiety_leads, abs=5e-3)
        assert coarse.p_anxiety_leads_raw == pytest.approx(
            fine.p_anxiety_leads_raw, abs=8e-3
        )
        for trait in Trait:
            assert coarse.p_elevated(trait) == pytest.approx(
                fine.p_elevated(trait), abs=0.012
            )


def test_the_grid_is_wide_enough_for_the_highest_answers() -> None:
    wide = Grid.uniform(low=-9.0, high=9.0, n_nodes=241)
    answers = np.full(36, 4)

    usual = of_ecr(answers)
    whole = posterior(bank=ecr36().bank, answers=answers, prior=ECR_PRIOR, grid=wide)

    # 4.5 SD cuts off a hundredth of this posterior, whose SD is about 0.5
    np.testing.assert_allclose(usual.mean, whole.mean, atol=0.02)
    np.testing.assert_allclose(usual.sd, whole.sd, rtol=0.05)


def test_a_bank_about_one_fear_says_nothing_of_the_answers_of_the_other() -> None:
    bank = ecr36().bank.take(np.flatnonzero(ecr36().avoidance))

    found = posterior(bank=bank, answers=np.full(18, 3), prior=Prior(correlation=0.5))

    assert found.mean[Trait.ANXIETY] > 0.5  # by the correlation alone
    assert np.isnan(found.p_anxiety_leads_raw)
    assert np.isnan(found.p_elevated(Trait.ANXIETY))
    assert found.p_elevated(Trait.AVOIDANCE) > 0.9
    with pytest.raises(ValueError, match="no item about anxiety"):
        found.expected_mean(Trait.ANXIETY)


def test_a_skipped_item_teaches_nothing() -> None:
    found = of_ecr(ROUND_ROBIN)

    assert found.updated(item=3, answer=-1) is found


def test_answers_that_cannot_be_are_refused() -> None:
    found = of_ecr(ALL_MIDDLE)

    with pytest.raises(ValueError, match=r"item must lie in 0 … 35, got 36"):
        found.updated(item=36, answer=0)
    with pytest.raises(ValueError, match=r"item 4: answer must lie in 0 … 4 .* got 5"):
        found.updated(item=4, answer=5)
    with pytest.raises(ValueError, match=r"item 4: answer must lie in 0 … 4 .* got -2"):
        found.updated(item=4, answer=-2)
    with pytest.raises(ValueError, match=r"36 items per person, got shape \(1, 35\)"):
        of_ecr(np.zeros(35, dtype=np.int8))
    with pytest.raises(ValueError, match="whole numbers, got float64"):
        of_ecr(np.zeros(36))
    with pytest.raises(ValueError, match=r"item 7: answer must lie in 0 … 4 .* got 5"):
        of_ecr(np.where(np.arange(36) == 7, 5, 0))


@pytest.mark.parametrize("inflation", [0.8, np.nan, np.inf])
def test_an_inflation_below_one_is_refused(inflation: float) -> None:
    with pytest.raises(ValueError, match=f"at least 1, got {inflation}"):
        of_ecr(ALL_MIDDLE, inflation=inflation)


def test_a_chance_is_never_more_than_one() -> None:
    bank = ecr36().bank
    rng = np.random.default_rng(1)
    high = rng.integers(3, 5, size=(100, 36))
    low = rng.integers(0, 2, size=(100, 36))

    chances = [
        posterior(bank=bank, answers=row, prior=Prior(0.0)).p_anxiety_leads
        for row in np.where(bank.trait == Trait.ANXIETY, high, low)
    ]

    assert 0.999 < max(chances) <= 1.0
