"""Graded response model: what an answer is worth at every trait level.

Source: Samejima (1969). Logistic form without the constant 1.7. Every formula here is
written so that nothing cancels in the tails; docs/science/measurement.md derives them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nearer.core.measurement._types import FloatArray, IntArray, Trait, frozen


@dataclass(frozen=True, eq=False)
class GradedBank:
    """Items whose answers are graded, each about one trait.

    Items are keyed: a higher category is always more of the trait, so an item that is
    worded the other way round is flipped before its answers come here.

    Parameters
    ----------
    discrimination : ndarray of shape (n_items,), logit per SD
        Above 0.
    thresholds : ndarray of shape (n_items, max_categories - 1), SD
        Trait level at which "this category or higher" is an even bet; strictly rising
        within an item. An item with fewer categories is padded with ``+inf``.
    trait : ndarray of shape (n_items,)
        0 avoidance, 1 anxiety (see `Trait`).

    Raises
    ------
    ValueError
        If shapes disagree or a value is not allowed; the message names the item by
        its place in the bank, counted from 0, and shows the value.

    References
    ----------
    .. [1] Samejima, F. (1969). Estimation of latent ability using a response pattern
       of graded scores. Psychometrika Monograph 17.

    Examples
    --------
    >>> bank = GradedBank(discrimination=[1.0], thresholds=[[0.0]], trait=[0])
    >>> bank.n_items, bank.n_categories.tolist()
    (1, [2])
    """

    discrimination: FloatArray
    thresholds: FloatArray
    trait: IntArray

    def __post_init__(self) -> None:
        a = frozen(self.discrimination, np.float64)
        b = frozen(self.thresholds, np.float64)
        given = np.asarray(self.trait)
        _refuse_bad_shapes(a, b, given)
        trait = frozen(given, np.intp)
        _refuse_bad_values(a, b, trait)
        object.__setattr__(self, "discrimination", a)
        object.__setattr__(self, "thresholds", b)
        object.__setattr__(self, "trait", trait)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, GradedBank) and self._content == other._content

    def __hash__(self) -> int:
        return hash(self._content)

    @cached_property
    def _content(self) -> tuple[int, bytes]:
        parts = (self.discrimination, self.thresholds, self.trait)
        return self.max_categories, b"".join(part.tobytes() for part in parts)

    @property
    def n_items(self) -> int:
        return len(self.discrimination)

    @cached_property
    def n_categories(self) -> IntArray:
        """Categories of each item, (n_items,)."""
        return frozen(np.isfinite(self.thresholds).sum(axis=1) + 1, np.intp)

    @property
    def max_categories(self) -> int:
        return int(self.thresholds.shape[1]) + 1

    def items_of(self, trait: Trait) -> IntArray:
        """Places of the items about one trait, in the bank's order."""
        return np.flatnonzero(self.trait == trait)

    def take(self, items: Sequence[int] | IntArray) -> GradedBank:
        """Return a bank of some of the items, in the order given."""
        chosen = np.asarray(items, dtype=np.intp)
        return GradedBank(
            discrimination=self.discrimination[chosen],
            thresholds=self.thresholds[chosen],
            trait=self.trait[chosen],
        )

    @cached_property
    def offsets(self) -> FloatArray:
        """``a·b`` of every threshold, (n_items, max_categories - 1), logit."""
        return frozen(self.discrimination[:, None] * self.thresholds, np.float64)

    @cached_property
    def gap_factor(self) -> FloatArray:
        """``1 - exp(-a·(b[k+1] - b[k]))`` of every category; 0 where there is none."""
        # -expm1 keeps full precision when two thresholds almost touch.
        with np.errstate(invalid="ignore"):  # inf - inf between two pads: no category
            gap = np.diff(self.thresholds, axis=1, prepend=-np.inf, append=np.inf)
        factor = -np.expm1(-self.discrimination[:, None] * gap)
        return frozen(np.where(np.isnan(factor), 0.0, factor), np.float64)


