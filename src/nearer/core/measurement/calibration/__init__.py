"""Calibration: item parameters from everyone who answered, with what they are worth."""

from __future__ import annotations

from nearer.core.measurement.calibration._calibrate import Settings, calibrate
from nearer.core.measurement.calibration._engines import Engine, warm_up
from nearer.core.measurement.calibration._maximise import Ending
from nearer.core.measurement.calibration._people import (
    Codes,
    People,
    PeopleInMemory,
    PeopleStreamed,
    Prepared,
)
from nearer.core.measurement.calibration._priors import ItemPriors
from nearer.core.measurement.calibration._recoding import (
    CalibrationError,
    ConstantItemError,
    SeparationError,
    TooFewPeopleError,
)
from nearer.core.measurement.calibration._result import (
    Calibration,
    Convergence,
    StandardErrors,
)

__all__ = [
    "Calibration",
    "CalibrationError",
    "Codes",
    "ConstantItemError",
    "Convergence",
    "Ending",
    "Engine",
    "ItemPriors",
    "People",
    "PeopleInMemory",
    "PeopleStreamed",
    "Prepared",
    "SeparationError",
    "Settings",
    "StandardErrors",
    "TooFewPeopleError",
    "calibrate",
    "warm_up",
]
