"""Choose who does the sums: NumPy, or the same in compiled loops."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType


class Engine(StrEnum):
    """NumPy needs nothing more; Numba comes with the ``research`` extra."""

    AUTO = "auto"
    NUMPY = "numpy"
    NUMBA = "numba"


def engine_module(engine: Engine) -> ModuleType:
    """Return the module with the four sums.

    Raises
    ------
    ModuleNotFoundError
        If Numba was asked for and is not installed.
    """
    if engine is Engine.AUTO:
        engine = Engine.NUMBA if find_spec("numba") else Engine.NUMPY
    return import_module(f"nearer.core.measurement.calibration._{engine.value}_engine")
