"""The arrays and the estimate that the whole of dynamics shares."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

TWO_SIDED = 1.959963984540054  # SDs to either side that hold 95 %

FloatArray: TypeAlias = npt.NDArray[np.float64]
BoolArray: TypeAlias = npt.NDArray[np.bool_]
IntArray: TypeAlias = npt.NDArray[np.integer[Any]]


def frozen(values: npt.ArrayLike, dtype: npt.DTypeLike = np.float64) -> Any:
    """Return a private, read-only copy: a frozen dataclass keeps its arrays too."""
    copy = np.array(values, dtype=dtype, order="C")
    copy.setflags(write=False)
    return copy


def normal_share(z: float) -> float:
    """Return the share of a standard normal below `z`."""
    return 0.5 * math.erfc(-z / math.sqrt(2.0))


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with how sure it is.

    Attributes
    ----------
    mean, sd : float
        Of the posterior.
    low, high : float
        Ends of the central 95 % interval.
    p_positive : float
        P(the number is above 0).
    """

    mean: float
    sd: float
    low: float
    high: float
    p_positive: float

    @property
    def p_sign(self) -> float:
        """P(the number has the sign of its mean)."""
        return max(self.p_positive, 1.0 - self.p_positive)


def estimate(mean: float, sd: float) -> Estimate:
    """Return a normal posterior as an estimate."""
    return Estimate(
        mean=mean,
        sd=sd,
        low=mean - TWO_SIDED * sd,
        high=mean + TWO_SIDED * sd,
        p_positive=normal_share(mean / sd),
    )


def correlation(mean: float, sd: float) -> Estimate:
    """Bring an estimate of atanh(r) back to r."""
    wide = estimate(mean, sd)
    middle = math.tanh(mean)
    return Estimate(
        mean=middle,
        sd=sd * (1.0 - middle**2),
        low=math.tanh(wide.low),
        high=math.tanh(wide.high),
        p_positive=wide.p_positive,
    )
