"""Weak knowledge about items, added to the log-likelihood on request."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nearer.core.measurement._types import FloatArray


@dataclass(frozen=True, kw_only=True)
class ItemPriors:
    """Normal priors on log slopes and on thresholds.

    Attributes
    ----------
    log_slope_mean, log_slope_sd : float, natural log of logit per SD
    threshold_mean : ndarray of shape (n_items, n_categories - 1) or scalar, SD
    threshold_sd : float, SD

    Notes
    -----
    The penalty is a sum of squares in (log a, b); the fit is its posterior mode in that
    sense. A slope that is not positive has no logarithm: with priors, items have to be
    keyed.
    """

    log_slope_mean: float = float(np.log(1.4))
    log_slope_sd: float = 0.3
    threshold_mean: FloatArray | float = 0.0
    threshold_sd: float = 2.0

    def __post_init__(self) -> None:
        """Refuse a spread that is not positive."""
        for name in ("log_slope_sd", "threshold_sd"):
            if not getattr(self, name) > 0.0:
                raise ValueError(f"{name} must be above 0, got {getattr(self, name)}")


@dataclass(frozen=True)
class Penalty:
    """Value, gradient and negative curvature of the priors, by item, in (a, d)."""

    value: float
    gradient: FloatArray
    information: FloatArray


def penalty(*, priors: ItemPriors, parameters: FloatArray) -> Penalty:
    """Evaluate the priors.

    Parameters
    ----------
    priors : ItemPriors
    parameters : ndarray of shape (n_items, n_categories)
        Slope above 0, then intercepts; minus infinity where an item has none.

    Returns
    -------
    Penalty
        Shapes (), (n_items, n_categories), (n_items, n_categories, n_categories).
    """
    free = np.isfinite(parameters[:, 1:])
    a = parameters[:, :1]
    b = -np.where(free, parameters[:, 1:], 0.0) / a
    with np.errstate(invalid="ignore"):  # nan below 0: no step leads there
        log_a = np.log(a)
    log_a = (log_a - priors.log_slope_mean) / priors.log_slope_sd
    off = np.where(free, (b - priors.threshold_mean) / priors.threshold_sd, 0.0)
    pull = off / priors.threshold_sd
    gradient = np.zeros(parameters.shape)
    # b = -d/a, so db/da = -b/a and db/dd = -1/a
    gradient[:, 1:] = pull / a
    gradient[:, :1] = -log_a / (priors.log_slope_sd * a)
    gradient[:, :1] += np.sum(pull * b / a, axis=1, keepdims=True)
    stiff = free / priors.threshold_sd**2
    d = np.arange(1, parameters.shape[1])
    bend = np.zeros((*parameters.shape, parameters.shape[1]))
    bend[:, d, d] = stiff / a**2
    bend[:, 0, 1:] = bend[:, 1:, 0] = (stiff * b + pull) / a**2
    own = (1.0 / priors.log_slope_sd - log_a) / (priors.log_slope_sd * a**2)
    own += np.sum((stiff * b + 2.0 * pull) * b, axis=1, keepdims=True) / a**2
    bend[:, 0, 0] = own[:, 0]
    value = float(-0.5 * np.sum(log_a**2) - 0.5 * np.sum(off**2))
    return Penalty(value, gradient, bend)
