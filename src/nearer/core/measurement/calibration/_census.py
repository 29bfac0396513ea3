"""First passes over the people: who answered what, a part of them, blocks ready."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from nearer.core.measurement._types import IntArray
from nearer.core.measurement.calibration._people import Codes
from nearer.core.measurement.calibration._recoding import Recoding, tally


@dataclass(frozen=True)
class Census:
    """Who answered what; two of them add up.

    Attributes
    ----------
    tallies : ndarray of shape (n_items, n_categories)
    n_people, n_answering : int
        All people, and those with at least one answer.
    """

    tallies: IntArray
    n_people: int
    n_answering: int

    def __add__(self, other: Census) -> Census:
        """Join two blocks of people."""
        return Census(
            self.tallies + other.tallies,
            self.n_people + other.n_people,
            self.n_answering + other.n_answering,
        )


def take_census(codes: Codes, *, n_categories: int) -> Census:
    """Count one block; refuse an answer that the scale does not have."""
    low, high = int(codes.min(initial=0)), int(codes.max(initial=0))
    if low < -1 or high >= n_categories:
        raise ValueError(
            f"answers must lie between 0 and {n_categories - 1}, or be -1 for missing; "
            f"got {low if low < -1 else high}"
        )
    answering = int(np.sum((codes >= 0).any(axis=1)))
    return Census(tally(codes, n_categories=n_categories), len(codes), answering)


@dataclass(frozen=True)
class Rows:
    """Some people's answers; two of them stand one below the other."""

    codes: Codes

    def __add__(self, other: Rows) -> Rows:
        """Put one below the other."""
        return Rows(np.vstack([self.codes, other.codes]))


def take_every(codes: Codes, *, stride: int) -> Rows:
    """Take every so-many-th of the people with an answer."""
    return Rows(codes[np.flatnonzero((codes >= 0).any(axis=1))[::stride]])


def as_they_are(codes: Codes) -> Codes:
    """Prepare nothing."""
    return codes


@dataclass(frozen=True)
class Preparation:
    """Turns a block of answers into an engine's form, trait by trait."""

    engine: ModuleType
    recoding: Recoding
    items: tuple[IntArray, ...]

    def __call__(self, codes: Codes) -> tuple[Any, ...]:
        """Prepare one block."""
        recoded = self.recoding.apply(codes)
        n_categories = self.recoding.tallies.shape[1]
        return tuple(
            self.engine.prepare(recoded[:, items], n_categories=n_categories)
            for items in self.items
        )
