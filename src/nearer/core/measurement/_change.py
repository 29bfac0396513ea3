"""Whether a trait has moved between two sittings, or the difference is noise.

Three answers, from the oldest to the one to prefer: a reliable-change index for raw
means, a z for two posteriors, and a probability that knows how stable people are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from nearer.core.measurement._grid import Grid, Prior
from nearer.core.measurement._posterior import Posterior
from nearer.core.measurement._types import Estimate, FloatArray, Trait

RELIABLE = 1.96
PROBABLE = 1.645


@dataclass(frozen=True, slots=True)
class ChangeRules:
    """What counts as a change.

    Parameters
    ----------
    stability : float
        Correlation of a trait with itself between two sittings, in people at large.
    smallest : float, SD
        A smaller move than this is of no account.

    Raises
    ------
    ValueError
        Unless stability lies within 0 … 0.95 and smallest is at least 0.
    """

    stability: float = 0.85
    smallest: float = 0.3

    def __post_init__(self) -> None:
        if not 0.0 <= self.stability <= 0.95:
            raise ValueError(f"stability must lie in 0 … 0.95, got {self.stability}")
        if not self.smallest >= 0.0:
            raise ValueError(f"smallest must be at least 0, got {self.smallest}")


@dataclass(frozen=True, slots=True)
class Change:
    """How one trait moved from an earlier sitting to a later one.

    Attributes
    ----------
    delta : Estimate
        Later minus earlier, SD of the reference group; a negative one is less fear.
        The interval holds 90 %.
    z : float
        Difference of the two posterior means over its standard error.
    p_improved : float
        P(delta < -smallest).
    p_deteriorated : float
        P(delta > smallest).
    """

    delta: Estimate
    z: float
    p_improved: float
    p_deteriorated: float

    @property
    def reliable(self) -> bool:
        """Whether the z alone is beyond 1.96."""
        return abs(self.z) >= RELIABLE

    @property
    def probable(self) -> bool:
        """Whether the z alone is beyond 1.645."""
        return abs(self.z) >= PROBABLE


def reliable_change_index(*, sd: float, reliability: float) -> float:
    """Return the smallest difference of two raw scores that is not mere noise.

    Parameters
    ----------
    sd : float, raw units
        Standard deviation of the score in the reference group, above 0.
    reliability : float
        Retest correlation; alpha gives a bound that is too hopeful.

    Returns
    -------
    float, raw units
        ``1.96 · √2 · sd · √(1 - reliability)``.

    Raises
    ------
    ValueError
        If sd is not above 0 or reliability not within 0 … 1.

    References
    ----------
    .. [1] Jacobson, N. S. & Truax, P. (1991). Journal of Consulting and Clinical
       Psychology 59, 12-19.

    Examples
    --------
    >>> round(reliable_change_index(sd=1.1, reliability=0.85), 2)
    1.18
    """
    if not sd > 0.0:
        raise ValueError(f"sd must be above 0, got {sd}")
    if not 0.0 <= reliability <= 1.0:
        raise ValueError(f"reliability must lie in 0 … 1, got {reliability}")
    return RELIABLE * math.sqrt(2.0) * sd * math.sqrt(1.0 - reliability)


def significant_cut(
    *, mean: float, sd: float, healthy_mean: float, healthy_sd: float
) -> float:
    """Return the score that lies between a distressed and a healthy group.

    Parameters
    ----------
    mean, sd : float, raw units
        Of the distressed group.
    healthy_mean, healthy_sd : float, raw units
        Of the healthy group.

    Returns
    -------
    float, raw units
        Criterion c: equally many SDs from both means.

    Raises
    ------
    ValueError
        If an SD is not above 0.

    References
    ----------
    .. [1] Jacobson, N. S. & Truax, P. (1991). Journal of Consulting and Clinical
       Psychology 59, 12-19, criterion c.
    """
    if not (sd > 0.0 and healthy_sd > 0.0):
        raise ValueError(f"both SDs must be above 0, got {sd} and {healthy_sd}")
    return (healthy_sd * mean + sd * healthy_mean) / (healthy_sd + sd)


def theta_change_z(*, before: Estimate, after: Estimate) -> float:
    """Return the difference of two estimates over its standard error.

    Parameters
    ----------
    before, after : Estimate
        Of one trait at two sittings.

    Returns
    -------
    float
        Reliable from 1.96 on either side, probable from 1.645.

    Raises
    ------
    ValueError
        If both SDs are 0.

    Notes
    -----
    Both posterior means are drawn towards the prior, so z is too small where little
    was asked; `change` is to be preferred.
    """
    noise = math.hypot(before.sd, after.sd)
    if noise == 0.0:
        raise ValueError("both estimates have an SD of 0")
    return (after.value - before.value) / noise


def change(
    *,
    before: Posterior,
    after: Posterior,
    trait: Trait,
    rules: ChangeRules | None = None,
) -> Change:
    """Return how one trait moved, knowing that people mostly stay who they are.

    Parameters
    ----------
    before, after : Posterior
        Two sittings of one person, on the same grid and prior mean; the banks may
        differ if their parameters are on one scale.
    trait : Trait
        Which fear.
    rules : ChangeRules, optional
        Stability 0.85 and a smallest change of 0.3 SD unless given.

    Returns
    -------
    Change
        From the joint posterior of the earlier and the later level.

    Raises
    ------
    ValueError
        If the two sittings have another grid, prior mean or inflation.

    Notes
    -----
    Prior ``(θ₁, θ₂) ~ N(0, [[1, r], [r, 1]])`` with r the stability; likelihood of
    both sittings' answers about this trait; exact on the grid. A person who scored
    high by chance is expected lower next time: this prior knows it.

    References
    ----------
    .. [1] Speer, D. C. (1992). Clinically significant change: Jacobson and Truax
       (1991) revisited. Journal of Consulting and Clinical Psychology 60, 402-408.
    """
    rules = rules or ChangeRules()
    _refuse_unlike(before, after)
    made = before.tables
    centre = made.prior.mean[trait]
    prior = Prior(correlation=rules.stability, mean=(centre, centre))
    joint = prior.weights(made.grid, inflation=made.inflation)
    joint = joint * before.likelihood[trait][:, None] * after.likelihood[trait]
    joint /= joint.sum()
    distance = made.grid.nodes[None, :] - made.grid.nodes[:, None]
    value = float((joint * distance).sum())
    sd = math.sqrt(float((joint * (distance - value) ** 2).sum()))
    low, high = _interval(joint, made.grid)
    return Change(
        delta=Estimate(value=value, sd=sd, low=low, high=high),
        z=theta_change_z(
            before=_estimate(before, trait), after=_estimate(after, trait)
        ),
        p_improved=1.0 - _p_above(joint, made.grid, -rules.smallest),
        p_deteriorated=_p_above(joint, made.grid, rules.smallest),
    )


def _refuse_unlike(before: Posterior, after: Posterior) -> None:
    first, second = before.tables, after.tables
    if first.grid != second.grid or first.prior.mean != second.prior.mean:
        raise ValueError("the two sittings have another grid or prior mean")
    if first.inflation != second.inflation:
        raise ValueError(
            f"the two sittings have another inflation: {first.inflation} and "
            f"{second.inflation}"
        )


def _estimate(of: Posterior, trait: Trait) -> Estimate:
    low, high = of.interval(trait)
    return Estimate(float(of.mean[trait]), float(of.sd[trait]), low, high)


def _p_above(joint: FloatArray, grid: Grid, move: float) -> float:
    # Later > earlier + move: for each earlier node a cut on the later axis.
    return float((joint * grid.share_above(grid.nodes + move)).sum())


def _interval(joint: FloatArray, grid: Grid) -> tuple[float, float]:
    """Central 90 % of later minus earlier."""
    n = len(grid.nodes)
    by_move = np.array([np.trace(joint, offset=k) for k in range(-n + 1, n)])
    edges = (np.arange(-n, n) + 0.5) * grid.step
    low, high = np.interp([0.05, 0.95], np.append(0.0, np.cumsum(by_move)), edges)
    return float(low), float(high)
