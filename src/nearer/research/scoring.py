"""Score rows of answers and say what was odd about each."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from nearer.content import Instrument
from nearer.core import measurement
from nearer.core.measurement import MISSING, Prior, Trait, Verdict
from nearer.research.duplicates import Seen
from nearer.research.oddities import (
    NO_ANSWER,
    WRONG_VALUE,
    OptionArray,
    Rows,
    judge,
)

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Scored:
    """One line for every row that came in; nan where nothing could be estimated."""

    row: npt.NDArray[np.int64]
    """1 for the first row."""
    theta_avoidance: FloatArray
    sd_avoidance: FloatArray
    theta_anxiety: FloatArray
    sd_anxiety: FloatArray
    mean_avoidance: FloatArray
    """Mean of the keyed answers, on the answer scale; nan below 80 % answered."""
    mean_anxiety: FloatArray
    p_anxiety_leads: FloatArray
    """P(anxiety > avoidance), both in SD of the reference group."""
    verdict: npt.NDArray[np.str_]
    """avoidance, anxiety, both, neither or unclear."""
    flags: npt.NDArray[np.str_]
    """What was odd about the row, joined by `;` (nearer.research.flags)."""

    def __len__(self) -> int:
        return len(self.row)

    def table(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return the columns by name, ready for a data frame."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


COLUMNS = tuple(field.name for field in fields(Scored))


class Scorer:
    """Scores one block after another, and remembers rows to name duplicates."""

    def __init__(
        self, instrument: Instrument, *, correlation: float | None = None
    ) -> None:
        if set(instrument.scales) != {trait.name.lower() for trait in Trait}:
            raise ValueError(f"{instrument.id} does not measure avoidance and anxiety")
        steps = np.diff(instrument.response.values)
        if not np.allclose(steps, steps[0]):
            raise ValueError(f"{instrument.id} has answers that are not evenly spaced")
        calibration = instrument.calibration
        if correlation is None:
            correlation = calibration.correlation
        self.instrument = instrument
        self._names = tuple(f"Q{item.number}" for item in instrument.items)
        self._step = float(steps[0])
        self._bank = instrument.bank()
        self._prior = Prior(correlation=correlation)
        self._inflation = calibration.inflation
        self._seen = Seen(len(instrument.items))
        self._rows = 0

    def score(self, options: OptionArray) -> Scored:
        """Score the next rows.

        Parameters
        ----------
        options : ndarray of int, shape (n_rows, n_items)
            Options as shown, from 1; `NO_ANSWER` or `WRONG_VALUE` elsewhere.

        Returns
        -------
        Scored
            One line a row, in the order given.
        """
        rows = np.arange(len(options), dtype=np.int64) + self._rows + 1
        self._rows += len(options)
        # One wrong value makes the row unusable: who knows what else went wrong in it.
        wrong = (options == WRONG_VALUE).any(axis=1, keepdims=True)
        keyed = self.instrument.keyed(np.where(wrong, NO_ANSWER, options))
        scores = measurement.score(
            bank=self._bank,
            answers=keyed,
            prior=self._prior,
            inflation=self._inflation,
        )
        empty = (keyed == MISSING).all(axis=1)
        verdicts = measurement.verdict(scores).verdict
        theta, sd = (
            np.where(empty[:, None], np.nan, x) for x in (scores.mean, scores.sd)
        )
        mean = self._means(keyed)
        fit = measurement.person_fit(bank=self._bank, answers=keyed, theta=scores.mean)
        flags = judge(
            Rows(rows, options, scores.n_answered, fit),
            bank=self._bank,
            names=self._names,
            seen=self._seen,
        )
        return Scored(
            row=rows,
            theta_avoidance=theta[:, Trait.AVOIDANCE],
            sd_avoidance=sd[:, Trait.AVOIDANCE],
            theta_anxiety=theta[:, Trait.ANXIETY],
            sd_anxiety=sd[:, Trait.ANXIETY],
            mean_avoidance=mean[:, Trait.AVOIDANCE],
            mean_anxiety=mean[:, Trait.ANXIETY],
            p_anxiety_leads=np.where(empty, np.nan, scores.p_anxiety_leads),
            verdict=np.where(empty, Verdict.UNCLEAR, verdicts),
            flags=np.array(flags),
        )

    def _means(self, keyed: npt.NDArray[np.int8]) -> FloatArray:
        lowest, step = self.instrument.response.min, self._step
        categories = [
            measurement.keyed_mean(answers=keyed[:, self._bank.items_of(t)], lowest=0.0)
            for t in Trait
        ]
        return lowest + step * np.stack(categories, axis=1)
