"""The calls that a notebook needs: `nearer.score` and `nearer.posterior`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from nearer.content import Instrument, catalogue
from nearer.core import measurement
from nearer.core.measurement import Posterior, Prior
from nearer.research.oddities import NO_ANSWER, WRONG_VALUE, OptionArray
from nearer.research.scoring import Scored, Scorer


class Columns(Protocol):
    """Anything that gives a column by its name: a dict, a data frame."""

    def __contains__(self, name: object, /) -> bool: ...

    def __getitem__(self, name: str, /) -> Any: ...


def score(
    answers: npt.ArrayLike | Columns,
    scale: str | Instrument = "ecr36",
    *,
    missing: Collection[float] = (0,),
    correlation: float | None = None,
) -> Scored:
    """Score many people's answers on avoidance and anxiety.

    Parameters
    ----------
    answers : array of shape (n_people, n_items), or columns by name
        Values as given, before any reversal, in the order of the items; or anything
        that gives a column for ``Q1``, ``Q2`` … (a dict, a data frame). nan is no
        answer.
    scale : str or Instrument
        Which instrument was answered.
    missing : collection of float
        Further values that stand for no answer; one that is an answer of this scale
        keeps being one.
    correlation : float, optional
        Of the two traits before any answer; the scale's own unless given.

    Returns
    -------
    Scored
        One line a row; ``.table()`` gives columns for a data frame.

    Raises
    ------
    ValueError
        If a value is no answer of the scale; the message names row and column.

    Examples
    --------
    >>> import nearer
    >>> scored = nearer.score([[3] * 36, [0] * 36])
    >>> scored.theta_avoidance.round(2).tolist()
    [0.57, nan]
    >>> scored.flags.tolist()
    ['all-same', 'unscorable:no-answers']
    """
    instrument = _instrument(scale)
    values = np.atleast_2d(_values(answers, instrument))
    scorer = Scorer(instrument, correlation=correlation)
    return scorer.score(_options(values, instrument, missing))


def posterior(
    answers: npt.ArrayLike | Columns,
    scale: str | Instrument = "ecr36",
    *,
    missing: Collection[float] = (0,),
    correlation: float | None = None,
) -> Posterior:
    """Return all that one person's answers say about both traits.

    Parameters
    ----------
    answers : array of shape (n_items,), or values by name
        As in `score`, for one person.
    scale : str or Instrument
        Which instrument was answered.
    missing : collection of float
        As in `score`.
    correlation : float, optional
        As in `score`.

    Returns
    -------
    Posterior
        Means, SDs, intervals, probabilities, draws.

    Raises
    ------
    ValueError
        If a value is no answer of the scale.

    Examples
    --------
    >>> import nearer
    >>> known = nearer.posterior([3] * 36)
    >>> known.mean.round(2).tolist(), known.sd.round(2).tolist()
    ([0.57, -0.16], [0.18, 0.21])
    """
    instrument = _instrument(scale)
    values = np.atleast_2d(_values(answers, instrument))
    calibration = instrument.calibration
    if correlation is None:
        correlation = calibration.correlation
    return measurement.posterior(
        bank=instrument.bank(),
        answers=instrument.keyed(_options(values, instrument, missing))[0],
        prior=Prior(correlation=correlation),
        inflation=calibration.inflation,
    )


def _instrument(scale: str | Instrument) -> Instrument:
    if isinstance(scale, Instrument):
        return scale
    known = catalogue().instruments
    if scale not in known:
        raise ValueError(f"there is no instrument {scale!r}; known: {', '.join(known)}")
    return known[scale]


def _values(answers: Any, instrument: Instrument) -> npt.NDArray[np.float64]:
    names = [f"Q{item.number}" for item in instrument.items]
    if isinstance(answers, Mapping) or hasattr(answers, "columns"):
        absent = [name for name in names if name not in answers]
        if absent:
            raise ValueError(f"{len(absent)} columns are missing: {', '.join(absent)}")
        answers = np.stack([np.asarray(answers[name]) for name in names], axis=-1)
    values = np.asarray(answers, dtype=np.float64)
    if values.shape[-1:] != (len(names),) or values.ndim > 2:
        raise ValueError(
            f"{instrument.id} has {len(names)} items, got answers of shape "
            f"{values.shape}"
        )
    return values


def _options(
    values: npt.NDArray[np.float64],
    instrument: Instrument,
    missing: Collection[float],
) -> OptionArray:
    options = np.full(values.shape, WRONG_VALUE, dtype=np.int16)
    options[np.isnan(values) | np.isin(values, list(missing))] = NO_ANSWER
    for option, value in enumerate(instrument.response.values, 1):
        options[values == value] = option
    wrong = np.argwhere(options == WRONG_VALUE)
    if len(wrong):
        row, item = map(int, wrong[0])
        raise ValueError(
            f"row {row + 1}, Q{instrument.items[item].number}: {values[row, item]:g} "
            f"is no answer of {instrument.id}"
        )
    return options
