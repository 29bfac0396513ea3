"""Choose who does the sums: NumPy, or the same in compiled loops."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from importlib.util import find_spec

from nearer.core.dynamics._climb import Density


class Engine(StrEnum):
    """NumPy needs nothing more; Numba comes with the ``research`` extra."""

    AUTO = "auto"
    NUMPY = "numpy"
    NUMBA = "numba"


WORTH_COMPILED = 60
"""Couples; for fewer, loading the compiled loops takes longer than they save."""


def engine_for(*, n_couples: int) -> Engine:
    """Return who does the sums for so many couples.

    Parameters
    ----------
    n_couples : int
        How many are to be fitted, in all.

    Returns
    -------
    Engine
        Compiled loops where they are installed and worth their loading.
    """
    worth = n_couples >= WORTH_COMPILED and find_spec("numba") is not None
    return Engine.NUMBA if worth else Engine.NUMPY


def density(engine: Engine, n_couples: int = WORTH_COMPILED) -> Density:
    """Return the function that reckons the log-posterior, for so many couples.

    Raises
    ------
    ModuleNotFoundError
        If Numba was asked for and is not installed.
    """
    if engine is Engine.AUTO:
        engine = engine_for(n_couples=n_couples)
    name = "_lockstep" if engine is Engine.NUMPY else "_compiled"
    module = import_module(f"nearer.core.dynamics.{name}")
    found: Density = module.log_posterior
    return found
