"""Compare kinds within one person, each drawn towards their common mean (M1's sister).

``y_ij ~ N(m_j, σ²), m_j ~ N(m, τ²)``: a kind with three values is held back more than
one with twenty, so that the most striking kind is not simply the one with the fewest
(Efron & Morris 1975, J Am Stat Assoc 70, 311-319). σ and τ are integrated out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nearer.core.dynamics._mixture import FloatArray, Mixture
from nearer.core.dynamics._same_day import Nothing, Sense

_STEPS = 15
_WITHIN = np.geomspace(0.15, 4.0, _STEPS)
_BETWEEN = np.linspace(0.02, 2.5, _STEPS)
"""Both in units of `unit`: how far kinds are thought to lie apart."""
_MEAN_SD = 3.0
_NEGLIGIBLE = 1e-6
"""Of the weight of the likeliest pair of σ and τ."""


@dataclass(frozen=True, kw_only=True)
class KindRules:
    """When something is shown; judgements, not findings."""

    least: int = 12
    """Values in all."""
    least_of_kind: int = 3
    least_kinds: int = 2
    sure: float = 0.95
    mass: float = 0.80


@dataclass(frozen=True)
class KindMean:
    """What is believed about the mean of one kind, and whether its sign is likely."""

    name: str
    n: int
    belief: Mixture
    sense: Sense


@dataclass(frozen=True)
class Kinds:
    """The kinds with enough values, as they came in, or why there are none."""

    n: int
    needed: int
    means: tuple[KindMean, ...] = ()
    nothing: Nothing | None = None


def compare_kinds(
    values: Mapping[str, Sequence[float]],
    *,
    unit: float,
    rules: KindRules | None = None,
) -> Kinds:
    """Return the mean of each kind, partially pooled.

    Parameters
    ----------
    values : mapping of str to sequence of float
        The values of each kind.
    unit : float
        How far kinds are thought to lie apart: scale of the half-normal prior of τ.
    rules : KindRules, optional

    Returns
    -------
    Kinds
        A kind with too few values takes part in the pooling and is not named.

    Raises
    ------
    ValueError
        If the unit is not above 0.

    Examples
    --------
    >>> compare_kinds({"emotional": [1.0, 2.0]}, unit=1.0).nothing
    <Nothing.TOO_FEW: 'too-few'>
    """
    if not unit > 0.0:
        raise ValueError(f"unit must be above 0, got {unit}")
    rules = rules or KindRules()
    there = {name: np.array(some) for name, some in values.items() if len(some)}
    n = sum(map(len, there.values()))
    named = [name for name, some in there.items() if len(some) >= rules.least_of_kind]
    if n < rules.least or len(named) < rules.least_kinds:
        return Kinds(n=n, needed=rules.least, nothing=Nothing.TOO_FEW)
    beliefs = dict(zip(there, _pool(list(there.values()), unit), strict=True))
    means = [
        KindMean(
            name=name,
            n=len(there[name]),
            belief=beliefs[name],
            sense=_sense(beliefs[name], rules),
        )
        for name in named
    ]
    return Kinds(n=n, needed=rules.least, means=tuple(means))


def _sense(belief: Mixture, rules: KindRules) -> Sense:
    below = belief.p_below(0.0)
    return Sense.LIKELY if max(below, 1.0 - below) >= rules.sure else Sense.UNCLEAR


def _pool(values: Sequence[FloatArray], unit: float) -> list[Mixture]:
    n = np.array([len(some) for some in values], dtype=float)
    mean = np.array([some.mean() for some in values])
    within_squares = sum(float(((some - some.mean()) ** 2).sum()) for some in values)
    sigma, tau = (
        grid.ravel()[:, None] * unit
        for grid in np.meshgrid(_WITHIN, _BETWEEN, indexing="ij")
    )
    error = sigma**2 / n
    variance = error + tau**2
    precision = (1.0 / variance).sum(axis=1) + (_MEAN_SD * unit) ** -2
    centre = (mean / variance).sum(axis=1) / precision
    # log p(y | σ, τ), the common mean integrated out; log τ's half-normal prior.
    log_weight = -0.5 * (
        np.log(variance).sum(axis=1)
        + (mean**2 / variance).sum(axis=1)
        - precision * centre**2
        + np.log(precision)
        + (within_squares / sigma**2 + 2.0 * (n.sum() - len(n)) * np.log(sigma))[:, 0]
        + (tau[:, 0] / unit) ** 2
    )
    weight = np.exp(log_weight - log_weight.max())
    heavy = weight > _NEGLIGIBLE
    weight, sigma, tau = weight[heavy] / weight[heavy].sum(), sigma[heavy], tau[heavy]
    error, variance = error[heavy], variance[heavy]
    precision, centre = precision[heavy], centre[heavy]
    kept = tau**2 / variance
    means = kept * mean + (1.0 - kept) * centre[:, None]
    spread = kept * error + (1.0 - kept) ** 2 / precision[:, None]
    return [
        Mixture(weight, means[:, place], np.sqrt(spread[:, place]))
        for place in range(len(values))
    ]
