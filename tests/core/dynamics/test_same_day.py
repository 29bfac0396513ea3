"""What goes with closeness on the same day: recovery, coverage, silence."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from nearer.core.dynamics import Nothing, Priors, Rules, SameDay, Sense, same_day
from nearer.core.dynamics._gaps import fill
from nearer.core.dynamics._mixture import Mixture
from nearer.core.dynamics._same_day import _Days, _fit, _weigh
from tests.core.dynamics.days import NAMES, FloatArray, Life, live

EVERY_COLUMN_SPEAKS = Rules(least_days=5, most_gaps=1.0)


def read(life: Life, rules: Rules | None = None) -> SameDay:
    return same_day(
        outcome=life.outcome,
        predictors=life.predictors,
        asked=life.asked,
        weekend=life.weekend,
        rules=rules,
    )


def test_intervals_hold_what_they_say() -> None:
    """Truths drawn from the priors: a 95 % interval holds 95 % of them, give or take.

    390 truths: the standard error of the share is 1.1 points at 95 %, 2.0 at 80 %.
    """
    rng = np.random.default_rng(20260302)
    held = {0.80: 0, 0.95: 0}
    for _ in range(130):
        life = live(rng)
        days = _Days(life.outcome, life.predictors, life.weekend, Priors())
        _, *links = _fit(days, NAMES, slice(None))
        for belief, truth in zip(links, life.links, strict=True):
            for mass in held:
                held[mass] += abs(belief.p_below(truth) - 0.5) < mass / 2

    assert 0.93 <= held[0.95] / 390 <= 0.97
    assert 0.75 <= held[0.80] / 390 <= 0.85


def test_a_strong_link_is_found_and_put_into_points() -> None:
    life = live(np.random.default_rng(4), n_days=120, gaps=0.1, links=(0.6, 0.0, 0.0))

    found = read(life)

    link = found.links[0]
    assert link.sense is Sense.LIKELY
    assert link.belief is not None
    assert abs(link.belief.mean - life.links[0]) < 3 * link.belief.sd
    assert link.per_sd == pytest.approx(np.nanstd(life.outcome, ddof=1))
    assert found.carry is not None


def test_the_rule_is_seldom_broken_where_there_is_no_link() -> None:
    """With no link at all, 2 or 3 in 100 are named: the rule asks for 95 % and more."""
    rng = np.random.default_rng(11)
    named = sum(
        link.sense is Sense.LIKELY
        for _ in range(40)
        for link in read(live(rng, links=(0.0, 0.0, 0.0)), EVERY_COLUMN_SPEAKS).links
    )

    assert named <= 9  # of 120


def test_many_days_without_a_link_say_that_there_is_hardly_one() -> None:
    rng = np.random.default_rng(9)
    life = live(rng, n_days=1500, gaps=0.0, links=(0.0, 0.0, 0.0))
    rules = Rules(of_account=0.15)

    senses = {link.sense for link in read(life, rules).links if link.sense}

    assert senses == {Sense.LIKELY_NOT}


def test_a_column_that_says_nothing_leaves_the_prior_as_it_was() -> None:
    """Prior N(.1, .25²): P(b < 0) = Φ(-.4) = .344578, 80 % within .1 ± .320388."""
    design = np.column_stack([np.ones(40), np.zeros(40)])
    y = np.random.default_rng(2).normal(size=40)
    weights, means, covariances = _weigh(
        design, y, np.array([0.0, 0.1]), np.array([1.0, 0.25]), np.zeros(40)
    )
    belief = Mixture(weights, means[:, 1], np.sqrt(covariances[:, 1, 1]))

    assert belief.mean == pytest.approx(0.1)
    assert belief.sd == pytest.approx(0.25)
    assert belief.p_below(0.0) == pytest.approx(0.344578, abs=1e-6)
    assert belief.interval(0.8) == pytest.approx((-0.220388, 0.420388), abs=1e-6)


def test_the_weights_of_the_noise_agree_with_the_density_written_out() -> None:
    """The logarithm of N(y; Xm, X V X' + σ² I) from its definition, for every σ."""
    rng = np.random.default_rng(8)
    design, y = rng.normal(size=(12, 3)), rng.normal(size=12)
    mean, sd = np.array([0.0, 0.1, 0.25]), np.array([1.0, 0.25, 0.2])
    weights, means, _ = _weigh(design, y, mean, sd, np.zeros(12))
    grid = np.geomspace(0.1, 1.8, 25)
    logs = []
    for sigma in grid:
        whole = design @ np.diag(sd**2) @ design.T + sigma**2 * np.eye(12)
        away = y - design @ mean
        logs.append(
            -0.5 * (np.linalg.slogdet(whole)[1] + away @ np.linalg.solve(whole, away))
        )
    expected = np.exp(np.array(logs) - max(logs))
    last = design @ np.diag(sd**2) @ design.T + grid[-1] ** 2 * np.eye(12)
    gain = np.diag(sd**2) @ design.T @ np.linalg.inv(last)

    assert weights == pytest.approx(expected / expected.sum())
    assert means[-1] == pytest.approx(mean + gain @ (y - design @ mean))


def test_gaps_are_filled_by_what_the_rest_of_the_day_says() -> None:
    rng = np.random.default_rng(5)
    whole = rng.multivariate_normal([0, 0], [[1, 0.8], [0.8, 1]], size=400)
    table = whole.copy()
    table[::2, 1] = np.nan

    filled = fill(table)

    gone = np.isnan(table[:, 1])
    slope = np.polyfit(filled.values[gone, 0], filled.values[gone, 1], 1)[0]
    assert slope == pytest.approx(0.8, abs=0.08)
    assert filled.spread[gone, 1, 1] == pytest.approx(0.36, abs=0.08)
    assert not filled.spread[~gone].any()
    assert (filled.values[~np.isnan(table)] == table[~np.isnan(table)]).all()


def test_a_table_without_gaps_stays_as_it_is() -> None:
    table = np.arange(6.0).reshape(3, 2)

    filled = fill(table)

    assert (filled.values == table).all()
    assert not filled.spread.any()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda y: np.where(np.arange(len(y)) < 40, np.nan, y), Nothing.TOO_FEW),
        (lambda y: np.full_like(y, 6.0), Nothing.HARDLY_VARIES),
        (lambda y: 6.0 + 0.1 * (y - 6.0), Nothing.HARDLY_VARIES),
        (lambda y: np.where(np.arange(len(y)) % 4, 6.0, 9.0), Nothing.HARDLY_VARIES),
    ],
    ids=("few", "one answer", "small", "mostly one answer"),
)
def test_nothing_is_said_of_answers_that_bear_nothing(
    change: Callable[[FloatArray], FloatArray], why: Nothing
) -> None:
    life = live(np.random.default_rng(6), n_days=60, gaps=0.0)

    found = same_day(
        outcome=change(life.outcome), predictors=life.predictors, weekend=life.weekend
    )
    of_one = same_day(
        outcome=life.outcome,
        predictors={"dis": change(life.outcome)},
        weekend=life.weekend,
    )

    assert found.nothing is why
    assert found.links == ()
    assert of_one.nothing is None
    assert of_one.links[0].nothing is why
    assert of_one.links[0].belief is None


