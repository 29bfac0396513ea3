"""People compared with people: items that work differently, norms, change."""

from __future__ import annotations

import numpy as np
import pytest

from nearer.core.measurement.calibration import (
    Calibration,
    Differences,
    Engine,
    PeopleInMemory,
    PeopleStreamed,
    Settings,
    calibrate,
    compare_groups,
    norms,
    reliable_changes,
    retest,
)
from nearer.core.measurement.calibration._groups import (
    first_model,
    fit_groups,
    with_own_curves,
)
from tests.core.calibration.people import (
    INTERCEPTS,
    SLOPES,
    TWO_TRAITS,
    answer,
    one_trait,
    two_traits,
)

NUMPY = Settings(engine=Engine.NUMPY, standard_errors=False)
N = 2_000


def two_groups(
    *, moved: dict[int, float], seed: int = 1
) -> tuple[np.ndarray, np.ndarray]:
    """Draw a reference group, and one with mean .5, SD 1.2 and some moved items."""
    rng = np.random.default_rng(seed)
    intercepts = INTERCEPTS.copy()
    for item, by in moved.items():
        intercepts[item] += by
    first = answer(rng.normal(size=(N, 1)), rng)
    second = answer(0.5 + 1.2 * rng.normal(size=(N, 1)), rng, intercepts=intercepts)
    return np.vstack([first, second]), np.repeat([0, 1], N)


def compared(codes: np.ndarray, groups: np.ndarray) -> tuple[Calibration, Differences]:
    found = calibrate(answers=codes, n_categories=5, traits=[0] * 6, settings=NUMPY)
    people = PeopleInMemory(codes)
    return found, compare_groups(answers=people, found=found, groups=groups)


def expected_gap(item: int, by: float) -> float:
    """Average the difference of the true curves over the second group."""
    theta = 0.5 + 1.2 * np.random.default_rng(9).normal(size=(100_000, 1))
    here = SLOPES[item] * theta + INTERCEPTS[item]
    chance = 1 / (1 + np.exp(-(here + by))) - 1 / (1 + np.exp(-here))
    return float(chance.sum(axis=1).mean())


def test_groups_that_differ_only_in_the_trait_show_no_difference_of_items() -> None:
    _, found = compared(*two_groups(moved={}))

    [group] = found.groups
    assert group.n_people == N
    assert group.converged
    assert abs(group.mean - 0.5) < 4 * group.mean_error
    assert group.sd == pytest.approx(1.2, abs=0.1)
    assert not any(one.notable for one in found.items)
    assert min(one.p for one in found.items) > 0.001
    assert all(abs(one.signed) < 4 * one.signed_error for one in found.items)


def test_an_item_that_works_differently_is_found_with_its_size() -> None:
    _, found = compared(*two_groups(moved={2: 0.5}))

    assert [one.item for one in found.items if one.notable] == [2]
    own = found.items[2]
    assert abs(own.signed - expected_gap(2, 0.5)) < 3 * own.signed_error
    assert own.p < 1e-8
    assert own.degrees == 5


def test_bad_items_do_not_make_the_others_look_bad() -> None:
    _, found = compared(*two_groups(moved={1: 1.2, 2: 1.0}))

    assert [one.item for one in found.items if one.notable] == [1, 2]
    assert min(one.p for one in found.items if not one.notable) > 1e-4


def test_an_item_that_tells_people_less_apart_in_one_group_is_found() -> None:
    rng = np.random.default_rng(12)
    slopes, intercepts = SLOPES.copy(), INTERCEPTS.copy()
    slopes[3] -= 0.6  # hardly a difference of the expected answer on average
    intercepts[0] += 0.6
    theta, theirs = rng.normal(size=(800, 1)), 0.4 + 1.2 * rng.normal(size=(800, 1))
    first = answer(theta, rng)
    second = answer(theirs, rng, slopes=slopes, intercepts=intercepts)

    _, seen = compared(np.vstack([first, second]), np.repeat([0, 1], len(theta)))

    assert [one.item for one in seen.items if one.notable] == [0, 3]
    assert abs(seen.items[3].effect) < 0.2 < seen.items[3].size
    # With item 3 shared, the SD would be 1.09.
    assert seen.groups[0].sd == pytest.approx(1.2, abs=0.05)
    assert seen.groups[0].mean == pytest.approx(0.4, abs=0.05)


def test_its_statistic_is_close_to_the_likelihood_ratio() -> None:
    codes, groups = two_groups(moved={2: 0.5})
    _, found = compared(codes, groups)
    found_by_fitting = {}
    whole = calibrate(answers=codes, n_categories=5, traits=[0] * 6, settings=NUMPY)
    model, start = first_model(
        answers=PeopleInMemory(codes), found=whole, trait=0, groups=groups, n=2
    )
    for own in (frozenset[tuple[int, int]](), frozenset({(2, 1)})):
        fit = fit_groups(*with_own_curves(model, start, own))
        found_by_fitting[len(own)] = sum(e.log_likelihood for e in fit.expected)

    ratio = 2 * (found_by_fitting[1] - found_by_fitting[0])
    assert found.items[2].statistic == pytest.approx(ratio, rel=0.06)


def test_thresholds_of_a_freed_item_stay_in_order() -> None:
    # In the second group nobody gives the two middle answers to one item: the step
    # towards a curve of its own would put thresholds out of order.
    codes, groups = two_groups(moved={})
    second = groups == 1
    own = codes[second, 4]
    codes[second, 4] = np.where(own == 1, 0, np.where(own == 2, 3, own))

    _, found = compared(codes, groups)

    assert found.items[4].statistic > 100
    assert np.isfinite(found.items[4].effect)
    assert found.items[4].unsigned > abs(found.items[4].signed)


