"""Couples made up by the model itself, to see what fits and rules are worth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nearer.core.dynamics._arrays import FloatArray
from nearer.core.dynamics._days import WEEKEND_SHARE, Days
from nearer.core.dynamics._priors import PathPriors

RUN_UP = 50  # days before the first, so that a couple starts at rest


@dataclass(frozen=True, kw_only=True)
class Couples:
    """How made-up couples are.

    Parameters
    ----------
    transition : ndarray of shape (n_couples, 2, 2)
        Today's row from yesterday's column.
    n_days : int
        Days on the grid.
    missing : float
        Chance that a day has no answer.
    together : bool
        Whether both answers of such a day are missing, or each by its own chance.
    correlation : float or ndarray of shape (n_couples,)
        Of what is new on the same day.
    noise : float or ndarray of shape (n_couples, 2)
        Share of an answer's one-day variance that does not carry over.
    trend, weekend : float or ndarray of shape (n_couples, 2), SD of the days
        Half the change from first to last day; difference at weekends.
    """

    transition: FloatArray
    n_days: int
    missing: float = 0.1
    together: bool = True
    correlation: float | FloatArray = 0.2
    noise: float | FloatArray = 0.0
    trend: float | FloatArray = 0.0
    weekend: float | FloatArray = 0.0


def simulate(*, couples: Couples, rng: np.random.Generator) -> list[Days]:
    """Return the days of made-up couples, with an SD of about 1.

    Parameters
    ----------
    couples : Couples
        What they are like.
    rng : numpy.random.Generator
        Decides every draw.

    Returns
    -------
    list of Days
        One a couple.
    """
    phi = np.asarray(couples.transition, dtype=np.float64)
    count, n_days = len(phi), couples.n_days
    share = np.broadcast_to(np.asarray(couples.noise, dtype=np.float64), (count, 2))
    r = np.broadcast_to(np.asarray(couples.correlation, dtype=np.float64), (count,))
    state = np.zeros((count, 2))
    values = np.empty((n_days, count, 2))
    for day in range(-RUN_UP, n_days):
        new = rng.standard_normal((count, 2))
        new[:, 1] = r * new[:, 0] + np.sqrt(1.0 - r**2) * new[:, 1]
        state = np.einsum("cij,cj->ci", phi, state) + new * np.sqrt(1.0 - share)
        if day >= 0:
            values[day] = state
    values += rng.standard_normal(values.shape) * np.sqrt(share)
    values /= values.std(axis=0).mean()
    weekend = np.arange(n_days) % 7 >= 5
    along = np.linspace(-1.0, 1.0, n_days)[:, None, None]
    values += along * couples.trend
    values += (weekend - WEEKEND_SHARE)[:, None, None] * couples.weekend
    shape = (n_days, count, 1) if couples.together else (n_days, count, 2)
    gone = np.broadcast_to(rng.random(shape) < couples.missing, values.shape)
    values = np.where(gone, np.nan, values)
    return [Days(values[:, place], weekend) for place in range(count)]


def couples_of(
    *, priors: PathPriors, count: int, n_days: int, rng: np.random.Generator
) -> Couples:
    """Return couples drawn from the priors themselves, those that come to rest.

    Parameters
    ----------
    priors : PathPriors
        From which everything is drawn but the days.
    count, n_days : int
        How many couples, for how long.
    rng : numpy.random.Generator
        Decides every draw.

    Returns
    -------
    Couples
        With a tenth of the days missing.
    """
    means, sds = priors.table().T
    drawn = np.empty((0, len(means)))
    while len(drawn) < count:
        more = means + sds * rng.standard_normal((count, len(means)))
        largest = np.abs(np.linalg.eigvals(more[:, :4].reshape(-1, 2, 2))).max(axis=1)
        drawn = np.concatenate([drawn, more[largest < 1.0]])
    drawn = drawn[:count]
    noise: float | FloatArray = 0.0
    if priors.noise is not None:
        noise = 1.0 / (1.0 + np.exp(-drawn[:, 7:9]))
    return Couples(
        transition=drawn[:, :4].reshape(-1, 2, 2),
        n_days=n_days,
        correlation=np.tanh(drawn[:, 6]),
        noise=noise,
        trend=priors.trend * rng.standard_normal((count, 2)),
        weekend=priors.weekend * rng.standard_normal((count, 2)),
    )