def test_more_gaps_than_answers_say_nothing() -> None:
    life = live(np.random.default_rng(6), n_days=100, gaps=0.0)
    sparse = np.where(np.arange(100) % 3 == 0, life.outcome, np.nan)

    found = same_day(outcome=sparse, predictors=life.predictors, weekend=life.weekend)

    assert found.nothing is Nothing.TOO_MANY_GAPS
    assert found.n_answered == 34


def test_what_was_left_out_by_plan_is_no_gap() -> None:
    life = live(np.random.default_rng(6), n_days=70, gaps=0.0)
    half_by_chance = {**life.asked, "strs": np.ones(70, dtype=bool)}
    life.predictors["strs"][::4] = np.nan  # 17 of 35 answers more are gone

    by_plan = read(life, Rules(least_days=14)).links[2]
    by_chance = same_day(
        outcome=life.outcome,
        predictors=life.predictors,
        asked=half_by_chance,
        weekend=life.weekend,
        rules=Rules(least_days=14),
    ).links[2]

    assert by_plan.n_days == by_chance.n_days == 17
    assert by_chance.nothing is Nothing.TOO_MANY_GAPS
    assert by_plan.nothing is not Nothing.TOO_FEW


def test_a_sign_that_hangs_on_one_third_says_nothing() -> None:
    rng = np.random.default_rng(12)
    x = rng.normal(size=90)
    y = 6 + np.where(np.arange(90) < 30, -2.2, 1.0) * x + rng.normal(size=90)

    found = same_day(
        outcome=y, predictors={"dis": 5 + x}, weekend=np.arange(90) % 7 >= 5
    )

    assert found.links[0].nothing is Nothing.UNSTEADY


def test_a_missing_day_is_no_answer_and_not_a_zero() -> None:
    life = live(np.random.default_rng(7), n_days=90, gaps=0.4, links=(0.5, 0.2, 0.0))
    shifted = {name: column + 40.0 for name, column in life.predictors.items()}

    here = read(life).links[0].belief
    there = (
        same_day(
            outcome=life.outcome + 40.0,
            predictors=shifted,
            asked=life.asked,
            weekend=life.weekend,
        )
        .links[0]
        .belief
    )

    assert here is not None
    assert there is not None
    assert here.mean == pytest.approx(there.mean)


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="must have 5 days"):
        same_day(
            outcome=np.ones(5),
            predictors={"dis": np.ones(4)},
            weekend=np.zeros(5, dtype=bool),
        )


@given(
    arrays.arrays(
        float,
        st.tuples(st.integers(0, 60), st.just(3)),
        elements=st.sampled_from([np.nan, 0.0, 1.0, 4.0, 10.0]),
    )
)
def test_any_answers_at_all_give_numbers_or_a_reason(table: FloatArray) -> None:
    found = same_day(
        outcome=table[:, 0],
        predictors={"dis": table[:, 1], "ppr": table[:, 2]},
        weekend=np.arange(len(table)) % 7 >= 5,
        rules=Rules(least_days=6),
    )

    for link in found.links:
        assert (link.belief is None) == (link.nothing is not None)
        if link.belief is not None:
            low, high = link.belief.interval(0.8)
            assert low < link.belief.mean < high
            assert 0.0 <= link.belief.p_below(0.0) <= 1.0


def test_the_priors_are_those_that_are_stated() -> None:
    assert Priors().link == (0.1, 0.25)
    assert Priors().carry == (0.25, 0.2)
    assert NAMES == ("dis", "ppr", "strs")


@pytest.mark.parametrize("mass", [0.0, 1.0, -0.5])
def test_an_interval_holds_some_and_not_all(mass: float) -> None:
    with pytest.raises(ValueError, match="mass must lie between"):
        Mixture(np.ones(1), np.zeros(1), np.ones(1)).interval(mass)
