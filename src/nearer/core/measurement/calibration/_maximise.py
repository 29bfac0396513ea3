"""Quasi-Newton ascent that never goes down, started from a known curvature.

Source: Nocedal & Wright (2006) (BFGS on the inverse). The first metric is the observed
information of a part of the people, which is already right to a few per cent, so that a
handful of steps suffice; where a step fails, the complete-data information takes over,
in whose metric a short enough step always ascends (Lange 1995).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from nearer.core.measurement._types import FloatArray

MAX_HALVINGS = 20
SUFFICIENT = 1e-4
ROUNDING = 1e-13  # a log-likelihood is a sum over people; this share of it is noise


class Ending(StrEnum):
    """Why the ascent stopped."""

    CONVERGED = "converged"
    TOO_MANY_STEPS = "too many steps"
    STUCK = "no step goes up"
    RUNAWAY = "a slope grows without end"


@dataclass(frozen=True)
class Point:
    """The objective at one place; ``safe_information`` is always positive definite."""

    x: FloatArray
    value: float
    gradient: FloatArray
    safe_information: Callable[[], FloatArray]


@dataclass(frozen=True)
class Ascent:
    """Where the ascent ended, and how."""

    point: Point
    ending: Ending
    steps: int
    evaluations: int
    last_step: float


@dataclass(frozen=True, kw_only=True)
class Limits:
    """When to stop: a relative step, a number of steps, what is out of bounds."""

    tolerance: float
    max_steps: int
    is_legal: Callable[[FloatArray], bool]
    is_runaway: Callable[[FloatArray], bool]


def maximise(
    evaluate: Callable[[FloatArray], Point],
    *,
    start: FloatArray,
    information: FloatArray | None,
    limits: Limits,
) -> Ascent:
    """Climb from ``start``.

    Parameters
    ----------
    evaluate : callable
        Takes parameters of shape (n_free,), returns a `Point`.
    start : ndarray of shape (n_free,)
    information : ndarray of shape (n_free, n_free), or None
        Curvature to begin with; None, or one that is not positive definite, means the
        complete-data information at the start.
    limits : Limits

    Returns
    -------
    Ascent
        The value at its point is never below the value at the start. When converged,
        the last step, smaller than the tolerance, has been taken as well.
    """
    point = evaluate(start)
    evaluations = 1
    inverse = _inverse(information)
    trusted = inverse is None
    if inverse is None:
        inverse = _inverse(point.safe_information())
    length = np.inf
    for steps in range(limits.max_steps):
        if inverse is None:
            return Ascent(point, Ending.STUCK, steps, evaluations, length)
        step = inverse @ point.gradient
        length = float(np.max(np.abs(step) / np.maximum(1.0, np.abs(point.x))))
        if length < limits.tolerance and limits.is_legal(point.x + step):
            final = Point(
                point.x + step, point.value, point.gradient, point.safe_information
            )
            return Ascent(final, Ending.CONVERGED, steps, evaluations, length)
        if limits.is_runaway(point.x):
            return Ascent(point, Ending.RUNAWAY, steps, evaluations, length)
        trial, tried = _climb(evaluate, point, step, limits)
        evaluations += tried
        if trial is None:
            if trusted:
                return Ascent(point, Ending.STUCK, steps, evaluations, length)
            inverse, trusted = _inverse(point.safe_information()), True
            continue
        inverse, trusted = _updated(inverse, point, trial), False
        point = trial
    return Ascent(point, Ending.TOO_MANY_STEPS, limits.max_steps, evaluations, length)


def _climb(
    evaluate: Callable[[FloatArray], Point],
    point: Point,
    step: FloatArray,
    limits: Limits,
) -> tuple[Point | None, int]:
    """Halve the step until it is legal and goes up enough; None when it never does."""
    rise = float(point.gradient @ step)
    noise = ROUNDING * abs(point.value)
    tried = 0
    share = 1.0
    for _ in range(MAX_HALVINGS):
        x = point.x + share * step
        if limits.is_legal(x):
            trial = evaluate(x)
            tried += 1
            if trial.value >= point.value + SUFFICIENT * share * rise - noise:
                return trial, tried
        share *= 0.5
    return None, tried


def _inverse(information: FloatArray | None) -> FloatArray | None:
    if information is None:
        return None
    try:
        root = np.linalg.inv(np.linalg.cholesky(information))
    except np.linalg.LinAlgError:
        return None
    return root.T @ root


def _updated(inverse: FloatArray, before: Point, after: Point) -> FloatArray:
    """BFGS: make the metric agree with the slope change just seen."""
    moved = after.x - before.x
    lost = before.gradient - after.gradient
    bend = float(moved @ lost)
    if bend <= 1e-12 * float(np.linalg.norm(moved) * np.linalg.norm(lost)):
        return inverse
    turned = inverse @ lost
    keep = (1.0 + float(lost @ turned) / bend) / bend
    return (
        inverse
        + keep * np.outer(moved, moved)
        - (np.outer(moved, turned) + np.outer(turned, moved)) / bend
    )
