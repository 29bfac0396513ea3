"""Quasi-Newton ascent that never goes down, from a curvature that is nearly right.

Source: Nocedal & Wright (2006) (BFGS on the inverse; where a point knows its own
curvature, all changes of slope seen so far are laid upon that, as in L-BFGS). Where a
step fails, the complete-data information takes over, in whose metric a short enough
step always ascends (Lange 1995).
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
CAUTION = 2.0  # gains may fade half as fast as it looks
LEAST_SHRINKAGE = 0.1  # the next step is never taken for less than this share of one


class Ending(StrEnum):
    """Why the ascent stopped."""

    CONVERGED = "converged"
    TOO_MANY_STEPS = "too many steps"
    STUCK = "no step goes up"
    RUNAWAY = "a slope grows without end"


@dataclass(frozen=True)
class Point:
    """The objective at one place.

    Attributes
    ----------
    x : ndarray of shape (n_free,)
    value : float
    gradient : ndarray of shape (n_free,)
    safe_information : callable
        A curvature that is always positive definite, though too large.
    near_information : callable, or None
        One that is nearly right, if that is known.
    """

    x: FloatArray
    value: float
    gradient: FloatArray
    safe_information: Callable[[], FloatArray]
    near_information: Callable[[], FloatArray] | None = None


@dataclass(frozen=True)
class Step:
    """Where to, its largest relative change, and what the value should gain by it."""

    move: FloatArray
    length: float
    gain: float


@dataclass(frozen=True)
class Ascent:
    """Where the ascent ended, and how.

    Attributes
    ----------
    point : Point
    ending : Ending
    steps, evaluations : int
    last : Step or None
    inverse : ndarray of shape (n_free, n_free), or None
        The metric of the last step.
    """

    point: Point
    ending: Ending
    steps: int
    evaluations: int
    last: Step | None
    inverse: FloatArray | None


@dataclass(frozen=True, kw_only=True)
class Limits:
    """When to stop: a step or a gain too small to matter, or what is out of bounds."""

    tolerance: float
    max_steps: int
    is_legal: Callable[[FloatArray], bool]
    is_runaway: Callable[[FloatArray], bool]
    gain: float = 0.0

    def is_enough(self, now: Step, before: Step | None, *, trusted: bool) -> bool:
        """Whether the search ends with this step.

        Either the step after it would be below the tolerance, or would gain too little,
        judged by how much steps and gains shrink. The complete-data metric makes steps
        too short, so it is not asked for the gain.
        """
        shrinkage, fading = 1.0, 1.0
        if before is not None:
            shrinkage = min(max(now.length / before.length, LEAST_SHRINKAGE), 1.0)
            fading = min(max(now.gain / before.gain, LEAST_SHRINKAGE**2), 1.0)
        return now.length * shrinkage < self.tolerance or (
            not trusted and CAUTION * now.gain * fading < self.gain
        )


def _step(inverse: FloatArray, point: Point) -> Step:
    move = inverse @ point.gradient
    length = float(np.max(np.abs(move) / np.maximum(1.0, np.abs(point.x))))
    return Step(move, length, 0.5 * float(move @ point.gradient))


def maximise(
    evaluate: Callable[[FloatArray], Point],
    *,
    start: FloatArray | Ascent,
    inverse: FloatArray | None = None,
    limits: Limits,
) -> Ascent:
    """Climb from ``start``.

    Parameters
    ----------
    evaluate : callable
        Takes parameters of shape (n_free,), returns a `Point`.
    start : ndarray of shape (n_free,), or Ascent
        An ascent of nearly the same hill is gone on with: place, metric, last step.
    inverse : ndarray of shape (n_free, n_free), or None
        Inverse curvature to begin with; without one, points are asked for theirs.
    limits : Limits

    Returns
    -------
    Ascent
        The value at its point is never below the value at the start. When converged,
        the last step has been taken as well, and the value is the one before it.
    """
    x, inverse, step = _begun(start, inverse)
    point = evaluate(x)
    evaluations = 1
    metric = _Metric(inverse, point)

    def ended(ending: Ending, at: Point, steps: int) -> Ascent:
        return Ascent(at, ending, steps, evaluations, step, metric.inverse)

    for steps in range(limits.max_steps):
        if metric.inverse is None:
            return ended(Ending.STUCK, point, steps)
        before, step = step, _step(metric.inverse, point)
        x = point.x + step.move
        if limits.is_enough(step, before, trusted=metric.safe) and limits.is_legal(x):
            return ended(Ending.CONVERGED, replace(point, x=x), steps)
        if limits.is_runaway(point.x):
            return ended(Ending.RUNAWAY, point, steps)
        trial, tried = _climb(evaluate, point, step.move, limits)
        evaluations += tried
        if trial is not None:
            metric.learn(point, trial)
            point = trial
        elif metric.safe:
            return ended(Ending.STUCK, point, steps)
        else:
            metric.give_up(point)
    return ended(Ending.TOO_MANY_STEPS, point, limits.max_steps)


def _begun(
    start: FloatArray | Ascent, inverse: FloatArray | None
) -> tuple[FloatArray, FloatArray | None, Step | None]:
    if isinstance(start, Ascent):
        return start.point.x, start.inverse, start.last
    return start, inverse, None


class _Metric:
    """The inverse curvature that steps are taken in; None where there is none."""

    def __init__(self, given: FloatArray | None, point: Point) -> None:
        self.inverse = given
        self.safe = False
        self._asks = given is None
        self._changes: list[tuple[FloatArray, FloatArray]] = []
        self._ask(point)
        if self.inverse is None:
            self.give_up(point)

    def learn(self, before: Point, after: Point) -> None:
        """Agree with the slope change just seen."""
        change = after.x - before.x, before.gradient - after.gradient
        self.safe = False
        self._changes.append(change)
        if not self._ask(after) and self.inverse is not None:
            self.inverse = _updated(self.inverse, *change)

    def give_up(self, point: Point) -> None:
        """Fall back on what is safe, and ask no point for its curvature any more."""
        self._asks = False
        self.safe = True
        self.inverse = inverted(point.safe_information())

    def _ask(self, point: Point) -> bool:
        """Lay all changes of slope upon the point's own curvature, if it knows any."""
        if not self._asks or point.near_information is None:
            return False
        inverse = inverted(point.near_information())
        if inverse is None:
            return False
        for change in self._changes:
            inverse = _updated(inverse, *change)
        self.inverse = inverse
        return True


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


def inverted(information: FloatArray) -> FloatArray | None:
    """Invert a curvature; None where it is not positive definite."""
    try:
        np.linalg.cholesky(information)
        # Not from the root: BLAS would start threads for that product, and they go on
        # spinning where the next sum over people is waiting for a processor.
        return np.asarray(np.linalg.inv(information), dtype=np.float64)
    except np.linalg.LinAlgError:
        return None


def _updated(inverse: FloatArray, moved: FloatArray, lost: FloatArray) -> FloatArray:
    """BFGS: make the metric agree with how much slope was lost by moving."""
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
