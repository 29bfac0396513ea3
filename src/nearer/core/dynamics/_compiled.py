"""The log-posterior of `_lockstep.py` in compiled loops; needs the research extra."""

from __future__ import annotations

import numpy as np

from nearer.core.dynamics import _kernels
from nearer.core.dynamics._arrays import FloatArray
from nearer.core.dynamics._lockstep import Batch, Model
from nearer.core.dynamics._priors import PathPriors


def log_posterior(points: FloatArray, batch: Batch, priors: PathPriors) -> FloatArray:
    """Return what `_lockstep.log_posterior` returns, to rounding."""
    model = Model.at(points, priors)
    parts = [*model.phi, *model.q, *model.noise, *model.spread]
    found = np.empty(points.shape[1:])
    _kernels.densities(
        np.ascontiguousarray(batch.observed.transpose(3, 0, 1, 2)),
        np.ascontiguousarray(batch.seen.transpose(2, 0, 1)) > 0.0,
        np.stack(parts),
        priors.level_precision(),
        found,
    )
    found += priors.log_density(points)
    return found
