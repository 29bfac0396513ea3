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
    """The answers do not allow what was asked; the message says why and what helps.

    Attributes
    ----------
    items : tuple of str
        Names of items without which the rest could be calibrated; empty if that would
        not help.
    """

    def __init__(self, message: str, *, items: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.items = tuple(items)


class TooFewPeopleError(CalibrationError):
    """Fewer people than the parameters need."""


class ConstantItemError(CalibrationError):
    """An item to which everybody gives the same answer."""


class OpposedItemsError(CalibrationError):
    """Items that run against the others, where priors need them keyed alike."""


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
    flat = codes + np.arange(n_items, dtype=np.int32) * (n_categories + 1) + 1
    counts = np.bincount(flat.ravel(), minlength=n_items * (n_categories + 1))
    return counts.reshape(n_items, n_categories + 1)[:, 1:]


def refuse_impossible(
    recoding: Recoding, *, names: Sequence[str], n_people: int, has_priors: bool
) -> None:
    """Refuse what no fit can answer.

    Raises
    ------
    TooFewPeopleError
        If there are fewer people than parameters and no priors.
    ConstantItemError
        If an item shows fewer than two categories.
    """
    n_parameters = int(np.maximum(recoding.n_observed, 2).sum())
    needed = n_parameters + 1 if not has_priors else 2
    if n_people < needed:
        raise TooFewPeopleError(_too_few(n_people, n_parameters, needed))
    silent = _silent_items(recoding, names)
    if len(silent) == len(names):
        raise ConstantItemError(
            "no item shows more than one answer, so nothing can be learnt about any"
        )
    if len(silent) == 1:
        [(name, why)] = silent.items()
        raise ConstantItemError(
            f"item {name}: {why}, so nothing can be learnt about it; leave it out of "
            "the calibration",
            items=list(silent),
        )
    if silent:
        listed = ", ".join(f"{name} ({why})" for name, why in silent.items())
        raise ConstantItemError(
            f"items {listed}: nothing can be learnt about them; leave them out of the "
            "calibration",
            items=list(silent),
        )


def _silent_items(recoding: Recoding, names: Sequence[str]) -> dict[str, str]:
    """Return items with fewer than two categories in use, and what is wrong."""
    silent = {}
    for name, row in zip(names, recoding.tallies, strict=True):
        used = np.flatnonzero(row)
        if len(used) == 0:
            silent[name] = "nobody answered it"
        elif len(used) == 1:
            silent[name] = "everybody gave the same answer"
    return silent


def _too_few(n_people: int, n_parameters: int, needed: int) -> str:
    who = "1 person" if n_people == 1 else f"{n_people} people"
    return (
        f"{who} answered, and {n_parameters} numbers are to be estimated; at least "
        f"{needed} people are needed, and 500 or more for numbers to rely on"
        + ("; priors make do with fewer" if needed > 2 else "")
    )