def category_log_probabilities(*, theta: FloatArray, bank: GradedBank) -> FloatArray:
    """Return the log-probability of every category of every item.

    Parameters
    ----------
    theta : ndarray of shape (n_theta,), SD
        Trait levels; any finite value.
    bank : GradedBank
        The items.

    Returns
    -------
    ndarray of shape (n_theta, n_items, max_categories), natural log
        Each item's categories sum to 1 after exponentiation; a category that an item
        does not have is ``-inf``.

    Raises
    ------
    ValueError
        If a trait level is not finite; the message shows it.

    Notes
    -----
    With S the logistic function, u the logit of the lower and l of the upper
    threshold, ``S(u) - S(l) = S(u)·S(-l)·(1 - exp(l - u))``. All three factors are
    at most 1 and ``l - u`` does not depend on theta, so nothing cancels, however far
    out. Cost O(n_theta · n_items · n_categories).

    References
    ----------
    .. [1] Samejima, F. (1969). Psychometrika Monograph 17; the form used here is
       derived in docs/science/measurement.md.

    Examples
    --------
    >>> bank = GradedBank(discrimination=[4.0], thresholds=[[-1.0]], trait=[0])
    >>> category_log_probabilities(theta=np.array([9.0]), bank=bank)[0, 0, 0].round(2)
    np.float64(-40.0)
    """
    levels = _levels(theta)[:, None]
    return log_probabilities_at(
        bank, np.broadcast_to(levels, (len(levels), bank.n_items))
    )


def log_probabilities_at(bank: GradedBank, theta: FloatArray) -> FloatArray:
    """Log-probabilities of each item at a level of its own: theta is (..., n_items)."""
    logit = _logits(bank, theta)
    with np.errstate(divide="ignore"):  # log 0 = -inf is the answer for a pad
        log_chance = np.broadcast_to(np.log(bank.gap_factor), _categories(logit)).copy()
    log_chance[..., 1:] += _log_logistic(logit)
    log_chance[..., :-1] += _log_logistic(-logit)
    return log_chance


def item_information(*, bank: GradedBank, theta: FloatArray) -> FloatArray:
    """Return the Fisher information of every item at every trait level.

    Parameters
    ----------
    bank : GradedBank
        The items.
    theta : ndarray of shape (n_theta,), SD
        Trait levels; any finite value.

    Returns
    -------
    ndarray of shape (n_theta, n_items), 1/SD²
        Information about the item's own trait.

    Raises
    ------
    ValueError
        If a trait level is not finite; the message shows it.

    Notes
    -----
    ``I = a²·Σ P[k]·(S(-u[k]) - S(l[k]))²``: the usual ``Σ P'²/P`` with the division
    carried out on paper, so it holds where P underflows.

    References
    ----------
    .. [1] Samejima, F. (1969). Psychometrika Monograph 17; the form used here is
       derived in docs/science/measurement.md.
    """
    levels = _levels(theta)[:, None]
    return information_at(bank, np.broadcast_to(levels, (len(levels), bank.n_items)))


def information_at(bank: GradedBank, theta: FloatArray) -> FloatArray:
    """Information of each item at a level of its own: theta is (..., n_items)."""
    logit = _logits(bank, theta)
    with np.errstate(over="ignore"):  # exp to inf gives the right 0 below
        above = 1.0 / (1.0 + np.exp(-logit))
        below = 1.0 / (1.0 + np.exp(logit))
    # Category k lies above threshold k and below threshold k + 1; the lowest lies
    # above nothing, the highest below nothing.
    slope = np.empty(_categories(logit))
    slope[..., 1:] = below
    slope[..., 0] = 0.0
    slope[..., :-1] -= above
    weight = np.multiply(slope, slope, out=slope)
    weight *= bank.gap_factor
    weight[..., 1:] *= above
    weight[..., :-1] *= below
    return np.asarray(bank.discrimination**2 * weight.sum(axis=-1))


