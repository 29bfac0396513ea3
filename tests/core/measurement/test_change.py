from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.core.measurement import (
    Change,
    ChangeRules,
    Estimate,
    GradedBank,
    Grid,
    Posterior,
    Prior,
    Trait,
    change,
    posterior,
    reliable_change_index,
    significant_cut,
    theta_change_z,
)
from tests.core.measurement.banks import ecr36, simulate
from tests.core.strategies import answers_to, banks

PRIOR = Prior(correlation=0.0178)

# SD, reliability, published index. The last digit is what is printed.
INDICES = [
    (1.1, 0.94, 0.75, 0.005),  # ECR, 1 to 7, alpha
    (1.1, 0.85, 1.18, 0.005),  # ECR, 1 to 7, retest
    (21.82, 0.89, 20.0, 0.5),  # FIS
    (5.8, 0.91, 4.8, 0.05),  # RSES, alpha
    (5.8, 0.85, 6.2, 0.05),  # RSES, retest
    (17.0, 0.98, 6.7, 0.05),  # CSI-16, alpha
    (17.0, 0.90, 14.9, 0.05),  # CSI-16, retest
    (4.7, 0.94, 3.2, 0.05),  # CSI-4
    (0.829, 0.938, 0.57, 0.005),  # ECR avoidance, 1 to 5
    (0.801, 0.916, 0.64, 0.005),  # ECR anxiety, 1 to 5
    (0.906, 0.852, 0.97, 0.005),  # ECR-12 avoidance
    (0.964, 0.842, 1.06, 0.005),  # ECR-12 anxiety
]


@pytest.mark.parametrize(("sd", "reliability", "index", "printed"), INDICES)
def test_the_published_indices(
    sd: float, reliability: float, index: float, printed: float
) -> None:
    got = reliable_change_index(sd=sd, reliability=reliability)

    assert got == pytest.approx(index, abs=printed + 1e-9)


