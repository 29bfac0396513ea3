"""What can and cannot be estimated from the answers at hand, in plain words.

A category that nobody chose is merged away before the fit and put back after it; an
item that everybody answers alike, items that foretell each other without error, and too
few people are refused, each with its own words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nearer.core.measurement._types import FloatArray, IntArray

MISSING = -1


class CalibrationError(ValueError):
    """The answers do not allow what was asked; the message says why and what helps."""


class TooFewPeopleError(CalibrationError):
    """Fewer people than the parameters need."""


class ConstantItemError(CalibrationError):
    """An item to which everybody gives the same answer."""


class SeparationError(CalibrationError):
    """Items that foretell each other without error: their slopes have no maximum."""


@dataclass(frozen=True)
class Recoding:
    """Which categories each item shows, and how many people chose them.

    Attributes
    ----------
    tallies : ndarray of shape (n_items, n_categories)
        How often each category was chosen.
    """

    tallies: IntArray

    @property
    def observed(self) -> NDArray[np.bool_]:
        """Which categories anybody chose, (n_items, n_categories)."""
        return self.tallies > 0

    @property
    def n_observed(self) -> IntArray:
        """Categories in use by item, (n_items,)."""
        return np.asarray(self.observed.sum(axis=1))

    @property
    def is_plain(self) -> bool:
        """Whether every item shows every category."""
        return bool(self.observed.all())

    def ranks(self) -> IntArray:
        """Observed categories below each category, (n_items, n_categories)."""
        observed = self.observed.astype(np.int64)
        return np.cumsum(observed, axis=1) - observed

    def merged_tallies(self) -> IntArray:
        """Tallies moved to the front, (n_items, n_categories)."""
        merged = np.zeros_like(self.tallies)
        for item, (row, seen) in enumerate(
            zip(self.tallies, self.observed, strict=True)
        ):
            merged[item, : seen.sum()] = row[seen]
        return merged

    def apply(self, codes: NDArray[np.int8]) -> NDArray[np.int8]:
        """Recode answers so that the observed categories run from 0 without gaps."""
        if self.is_plain:
            return codes
        ranks = np.column_stack([self.ranks(), np.full(len(self.tallies), MISSING)])
        items = np.arange(len(self.tallies))
        return ranks[items, codes].astype(np.int8)

    def expand(self, parameters: FloatArray) -> FloatArray:
        """Put merged categories back, as the limit that maximum likelihood approaches.

        Between two categories in use the thresholds coincide; beyond the last one in
        use they are infinite.
        """
        ranks = self.ranks()
        expanded = parameters.copy()
        for item in range(len(parameters)):
            last = self.n_observed[item]
            for category in range(1, parameters.shape[1]):
                rank = ranks[item, category]
                inner = parameters[item, rank] if 0 < rank < last else np.nan
                edge = np.inf if rank == 0 else -np.inf
                expanded[item, category] = inner if 0 < rank < last else edge
        return expanded

    def places(self) -> IntArray:
        """Where each parameter's error stands among the merged ones; -1: nowhere."""
        ranks = self.ranks()
        inside = (ranks > 0) & (ranks < self.n_observed[:, None])
        places = np.where(inside, ranks, -1)
        places[:, 0] = 0
        return places


def tally(codes: NDArray[np.int8], *, n_categories: int) -> IntArray:
    """Count the answers, (n_items, n_categories); blocks of people add up."""
    n_items = codes.shape[1]
    flat = codes.astype(np.int64) + np.arange(n_items) * (n_categories + 1) + 1
    counts = np.bincount(flat.ravel(), minlength=n_items * (n_categories + 1))
    return counts.reshape(n_items, n_categories + 1)[:, 1:]


def refuse_impossible(
    recoding: Recoding, *, names: Sequence[str], n_people: int, has_priors: bool
) -> None:
    """Refuse what no fit can answer.

    Raises
    ------
    ConstantItemError
        If an item shows fewer than two categories.
    TooFewPeopleError
        If there are fewer people than parameters and no priors.
    """
    for name, shown, row in zip(
        names, recoding.n_observed, recoding.tallies, strict=True
    ):
        if shown == 0:
            raise ConstantItemError(
                f"item {name}: nobody answered it; leave it out of the calibration"
            )
        if shown == 1:
            answer = int(np.flatnonzero(row)[0]) + 1
            raise ConstantItemError(
                f"item {name}: everybody gave answer {answer}, so nothing can be "
                "learnt about it; leave it out of the calibration"
            )
    n_parameters = int(np.sum(recoding.n_observed))
    needed = n_parameters + 1 if not has_priors else 2
    if n_people < needed:
        raise TooFewPeopleError(
            f"{n_people} people answered, and {n_parameters} numbers are to be "
            f"estimated; at least {needed} people are needed, and 500 or more for "
            "numbers to rely on" + ("" if has_priors else "; priors make do with fewer")
        )
