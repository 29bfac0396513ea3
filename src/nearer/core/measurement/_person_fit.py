"""Whether one person's answers hang together as the model expects.

Two signs that a score should be read with care; neither says why.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

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
    flag errs on the side of silence; `corrected_person_fit` allows for that.

    References
    ----------
    .. [1] Drasgow, F., Levine, M. V. & Williams, E. A. (1985). Appropriateness
       measurement with polychotomous item response models and standardized indices.
       British Journal of Mathematical and Statistical Psychology 38, 67-86.
    """
    keyed, levels = _checked(bank, answers, theta)
    fit = np.empty(len(keyed))
    for block in _blocks(len(keyed)):
        surprise = _surprise(bank, keyed[block], levels[block])
        fit[block] = _standard(surprise.sum, surprise.variance)
    return fit


def corrected_person_fit(
    *,
    bank: GradedBank,
    answers: npt.ArrayLike,
    theta: npt.ArrayLike,
    correlation: float = 0.0,
) -> FloatArray:
    """Return l_z*: person fit that allows for theta being estimated from the answers.

    Parameters
    ----------
    bank : GradedBank
        The items.
    answers : ndarray of shape (n_people, n_items)
        Keyed categories from 0; -1 where there is no answer.
    theta : ndarray of shape (n_people, 2), SD
        Avoidance and anxiety: the posterior means or modes.
    correlation : float, default 0.0
        Of the two traits in the normal prior that theta was estimated with.

    Returns
    -------
    ndarray of shape (n_people,), SD
        As `person_fit`, with a spread near 1 also at estimated levels. nan without
        answers, or where the estimate takes up all that could be odd.

    Raises
    ------
    ValueError
        If answers do not fit the bank, theta does not fit the answers, or the
        correlation is not between -1 and 1.

    Notes
    -----
    From the log-likelihood's weights is taken what the estimate follows, the
    regression of each on the score of its trait; the pull of the prior moves the
    mean. People who follow the model then fall below -2 in about 2 of 100 cases, as
    they should, where `person_fit` calls only 1 of 100.

    References
    ----------
    .. [1] Snijders, T. A. B. (2001). Asymptotic null distribution of person fit
       statistics with estimated person parameter. Psychometrika 66, 331-342.
    .. [2] Magis, D., Raiche, G. & Beland, S. (2012). A didactic presentation of
       Snijders's l_z* index of person fit with emphasis on response model selection
       and ability estimation. Journal of Educational and Behavioral Statistics 37,
       57-81.
    .. [3] Sinharay, S. (2016). Asymptotically correct standardization of person-fit
       statistics beyond dichotomous items. Psychometrika 81, 992-1013.
    """
    if not -1.0 < correlation < 1.0:
        raise ValueError(f"correlation must be between -1 and 1, got {correlation}")
    keyed, levels = _checked(bank, answers, theta)
    apart = 1.0 - correlation**2
    pull = (correlation * levels[:, ::-1] - levels) / apart  # d log prior / d theta
    fit = np.empty(len(keyed))
    for block in _blocks(len(keyed)):
        own = _surprise(bank, keyed[block], levels[block])
        slope = _share(own.shared.ravel(), own.information.ravel())
        # A trait that was not asked about has nothing to give.
        slope = np.nan_to_num(slope).reshape(own.shared.shape)
        fit[block] = _standard(
            own.sum + (slope * pull[block]).sum(axis=1),
            own.variance - (slope * own.shared).sum(axis=1),
        )
    return fit


def _checked(
    bank: GradedBank, answers: npt.ArrayLike, theta: npt.ArrayLike
) -> tuple[AnswerArray, FloatArray]:
    keyed = check_answers(bank, answers)
    levels = np.asarray(theta, dtype=np.float64)
    if levels.shape != (len(keyed), 2):
        raise ValueError(f"theta must have shape ({len(keyed)}, 2), got {levels.shape}")
    if not np.isfinite(levels).all():
        raise ValueError("theta must be finite")
    return keyed, levels


def _blocks(n_people: int) -> Iterator[slice]:
    for start in range(0, n_people, BLOCK):
        yield slice(start, start + BLOCK)


class _Surprise(NamedTuple):
    """How far answers' log-likelihoods lie from what is to be expected of them."""

    sum: FloatArray
    variance: FloatArray
    shared: FloatArray
    """Covariance with the score of each trait, (n_people, 2)."""
    information: FloatArray
    """Variance of that score, (n_people, 2)."""


def _surprise(bank: GradedBank, keyed: AnswerArray, levels: FloatArray) -> _Surprise:
    log_chance = log_probabilities_at(bank, levels[:, bank.trait])
    chance = np.exp(log_chance)
    # 0 · log 0 = 0: a category that an item lacks adds nothing.
    log_chance = np.where(chance > 0.0, log_chance, 0.0)
    weighted = chance * log_chance
    expected = weighted.sum(axis=2)
    given = keyed != MISSING
    column = np.where(given, keyed, 0).astype(np.intp)[..., None]
    seen = np.take_along_axis(log_chance, column, axis=2)[..., 0]
    # d log P[k] / d theta = a·(S(-upper) - S(lower)) = a·(below + at or below - 1)
    up_to = np.cumsum(chance, axis=2)
    slope = bank.discrimination[:, None] * (2.0 * up_to - chance - 1.0)
    one_hot = bank.trait[:, None] == np.arange(2)
    return _Surprise(
        sum=np.where(given, seen - expected, 0.0).sum(axis=1),
        variance=np.where(
            given, (weighted * log_chance).sum(axis=2) - expected**2, 0.0
        ).sum(axis=1),
        shared=np.where(given, (weighted * slope).sum(axis=2), 0.0) @ one_hot,
        information=np.where(given, (chance * slope**2).sum(axis=2), 0.0) @ one_hot,
    )


def _standard(surprise: FloatArray, variance: FloatArray) -> FloatArray:
    # Where every category is equally likely nothing can be odd; rounding is no spread.
    return _share(surprise, np.sqrt(np.where(variance > ROUNDING, variance, 0.0)))


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
