"""A calibration with where it came from: what every file and page is written from."""

from __future__ import annotations

from dataclasses import dataclass

from nearer.cli.calibrate.gathering import Gathered
from nearer.content import Instrument
from nearer.content.instruments import Item
from nearer.core.measurement.calibration import Calibration, ItemPriors
from nearer.research.study import Study

ENOUGH = 500  # people for numbers to rely on
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
    priors: ItemPriors | None
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
    def items(self) -> list[Item]:
        """The instrument's items in the order of the calibration."""
        by_name = {f"Q{item.number}": item for item in self.instrument.items}
        return [by_name[name] for name in self.calibration.names]

    @property
    def items_left_out(self) -> list[str]:
        """Items that were left out by name."""
        names = [f"Q{item.number}" for item in self.instrument.items]
        return [name for name in names if name not in self.calibration.names]

    def answer_shown(self, item: int, category: int) -> float:
        """Return what stands in the file for a category: reversed items are turned."""
        own = self.items[item]
        values = own.response.values
        return values[-1 - category] if own.reversed else values[category]

    @property
    def unused_answers(self) -> dict[float, list[str]]:
        """Answers as the file writes them, with the items that nobody gave them to."""
        found: dict[float, list[str]] = {}
        for item, category in self.calibration.unused_categories:
            answer = self.answer_shown(item, category)
            found.setdefault(answer, []).append(self.calibration.names[item])
        return dict(sorted(found.items()))

    @property
    def is_small(self) -> bool:
        """Whether so few people answered that the numbers are not to be relied on."""
        return self.calibration.n_people < ENOUGH

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
