"""Choose who does the sums: NumPy, or the same in compiled loops."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

import numpy as np


class Engine(StrEnum):
    """NumPy needs nothing more; Numba comes with the ``research`` extra."""

    AUTO = "auto"
    NUMPY = "numpy"
    NUMBA = "numba"


def engine_module(engine: Engine) -> ModuleType:
    """Return the module with the sums over people.

    Raises
    ------
    ModuleNotFoundError
        If Numba was asked for and is not installed.
    """
    if engine is Engine.AUTO:
        engine = Engine.NUMBA if find_spec("numba") else Engine.NUMPY
    return import_module(f"nearer.core.measurement.calibration._{engine.value}_engine")


def warm_up(engine: Engine = Engine.AUTO) -> None:
    """Run every sum once on a few answers, so that compiled loops are loaded."""
    module = engine_module(engine)
    block = module.prepare(np.zeros((1, 2), dtype=np.int8), n_categories=2)
    log_p = np.full((2, 2, 3), -0.5)
    weights, _ = module.likelihoods(block, log_p=log_p, scale=np.ones(3))
    prior = np.full(3, 1.0 / 3.0)
    module.expectation(block, log_p=log_p, prior=prior)
    module.log_evidence(block, log_p=log_p, prior=prior)
    module.counts(block, weights=weights)
    scores = np.zeros((2, 2, 2, 3))
    module.score_products(block, weights=weights, scores=scores)
    means = module.mean_scores(block, weights=weights, scores=scores)
    module.cross(means, means)
