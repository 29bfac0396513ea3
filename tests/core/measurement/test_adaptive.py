from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.core.measurement import (
    AdaptiveRules,
    Criterion,
    GradedBank,
    Posterior,
    Prior,
    StopReason,
    Trait,
    item_information,
    next_item,
    posterior,
    stop,
)
from tests.core.measurement.banks import ecr36
from tests.core.strategies import banks

BEST = AdaptiveRules(top=1)
FREE = AdaptiveRules(top=1, start_medium=False, min_reversed=0)


def dice(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def start(bank: GradedBank) -> Posterior:
    return posterior(
        bank=bank, answers=np.full(bank.n_items, -1), prior=Prior(correlation=0.0178)
    )


def flat(n_items: int, *, trait: list[int] | None = None) -> GradedBank:
    """Return items that differ in discrimination alone: the last is the best."""
    return GradedBank(
        discrimination=np.linspace(1.0, 2.0, n_items),
        thresholds=np.tile([-1.0, 0.0, 1.0], (n_items, 1)),
        trait=np.array(trait or [0] * n_items),
    )


def test_the_first_two_items_are_medium_ones_of_each_trait() -> None:
    bank = ecr36().bank
    at_zero = item_information(bank=bank, theta=np.zeros(1))[0]
    first = next_item(bank=bank, posterior=start(bank), asked=[], rng=dice())
    second = next_item(
        bank=bank,
        posterior=start(bank).updated(item=first, answer=4),
        asked=[first],
        rng=dice(),
    )

    for item, trait in ((first, Trait.AVOIDANCE), (second, Trait.ANXIETY)):
        assert bank.trait[item] == trait
        mine = bank.items_of(trait)
        best_three = mine[np.argsort(at_zero[mine])[-3:]]
        assert item in best_three


def test_a_skipped_first_item_counts_as_met() -> None:
    bank = flat(6, trait=[0, 0, 0, 1, 1, 1])

    got = next_item(bank=bank, posterior=start(bank), asked=[2], rng=dice(), rules=BEST)

    assert bank.trait[got] == Trait.ANXIETY


def test_the_trait_that_is_known_less_is_asked_next() -> None:
    bank = flat(8, trait=[0] * 4 + [1] * 4)
    found = start(bank)
    for item in (1, 2, 3):
        found = found.updated(item=item, answer=1)

    got = next_item(
        bank=bank, posterior=found, asked=[1, 2, 3, 4], rng=dice(), rules=BEST
    )

    assert got == 7


@given(bank=banks(min_items=2, both=True), data=st.data())
def test_it_takes_the_largest_information_times_variance(
    bank: GradedBank, data: st.DataObject
) -> None:
    asked = data.draw(
        st.lists(st.integers(0, bank.n_items - 1), max_size=bank.n_items - 1)
    )
    found = start(bank)
    for item in asked:
        found = found.updated(item=item, answer=0)

    got = next_item(bank=bank, posterior=found, asked=asked, rng=dice(), rules=FREE)

    worth = np.array(
        [
            item_information(bank=bank, theta=found.mean[[trait]])[0, item]
            * found.sd[trait] ** 2
            for item, trait in enumerate(bank.trait)
        ]
    )
    worth[asked] = -1.0
    assert got not in asked
    assert worth[got] == pytest.approx(worth.max())


def test_the_criterion_over_the_posterior_averages_the_information() -> None:
    bank = ecr36().bank
    found = start(bank).updated(item=0, answer=4).updated(item=1, answer=0)
    rules = AdaptiveRules(top=1, start_medium=False, criterion=Criterion.OVER_POSTERIOR)
    information = item_information(bank=bank, theta=found.nodes)
    worth = np.array(
        [found.marginal(Trait(t)) @ information[:, j] for j, t in enumerate(bank.trait)]
    )
    worth[[0, 1]] = -1.0

    got = next_item(bank=bank, posterior=found, asked=[0, 1], rng=dice(), rules=rules)

    assert got == worth.argmax()


def test_the_best_three_share_the_work() -> None:
    bank = flat(10)
    rng = dice()

    chosen = [
        next_item(bank=bank, posterior=start(bank), asked=[9], rng=rng)
        for _ in range(600)
    ]

    places, counts = np.unique(chosen, return_counts=True)
    assert places.tolist() == [6, 7, 8]
    assert counts.min() > 150  # 200 expected, standard deviation 12


def test_a_facet_is_not_asked_more_than_three_times() -> None:
    bank = flat(10)
    facets = np.array([0] * 5 + [1] * 5)

    got = next_item(
        bank=bank,
        posterior=start(bank),
        asked=[9, 8, 7],
        rng=dice(),
        facets=facets,
        rules=BEST,
    )

    assert got == 4  # 6 would tell more, but its facet has had its three


def test_where_only_worn_facets_are_left_they_are_asked() -> None:
    bank = flat(5)

    got = next_item(
        bank=bank,
        posterior=start(bank),
        asked=[4, 3, 2],
        rng=dice(),
        facets=np.zeros(5, dtype=np.int64),
        rules=BEST,
    )

    assert got == 1


def test_reversed_items_come_before_the_fewest_items_are_asked() -> None:
    # 8 items at least, 2 reversed per trait; both traits have theirs at the bottom.
    bank = flat(24, trait=[0] * 12 + [1] * 12)
    reversed_items = np.zeros(24, dtype=np.bool_)
    reversed_items[[0, 1, 2, 12, 13, 14]] = True
    found, asked = start(bank), list[int]()

    for _ in range(8):
        asked.append(
            next_item(
                bank=bank,
                posterior=found,
                asked=asked,
                rng=dice(),
                reversed_items=reversed_items,
                rules=BEST,
            )
        )
        found = found.updated(item=asked[-1], answer=1)

    assert reversed_items[asked].tolist() == [False] * 4 + [True] * 4
    assert np.bincount(bank.trait[asked], weights=reversed_items[asked]).tolist() == [
        2,
        2,
    ]


def test_a_bank_with_one_reversed_item_asks_that_one() -> None:
    bank = flat(24, trait=[0] * 12 + [1] * 12)
    reversed_items = np.zeros(24, dtype=np.bool_)
    reversed_items[0] = True
    asked = [11, 23, 10, 22, 9, 21, 8]

    got = next_item(
        bank=bank,
        posterior=start(bank),
        asked=asked,
        rng=dice(),
        reversed_items=reversed_items,
        rules=BEST,
    )

    assert got == 0


@given(data=st.data(), seed=st.integers(0, 2**32 - 1))
def test_no_item_is_asked_twice_and_all_can_be_asked(
    data: st.DataObject, seed: int
) -> None:
    bank = data.draw(banks(both=True))
    facets = np.array(
        data.draw(
            st.lists(st.integers(0, 3), min_size=bank.n_items, max_size=bank.n_items)
        )
    )
    reversed_items = facets % 2 == 0
    found, asked, rng = start(bank), list[int](), dice(seed)

    for _ in range(bank.n_items):
        asked.append(
            next_item(
                bank=bank,
                posterior=found,
                asked=asked,
                rng=rng,
                facets=facets,
                reversed_items=reversed_items,
            )
        )
        found = found.updated(item=asked[-1], answer=0)

    assert sorted(asked) == list(range(bank.n_items))
    with pytest.raises(ValueError, match=f"all {bank.n_items} items have been asked"):
        next_item(bank=bank, posterior=found, asked=asked, rng=rng)
    assert stop(posterior=found, n_asked=bank.n_items) in (
        StopReason.EXHAUSTED,
        StopReason.PRECISE,
    )


def test_another_banks_posterior_is_refused() -> None:
    with pytest.raises(ValueError, match="belongs to another bank"):
        next_item(bank=flat(3), posterior=start(flat(4)), asked=[], rng=dice())


@pytest.mark.parametrize(
    ("facets", "message"),
    [
        (np.zeros(2, dtype=np.int64), r"facets .* 3 items, got int64 of shape \(2,\)"),
        (np.array(["a", "b", "c"]), r"facets .* got <U1 of shape \(3,\)"),
    ],
)
def test_facets_that_do_not_fit_the_bank_are_refused(
    facets: np.ndarray, message: str
) -> None:
    bank = flat(3)

    with pytest.raises(ValueError, match=message):
        next_item(bank=bank, posterior=start(bank), asked=[], rng=dice(), facets=facets)


def test_reversed_items_are_yes_or_no() -> None:
    bank = flat(3)

    with pytest.raises(ValueError, match=r"reversed_items .* got int64"):
        next_item(
            bank=bank,
            posterior=start(bank),
            asked=[],
            rng=dice(),
            reversed_items=np.array([0, 1, 0]),
        )


def test_it_stops_when_both_are_known_well_enough() -> None:
    bank = ecr36().bank
    known = posterior(bank=bank, answers=np.full(36, 2), prior=Prior(correlation=0.0))

    assert (known.sd < 0.4).all()
    assert stop(posterior=known, n_asked=8) is StopReason.PRECISE
    assert stop(posterior=known, n_asked=20) is StopReason.PRECISE
    assert stop(posterior=known, n_asked=7) is None  # eight at least


def test_one_well_known_fear_is_not_enough() -> None:
    ecr = ecr36()
    answers = np.where(ecr.avoidance, 2, -1)
    half = posterior(bank=ecr.bank, answers=answers, prior=Prior(correlation=0.0))

    assert half.sd[Trait.AVOIDANCE] < 0.4 < half.sd[Trait.ANXIETY]
    assert stop(posterior=half, n_asked=18) is None
    assert stop(posterior=half, n_asked=20) is StopReason.LONG_ENOUGH


def test_a_fear_that_the_bank_does_not_ask_about_holds_nothing_up() -> None:
    bank = ecr36().bank.take(np.flatnonzero(ecr36().avoidance))
    known = posterior(bank=bank, answers=np.full(18, 2), prior=Prior(correlation=0.0))

    assert stop(posterior=known, n_asked=12) is StopReason.PRECISE


def test_a_short_bank_is_exhausted() -> None:
    bank = flat(5)

    assert stop(posterior=start(bank), n_asked=4) is None
    assert stop(posterior=start(bank), n_asked=5) is StopReason.EXHAUSTED


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ({"min_items": 0}, "min_items must lie in 1 … max_items, got 0 and 20"),
        ({"min_items": 21}, "got 21 and 20"),
        ({"target_sd": 0.0}, "target_sd must be above 0, got 0.0"),
        ({"top": 0}, "got 0, 3, 2"),
        ({"max_per_facet": 0}, "got 3, 0, 2"),
        ({"min_reversed": -1}, "got 3, 3, -1"),
    ],
)
def test_rules_that_make_no_sense_are_refused(
    rules: dict[str, int], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        AdaptiveRules(**rules)  # type: ignore[arg-type]  # numbers of either kind
