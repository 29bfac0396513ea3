"""Two linked series from day to day: exact likelihood, spread at rest, days between.

Plain and readable: the oracle for the fast sums in `_lockstep.py`.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from nearer.core.dynamics._arrays import FloatArray

_PADE = 6  # order; with the scaling below the error is beneath rounding


def stationary_covariance(
    *, transition: npt.ArrayLike, innovation: npt.ArrayLike
) -> FloatArray:
    """Return how the series spread once they have run for long.

    Parameters
    ----------
    transition : array_like of shape (n, n)
        Today's row from yesterday's column; every eigenvalue within the unit circle.
    innovation : array_like of shape (n, n)
        Covariance of what is new each day.

    Returns
    -------
    ndarray of shape (n, n)
        The solution of ``P = Φ P Φ' + Q``.

    Raises
    ------
    ValueError
        If the process does not come to rest.

    Examples
    --------
    >>> stationary_covariance(transition=[[0.5]], innovation=[[0.75]]).round(9).tolist()
    [[1.0]]
    """
    phi = np.asarray(transition, dtype=np.float64)
    q = np.asarray(innovation, dtype=np.float64)
    if np.abs(np.linalg.eigvals(phi)).max() >= 1.0:
        raise ValueError("the process does not come to rest: an eigenvalue is at 1")
    n = len(phi)
    solved = np.linalg.solve(np.eye(n * n) - np.kron(phi, phi), q.ravel())
    spread = solved.reshape(n, n)
    return np.asarray((spread + spread.T) / 2.0, dtype=np.float64)


def log_likelihood(
    *,
    values: npt.ArrayLike,
    transition: npt.ArrayLike,
    innovation: npt.ArrayLike,
    noise: npt.ArrayLike = (0.0, 0.0),
    mean: npt.ArrayLike = (0.0, 0.0),
) -> float:
    """Return the exact log-likelihood of days with gaps, from a start at rest.

    Parameters
    ----------
    values : array_like of shape (n_days, 2)
        A row a day, in order; NaN where there is no answer.
    transition, innovation : array_like of shape (2, 2)
        Today's row from yesterday's column, and the covariance of what is new.
    noise : array_like of shape (2,)
        Variance of what belongs to one answer only and does not carry over.
    mean : array_like of shape (2,)
        Level about which each series moves.

    Returns
    -------
    float, natural log
        Of the density of all answers together.

    Raises
    ------
    ValueError
        If the process does not come to rest, or a variance is negative.

    Notes
    -----
    Kalman filter, one answer at a time, so that a day with one answer counts for what
    it is. Cost O(n_days).

    References
    ----------
    .. [1] Durbin, J. & Koopman, S. J. (2012). Time series analysis by state space
       methods, 2nd ed., sections 4.3, 4.10 and 6.4.
    """
    phi = np.asarray(transition, dtype=np.float64)
    q = np.asarray(innovation, dtype=np.float64)
    r = np.asarray(noise, dtype=np.float64)
    if (r < 0.0).any():
        raise ValueError(f"noise is a variance and at least 0, got {r.tolist()}")
    spread = stationary_covariance(transition=phi, innovation=q)
    level = np.zeros(2)
    total = 0.0
    for day in np.asarray(values, dtype=np.float64) - np.asarray(mean):
        for place in np.flatnonzero(~np.isnan(day)):
            variance = spread[place, place] + r[place]
            surprise = day[place] - level[place]
            total -= 0.5 * (math.log(2.0 * math.pi * variance) + surprise**2 / variance)
            gain = spread[:, place] / variance
            level = level + gain * surprise
            spread = spread - np.outer(gain, spread[place])
        level = phi @ level
        spread = phi @ spread @ phi.T + q
    return float(total)


def expm(matrix: npt.ArrayLike) -> FloatArray:
    """Return the matrix exponential.

    Parameters
    ----------
    matrix : array_like of shape (n, n)
        Any finite square matrix.

    Returns
    -------
    ndarray of shape (n, n)
        Padé approximant of order 6 with scaling and squaring.

    Examples
    --------
    >>> expm([[0.0, 0.0], [0.0, 0.0]]).tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    a = np.asarray(matrix, dtype=np.float64)
    halvings = max(0, math.ceil(math.log2(max(np.abs(a).sum(axis=0).max(), 1e-9))) + 2)
    a = a / 2.0**halvings
    above = below = term = np.eye(len(a))
    weight = 1.0
    for k in range(1, _PADE + 1):
        weight *= (_PADE - k + 1) / (k * (2 * _PADE - k + 1))
        term = term @ a
        above = above + weight * term
        below = below + (-1) ** k * weight * term
    result = np.asarray(np.linalg.solve(below, above), dtype=np.float64)
    for _ in range(halvings):
        result = result @ result
    return result


def over_a_gap(
    *, drift: npt.ArrayLike, diffusion: npt.ArrayLike, days: float
) -> tuple[FloatArray, FloatArray]:
    """Return what a continuous process does over a gap of any length.

    Parameters
    ----------
    drift, diffusion : array_like of shape (n, n), per day
        Of ``dx = A x dt + dW`` with ``Cov(dW) = G dt``.
    days : float
        Length of the gap, above 0; parts of a day are meant to be used.

    Returns
    -------
    transition : ndarray of shape (n, n)
        ``expm(A d)``.
    innovation : ndarray of shape (n, n)
        Covariance of what is new over the gap.

    Raises
    ------
    ValueError
        If the gap is not above 0.

    Notes
    -----
    Van Loan's block exponential, so the drift may be singular.

    References
    ----------
    .. [1] Van Loan, C. F. (1978). Computing integrals involving the matrix exponential.
       IEEE Transactions on Automatic Control 23, 395-404.
    """
    if not days > 0.0:
        raise ValueError(f"a gap must be above 0 days, got {days}")
    a = np.asarray(drift, dtype=np.float64)
    g = np.asarray(diffusion, dtype=np.float64)
    n = len(a)
    block = expm(np.block([[-a, g], [np.zeros_like(a), a.T]]) * days)
    transition = block[n:, n:].T
    new = transition @ block[:n, n:]
    return transition, (new + new.T) / 2.0


def drifting_covariance(
    *, drift: npt.ArrayLike, diffusion: npt.ArrayLike
) -> FloatArray:
    """Return how a continuous process spreads once it has run for long.

    Parameters
    ----------
    drift, diffusion : array_like of shape (n, n), per day
        Of ``dx = A x dt + dW``; every eigenvalue of A has a negative real part.

    Returns
    -------
    ndarray of shape (n, n)
        The solution of ``A P + P A' + G = 0``.

    Raises
    ------
    ValueError
        If the process does not come to rest.
    """
    a = np.asarray(drift, dtype=np.float64)
    g = np.asarray(diffusion, dtype=np.float64)
    if np.linalg.eigvals(a).real.max() >= 0.0:
        raise ValueError("the process does not come to rest: a drift is not negative")
    n = len(a)
    one = np.eye(n)
    solved = np.linalg.solve(np.kron(a, one) + np.kron(one, a), -g.ravel())
    spread = solved.reshape(n, n)
    return np.asarray((spread + spread.T) / 2.0, dtype=np.float64)
