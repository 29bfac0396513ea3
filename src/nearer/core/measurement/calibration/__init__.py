"""Calibration: item parameters from everyone who answered, with what they are worth."""

from __future__ import annotations

from nearer.core.measurement.calibration._calibrate import Settings, calibrate
from nearer.core.measurement.calibration._cluster import PeopleOnCluster
from nearer.core.measurement.calibration._dif import (
    Differences,
    GroupDifference,
    ItemDifference,
    compare_groups,
)
from nearer.core.measurement.calibration._engines import Engine, warm_up
from nearer.core.measurement.calibration._examine import (
    Examination,
    PersonNumbers,
    examine,
)
from nearer.core.measurement.calibration._implied import (
    ImpliedNorms,
    implied_norms,
)
from nearer.core.measurement.calibration._item_fit import ItemFit
from nearer.core.measurement.calibration._maximise import Ending
from nearer.core.measurement.calibration._norms import (
    Norms,
    Retest,
    norms,
    reliable_changes,
    retest,
)
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
    OpposedItemsError,
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
    "Differences",
    "Ending",
    "Engine",
    "Examination",
    "GroupDifference",
    "ImpliedNorms",
    "ItemDifference",
    "ItemFit",
    "ItemPriors",
    "Norms",
    "OpposedItemsError",
    "People",
    "PeopleInMemory",
    "PeopleOnCluster",
    "PeopleStreamed",
    "PersonNumbers",
    "Prepared",
    "Retest",
    "SeparationError",
    "Settings",
    "StandardErrors",
    "TooFewPeopleError",
    "calibrate",
    "compare_groups",
    "examine",
    "implied_norms",
    "norms",
    "reliable_changes",
    "retest",
    "warm_up",
]