def test_two_traits_and_three_groups_are_compared_at_once() -> None:
    codes = two_traits(1_800, seed=3, rho=0.2)
    found = calibrate(answers=codes, n_categories=5, traits=TWO_TRAITS, settings=NUMPY)
    groups = np.arange(1_800) % 4 - 1  # a quarter of the people is not compared

    seen = compare_groups(answers=PeopleInMemory(codes), found=found, groups=groups)

    assert [(one.item, one.group) for one in seen.items] == [
        (item, group) for item in range(6) for group in (1, 2)
    ]
    assert [(one.trait, one.group) for one in seen.groups] == [
        (0, 1),
        (0, 2),
        (1, 1),
        (1, 2),
    ]
    assert sum(one.notable for one in seen.items) == 0


def test_a_stream_gives_the_same_comparison() -> None:
    codes, groups = two_groups(moved={2: 0.5})
    found, plain = compared(codes, groups)

    streamed = compare_groups(
        answers=PeopleStreamed(lambda: iter([codes[:1_500], codes[1_500:]])),
        found=found,
        groups=groups,
    )

    for one, two in zip(plain.items, streamed.items, strict=True):
        assert one.statistic == pytest.approx(two.statistic, rel=1e-6)


@pytest.mark.parametrize("groups", [[0] * 9, [1] * 9, [0, 2] * 4 + [2], [-1] * 9])
def test_groups_have_to_be_numbered(groups: list[int]) -> None:
    codes = one_trait(900, seed=1)
    found = calibrate(answers=codes, n_categories=5, traits=[0] * 6, settings=NUMPY)

    with pytest.raises(ValueError, match="numbered 0, 1"):
        compare_groups(
            answers=PeopleInMemory(codes), found=found, groups=np.array(groups * 100)
        )


def test_norms_of_a_known_group() -> None:
    found = norms(scores=np.append(np.arange(1.0, 10_000.0), np.nan))

    assert found.n_people == 9_999
    assert found.mean == pytest.approx(5_000.0)
    assert found.sd == pytest.approx(2886.6, abs=0.1)
    assert found.mean_error == pytest.approx(28.87, abs=0.01)
    # A uniform distribution has kurtosis 1.8: SE(sd) = sd·√((1.8 - 1)/(4 n))
    assert found.sd_error == pytest.approx(12.91, abs=0.01)
    np.testing.assert_allclose(found.values, np.array(found.percentiles) * 99.98 + 1)
    # Order statistics 1.96·√(n·p·(1-p)) = 98 ranks to both sides of the median.
    assert found.low[3] == pytest.approx(5_000 - 98, abs=2)
    assert found.high[3] == pytest.approx(5_000 + 98, abs=2)


def test_bands_of_percentiles_hold_what_they_promise() -> None:
    rng = np.random.default_rng(5)
    truth = np.array([-1.6449, -1.2816, -0.6745, 0.0, 0.6745, 1.2816, 1.6449])

    inside = np.array(
        [
            (found.low <= truth) & (truth <= found.high)
            for found in (norms(scores=rng.normal(size=200)) for _ in range(400))
        ]
    )

    assert np.all((inside.mean(axis=0) > 0.91) & (inside.mean(axis=0) < 0.99))


@pytest.mark.parametrize("scores", [[], [2.0], [np.nan, 2.0]])
def test_one_person_is_no_norm(scores: list[float]) -> None:
    found = norms(scores=np.array(scores))

    assert found.n_people == int(np.sum(~np.isnan(scores)))
    assert np.isnan(found.sd)
    assert np.all(np.isnan(found.values))


def test_a_group_in_which_all_are_alike_has_no_spread() -> None:
    found = norms(scores=np.full(50, 3.0))

    assert (found.sd, found.sd_error) == (0.0, 0.0)
    assert np.all(found.values == 3.0)


def test_a_second_sitting_says_how_much_is_noise() -> None:
    rng = np.random.default_rng(6)
    trait = rng.normal(size=4_000)
    first, second = (trait + 0.5 * rng.normal(size=4_000) for _ in range(2))
    second[:50] = np.nan

    found = retest(first=first, second=second + 0.1)

    assert found.n_people == 3_950
    assert found.r == pytest.approx(0.8, abs=0.02)
    assert found.r_low < 0.8 < found.r_high
    assert found.change == pytest.approx(0.1, abs=4 * found.change_error)
    assert found.error_of_measurement == pytest.approx(0.5, rel=0.03)
    assert found.reliable_change == pytest.approx(1.96 * np.sqrt(2) * 0.5, rel=0.03)


def test_a_second_sitting_needs_people_who_differ() -> None:
    with pytest.raises(ValueError, match="at least four people"):
        retest(first=np.arange(3.0), second=np.arange(3.0))
    with pytest.raises(ValueError, match="nobody differs"):
        retest(first=np.arange(9.0), second=np.ones(9))


def test_reliable_changes_grow_with_noise() -> None:
    # Science brief 2.5: SD 1.1 on a 1-7 scale gives .75 with alpha .94, 1.18 with .85.
    found = reliable_changes(sd=1.1, reliabilities=(0.94, 0.85))

    assert {r: round(value, 2) for r, value in found.items()} == {
        0.94: 0.75,
        0.85: 1.18,
    }


def test_groups_made_from_an_answer_are_compared_without_a_crash() -> None:
    # Such a group foretells the item without error: its own curve has no maximum.
    codes = one_trait(400, seed=400)

    _, differences = compared(codes, (codes[:, 0] > 2).astype(np.int64))

    assert differences.items[0].notable
    [second] = differences.groups
    assert np.isnan(second.mean_error) or second.mean_error > 0.0
