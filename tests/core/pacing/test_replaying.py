"""The quick replay is `observe` and `rest`, one after the other."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.core.pacing import Attempt, Domain, observe, prior, replay, rest

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
    attempts = [replace(a, day=day) for (a, _), day in zip(taken, days, strict=True)]
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
