from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from nearer.core.measurement import (
    AdaptiveRules,
    Criterion,
    GradedBank,
    Prior,
    Replay,
    agreement,
    next_item,
    posterior,
    replay,
    score,
)
from tests.core.measurement.banks import ecr36, simulate

N_PEOPLE = 520  # more than one block
PRIOR = Prior(correlation=0.0178)
FACETS = np.arange(36) // 6


def some_answers() -> np.ndarray:
    rng = np.random.default_rng(21)
    answers = simulate(ecr36().bank, rng.standard_normal((N_PEOPLE, 2)), rng)
    answers[rng.random(answers.shape) < 0.05] = -1
    return answers


@pytest.mark.parametrize("constrained", [True, False])
@pytest.mark.parametrize("criterion", list(Criterion))
@pytest.mark.parametrize("start_medium", [True, False])
def test_everyone_gets_the_items_that_one_would_get_alone(
    *, constrained: bool, criterion: Criterion, start_medium: bool
) -> None:
    ecr, answers = ecr36(), some_answers()
    rules = AdaptiveRules(top=1, criterion=criterion, start_medium=start_medium)
    facets = FACETS if constrained else None
    reversed_items = ecr.reversed_items if constrained else None

    found = replay(
        bank=ecr.bank,
        answers=answers,
        prior=PRIOR,
        rng=np.random.default_rng(1),
        lengths=[12],
        facets=facets,
        reversed_items=reversed_items,
        rules=rules,
        inflation=1.25,
    )

    for person in (0, 511, 512):
        now = posterior(
            bank=ecr.bank, answers=np.full(36, -1), prior=PRIOR, inflation=1.25
        )
        asked: list[int] = []
        for step in range(12):
            asked.append(
                next_item(
                    bank=ecr.bank,
                    posterior=now,
                    asked=asked,
                    rng=np.random.default_rng(1),
                    facets=facets,
                    reversed_items=reversed_items,
                    rules=rules,
                )
            )
            now = now.updated(item=asked[-1], answer=int(answers[person, asked[-1]]))
            np.testing.assert_allclose(found.mean[person, step], now.mean, atol=1e-9)
            np.testing.assert_allclose(found.sd[person, step], now.sd, atol=1e-9)
        assert found.order[person].tolist() == asked


@cache
def short_replay(seed: int = 1) -> Replay:
    return replay(
        bank=ecr36().bank,
        answers=some_answers(),
        prior=PRIOR,
        rng=np.random.default_rng(seed),
        lengths=(8, 4),
    )


def test_scores_are_those_of_the_items_asked() -> None:
    answers, found = some_answers(), short_replay()

    assert list(found.scores) == [4, 8]
    for length, scores in found.scores.items():
        asked = found.order[:, :length]
        kept = np.full_like(answers, -1)
        np.put_along_axis(kept, asked, np.take_along_axis(answers, asked, 1), 1)
        expected = score(bank=ecr36().bank, answers=kept, prior=PRIOR)
        np.testing.assert_allclose(scores.mean, expected.mean, atol=1e-9)
        np.testing.assert_allclose(
            scores.p_anxiety_leads, expected.p_anxiety_leads, atol=1e-9
        )
        np.testing.assert_array_equal(scores.n_answered, expected.n_answered)


def test_dice_spread_the_first_item_over_three() -> None:
    found = short_replay()

    _, counts = np.unique(found.order[:, 0], return_counts=True)
    assert len(counts) == 3
    assert counts.min() > 125  # 173 expected, standard deviation 11
    assert (np.sort(found.order, axis=1)[:, 1:] > np.sort(found.order)[:, :-1]).all()


def test_the_same_dice_ask_the_same_items() -> None:
    again = short_replay.__wrapped__(3)

    np.testing.assert_array_equal(short_replay(3).order, again.order)
    assert (short_replay(1).order != again.order).any()


def test_a_short_bank_can_be_asked_to_its_end() -> None:
    bank = GradedBank(
        discrimination=np.array([1.0, 2.0]),
        thresholds=np.array([[0.0], [0.0]]),
        trait=np.array([1, 1]),
    )

    found = replay(
        bank=bank,
        answers=np.array([[1, 0]]),
        prior=PRIOR,
        rng=np.random.default_rng(1),
        lengths=[2],
    )

    assert sorted(found.order[0].tolist()) == [0, 1]


def test_lengths_are_where_both_are_known_well_enough() -> None:
    pair = np.array([[0.9, 0.8], [0.5, 0.6], [0.3, 0.4], [0.3, 0.3]])
    found = Replay(
        order=np.zeros((2, 4), dtype=np.intp),
        mean=np.zeros((2, 4, 2)),
        sd=np.stack([pair, pair + 1.0]),
        scores={},
    )

    assert found.lengths(target_sd=0.4).tolist() == [3, 0]
    assert found.lengths(target_sd=1.0).tolist() == [1, 0]
    assert found.lengths(target_sd=1.0, min_items=2).tolist() == [2, 0]


@pytest.mark.parametrize("lengths", [[], [0, 4], [37]])
def test_a_length_that_cannot_be_is_refused(lengths: list[int]) -> None:
    with pytest.raises(ValueError, match=r"lengths must lie in 1 … 36"):
        replay(
            bank=ecr36().bank,
            answers=some_answers(),
            prior=PRIOR,
            rng=np.random.default_rng(1),
            lengths=lengths,
        )


def test_more_items_agree_better_with_all_of_them() -> None:
    full = score(bank=ecr36().bank, answers=some_answers(), prior=PRIOR)
    found = short_replay()

    four, eight = (agreement(short=found.scores[n], full=full) for n in (4, 8))
    whole = agreement(short=full, full=full)

    assert four.r_avoidance < eight.r_avoidance < whole.r_avoidance
    assert four.r_anxiety < eight.r_anxiety < whole.r_anxiety
    assert four.same_side < eight.same_side < whole.same_side == 1.0
    assert four.sd_anxiety > eight.sd_anxiety > whole.sd_anxiety
    assert four.clear < eight.clear < whole.clear
    assert (whole.agrees, whole.unclear, whole.contradicts) == (1.0, 0.0, 0.0)
    for short in (four, eight):
        assert short.agrees + short.unclear + short.contradicts == pytest.approx(1.0)


def test_where_nobody_has_a_lead_there_is_no_share_of_them() -> None:
    nothing = score(
        bank=ecr36().bank, answers=np.array([[-1] * 36, [2] + [-1] * 35]), prior=PRIOR
    )

    got = agreement(short=nothing, full=nothing)

    assert got.clear == 0.0
    assert np.isnan([got.agrees, got.unclear, got.contradicts]).all()


def test_agreement_needs_the_same_people() -> None:
    full = score(bank=ecr36().bank, answers=some_answers(), prior=PRIOR)
    one = score(bank=ecr36().bank, answers=some_answers()[:1], prior=PRIOR)

    with pytest.raises(ValueError, match="got 1 and 520"):
        agreement(short=one, full=full)
    with pytest.raises(ValueError, match="got 1 and 1"):
        agreement(short=one, full=one)
