"""Two series on a daily grid, with gaps, and how they enter the filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from nearer.core.dynamics._arrays import BoolArray, FloatArray, frozen
from nearer.core.dynamics._lockstep import COLUMNS, Batch

WEEKEND_SHARE = 2.0 / 7.0
MOST_DAYS = 1100
"""Three years: a longer grid is a mistake in the dates, and a program of ten weeks."""


@dataclass(frozen=True, eq=False)
class Days:
    """Two series, x and y, day by day.

    Parameters
    ----------
    values : array_like of shape (n_days, 2)
        A row for every day from the first to the last, answered or not; NaN where
        there is no answer.
    weekend : array_like of shape (n_days,), optional
        Which days are Saturday or Sunday; without it no difference is assumed.

    Raises
    ------
    ValueError
        If the shapes do not fit, or a value is infinite.

    Examples
    --------
    >>> days = Days.on_grid(days=[3, 1, 4], x=[5.0, 2.0, 4.0], y=[1.0, None, 0.0])
    >>> days.n_days, days.n_pairs
    (4, 1)
    """

    values: npt.ArrayLike
    weekend: npt.ArrayLike | None = None

    def __post_init__(self) -> None:
        values = frozen(self.values)
        if values.ndim != 2 or values.shape[1] != 2:
            raise ValueError(f"values must have two columns, got shape {values.shape}")
        if np.isinf(values).any():
            raise ValueError("a value is infinite")
        object.__setattr__(self, "values", values)
        if self.weekend is not None:
            weekend = frozen(self.weekend, np.bool_)
            if weekend.shape != (len(values),):
                raise ValueError(
                    f"weekend must hold {len(values)} days, got {weekend.shape}"
                )
            object.__setattr__(self, "weekend", weekend)

    @classmethod
    def on_grid(
        cls,
        *,
        days: Sequence[int],
        x: Sequence[float | None],
        y: Sequence[float | None],
        monday: int | None = None,
    ) -> Days:
        """Return a grid from days in any order; `monday` is the number of any Monday.

        Days without an answer before the first and after the last answer are left out.
        """
        if not len(days) == len(x) == len(y):
            raise ValueError(f"uneven: {len(days)} days, {len(x)} x, {len(y)} y")
        if len(set(days)) < len(days):
            twice = next(d for d in days if list(days).count(d) > 1)
            raise ValueError(f"day {twice} is there twice")
        pairs = np.array([x, y], dtype=np.float64).T.reshape(-1, 2)
        order = np.asarray(days, dtype=np.int64)
        kept = np.asarray(~np.isnan(pairs).all(axis=1))
        if not kept.any():
            return cls(np.empty((0, 2)))
        first, last = int(order[kept].min()), int(order[kept].max())
        if last - first >= MOST_DAYS:
            raise ValueError(
                f"days {first} to {last} are more than {MOST_DAYS:,} days apart"
            )
        values = np.full((last - first + 1, 2), np.nan)
        values[order[kept] - first] = pairs[kept]
        weekend: BoolArray | None = None
        if monday is not None:
            weekend = np.asarray((np.arange(first, last + 1) - monday) % 7 >= 5)
        return cls(values, weekend)

    @property
    def array(self) -> FloatArray:
        """The values as the array that they are."""
        return np.asarray(self.values)

    @property
    def n_days(self) -> int:
        """Days on the grid."""
        return len(self.array)

    @property
    def answered(self) -> BoolArray:
        """Which answers are there: (n_days, 2)."""
        return ~np.isnan(self.array)

    @property
    def n_pairs(self) -> int:
        """Pairs of days in a row on which both series have an answer."""
        both = np.asarray(self.answered.all(axis=1))
        return int((both[1:] & both[:-1]).sum())

    def regressors(self) -> FloatArray:
        """Return level, trend and weekend: (n_days, 3)."""
        weekend = np.zeros(self.n_days)
        if self.weekend is not None:
            weekend = np.asarray(self.weekend) - WEEKEND_SHARE
        trend = np.linspace(-1.0, 1.0, self.n_days)
        return np.column_stack([np.ones(self.n_days), trend, weekend])

    def centre_and_spread(self) -> tuple[FloatArray, FloatArray]:
        """Return each series' mean, and its SD about its own trend and weekend.

        The SD is 0 where the answers do not vary, or are fewer than four.
        """
        return self._scale

    @cached_property
    def _scale(self) -> tuple[FloatArray, FloatArray]:
        regressors = self.regressors()
        centre, spread = np.zeros((2, 2))
        for place in range(2):
            there = self.answered[:, place]
            own, known = self.array[there, place], regressors[there]
            if len(own) < 4 or np.ptp(own) == 0.0:
                continue
            centre[place] = own.mean()
            fitted, _, rank, _ = np.linalg.lstsq(known, own - centre[place], rcond=None)
            left = own - centre[place] - known @ fitted
            free = max(len(own) - int(rank), 1)
            spread[place] = np.sqrt((left @ left) / free)
            if spread[place] < 1e-9 * np.ptp(own):
                spread[place] = 0.0
        return frozen(centre), frozen(spread)

    def between(self, start: int, stop: int) -> Days:
        """Return some of the days in a row."""
        weekend = (
            None if self.weekend is None else np.atleast_1d(self.weekend)[start:stop]
        )
        return Days(self.array[start:stop], weekend)


def batch_of(many: Sequence[Days]) -> Batch:
    """Put couples' days side by side; shorter ones end in days without an answer."""
    longest = max(days.n_days for days in many)
    observed = np.zeros((longest, 2, COLUMNS, len(many)))
    seen = np.zeros((longest, 2, len(many)))
    for couple, days in enumerate(many):
        centre, spread = days.centre_and_spread()
        regressors = days.regressors()
        length = days.n_days
        for place in range(2):
            there = days.answered[:, place]
            own = np.where(there, days.array[:, place] - centre[place], 0.0)
            seen[:length, place, couple] = there
            observed[:length, place, 0, couple] = own / spread[place]
            columns = slice(1 + 3 * place, 4 + 3 * place)
            observed[:length, place, columns, couple] = regressors * there[:, None]
    return Batch(observed, seen)
