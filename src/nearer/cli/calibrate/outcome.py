"""A calibration with where it came from: what every file and page is written from."""

from __future__ import annotations

from dataclasses import dataclass

from nearer.cli.calibrate.gathering import Gathered
from nearer.content import Instrument
from nearer.core.measurement.calibration import Calibration
from nearer.research.study import Study

ALIKE = 0.9  # of Q3; wordings that only resemble each other stay near .5


@dataclass(frozen=True, kw_only=True)
class Times:
    """Seconds: reading, getting the compiled loops ready, fitting, errors, the rest."""

    read: float
    ready: float
    fit: float
    errors: float
    study: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A calibration with where it came from."""

    instrument: Instrument
    study: Study
    gathered: Gathered
    times: Times
    stride: int
    """Fit, groups and norms look at every so-many-th person."""

    @property
    def calibration(self) -> Calibration:
        """The parameters."""
        return self.study.calibration

    @property
    def engine(self) -> str:
        """Who did the sums: NumPy, or compiled loops."""
        module = self.calibration.problem.engine.__name__
        return "Numba" if module.endswith("_numba_engine") else "NumPy"

    @property
    def items_left_out(self) -> list[str]:
        """Items that were left out by name."""
        names = [f"Q{item.number}" for item in self.instrument.items]
        return [name for name in names if name not in self.calibration.names]

    @property
    def answered_alike(self) -> list[tuple[str, str]]:
        """Pairs of items of which one tells almost all of the other."""
        names = self.calibration.names
        examination = self.study.examination
        return [
            (names[one], names[two])
            for one, two, _ in examination.dependent_pairs
            if examination.q3[one, two] > ALIKE
        ]

    def scale(self, item: int) -> str:
        """Return the scale that a calibrated item is about."""
        return self.instrument.scales[int(self.calibration.traits[item])]
