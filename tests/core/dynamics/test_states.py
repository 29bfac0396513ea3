"""The exact likelihood and its helpers, against numbers worked out elsewhere."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.core.dynamics import (
    drifting_covariance,
    expm,
    log_likelihood,
    over_a_gap,
    stationary_covariance,
)

PRINTED = 1e-6  # the references are printed with six decimals
ROUNDING = 1e-12
PHI = np.array([[0.3, 0.2], [0.25, 0.35]])
NEW = np.array([[1.0, 0.2], [0.2, 1.0]])
NONE = np.nan
ROWS = [(0.5, -0.2), (NONE, 0.3), (1.1, NONE), (NONE, NONE), (-0.4, 0.9)]
DRIFT = np.array([[-0.5, 0.2], [0.1, -0.4]])
DIFFUSION = np.array([[1.0, 0.3], [0.3, 0.8]])


def test_the_spread_at_rest_is_the_reference() -> None:
    spread = stationary_covariance(transition=PHI, innovation=NEW)

    assert spread == pytest.approx(
        np.array([[1.216615, 0.453750], [0.453750, 1.316746]]), abs=PRINTED
    )


@pytest.mark.parametrize(
    ("noise", "expected"), [((0.0, 0.0), -6.993494), ((0.5, 0.5), -7.785880)]
)
def test_the_likelihood_is_the_reference(
    noise: tuple[float, float], expected: float
) -> None:
    found = log_likelihood(values=ROWS, transition=PHI, innovation=NEW, noise=noise)

    assert found == pytest.approx(expected, abs=PRINTED)


def test_a_level_is_taken_off_before_anything_else() -> None:
    moved = np.array(ROWS) + np.array([2.0, -3.0])

    found = log_likelihood(
        values=moved, transition=PHI, innovation=NEW, mean=(2.0, -3.0)
    )

    assert found == pytest.approx(-6.993494, abs=PRINTED)


def test_days_without_an_answer_at_either_end_change_nothing() -> None:
    longer = [(NONE, NONE)] * 3 + ROWS + [(NONE, NONE)] * 4

    found = log_likelihood(values=longer, transition=PHI, innovation=NEW)

    assert found == pytest.approx(-6.993494, abs=PRINTED)


@given(st.integers(0, 2**32 - 1))
def test_swapping_the_two_series_changes_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    values = rng.standard_normal((12, 2))
    values[rng.random((12, 2)) < 0.3] = np.nan
    noise = rng.random(2)

    one = log_likelihood(values=values, transition=PHI, innovation=NEW, noise=noise)
    other = log_likelihood(
        values=values[:, ::-1],
        transition=PHI[::-1, ::-1],
        innovation=NEW[::-1, ::-1],
        noise=noise[::-1],
    )

    assert one == pytest.approx(other, abs=1e-9)


def test_continuous_time_is_the_reference() -> None:
    one, new = over_a_gap(drift=DRIFT, diffusion=DIFFUSION, days=1.0)
    two, _ = over_a_gap(drift=DRIFT, diffusion=DIFFUSION, days=2.0)
    spread = drifting_covariance(drift=DRIFT, diffusion=DIFFUSION)

    assert one == pytest.approx(
        np.array([[0.612814, 0.128004], [0.064002, 0.676816]]), abs=PRINTED
    )
    assert two == pytest.approx(
        np.array([[0.383733, 0.165078], [0.082539, 0.466272]]), abs=PRINTED
    )
    assert spread == pytest.approx(
        np.array([[1.296296, 0.740741], [0.740741, 1.185185]]), abs=PRINTED
    )
    assert new == pytest.approx(
        np.array([[0.673853, 0.273919], [0.273919, 0.572791]]), abs=PRINTED
    )
    assert one @ spread @ one.T + new == pytest.approx(spread, abs=ROUNDING)


@given(st.integers(0, 2**32 - 1), st.floats(0.01, 6.0))
def test_the_exponential_agrees_with_its_spectrum(seed: int, size: float) -> None:
    rng = np.random.default_rng(seed)
    half = rng.standard_normal((3, 3))
    symmetric = size * (half + half.T) / 2.0
    values, axes = np.linalg.eigh(symmetric)

    expected = (axes * np.exp(values)) @ axes.T

    assert expm(symmetric) == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_the_exponential_of_nothing_is_one() -> None:
    assert expm(np.zeros((2, 2))).tolist() == [[1.0, 0.0], [0.0, 1.0]]


def test_what_never_comes_to_rest_is_refused() -> None:
    with pytest.raises(ValueError, match="come to rest"):
        stationary_covariance(transition=[[1.0, 0.0], [0.0, 0.5]], innovation=NEW)
    with pytest.raises(ValueError, match="come to rest"):
        drifting_covariance(drift=[[0.1, 0.0], [0.0, -1.0]], diffusion=DIFFUSION)


def test_other_wrong_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="noise is a variance"):
        log_likelihood(values=ROWS, transition=PHI, innovation=NEW, noise=(-1.0, 0.0))
    with pytest.raises(ValueError, match="above 0 days"):
        over_a_gap(drift=DRIFT, diffusion=DIFFUSION, days=0.0)
