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
    Scores,
    Trait,
    posterior,
    score,
)
from nearer.core.measurement._scoring import (
    BLOCK,
    Likelihoods,
    Summary,
    SummaryByTerm,
    summary_of,
)
from nearer.core.measurement._tables import tables
from tests.core.measurement.banks import ecr36, simulate
from tests.core.strategies import CORRELATIONS, answers_to, banks

ATOL_ROUNDING = 1e-9  # the same sums in another order


def assert_same(scores: Scores, person: int, alone: Posterior) -> None:
    found = (
        *scores.mean[person],
        *scores.sd[person],
        scores.covariance[person],
        scores.p_anxiety_leads[person],
        scores.p_anxiety_leads_raw[person],
        *scores.p_elevated[person],
    )
    expected = (
        *alone.mean,
        *alone.sd,
        alone.covariance[0, 1],
        alone.p_anxiety_leads,
        alone.p_anxiety_leads_raw,
        *(alone.p_elevated(trait) for trait in Trait),
    )
    np.testing.assert_allclose(found, expected, rtol=0, atol=ATOL_ROUNDING)
    for trait in Trait:
        if len(alone.bank.items_of(trait)):
            mean = alone.expected_mean(trait)
            got = scores.expected_mean[person, trait]
            spread = scores.expected_mean_sd[person, trait]
            assert got == pytest.approx(mean.value, abs=ATOL_ROUNDING)
            # a difference of squares: half the digits are left where the SD is tiny
            assert spread == pytest.approx(mean.sd, abs=1e-6)
        else:
            assert np.isnan(scores.expected_mean[person, trait])


@given(
    bank=banks(),
    data=st.data(),
    rho=CORRELATIONS,
    inflation=st.sampled_from([1.0, 1.25]),
)
def test_many_at_once_get_what_each_gets_alone(
    bank: GradedBank, data: st.DataObject, rho: float, inflation: float
) -> None:
    answers = np.array([data.draw(answers_to(bank)) for _ in range(3)])
    prior = Prior(correlation=rho)

    scores = score(bank=bank, answers=answers, prior=prior, inflation=inflation)

    for person, row in enumerate(answers):
        alone = posterior(bank=bank, answers=row, prior=prior, inflation=inflation)
        assert_same(scores, person, alone)


def test_blocks_leave_no_seam() -> None:
    ecr, rng, grid = ecr36(), np.random.default_rng(5), Grid.default()
    answers = rng.integers(-1, 5, size=(2 * BLOCK + 3, 36), dtype=np.int8)

    scores = score(bank=ecr.bank, answers=answers, prior=Prior(0.3), grid=grid)

    assert len(scores) == 2 * BLOCK + 3
    for person in (0, BLOCK - 1, BLOCK, 2 * BLOCK, 2 * BLOCK + 2):
        alone = posterior(bank=ecr.bank, answers=answers[person], prior=Prior(0.3))
        assert_same(scores, person, alone)
    given_ = [(answers[:, ecr.bank.trait == trait] >= 0).sum(axis=1) for trait in Trait]
    np.testing.assert_array_equal(scores.n_answered, np.stack(given_, axis=1))


def test_who_answers_nothing_gets_the_prior() -> None:
    scores = score(
        bank=ecr36().bank, answers=np.full((1, 36), -1), prior=Prior(correlation=0.0)
    )

    np.testing.assert_allclose(scores.mean, 0.0, atol=1e-12)
    assert scores.n_answered.tolist() == [[0, 0]]
    assert scores.p_anxiety_leads[0] == pytest.approx(0.5)


def test_nobody_is_no_fault() -> None:
    scores = score(
        bank=ecr36().bank, answers=np.empty((0, 36), dtype=np.int8), prior=Prior(0.0)
    )

    assert len(scores) == 0


def test_the_message_names_person_and_item() -> None:
    answers = np.zeros((4, 36), dtype=np.int64)
    answers[2, 5] = 7

    with pytest.raises(ValueError, match=r"person 2, item 5: .* 0 … 4 .* got 7"):
        score(bank=ecr36().bank, answers=answers, prior=Prior(correlation=0.0))


def test_a_value_too_large_for_a_byte_is_refused_not_wrapped() -> None:
    answers = np.zeros((1, 36), dtype=np.int64)
    answers[0, 0] = 256  # would be 0 as a byte

    with pytest.raises(ValueError, match="got 256"):
        score(bank=ecr36().bank, answers=answers, prior=Prior(correlation=0.0))


def test_scores_are_calibrated_where_the_model_holds() -> None:
    # People drawn from the prior who answer by the model: in 9 of 10 cases the truth
    # lies within 1.645 SD; 4 standard errors of 8,000 people are 0.014.
    ecr, rng, n_people = ecr36(), np.random.default_rng(11), 8_000
    truth = rng.multivariate_normal([0, 0], [[1, 0.3], [0.3, 1]], size=n_people)
    answers = simulate(ecr.bank, truth, rng)

    scores = score(bank=ecr.bank, answers=answers, prior=Prior(correlation=0.3))

    inside = np.abs(truth - scores.mean) < 1.645 * scores.sd
    np.testing.assert_allclose(inside.mean(axis=0), 0.9, atol=0.014)
    leads = truth[:, 1] > truth[:, 0]
    for low in (0.1, 0.3, 0.5, 0.7):
        chance = scores.p_anxiety_leads
        bin_ = (chance > low) & (chance < low + 0.2)
        error = 4 * np.sqrt(0.25 / bin_.sum())
        assert leads[bin_].mean() == pytest.approx(chance[bin_].mean(), abs=error)


@pytest.mark.parametrize("rho", [0.0, 0.02, -0.1])
def test_a_prior_in_a_few_products_gives_the_same_sums(rho: float) -> None:
    bank = ecr36().bank
    made = tables(bank, Grid.default(), Prior(rho), 1.0)
    corners = np.repeat([[0], [4], [-1]], 36, axis=1).astype(np.int8)
    apart = np.where(bank.trait == 0, 0, 4).astype(np.int8)[None]
    keyed = np.vstack([corners, apart, 4 - apart])
    likelihoods = Likelihoods(made).of(keyed)

    by_term = summary_of(made)

    assert isinstance(by_term, SummaryByTerm)
    np.testing.assert_allclose(
        by_term.sums(*likelihoods),
        Summary(made).sums(*likelihoods),
        rtol=0,
        atol=ATOL_ROUNDING,
    )


def test_a_strong_correlation_takes_the_whole_prior() -> None:
    made = tables(ecr36().bank, Grid.default(), Prior(0.6), 1.0)

    assert type(summary_of(made)) is Summary


def test_answers_that_foretell_each_other_do_not_underflow() -> None:
    plain = ecr36().bank
    steep = GradedBank(
        discrimination=np.full(36, 12.0), thresholds=plain.thresholds, trait=plain.trait
    )
    against_each_other = np.tile([[0, 0, 4, 4]], 9).astype(np.int8)
    prior = Prior(0.02)

    found = score(bank=steep, answers=against_each_other, prior=prior)

    assert not all(Likelihoods(tables(steep, Grid.default(), prior, 1.0)).is_safe)
    alone = posterior(bank=steep, answers=against_each_other[0], prior=prior)
    assert_same(found, 0, alone)
