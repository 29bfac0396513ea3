"""The quick replay is `observe` and `rest`, one after the other."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.core.pacing import (
    Attempt,
    Domain,
    learned,
    observe,
    prior,
    replay,
    rest,
)

RTOL_SAME_SUMS = 1e-9  # the same formulas in another order of operations

_attempt = st.builds(
    Attempt,
    step=st.just("e1a"),
    domain=st.sampled_from(list(Domain)),
    level=st.integers(1, 5),
    difficulty=st.floats(-2.4, 2.4),
    day=st.just(0),
    done=st.booleans(),
    discomfort=st.integers(0, 10).map(float),
    rated=st.booleans(),
)


def attempt(
    day: int, discomfort: float = 3.0, *, done: bool = True, rated: bool = True
) -> Attempt:
    return Attempt(
        step="e1a",
        domain=Domain.EMOTIONAL,
        level=1,
        difficulty=-2.0,
        day=day,
        done=done,
        discomfort=discomfort,
        rated=rated,
    )


@given(
    st.lists(st.tuples(_attempt, st.integers(0, 40)), max_size=15),
    st.integers(0, 400),
)
def test_it_equals_one_observation_and_one_rest_after_the_other(
    taken: list[tuple[Attempt, int]], since: int
) -> None:
    days = list(accumulate((gap for _, gap in taken), initial=1000))[1:]
    attempts = [
        replace(a, day=day, step=f"another {n}")
        for n, ((a, _), day) in enumerate(zip(taken, days, strict=True))
    ]
    today = (days[-1] if days else 1000) + since

    slow = prior()
    gaps = [
        later - sooner for sooner, later in pairwise([days[0], *days] if days else [])
    ]
    for one, gap in zip(attempts, gaps, strict=True):
        slow = rest(tolerance=slow, days=max(0, gap - 1))
        if one.rated:
            slow = observe(
                tolerance=slow,
                domain=int(one.domain),
                difficulty=one.difficulty,
                discomfort=one.discomfort,
                done=one.done,
            )
    if days:
        slow = rest(tolerance=slow, days=max(0, today - days[-1] - 1))
    quick = replay(attempts=attempts, today=today)

    np.testing.assert_allclose(quick.mean, slow.mean, rtol=RTOL_SAME_SUMS, atol=1e-12)
    np.testing.assert_allclose(
        quick.covariance, slow.covariance, rtol=RTOL_SAME_SUMS, atol=1e-12
    )


def test_a_step_slowly_becomes_as_hard_as_it_was_for_this_person() -> None:
    # By hand: the prior expects 5 + 1.6 (-2 + .8) = 3.08; a 7 is 3.92 points more,
    # 2.45 logits, and a tenth of that is .245.
    once = learned(attempts=[attempt(10, 7.0)], today=10).own_difficulty
    assert once == {"e1a": pytest.approx(0.245)}

    hard = [attempt(day, 10.0) for day in range(10, 60)]
    easy = [attempt(day, 0.0) for day in range(10, 60)]
    for attempts, end in ((hard, 0.7), (easy, -0.7)):
        told = [
            learned(attempts=attempts[:n], today=99).own_difficulty["e1a"]
            for n in (1, 5, 50)
        ]
        assert all(0 < one / end <= 1 for one in told), told


def test_a_step_that_was_not_done_is_no_harder_for_it() -> None:
    told = learned(attempts=[attempt(10, 9.0, done=False)], today=10)

    assert dict(told.own_difficulty) == {}


def test_the_next_time_a_step_counts_as_hard_as_it_was() -> None:
    first, second = attempt(10, 7.0), attempt(11, 7.0)
    known = learned(attempts=[first, second], today=11).tolerance
    slow = observe(
        tolerance=replay(attempts=[first], today=10),
        domain=int(second.domain),
        difficulty=-2.0 + 0.245,
        discomfort=7.0,
    )

    np.testing.assert_allclose(known.mean, slow.mean, rtol=RTOL_SAME_SUMS)


def test_before_the_first_step_nothing_is_idle() -> None:
    np.testing.assert_array_equal(
        replay(attempts=(), today=5000).covariance, prior().covariance
    )


def test_an_attempt_without_a_rating_teaches_nothing_and_is_no_idle_day() -> None:
    belief = replay(attempts=[attempt(10), attempt(11, rated=False)], today=12)

    np.testing.assert_array_equal(
        belief.mean, replay(attempts=[attempt(10)], today=11).mean
    )
    np.testing.assert_array_equal(
        belief.covariance, replay(attempts=[attempt(10)], today=11).covariance
    )


def test_a_clock_set_back_makes_nobody_surer_or_less_sure() -> None:
    forth = replay(attempts=[attempt(10), attempt(12)], today=12)
    back = replay(attempts=[attempt(10), attempt(12)], today=3)

    np.testing.assert_array_equal(forth.covariance, back.covariance)


def test_a_rating_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="got 11"):
        replay(attempts=[attempt(1, 11.0)], today=2)
