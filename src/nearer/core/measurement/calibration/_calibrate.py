"""Calibrate a graded response model on everyone who answered.

Marginal maximum likelihood (Bock & Aitkin 1981) by a quasi-Newton ascent, the first
steps on half of the nodes. docs/science/calibration.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from nearer.core.measurement._types import FloatArray, IntArray
from nearer.core.measurement.calibration._census import as_they_are, take_census
from nearer.core.measurement.calibration._engines import Engine
from nearer.core.measurement.calibration._finish import finish
from nearer.core.measurement.calibration._maximise import Ascent, Limits, maximise
from nearer.core.measurement.calibration._model import Model
from nearer.core.measurement.calibration._people import Codes, People, PeopleInMemory
from nearer.core.measurement.calibration._priors import ItemPriors
from nearer.core.measurement.calibration._problem import make_problem
from nearer.core.measurement.calibration._result import Calibration
from nearer.core.measurement.calibration._start import MANY_NODES, approach, guess


def default_nodes() -> FloatArray:
    """Return 61 nodes from -6 to 6 SD."""
    return np.linspace(-6.0, 6.0, 61)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How to calibrate; the defaults suit almost everyone.

    Attributes
    ----------
    nodes : ndarray of shape (n_nodes,), SD
        Quadrature nodes for each trait.
    priors : ItemPriors or None
    standard_errors : bool
    engine : Engine
    threads : int
        For answers in memory; more than one pays with compiled kernels only.
    tolerance : float
        Largest relative change of a parameter that may be left to do.
    gain : float, natural log
        Stop with the step after which the log-likelihood has less than this to gain,
        judged by how fast gains shrink. Where 0.01 is missing, no parameter is more
        than 0.15 standard errors from its best.
    max_steps : int
    """

    nodes: FloatArray = field(default_factory=default_nodes)
    priors: ItemPriors | None = None
    standard_errors: bool = True
    engine: Engine = Engine.AUTO
    threads: int = 1
    tolerance: float = 1e-9
    gain: float = 0.0
    max_steps: int = 200


def calibrate(
    *,
    answers: Codes | People,
    n_categories: int,
    traits: Sequence[int] | IntArray,
    names: Sequence[str] | None = None,
    settings: Settings | None = None,
    progress: Callable[[str], None] | None = None,
) -> Calibration:
    """Estimate the parameters of all items, and the correlation of two traits.

    Parameters
    ----------
    answers : ndarray of int8 of shape (n_people, n_items), or People
        Keyed categories from 0; -1 where an answer is missing. Missing answers say
        nothing, and a person without answers counts for nothing.
    n_categories : int
        Of the answer scale, at least 2.
    traits : sequence of int, one an item
        One or two different numbers.
    names : sequence of str, optional
        For messages; "1", "2" … unless given.
    settings : Settings, optional
    progress : callable, optional
        Told in a word or two what comes next.

    Returns
    -------
    Calibration
        Look at ``convergence`` before you use it.

    Raises
    ------
    CalibrationError
        If the answers cannot tell: too few people, an item with one answer from
        everybody, items that foretell each other without error; with priors, items
        that run against the others.
    ValueError
        If an answer is out of range or the arguments do not fit each other.

    Notes
    -----
    Each trait is standard normal in these people, which fixes the scale. The result
    does not depend on the order of people or the size of blocks, within ``tolerance``.

    References
    ----------
    .. [1] Bock, R. D. & Aitkin, M. (1981). Marginal maximum likelihood estimation of
       item parameters: application of an EM algorithm. Psychometrika 46, 443-459.
    .. [2] Louis, T. A. (1982). Finding the observed information matrix when using the
       EM algorithm. Journal of the Royal Statistical Society B 44, 226-233.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> theta = rng.normal(size=(4000, 1))
    >>> answers = (1.5 * theta + rng.logistic(size=(4000, 6)) > 0).astype(np.int8)
    >>> found = calibrate(answers=answers, n_categories=2, traits=[0] * 6)
    >>> found.convergence.converged, bool(abs(found.discrimination.mean() - 1.5) < 0.1)
    (True, True)
    """
    tell = progress or _say_nothing
    settings = settings or Settings()
    people = _as_people(answers, settings)
    tell("counting answers")
    counted = people.prepared(as_they_are)
    census = counted.total(partial(take_census, n_categories=n_categories))
    problem = make_problem(
        census,
        traits=traits,
        names=names,
        nodes=settings.nodes,
        engine=settings.engine,
        priors=settings.priors,
    )
    tell("looking for a start")
    start = guess(counted, problem)
    model = problem.model(people.prepared(problem.preparation))
    tell("fitting")
    ascent = _ascend(model, start, settings, n_people=census.n_answering)
    if settings.standard_errors:
        tell("standard errors")
    return finish(problem, model, ascent, with_errors=settings.standard_errors)


def _ascend(
    model: Model, start: FloatArray, settings: Settings, *, n_people: int
) -> Ascent:
    limits = Limits(
        tolerance=settings.tolerance,
        gain=settings.gain,
        max_steps=settings.max_steps,
        is_legal=model.is_legal,
        is_runaway=model.is_runaway,
    )
    if len(model.nodes) < MANY_NODES:
        return maximise(model.evaluate, start=start, limits=limits)
    rough = approach(model, start, limits, n_people)
    ascent = maximise(model.evaluate, start=rough, limits=limits)
    return replace(
        ascent,
        steps=ascent.steps + rough.steps,
        evaluations=ascent.evaluations + rough.evaluations,
    )


def _say_nothing(_: str) -> None:
    pass


def _as_people(answers: Codes | People, settings: Settings) -> People:
    if not isinstance(answers, np.ndarray):
        return answers
    if answers.ndim != 2 or answers.size == 0:
        raise ValueError(f"answers must have people and items, got {answers.shape}")
    codes = np.ascontiguousarray(answers, dtype=np.int8)
    if not np.array_equal(codes, answers):
        raise ValueError("answers must be whole numbers; -1 means missing")
    return PeopleInMemory(codes, threads=settings.threads)
