"""The log-posterior of `_lockstep.py` in compiled loops; needs the research extra."""

from __future__ import annotations

import numpy as np

from nearer.core.dynamics import _kernels
from nearer.core.dynamics._arrays import FloatArray
from nearer.core.dynamics._lockstep import Batch
from nearer.core.dynamics._priors import PathPriors


def log_posterior(points: FloatArray, batch: Batch, priors: PathPriors) -> FloatArray:
    """Return what `_lockstep.log_posterior` returns, to rounding."""
    found = np.empty(points.shape[1:])
    _kernels.densities(
        *batch.by_couple,
        np.ascontiguousarray(points.transpose(1, 2, 0)),
        priors.table(),
        priors.level_precision(),
        found,
    )
    return found
