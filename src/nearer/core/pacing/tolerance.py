"""Track what a person can bear in each domain, from the discomfort that they rated.

A linear-Gaussian filter (Kalman 1960, J Basic Eng 82, 35-45) over sixteen correlated
domains. It knows nothing of days, steps' words or safety; `choice.py` does.
Leading axes are people: one person is an array of shape (16,), a simulation (n, 16).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nearer.core.pacing.constants import DEFAULT, Pacing
from nearer.core.pacing.ladder import N_DOMAINS, Domain, FloatArray

_NORMAL = NormalDist()


@dataclass(frozen=True)
class Tolerance:
    """What is believed about a person's tolerance.

    Parameters
    ----------
    mean : ndarray of shape (..., 16), logit
    covariance : ndarray of shape (..., 16, 16), logit squared
    """

    mean: FloatArray
    covariance: FloatArray

    @property
    def sd(self) -> FloatArray:
        """Standard deviations, shape (..., 16), logit."""
        sd: FloatArray = np.sqrt(np.diagonal(self.covariance, axis1=-2, axis2=-1))
        return sd


@dataclass(frozen=True)
class Outlook:
    """What steps are expected to be like, each with the spread about it.

    Parameters
    ----------
    discomfort : ndarray of shape (..., n_steps), points 0-10
        Expected peak discomfort at the cautious tolerance.
    sd : float, points
        Spread of a single rating about that.
    pacing : Pacing
    """

    discomfort: FloatArray
    sd: float
    pacing: Pacing

    @property
    def p_success(self) -> FloatArray:
        """Probability of a rating of 6 or less."""
        return self._p_below(self.pacing.success_at_most)

    @property
    def p_overwhelm(self) -> FloatArray:
        """Probability of a rating of 8 or more."""
        return 1.0 - self._p_below(self.pacing.overwhelm_at_least)

    @property
    def eligible(self) -> NDArray[np.bool_]:
        """Whether a step may be offered: P(y >= 8) <= .10 and P(y <= 6) >= .75."""
        eligible: NDArray[np.bool_] = self.discomfort <= self._bearable
        return eligible

    @property
    def _bearable(self) -> float:
        # Both rules are a ceiling on the expected rating; the lower one decides.
        pacing = self.pacing
        calm = _NORMAL.inv_cdf(1.0 - pacing.overwhelm_allowed)
        likely = _NORMAL.inv_cdf(pacing.success_wanted)
        return min(
            pacing.overwhelm_at_least - calm * self.sd,
            pacing.success_at_most - likely * self.sd,
        )

    def _p_below(self, rating: float) -> FloatArray:
        z = (rating - self.discomfort) / self.sd
        tails = [math.erfc(one) for one in (-z / math.sqrt(2.0)).ravel().tolist()]
        return 0.5 * np.array(tails).reshape(z.shape)


def prior(*, people: tuple[int, ...] = (), pacing: Pacing = DEFAULT) -> Tolerance:
    """Return what is believed before the first step.

    Parameters
    ----------
    people : tuple of int
        Leading shape; empty for one person.
    pacing : Pacing

    Returns
    -------
    Tolerance

    Notes
    -----
    Correlation 0.6 between domains of one track, 0.2 across.

    Examples
    --------
    >>> prior().mean[0], prior().covariance[0, 1], prior().covariance[0, 8]
    (np.float64(-0.8), np.float64(0.6), np.float64(0.2))
    """
    near = np.array([domain.track for domain in Domain])
    same_track = near[:, None] == near[None, :]
    correlation = np.where(
        same_track, pacing.correlation_within, pacing.correlation_across
    )
    np.fill_diagonal(correlation, 1.0)
    covariance = pacing.prior_variance * correlation
    return Tolerance(
        mean=np.full((*people, N_DOMAINS), pacing.prior_mean),
        covariance=np.broadcast_to(covariance, (*people, N_DOMAINS, N_DOMAINS)).copy(),
    )


def rest(*, tolerance: Tolerance, days: int, pacing: Pacing = DEFAULT) -> Tolerance:
    """Return the belief after days without a step: the same centre, a little less sure.

    Parameters
    ----------
    tolerance : Tolerance
    days : int
        Days without a step.
    pacing : Pacing

    Returns
    -------
    Tolerance

    Raises
    ------
    ValueError
        If the number of days is negative.
    """
    if days < 0:
        raise ValueError(f"days must not be negative, got {days}")
    return Tolerance(
        mean=tolerance.mean,
        covariance=tolerance.covariance + days * pacing.drift_day * np.eye(N_DOMAINS),
    )


def observe(
    *,
    tolerance: Tolerance,
    domain: ArrayLike,
    difficulty: ArrayLike,
    discomfort: ArrayLike,
    done: ArrayLike = True,
    pacing: Pacing = DEFAULT,
) -> Tolerance:
    """Return the belief after one step.

    Parameters
    ----------
    tolerance : Tolerance
        For one person (shape (16,)) or many (shape (n, 16)).
    domain : int or ndarray of shape (n,)
        The step's domain.
    difficulty : float or ndarray of shape (n,), logit
    discomfort : float or ndarray of shape (n,), points 0-10
        Peak discomfort as rated; for a step not done, how hard it looked.
    done : bool or ndarray of shape (n,)
        A step that was not done is read as a rating of at least 7, half as sure.
    pacing : Pacing

    Returns
    -------
    Tolerance

    Raises
    ------
    ValueError
        If a rating lies outside 0 to 10.

    Notes
    -----
    S = c² x'Vx + R;  K = -c V x / S;  τ += K (y - ŷ);  V -= c² V x x' V / S,
    with x the unit vector of the domain and R = rating_sd² + (c · own_difficulty_sd)².
    Then τ gains a little where the step went well, and the domain drifts.

    References
    ----------
    .. [1] Kalman 1960, J Basic Eng 82, 35-45.
    """
    y = np.asarray(discomfort, dtype=np.float64)
    if not bool(np.all((y >= 0.0) & (y <= 10.0))):
        raise ValueError(f"discomfort must lie from 0 to 10, got {y}")
    finished = np.asarray(done, dtype=bool)
    rated = np.where(finished, y, np.maximum(y, pacing.refused_at_least))
    noise = _noise_variance(pacing) * np.where(finished, 1.0, pacing.refused_noise)

    place = np.asarray(domain, dtype=np.intp)
    here = np.expand_dims(place, -1)
    column = _column(tolerance.covariance, place)
    variance = np.take_along_axis(column, here, -1)[..., 0]
    centre = np.take_along_axis(tolerance.mean, here, -1)[..., 0]
    surprise = rated - (
        pacing.at_ease + pacing.slope * (np.asarray(difficulty) - centre)
    )
    spread = pacing.slope**2 * variance + noise

    mean = tolerance.mean - (pacing.slope * surprise / spread)[..., None] * column
    shrink = (pacing.slope**2 / spread)[..., None, None]
    covariance = (
        tolerance.covariance - shrink * column[..., :, None] * column[..., None, :]
    )
    went_well = finished & (y <= pacing.success_at_most)
    unit = np.eye(N_DOMAINS)[place]
    return Tolerance(
        mean=mean + pacing.gain * went_well[..., None] * unit,
        covariance=covariance
        + pacing.drift_step * unit[..., :, None] * unit[..., None, :],
    )


def outlook(
    *,
    tolerance: Tolerance,
    domain: ArrayLike,
    difficulty: ArrayLike,
    caution: float | None = None,
    pacing: Pacing = DEFAULT,
) -> Outlook:
    """Return what steps are expected to be like at a cautious tolerance.

    Parameters
    ----------
    tolerance : Tolerance
        For one person (steps along the first axis) or many (people, then steps).
    domain : int ndarray of shape (n_steps,)
    difficulty : float ndarray of shape (n_steps,), logit
    caution : float, standard deviations
        Taken off the tolerance; the pacing's own where left out.
    pacing : Pacing

    Returns
    -------
    Outlook
        Arrays of shape (..., n_steps).

    Notes
    -----
    The rating's noise and the step's own difficulty are integrated out. Ratings are
    treated as continuous, P(y <= 6) = Φ((6 - ŷ)/s), which asks for easier steps than
    whole-number ratings would.
    """
    take = pacing.caution if caution is None else caution
    place = np.asarray(domain, dtype=np.intp)
    cautious = (tolerance.mean - take * tolerance.sd)[..., place]
    expected = pacing.at_ease + pacing.slope * (np.asarray(difficulty) - cautious)
    return Outlook(
        discomfort=expected, sd=math.sqrt(_noise_variance(pacing)), pacing=pacing
    )


def _noise_variance(pacing: Pacing) -> float:
    return pacing.rating_sd**2 + (pacing.slope * pacing.own_difficulty_sd) ** 2


def _column(covariance: FloatArray, place: NDArray[np.intp]) -> FloatArray:
    """Return V x for the unit vector x of each person's domain, shape (..., 16)."""
    index = place[..., None, None]
    shape = (*place.shape, N_DOMAINS, 1)
    column: FloatArray = np.take_along_axis(
        covariance, np.broadcast_to(index, shape), axis=-1
    )[..., 0]
    return column
