"""The words that the whole of measurement shares: traits, arrays, an estimate."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

FloatArray: TypeAlias = npt.NDArray[np.float64]
IntArray: TypeAlias = npt.NDArray[np.integer[Any]]
BoolArray: TypeAlias = npt.NDArray[np.bool_]
AnswerArray: TypeAlias = npt.NDArray[np.int8]

METHOD = "graded-1"
"""Version of how answers become scores: raised whenever the same answers would give
other numbers."""
MISSING = -1  # an answer that was not given, in every keyed array


class Trait(IntEnum):
    """Which fear an item asks about; also the axis of every two-trait array."""

    AVOIDANCE = 0
    ANXIETY = 1


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its uncertainty.

    Attributes
    ----------
    value : float
        Posterior mean, in the unit that the function names.
    sd : float
        Posterior standard deviation, same unit.
    low, high : float
        Ends of the central interval, same unit.
    """

    value: float
    sd: float
    low: float
    high: float


def frozen(values: npt.ArrayLike, dtype: npt.DTypeLike) -> npt.NDArray[Any]:
    """Return a private, read-only copy: a frozen dataclass keeps its arrays too."""
    copy = np.array(values, dtype=dtype, order="C")
    copy.setflags(write=False)
    return copy
