"""Quasi-Newton ascent that never goes down, started from a known curvature.

Source: Nocedal & Wright (2006) (BFGS on the inverse). The first metric is the observed
information of a part of the people, which is already right to a few per cent, so that a
handful of steps suffice; where a step fails, the complete-data information takes over,
in whose metric a short enough step always ascends (Lange 1995).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from nearer.core.measurement._types import FloatArray

MAX_HALVINGS = 20
SUFFICIENT = 1e-4
ROUNDING = 1e-13  # a log-likelihood is a sum over people; this share of it is noise
LEAST_SHRINKAGE = 0.1  # the next step is never taken for less than this share of one


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
    last_gain: float


@dataclass(frozen=True, kw_only=True)
class Limits:
    """When to stop: a step or a gain too small to matter, or what is out of bounds."""

    tolerance: float
    max_steps: int
    is_legal: Callable[[FloatArray], bool]
    is_runaway: Callable[[FloatArray], bool]
    gain: float = 0.0

    def is_enough(self, now: _Step, before: _Step | None, *, trusted: bool) -> bool:
        """Whether the search ends with this step.

        Either the step after it would be below the tolerance, judged by how much the
        steps shrink; or this one gains too little. The complete-data metric makes
        steps too short, so it is not asked for the gain.
        """
        shrinkage = 1.0 if before is None else now.length / before.length
        to_come = now.length * min(max(shrinkage, LEAST_SHRINKAGE), 1.0)
        return to_come < self.tolerance or (not trusted and now.gain < self.gain)


@dataclass(frozen=True)
class _Step:
    """Where to, its largest relative change, and what the value should gain by it."""

    move: FloatArray
    length: float
    gain: float


def _step(inverse: FloatArray, point: Point) -> _Step:
    move = inverse @ point.gradient
    length = float(np.max(np.abs(move) / np.maximum(1.0, np.abs(point.x))))
    return _Step(move, length, 0.5 * float(move @ point.gradient))


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
        the last step has been taken as well, and the value is the one before it.
    """
    point = evaluate(start)
    evaluations = 1
    inverse, trusted = _first_metric(information, point)
    step: _Step | None = None

    def ended(ending: Ending, at: Point, steps: int) -> Ascent:
        length, gain = (step.length, step.gain) if step else (np.inf, np.inf)
        return Ascent(at, ending, steps, evaluations, length, gain)

    for steps in range(limits.max_steps):
        if inverse is None:
            return ended(Ending.STUCK, point, steps)
        before, step = step, _step(inverse, point)
        x = point.x + step.move
        if limits.is_enough(step, before, trusted=trusted) and limits.is_legal(x):
            return ended(Ending.CONVERGED, replace(point, x=x), steps)
        if limits.is_runaway(point.x):
            return ended(Ending.RUNAWAY, point, steps)
        trial, tried = _climb(evaluate, point, step.move, limits)
        evaluations += tried
        if trial is not None:
            inverse, trusted = _updated(inverse, point, trial), False
            point = trial
        elif trusted:
            return ended(Ending.STUCK, point, steps)
        else:
            inverse, trusted = _inverse(point.safe_information()), True
    return ended(Ending.TOO_MANY_STEPS, point, limits.max_steps)


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


def _first_metric(
    information: FloatArray | None, point: Point
) -> tuple[FloatArray | None, bool]:
    """Return the given curvature's inverse, or else the one that is safe."""
    inverse = _inverse(information)
    if inverse is None:
        return _inverse(point.safe_information()), True
    return inverse, False


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
