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

NORMAL_TO_LOGIT = 1.702
SAMPLE = 1000
MANY_NODES = 41  # of so many, every second one will do for a start
ROUGH_GAIN = 1e-5  # log-likelihood a person: less is not worth going on


def guess(people: Prepared, problem: Problem) -> FloatArray:
    """Guess all parameters from the tallies and the answers of a part of the people."""
    stride = max(1, problem.census.n_answering // SAMPLE)
    rows = people.total(partial(take_every, stride=stride))
    codes = problem.recoding.apply(rows.codes)
    tallies = problem.recoding.merged_tallies()
    guesses = tuple(
        starting_values(codes=codes[:, items], tallies=tallies[items], free=free)
        for items, free in zip(problem.items, problem.layout.free, strict=True)
    )
    return problem.layout.pack(guesses, np.zeros(problem.layout.n_latent))


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
