"""Which question next, and when to stop.

Each item informs one trait, so D-optimality reduces (matrix determinant lemma) to the
largest ``I·Var``: an item's information at the mean times that trait's variance.
Many people at once: _replay.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from nearer.core.measurement._graded import GradedBank, information_at
from nearer.core.measurement._posterior import Posterior
from nearer.core.measurement._types import BoolArray, FloatArray, IntArray, Trait


class Criterion(StrEnum):
    """What makes an item worth asking."""

    AT_MEAN = "at-mean"  # information at the posterior mean, times the variance
    OVER_POSTERIOR = "over-posterior"  # information averaged over the posterior


class StopReason(StrEnum):
    """Why there is no next question."""

    PRECISE = "precise"  # every trait is known well enough
    LONG_ENOUGH = "long-enough"  # more questions would gain little
    EXHAUSTED = "exhausted"  # every item has been asked


@dataclass(frozen=True, slots=True)
class AdaptiveRules:
    """How an adaptive sitting goes.

    Parameters
    ----------
    min_items, max_items : int
        Fewest and most items asked, of both traits together.
    target_sd : float
        Stop when every trait that the bank asks about has at most this posterior SD.
    top : int
        Choose at random among this many best items, so that no item is worn out.
    max_per_facet : int
        At most this many items of one facet, while others are left.
    min_reversed : int
        At least this many reversed items per trait (or all, if the bank has fewer)
        by the time that ``min_items`` have been asked.
    criterion : Criterion
        What makes an item worth asking.
    start_medium : bool
        Begin with one medium item of each trait: one of those that tell most about
        the middle of the prior.

    Raises
    ------
    ValueError
        If a number makes no sense; the message shows it.
    """

    min_items: int = 8
    max_items: int = 20
    target_sd: float = 0.40
    top: int = 3
    max_per_facet: int = 3
    min_reversed: int = 2
    criterion: Criterion = Criterion.AT_MEAN
    start_medium: bool = True

    def __post_init__(self) -> None:
        if not 1 <= self.min_items <= self.max_items:
            raise ValueError(
                f"min_items must lie in 1 … max_items, got {self.min_items} and "
                f"{self.max_items}"
            )
        if not self.target_sd > 0.0:
            raise ValueError(f"target_sd must be above 0, got {self.target_sd}")
        if self.top < 1 or self.max_per_facet < 1 or self.min_reversed < 0:
            raise ValueError(
                "top and max_per_facet must be at least 1, min_reversed at least 0, "
                f"got {self.top}, {self.max_per_facet}, {self.min_reversed}"
            )


def next_item(  # noqa: PLR0913 - a choice depends on all of these, by name
    *,
    bank: GradedBank,
    posterior: Posterior,
    asked: Sequence[int],
    rng: np.random.Generator,
    facets: IntArray | None = None,
    reversed_items: BoolArray | None = None,
    rules: AdaptiveRules | None = None,
) -> int:
    """Return the item to ask next.

    Parameters
    ----------
    bank : GradedBank
        The items; the posterior's own bank.
    posterior : Posterior
        What is known now.
    asked : sequence of int
        Items asked so far, skipped ones among them.
    rng : numpy.random.Generator
        The dice; not thrown where one item is left to choose from.
    facets : ndarray of shape (n_items,), whole numbers from 0, optional
        Which facet each item belongs to; no cap unless given.
    reversed_items : ndarray of shape (n_items,), bool, optional
        Which items are worded the other way round; no balance unless given.
    rules : AdaptiveRules, optional
        How the sitting goes.

    Returns
    -------
    int
        A place in the bank that is not in ``asked``.

    Raises
    ------
    ValueError
        If every item has been asked, the posterior belongs to another bank, or
        facets or reversed items do not fit the bank.

    References
    ----------
    .. [1] Segall, D. O. (1996). Multidimensional adaptive testing. Psychometrika 61,
       331-354.
    .. [2] Kingsbury, G. G. & Zara, A. R. (1989). Procedures for selecting items for
       computerized adaptive tests. Applied Measurement in Education 2, 359-375.
    """
    rules = rules or AdaptiveRules()
    _refuse_unlike(bank, posterior, facets, reversed_items)
    free = np.ones(bank.n_items, dtype=np.bool_)
    done = np.array(asked, dtype=np.intp)
    free[done] = False
    left = int(np.count_nonzero(free))
    if not left:
        raise ValueError(f"all {bank.n_items} items have been asked")
    if rules.start_medium:
        free = _not_yet_met(bank, done, free)
    if facets is not None:
        free = _within_facets(free, done, facets, rules)
    if reversed_items is not None:
        free = _balanced(bank, free, done, reversed_items, rules)
    return _among_best(_worth(posterior, rules.criterion), free, rules.top, rng)


def stop(
    *, posterior: Posterior, n_asked: int, rules: AdaptiveRules | None = None
) -> StopReason | None:
    """Return why to stop, or None to go on.

    Parameters
    ----------
    posterior : Posterior
        What is known now.
    n_asked : int
        Items asked so far, skipped ones among them.
    rules : AdaptiveRules, optional
        How the sitting goes.

    Returns
    -------
    StopReason or None
        Precision comes before length, so that it is named where both hold.
    """
    rules = rules or AdaptiveRules()
    if n_asked >= rules.min_items and _precise(posterior, rules.target_sd):
        return StopReason.PRECISE
    if n_asked >= posterior.bank.n_items:
        return StopReason.EXHAUSTED
    if n_asked >= rules.max_items:
        return StopReason.LONG_ENOUGH
    return None


def _refuse_unlike(
    bank: GradedBank,
    posterior: Posterior,
    facets: IntArray | None,
    reversed_items: BoolArray | None,
) -> None:
    if posterior.bank != bank:
        raise ValueError("the posterior belongs to another bank")
    refuse_bad_content(bank, facets, reversed_items)


def refuse_bad_content(
    bank: GradedBank, facets: IntArray | None, reversed_items: BoolArray | None
) -> None:
    """Raise ValueError where facets or reversed items do not fit the bank."""
    for name, values, kind in (
        ("facets", facets, "iu"),
        ("reversed_items", reversed_items, "b"),
    ):
        if values is None:
            continue
        if values.shape != (bank.n_items,) or values.dtype.kind not in kind:
            raise ValueError(
                f"{name} must hold one entry for each of {bank.n_items} items, got "
                f"{values.dtype} of shape {values.shape}"
            )


def _precise(posterior: Posterior, target_sd: float) -> bool:
    asked_about = np.unique(posterior.bank.trait)
    return bool((posterior.sd[asked_about] <= target_sd).all())


def _worth(posterior: Posterior, criterion: Criterion) -> FloatArray:
    bank = posterior.bank
    if criterion is Criterion.AT_MEAN:
        information = information_at(bank, posterior.mean[bank.trait])
        return np.asarray(information * posterior.variance[bank.trait])
    # van der Linden (1998): average the information instead of trusting the mean.
    table = posterior.tables.information
    both = np.stack([posterior.marginal(trait) for trait in Trait])
    return np.asarray(np.einsum("jn,jn->j", table, both[bank.trait]))


def _among_best(
    worth: FloatArray, free: BoolArray, top: int, rng: np.random.Generator
) -> int:
    ranked = np.where(free, worth, -np.inf).argsort(kind="stable")
    choices = min(top, int(np.count_nonzero(free)))
    rank = int(rng.integers(choices)) if choices > 1 else 0
    return int(ranked[-1 - rank])


def _not_yet_met(bank: GradedBank, done: IntArray, free: BoolArray) -> BoolArray:
    """Keep only the items of the first trait of which none has been asked."""
    met = set(bank.trait[done].tolist())
    for trait in Trait:
        if trait not in met and len(bank.items_of(trait)):
            return np.asarray(bank.trait == trait)
    return free


def _within_facets(
    free: BoolArray, done: IntArray, facets: IntArray, rules: AdaptiveRules
) -> BoolArray:
    counts = np.bincount(facets[done], minlength=int(facets.max()) + 1)
    open_still = free & (counts[facets] < rules.max_per_facet)
    return open_still if open_still.any() else free


def _balanced(
    bank: GradedBank,
    free: BoolArray,
    done: IntArray,
    reversed_items: BoolArray,
    rules: AdaptiveRules,
) -> BoolArray:
    """Keep only reversed items once the places left are all needed for them."""
    asked = bank.trait[done[reversed_items[done]]].tolist()
    owed = np.zeros(bank.n_items, dtype=np.bool_)
    n_owed = 0
    for trait in Trait:
        missing = rules.min_reversed - asked.count(trait)
        if missing > 0:
            open_ones = free & reversed_items & (bank.trait == trait)
            owed |= open_ones
            n_owed += min(missing, int(np.count_nonzero(open_ones)))
    places = rules.min_items - len(done)
    return owed if n_owed and places <= n_owed else free