def expected_answer(*, bank: GradedBank, theta: FloatArray) -> FloatArray:
    """Return the mean answer to every item at every trait level.

    Parameters
    ----------
    bank : GradedBank
        The items.
    theta : ndarray of shape (n_theta,), SD
        Trait levels; any finite value.

    Returns
    -------
    ndarray of shape (n_theta, n_items), answer scale 1 … n_categories
        Keyed, and rising with theta.

    Raises
    ------
    ValueError
        If a trait level is not finite; the message shows it.

    References
    ----------
    .. [1] Samejima, F. (1969). Psychometrika Monograph 17.

    Examples
    --------
    >>> bank = GradedBank(discrimination=[2.0], thresholds=[[-1.0, 1.0]], trait=[1])
    >>> expected_answer(bank=bank, theta=np.zeros(1)).tolist()
    [[2.0]]
    """
    logit = _logits(bank, _levels(theta)[:, None])
    return np.asarray(1.0 + np.exp(_log_logistic(logit)).sum(axis=-1))


def _levels(theta: FloatArray) -> FloatArray:
    levels = np.asarray(theta, dtype=np.float64)
    if levels.ndim != 1:
        raise ValueError(f"theta must have one axis, got shape {levels.shape}")
    if not np.isfinite(levels).all():
        odd = levels[~np.isfinite(levels)][0]
        raise ValueError(f"theta must be finite, got {odd}")
    return levels


def _logits(bank: GradedBank, theta: FloatArray) -> FloatArray:
    # a·θ - a·b rather than a·(θ - b): one product fewer when b is shared.
    return np.asarray(
        (theta * bank.discrimination)[..., None] - bank.offsets, dtype=np.float64
    )


def _categories(logit: FloatArray) -> tuple[int, ...]:
    return (*logit.shape[:-1], logit.shape[-1] + 1)


def _log_logistic(logit: FloatArray) -> FloatArray:
    # log S(x) = -log(1 + exp(-x)); logaddexp keeps both tails.
    return -np.logaddexp(0.0, -logit)


def _refuse_bad_shapes(a: FloatArray, b: FloatArray, trait: IntArray) -> None:
    if a.ndim != 1 or len(a) == 0:
        raise ValueError(f"discrimination must be a list of items, got shape {a.shape}")
    if b.ndim != 2 or b.shape[0] != len(a) or b.shape[1] == 0:
        raise ValueError(
            f"thresholds must have shape ({len(a)}, n_categories - 1), got {b.shape}"
        )
    if trait.shape != a.shape:
        raise ValueError(f"trait must have shape {a.shape}, got {trait.shape}")
    if trait.dtype.kind not in "iu":
        raise ValueError(f"trait must be whole numbers, got {trait.dtype}")


def _refuse_bad_values(a: FloatArray, b: FloatArray, trait: IntArray) -> None:
    for item, value in enumerate(a):
        if not (np.isfinite(value) and value > 0):
            raise ValueError(
                f"item {item}: discrimination must be above 0, got {value}; "
                "flip the answers of an item that is worded the other way round"
            )
    for item, row in enumerate(b):
        _refuse_bad_thresholds(item, row)
    for item, value in enumerate(trait):
        if value not in (Trait.AVOIDANCE, Trait.ANXIETY):
            raise ValueError(f"item {item}: trait must be 0 or 1, got {value}")


def _refuse_bad_thresholds(item: int, row: FloatArray) -> None:
    real = row[: np.isfinite(row).sum()]
    padded = np.all(row[len(real) :] == np.inf)
    if not (len(real) and np.isfinite(real).all() and padded):
        raise ValueError(
            f"item {item}: thresholds must be finite, then +inf as padding, got "
            f"{row.tolist()}"
        )
    if not np.all(np.diff(real) > 0):
        raise ValueError(f"item {item}: thresholds must rise, got {real.tolist()}")
