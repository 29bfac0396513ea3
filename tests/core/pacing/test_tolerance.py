from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.core.pacing import (
    DEFAULT,
    Domain,
    Tolerance,
    nominal_difficulty,
    observe,
    outlook,
    prior,
    rest,
)

ratings = st.floats(0, 10)
domains = st.sampled_from(list(Domain))
difficulties = st.floats(-2, 2)


def certain(tau: float) -> Tolerance:
    """Return a belief without doubt."""
    return Tolerance(mean=np.full(16, tau), covariance=np.zeros((16, 16)))


def test_before_the_first_step_belief_is_low_and_domains_of_a_track_hang_together() -> (
    None
):
    start = prior()

    assert start.mean.tolist() == [-0.8] * 16
    assert np.diagonal(start.covariance).tolist() == [1.0] * 16
    assert start.covariance[Domain.EMOTIONAL, Domain.NAMING] == 0.6
    assert start.covariance[Domain.EMOTIONAL, Domain.WAITING] == 0.2
    assert np.linalg.eigvalsh(start.covariance).min() > 0


def test_one_rating_moves_belief_as_worked_out_on_paper() -> None:
    # delta = -2, y = 3, tau = -0.8, V = 1: yhat = 5 + 1.6*(-2 + 0.8) = 3.08, v = -0.08;
    # R = 1.6² + 0.8² = 3.2, S = 2.56 + 3.2 = 5.76, K = -1.6/5.76;
    # tau = -0.8 + 1.6*0.08/5.76 + 0.04 (it went well); V = 1 - 2.56/5.76 + 0.03.
    after = observe(tolerance=prior(), domain=0, difficulty=-2.0, discomfort=3.0)

    assert after.mean[0] == pytest.approx(-0.8 + 1.6 * 0.08 / 5.76 + 0.04)
    assert after.covariance[0, 0] == pytest.approx(1 - 2.56 / 5.76 + 0.03)
    # A neighbour with correlation .6 moves .6 as far, without the gain.
    assert after.mean[1] == pytest.approx(-0.8 + 0.6 * 1.6 * 0.08 / 5.76)


def test_a_step_not_done_counts_as_hard_and_half_as_sure() -> None:
    # y = max(0, 7) = 7, v = 3.92, S = 2.56 + 2 * 3.2 = 8.96, and no gain.
    after = observe(
        tolerance=prior(), domain=0, difficulty=-2.0, discomfort=0.0, done=False
    )

    assert after.mean[0] == pytest.approx(-0.8 - 1.6 * 3.92 / 8.96)
    assert after.covariance[0, 0] == pytest.approx(1 - 2.56 / 8.96 + 0.03)


def test_days_without_a_step_make_belief_less_sure_and_move_nothing() -> None:
    later = rest(tolerance=prior(), days=10)

    assert later.mean.tolist() == prior().mean.tolist()
    assert np.diagonal(later.covariance) == pytest.approx(np.full(16, 1.04))
    with pytest.raises(ValueError, match="must not be negative, got -1"):
        rest(tolerance=prior(), days=-1)


@pytest.mark.parametrize("rating", [-0.1, 10.1, math.nan])
def test_a_rating_off_the_scale_is_refused(rating: float) -> None:
    with pytest.raises(ValueError, match="from 0 to 10"):
        observe(tolerance=prior(), domain=0, difficulty=0.0, discomfort=rating)


@given(domains, difficulties, ratings, ratings)
def test_a_higher_rating_never_raises_belief(
    domain: Domain, difficulty: float, one: float, other: float
) -> None:
    low, high = sorted((one, other))

    def after(rating: float) -> float:
        # The gain after a good step is the rule's, not the filter's.
        moved = observe(
            tolerance=prior(), domain=domain, difficulty=difficulty, discomfort=rating
        )
        return float(moved.mean[domain]) - DEFAULT.gain * (rating <= 6)

    assert after(high) <= after(low) + 1e-12


@given(st.lists(st.tuples(domains, difficulties, ratings, st.booleans()), max_size=30))
def test_belief_stays_a_proper_distribution(
    steps: list[tuple[Domain, float, float, bool]],
) -> None:
    belief = prior()
    for domain, difficulty, rating, done in steps:
        belief = observe(
            tolerance=belief,
            domain=domain,
            difficulty=difficulty,
            discomfort=rating,
            done=done,
        )

    assert np.allclose(belief.covariance, belief.covariance.T)
    assert np.linalg.eigvalsh(belief.covariance).min() > 0
    assert np.isfinite(belief.mean).all()


@given(st.lists(st.tuples(domains, difficulties, ratings), min_size=1, max_size=8))
def test_many_people_at_once_equal_one_after_another(
    steps: list[tuple[Domain, float, float]],
) -> None:
    crowd = observe(
        tolerance=prior(people=(len(steps),)),
        domain=np.array([int(d) for d, _, _ in steps]),
        difficulty=np.array([b for _, b, _ in steps]),
        discomfort=np.array([y for _, _, y in steps]),
    )
    for place, (domain, difficulty, rating) in enumerate(steps):
        alone = observe(
            tolerance=prior(), domain=domain, difficulty=difficulty, discomfort=rating
        )
        assert crowd.mean[place] == pytest.approx(alone.mean)
        assert crowd.covariance[place] == pytest.approx(alone.covariance)


def test_whole_number_ratings_give_the_published_table() -> None:
    # Ratings are whole numbers there: 6 or less means under 6.5, 8 or more 7.5 and up.
    sd = math.sqrt(1.6**2 + 0.8**2)
    margins = [-1.0, -0.5, 0.0, 0.5, 1.0]
    view = outlook(
        tolerance=certain(0.0),
        domain=np.zeros(5, dtype=np.intp),
        difficulty=np.array(margins),
    )

    def phi(z: float) -> float:
        return 0.5 * (1 + math.erf(z / math.sqrt(2)))

    expected = view.discomfort.tolist()
    assert [round(y, 1) for y in expected] == [3.4, 4.2, 5.0, 5.8, 6.6]
    success = [round(phi((6.5 - y) / sd), 2) for y in expected]
    overwhelm = [round(1 - phi((7.5 - y) / sd), 2) for y in expected]
    assert success == [0.96, 0.90, 0.80, 0.65, 0.48]
    assert overwhelm == [0.01, 0.03, 0.08, 0.17, 0.31]


@given(st.floats(-3, 3), difficulties)
def test_eligible_means_exactly_both_probabilities(
    tau: float, difficulty: float
) -> None:
    view = outlook(
        tolerance=certain(tau), domain=np.array([0]), difficulty=np.array([difficulty])
    )
    margin = abs(float(view.p_success[0]) - 0.75), abs(float(view.p_overwhelm[0]) - 0.1)

    if min(margin) > 1e-9:
        both = view.p_success[0] >= 0.75 and view.p_overwhelm[0] <= 0.10
        assert bool(view.eligible[0]) is bool(both)


def test_caution_takes_a_standard_deviation_off() -> None:
    bold = outlook(
        tolerance=prior(), domain=np.array([0]), difficulty=np.array([0.0]), caution=0.0
    )
    careful = outlook(
        tolerance=prior(), domain=np.array([0]), difficulty=np.array([0.0])
    )

    assert careful.discomfort[0] - bold.discomfort[0] == pytest.approx(1.6)


@pytest.mark.parametrize("level", [0, 6])
def test_there_are_five_levels(level: int) -> None:
    with pytest.raises(ValueError, match=f"level must be 1 to 5, got {level}"):
        nominal_difficulty(level)
