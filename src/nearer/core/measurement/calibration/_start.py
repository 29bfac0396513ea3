"""Where to begin: rough guesses from tallies and correlations, made better soon.

The first steps go over everybody but only every second node, at half the cost; what
that leaves to do is far less than a standard error.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from nearer.core.measurement._types import FloatArray, IntArray
from nearer.core.measurement.calibration._census import take_every
from nearer.core.measurement.calibration._maximise import Ascent, Limits, maximise
from nearer.core.measurement.calibration._model import Model
from nearer.core.measurement.calibration._people import Codes, Prepared
from nearer.core.measurement.calibration._problem import Problem
from nearer.core.measurement.calibration._recoding import OpposedItemsError

NORMAL_TO_LOGIT = 1.702
SAMPLE = 1000
MANY_NODES = 41  # of so many, every second one will do for a start
CLEAR = 2.5  # standard errors of a correlation: chance alone hardly goes so far
ROUGH_GAIN = 1e-5  # log-likelihood a person: less is not worth going on


def guess(people: Prepared, problem: Problem) -> FloatArray:
    """Guess all parameters from the tallies and the answers of a part of the people.

    Raises
    ------
    OpposedItemsError
        With priors, if items clearly run against the others.
    """
    stride = max(1, problem.census.n_answering // SAMPLE)
    rows = people.total(partial(take_every, stride=stride))
    codes = problem.recoding.apply(rows.codes)
    tallies = problem.recoding.merged_tallies()
    guesses = tuple(
        starting_values(codes=codes[:, items], tallies=tallies[items], free=free)
        for items, free in zip(problem.items, problem.layout.free, strict=True)
    )
    if problem.priors is not None:
        _refuse_opposed(codes, problem)
        for own in guesses:  # what is left below 0 is chance, and no slope may be there
            own[:, 0] = np.abs(own[:, 0])
    return problem.layout.pack(guesses, np.zeros(problem.layout.n_latent))


def _refuse_opposed(codes: Codes, problem: Problem) -> None:
    opposed = np.concatenate(
        [items[_runs_against(codes[:, items])] for items in problem.items]
    )
    if not len(opposed):
        return
    names = [problem.names[item] for item in sorted(opposed.tolist())]
    raise OpposedItemsError(
        f"{', '.join(names)}: against the others, and priors need every item keyed the "
        "same way; turn the answers, or leave them out",
        items=names,
    )


def _runs_against(codes: Codes) -> NDArray[np.bool_]:
    """Whether items of one trait clearly correlate below 0 with the rest, once keyed.

    The first principal component keys them; those who answered both items make a
    correlation.
    """
    known = (codes >= 0).astype(np.float64)
    n_each = np.maximum(known.sum(axis=0), 1.0)
    scores = np.where(codes >= 0, codes, 0).astype(np.float64)
    scores = (scores - scores.sum(axis=0) / n_each) * known
    spread = np.sqrt(np.sum(scores**2, axis=0) / n_each)
    scores /= np.where(spread > 0.0, spread, 1.0)
    n_both = known.T @ known
    r = scores.T @ scores / np.maximum(n_both, 1.0)
    first = np.linalg.eigh(r)[1][:, -1]
    turned = np.where(first * (first.sum() or 1.0) < 0.0, -1.0, 1.0)
    r *= np.outer(turned, turned)
    own = np.diag(r)
    with_rest = r.sum(axis=1) - own
    spread_of_rest = np.sqrt(np.maximum(r.sum() - 2.0 * with_rest - own, 1.0))
    n = np.median(n_both, axis=1)
    limit = -CLEAR / np.sqrt(np.maximum(n, 1.0))
    return np.asarray(turned * with_rest / spread_of_rest < limit)


def approach(model: Model, start: FloatArray, limits: Limits, n_people: int) -> Ascent:
    """Climb on every second node until a step gains little."""
    coarse = replace(model, nodes=model.nodes[::2])
    rough = replace(limits, gain=ROUGH_GAIN * n_people)
    return maximise(coarse.evaluate, start=start, limits=rough)


def starting_values(
    *, codes: Codes, tallies: IntArray, free: NDArray[np.bool_]
) -> FloatArray:
    """Guess slope and intercepts of one trait's items.

    Parameters
    ----------
    codes : ndarray of int8, shape (n_people, n_items)
        A part of the people is enough; -1 where an answer is missing.
    tallies : ndarray of shape (n_items, n_categories)
        Answers of all people, none of them zero where ``free``.
    free : ndarray of bool, shape (n_items, n_categories)

    Returns
    -------
    ndarray of shape (n_items, n_categories)
    """
    loading = np.clip(1.1 * _item_rest(codes), -0.9, 0.9)
    loading = np.where(np.abs(loading) < 0.15, 0.15, loading)
    slope = NORMAL_TO_LOGIT * loading / np.sqrt(1.0 - loading**2)
    total = tallies.sum(axis=1, keepdims=True)
    at_least = np.cumsum(tallies[:, ::-1], axis=1)[:, ::-1][:, 1:]
    share = (at_least + 0.5) / (total + 1.0)
    stretch = np.sqrt(1.0 + (slope / NORMAL_TO_LOGIT) ** 2)
    intercepts = np.log(share / (1.0 - share)) * stretch[:, None]
    start = np.column_stack([slope, intercepts])
    return np.where(free, start, -np.inf)


def _item_rest(codes: Codes) -> FloatArray:
    """Correlate each item with the mean of the others answered; 0 where undefined."""
    answered = codes >= 0
    scores = np.where(answered, codes, 0).astype(np.float64)
    spread = scores.max(axis=0)
    scores /= np.where(spread > 0, spread, 1.0)  # items may differ in categories
    others = answered.sum(axis=1, keepdims=True) - answered
    rest = (scores.sum(axis=1, keepdims=True) - scores) / np.maximum(others, 1)
    known = answered & (others > 0)
    n = np.maximum(known.sum(axis=0), 1)
    x = np.where(known, scores - np.sum(scores * known, axis=0) / n, 0.0)
    y = np.where(known, rest - np.sum(rest * known, axis=0) / n, 0.0)
    scale = np.sqrt(np.sum(x**2, axis=0) * np.sum(y**2, axis=0))
    return np.asarray(np.sum(x * y, axis=0) / np.where(scale > 0, scale, 1.0))
