"""A weighted mixture of normals: what is believed once the noise is integrated out."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
_HALVINGS = 34
_ROOT_2 = math.sqrt(2.0)


@dataclass(frozen=True)
class Mixture:
    """What is believed about one number.

    Parameters
    ----------
    weights : ndarray of shape (n_parts,), sum 1
    means, sds : ndarray of shape (n_parts,)
    """

    weights: FloatArray
    means: FloatArray
    sds: FloatArray

    @property
    def mean(self) -> float:
        """The expected value."""
        return float(self.weights @ self.means)

    @property
    def sd(self) -> float:
        """The standard deviation."""
        second = float(self.weights @ (self.sds**2 + self.means**2))
        return math.sqrt(max(second - self.mean**2, 0.0))

    def p_below(self, value: float) -> float:
        """Return the probability of a smaller number than this."""
        z = (self.means - value) / (self.sds * _ROOT_2)
        total: float = sum(
            weight * math.erfc(one)
            for weight, one in zip(self.weights.tolist(), z.tolist(), strict=True)
        )
        return 0.5 * total

    def interval(self, mass: float) -> tuple[float, float]:
        """Return the central interval that holds this much, both tails alike."""
        if not 0.0 < mass < 1.0:
            raise ValueError(f"mass must lie between 0 and 1, got {mass}")
        tail = (1.0 - mass) / 2.0
        return self._quantile(tail), self._quantile(1.0 - tail)

    def _quantile(self, share: float) -> float:
        low = float(np.min(self.means - 12.0 * self.sds))
        high = float(np.max(self.means + 12.0 * self.sds))
        for _ in range(_HALVINGS):
            middle = (low + high) / 2.0
            if self.p_below(middle) < share:
                low = middle
            else:
                high = middle
        return (low + high) / 2.0