@pytest.mark.parametrize(
    ("sd", "reliability", "message"),
    [
        (0.0, 0.9, "sd must be above 0, got 0.0"),
        (1.0, 1.1, "reliability must lie in 0 … 1, got 1.1"),
        (1.0, -0.1, "reliability must lie in 0 … 1, got -0.1"),
    ],
)
def test_an_index_of_nothing_is_refused(
    sd: float, reliability: float, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        reliable_change_index(sd=sd, reliability=reliability)


def test_the_cut_is_as_many_sds_from_both_groups() -> None:
    # (10·40 + 20·70) / 30 = 60: one SD of 20 above 40, one SD of 10 below 70
    got = significant_cut(mean=40.0, sd=20.0, healthy_mean=70.0, healthy_sd=10.0)

    assert got == pytest.approx(60.0)
    with pytest.raises(ValueError, match=r"both SDs must be above 0, got 0.0 and 1.0"):
        significant_cut(mean=0.0, sd=0.0, healthy_mean=1.0, healthy_sd=1.0)


def test_z_is_the_difference_over_both_errors() -> None:
    before = Estimate(value=1.0, sd=0.3, low=0.5, high=1.5)
    after = Estimate(value=0.0, sd=0.4, low=-0.6, high=0.6)

    assert theta_change_z(before=before, after=after) == pytest.approx(-2.0)
    exact = Estimate(value=0.0, sd=0.0, low=0.0, high=0.0)
    with pytest.raises(ValueError, match="SD of 0"):
        theta_change_z(before=exact, after=exact)


def sitting(answers: np.ndarray, *, inflation: float = 1.0) -> Posterior:
    return posterior(
        bank=ecr36().bank, answers=answers, prior=PRIOR, inflation=inflation
    )


def test_it_follows_the_normal_formula() -> None:
    # Many fine items make both likelihoods nearly normal. With precisions p₁, p₂ of
    # the answers and the prior N(0, [[1, r], [r, 1]]) the posterior is normal:
    # precision K = R⁻¹ + diag(p), mean K⁻¹·(p₁m₁, p₂m₂).
    bank = GradedBank(
        discrimination=np.full(40, 1.2),
        thresholds=np.linspace(-2.0, 2.0, 40)[:, None] + np.linspace(-1, 1, 4),
        trait=np.arange(40) % 2,
    )
    rng = np.random.default_rng(8)
    truth = np.array([[0.6, 0.0], [-0.3, 0.0]])
    rows = simulate(bank, truth, rng)
    grid = Grid.uniform(low=-4.5, high=4.5, n_nodes=181)
    before, after = (
        posterior(bank=bank, answers=row, prior=Prior(correlation=0.0), grid=grid)
        for row in rows
    )
    precision = [1.0 / found.sd[0] ** 2 - 1.0 for found in (before, after)]
    weighted = [found.mean[0] / found.sd[0] ** 2 for found in (before, after)]
    inner = np.linalg.inv(np.array([[1.0, 0.85], [0.85, 1.0]])) + np.diag(precision)
    spread, contrast = np.linalg.inv(inner), np.array([-1.0, 1.0])

    got = change(before=before, after=after, trait=Trait.AVOIDANCE)

    # the likelihoods are normal to about one part in a hundred
    assert got.delta.value == pytest.approx(contrast @ spread @ weighted, abs=0.01)
    sd = np.sqrt(contrast @ spread @ contrast)
    assert got.delta.sd == pytest.approx(sd, rel=0.02)
    assert got.delta.high - got.delta.low == pytest.approx(3.29 * sd, rel=0.03)


def test_noise_is_no_change() -> None:
    before = sitting(np.full(36, 2))
    one_more = np.full(36, 2)
    one_more[0] = 3

    got = change(before=before, after=sitting(one_more), trait=Trait.AVOIDANCE)

    assert 0 < got.delta.value < 0.1
    # delta has an SD of 0.23, so -0.3 and 0.3 are 1.3 of them away
    assert got.p_improved < 0.15
    assert got.p_deteriorated < 0.15
    assert not got.probable


def test_a_great_fall_is_an_improvement_and_a_rise_the_contrary() -> None:
    high, low = sitting(np.full(36, 3)), sitting(np.full(36, 1))

    better = change(before=high, after=low, trait=Trait.ANXIETY)
    worse = change(before=low, after=high, trait=Trait.ANXIETY)

    assert better.p_improved > 0.99
    assert better.p_deteriorated < 1e-3
    assert better.reliable
    assert better.z < -1.96
    assert worse.p_deteriorated > 0.99
    assert worse.reliable


def test_it_trusts_a_change_less_than_the_plain_difference_does() -> None:
    before, after = sitting(np.full(36, 3)), sitting(np.full(36, 1))

    got = change(before=before, after=after, trait=Trait.ANXIETY)

    plain = after.mean[Trait.ANXIETY] - before.mean[Trait.ANXIETY]
    assert plain < got.delta.value < 0


@given(bank=banks(both=True), data=st.data())
def test_swapping_the_sittings_swaps_the_result(
    bank: GradedBank, data: st.DataObject
) -> None:
    first, second = (
        posterior(bank=bank, answers=data.draw(answers_to(bank)), prior=PRIOR)
        for _ in range(2)
    )

    there = change(before=first, after=second, trait=Trait.ANXIETY)
    back = change(before=second, after=first, trait=Trait.ANXIETY)

    assert there.delta.value == pytest.approx(-back.delta.value, abs=1e-9)
    assert there.delta.sd == pytest.approx(back.delta.sd)
    assert there.delta.low == pytest.approx(-back.delta.high, abs=1e-9)
    assert there.z == pytest.approx(-back.z, abs=1e-9)
    assert there.p_improved == pytest.approx(back.p_deteriorated, abs=1e-9)


def test_nothing_asked_is_nothing_known() -> None:
    got = change(
        before=sitting(np.full(36, -1)),
        after=sitting(np.full(36, -1)),
        trait=Trait.ANXIETY,
    )

    # N(0, 2·(1 - .85)): SD .548, and P(delta < -.3) = Φ(-.5477) = .292
    assert got.delta.value == pytest.approx(0.0, abs=1e-9)
    assert got.delta.sd == pytest.approx(0.5477, abs=2e-3)
    assert got.p_improved == pytest.approx(0.292, abs=3e-3)
    assert got.p_deteriorated == pytest.approx(got.p_improved)


def test_chances_of_change_are_calibrated_where_the_model_holds() -> None:
    rng, n_people = np.random.default_rng(4), 1500
    level = rng.multivariate_normal([0, 0], [[1, 0.85], [0.85, 1]], size=n_people)
    bank = ecr36().bank.take(np.flatnonzero(ecr36().avoidance)[:6])
    first, second = (
        simulate(bank, np.stack([level[:, k], np.zeros(n_people)], axis=1), rng)
        for k in (0, 1)
    )

    found = [
        change(before=one, after=other, trait=Trait.AVOIDANCE)
        for one, other in zip(
            (posterior(bank=bank, answers=row, prior=PRIOR) for row in first),
            (posterior(bank=bank, answers=row, prior=PRIOR) for row in second),
            strict=True,
        )
    ]

    delta = level[:, 1] - level[:, 0]
    claimed = np.array([each.p_improved for each in found])
    inside = [
        each.delta.low < truth < each.delta.high
        for each, truth in zip(found, delta, strict=True)
    ]
    # four standard errors of 1,500 people
    assert claimed.mean() == pytest.approx((delta < -0.3).mean(), abs=0.048)
    assert np.mean(inside) == pytest.approx(0.9, abs=0.031)


def test_an_inflated_bank_is_less_sure_of_a_change() -> None:
    low, high = np.full(36, 1), np.full(36, 2)

    plain, wide = (
        change(
            before=sitting(high, inflation=factor),
            after=sitting(low, inflation=factor),
            trait=Trait.AVOIDANCE,
        )
        for factor in (1.0, 1.25)
    )

    assert wide.delta.sd == pytest.approx(1.25 * plain.delta.sd, rel=0.01)
    assert wide.delta.value == pytest.approx(plain.delta.value, abs=0.02)


def test_two_scales_cannot_be_compared() -> None:
    one, bank, answers = sitting(np.full(36, 2)), ecr36().bank, np.full(36, 2)
    other_grid = posterior(
        bank=bank,
        answers=answers,
        prior=PRIOR,
        grid=Grid.uniform(low=-4.0, high=4.0, n_nodes=41),
    )
    other_mean = posterior(
        bank=bank, answers=answers, prior=Prior(correlation=0.0, mean=(0.5, 0.0))
    )

    for other in (other_grid, other_mean):
        with pytest.raises(ValueError, match="another grid or prior mean"):
            change(before=one, after=other, trait=Trait.ANXIETY)
    with pytest.raises(ValueError, match=r"another inflation: 1.0 and 1.25"):
        change(
            before=one,
            after=sitting(answers, inflation=1.25),
            trait=Trait.ANXIETY,
        )


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ({"stability": 0.96}, "stability must lie in 0 … 0.95, got 0.96"),
        ({"stability": -0.1}, "stability must lie in 0 … 0.95, got -0.1"),
        ({"smallest": -0.1}, "smallest must be at least 0, got -0.1"),
    ],
)
def test_rules_that_make_no_sense_are_refused(
    rules: dict[str, float], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        ChangeRules(**rules)


def test_probable_is_short_of_reliable() -> None:
    delta = Estimate(value=-0.5, sd=0.3, low=-1.0, high=0.0)
    some = Change(delta=delta, z=-1.7, p_improved=0.7, p_deteriorated=0.01)

    assert some.probable
    assert not some.reliable
