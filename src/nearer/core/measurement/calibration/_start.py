"""Where to begin: rough guesses, refined on a part of the people.

The refined start is within the sampling error of that part, and its observed
information is a metric that is right to a few per cent; the fit on everybody then needs
few steps.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from nearer.core.measurement._types import FloatArray, IntArray
from nearer.core.measurement.calibration._census import take_every
from nearer.core.measurement.calibration._graded import item_table
from nearer.core.measurement.calibration._latent import standard
from nearer.core.measurement.calibration._maximise import Limits, maximise
from nearer.core.measurement.calibration._people import Codes, PeopleInMemory, Prepared
from nearer.core.measurement.calibration._problem import Problem

NORMAL_TO_LOGIT = 1.702
IMAGINARY_PEOPLE = 8.0
SAMPLE = 2500
BLOCK = 1280
PEOPLE_PER_PARAMETER = 12
MANY_NODES = 41  # of so many, every second one will do for a start
ROUGH = 1e-2
ROUGH_STEPS = 60


def rough_fit(
    people: Prepared, problem: Problem, *, threads: int = 1
) -> tuple[FloatArray, FloatArray]:
    """Fit a part of the people, steadied by a few imaginary ones.

    Returns
    -------
    start : ndarray of shape (n_free,)
    information : ndarray of shape (n_free, n_free)
        Observed information there, scaled up to all people.
    """
    n_people = problem.census.n_answering
    wanted = max(SAMPLE, PEOPLE_PER_PARAMETER * int(problem.layout.mask.sum()))
    rows = people.total(partial(take_every, stride=max(1, n_people // wanted)))
    codes = problem.recoding.apply(rows.codes)
    tallies = problem.recoding.merged_tallies()
    guesses = tuple(
        starting_values(codes=codes[:, items], tallies=tallies[items], free=free)
        for items, free in zip(problem.items, problem.layout.free, strict=True)
    )
    nodes = problem.nodes[:: 2 if len(problem.nodes) >= MANY_NODES else 1]
    prior = standard(nodes=nodes).prior
    extra = tuple(
        imaginary_counts(parameters=guess, nodes=nodes, prior=prior)
        for guess in guesses
    )
    part = PeopleInMemory(rows.codes, block_size=BLOCK, threads=threads)
    prepared = part.prepared(problem.preparation)
    model = replace(problem, nodes=nodes).model(prepared, extra=extra)
    start = problem.layout.pack(guesses, np.zeros(problem.layout.n_latent))
    limits = Limits(
        tolerance=ROUGH,
        max_steps=ROUGH_STEPS,
        is_legal=model.is_legal,
        is_runaway=model.is_runaway,
    )
    ascent = maximise(model.evaluate, start=start, information=None, limits=limits)
    information, _ = model.information(ascent.point.x)
    return ascent.point.x, information * (n_people / len(rows.codes))


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


def imaginary_counts(
    *, parameters: FloatArray, nodes: FloatArray, prior: FloatArray
) -> FloatArray:
    """Answers of a few imaginary people who follow the start exactly.

    They keep every category above zero when the start is refined on a part of the
    people, and are sent away before the fit itself.
    """
    table = item_table(parameters=parameters, nodes=nodes)
    counts = IMAGINARY_PEOPLE * prior * np.exp(table.log_p)
    counts[~table.free] = 0.0
    return np.asarray(counts)
