"""Whether one person's answers hang together as the model expects.

Two signs that a score should be read with care; neither says why.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from nearer.core.measurement._answers import check_answers
from nearer.core.measurement._graded import GradedBank, log_probabilities_at
from nearer.core.measurement._types import MISSING, AnswerArray, FloatArray

MISFIT = -2.0  # l_z below this is flagged
STRAIGHT = 0.8  # a share of identical answers above this is flagged
BLOCK = 512  # people at a time
ROUNDING = 1e-12


def person_fit(
    *, bank: GradedBank, answers: npt.ArrayLike, theta: npt.ArrayLike
) -> FloatArray:
    """Return the standardised log-likelihood l_z of many people's answers.

    Parameters
    ----------
    bank : GradedBank
        The items.
    answers : ndarray of shape (n_people, n_items)
        Keyed categories from 0; -1 where there is no answer.
    theta : ndarray of shape (n_people, 2), SD
        Avoidance and anxiety at which the answers are judged: the posterior means.

    Returns
    -------
    ndarray of shape (n_people,), SD
        About 0 on average; far below 0 (-2) means answers that do not fit together;
        far above 0, answers that fit better than chance lets them. nan without
        answers, or where all answers were equally likely.

    Raises
    ------
    ValueError
        If answers do not fit the bank or theta does not fit the answers.

    Notes
    -----
    At an estimated theta, l_z varies a little less than a standard normal, so the
    flag errs on the side of silence.

    References
    ----------
    .. [1] Drasgow, F., Levine, M. V. & Williams, E. A. (1985). Appropriateness
       measurement with polychotomous item response models and standardized indices.
       British Journal of Mathematical and Statistical Psychology 38, 67-86.
    """
    keyed = check_answers(bank, answers)
    levels = np.asarray(theta, dtype=np.float64)
    if levels.shape != (len(keyed), 2):
        raise ValueError(f"theta must have shape ({len(keyed)}, 2), got {levels.shape}")
    if not np.isfinite(levels).all():
        raise ValueError("theta must be finite")
    fit = np.empty(len(keyed))
    for start in range(0, len(keyed), BLOCK):
        block = slice(start, start + BLOCK)
        fit[block] = _standardised(bank, keyed[block], levels[block])
    return fit


def _standardised(
    bank: GradedBank, keyed: AnswerArray, levels: FloatArray
) -> FloatArray:
    log_chance = log_probabilities_at(bank, levels[:, bank.trait])
    chance = np.exp(log_chance)
    # 0 · log 0 = 0: a category that an item lacks adds nothing.
    log_chance = np.where(chance > 0.0, log_chance, 0.0)
    weighted = chance * log_chance
    expected = weighted.sum(axis=2)
    variance = (weighted * log_chance).sum(axis=2) - expected**2
    given = keyed != MISSING
    column = np.where(given, keyed, 0).astype(np.intp)[..., None]
    seen = np.take_along_axis(log_chance, column, axis=2)[..., 0]
    surprise = np.where(given, seen - expected, 0.0).sum(axis=1)
    spread = np.where(given, variance, 0.0).sum(axis=1)
    # Where every category is equally likely nothing can be odd; rounding is no spread.
    spread = np.sqrt(np.where(spread > ROUNDING, spread, 0.0))
    return _share(surprise, spread)


def straightlining(*, answers: npt.ArrayLike) -> FloatArray:
    """Return the share of each person's answers that are the one most often given.

    Parameters
    ----------
    answers : ndarray of shape (n_people, n_items), whole numbers
        As given, *before* reversed items are flipped; -1 where there is no answer.

    Returns
    -------
    ndarray of shape (n_people,), between 0 and 1
        Share of the answers given; nan without answers.

    Raises
    ------
    ValueError
        If answers are not whole numbers of at least -1 in two axes.

    Examples
    --------
    >>> straightlining(answers=np.array([[3, 3, 3, 1], [-1, -1, -1, -1]])).tolist()
    [0.75, nan]
    """
    values = np.asarray(answers)
    if values.ndim != 2 or values.dtype.kind not in "iu":
        raise ValueError(
            f"answers must be whole numbers in two axes, got {values.dtype} of shape "
            f"{values.shape}"
        )
    if values.size and values.min() < MISSING:
        raise ValueError(f"answers must be at least {MISSING}, got {values.min()}")
    given = (values != MISSING).sum(axis=1)
    top = int(values.max(initial=MISSING))
    most = np.zeros(len(values))
    for option in range(top + 1):
        np.maximum(most, (values == option).sum(axis=1), out=most)
    return _share(most, given)


def _share(part: FloatArray, whole: npt.NDArray[Any]) -> FloatArray:
    """Divide, with nan where there is nothing to divide by."""
    share = np.full(len(part), np.nan)
    np.divide(part, whole, out=share, where=whole > 0)
    return share
