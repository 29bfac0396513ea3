"""From the end of the search to a result: standard errors, categories put back."""

from __future__ import annotations

import numpy as np

from nearer.core.measurement._types import FloatArray, IntArray
from nearer.core.measurement.calibration._maximise import (
    ROUNDING,
    Ascent,
    Ending,
    inverted,
)
from nearer.core.measurement.calibration._model import Model
from nearer.core.measurement.calibration._problem import Problem
from nearer.core.measurement.calibration._recoding import SeparationError
from nearer.core.measurement.calibration._result import (
    Calibration,
    Convergence,
    StandardErrors,
)

SUSPECT_SLOPE = 8.0  # where the search did not arrive; real items stay below 5


def finish(
    problem: Problem, model: Model, ascent: Ascent, *, with_errors: bool
) -> Calibration:
    """Build the result; refuse slopes that have no maximum.

    Raises
    ------
    SeparationError
        If some slopes grew without end.
    """
    x = ascent.point.x
    by_trait, latent = problem.layout.unpack(x)
    merged = _join(problem, by_trait)
    _refuse_separation(problem, ascent, merged[:, 0])
    parameters = problem.recoding.expand(merged)
    if with_errors:
        errors, log_likelihood = _standard_errors(problem, model, x)
    elif model.priors is None and _is_valued(ascent):
        errors, log_likelihood = None, ascent.point.value
    else:
        errors, log_likelihood = None, model.log_likelihood(x)
    return Calibration(
        names=problem.names,
        traits=problem.traits,
        discrimination=parameters[:, 0],
        intercepts=parameters[:, 1:],
        tallies=problem.census.tallies,
        correlation=float(np.tanh(latent[0])) if latent.size else None,
        log_likelihood=log_likelihood,
        n_people=problem.census.n_answering,
        convergence=Convergence(
            ending=ascent.ending,
            steps=ascent.steps,
            evaluations=ascent.evaluations,
            last_step=ascent.last.length if ascent.last else np.inf,
            last_gain=ascent.last.gain if ascent.last else np.inf,
        ),
        standard_errors=errors,
        nodes=problem.nodes,
        problem=problem,
        x=x,
    )


def _is_valued(ascent: Ascent) -> bool:
    """Whether the value is the one of the place: the last step moves only its noise."""
    if ascent.ending is not Ending.CONVERGED or ascent.last is None:
        return True
    return ascent.last.gain <= ROUNDING * abs(ascent.point.value)


def _join(problem: Problem, by_trait: tuple[FloatArray, ...]) -> FloatArray:
    """Put the traits' items back into the caller's order."""
    whole = np.empty(problem.recoding.tallies.shape)
    for items, block in zip(problem.items, by_trait, strict=True):
        whole[items] = block
    return whole


def _refuse_separation(problem: Problem, ascent: Ascent, slopes: FloatArray) -> None:
    steep = np.abs(slopes) > SUSPECT_SLOPE
    if ascent.ending is Ending.RUNAWAY or (
        ascent.ending is not Ending.CONVERGED and steep.any()
    ):
        names = [n for n, s in zip(problem.names, steep, strict=True) if s]
        raise SeparationError(
            f"items {', '.join(names)}: each tells the other's answers without error, "
            "so their slopes grow without end; are they the same question twice? Leave "
            "one out, or use priors"
        )


def _standard_errors(
    problem: Problem, model: Model, x: FloatArray
) -> tuple[StandardErrors | None, float]:
    information, expected = model.information(x)
    covariance = inverted(information)
    # So flat in some direction that rounding decides which way it bends.
    if covariance is None or not (np.diag(covariance) > 0.0).all():
        return None, expected.log_likelihood
    return _in_both_forms(problem, x, covariance), expected.log_likelihood


def _in_both_forms(
    problem: Problem, x: FloatArray, covariance: FloatArray
) -> StandardErrors:
    """Errors of intercepts as estimated, of thresholds by the delta method."""
    mask = problem.layout.mask
    place = np.cumsum(mask) - 1
    by_trait, latent = problem.layout.unpack(x)
    variances, with_slope = [], []
    at = 0
    for block in by_trait:
        own = place[at : at + block.size].reshape(block.shape)
        free = mask[at : at + block.size].reshape(block.shape)
        variances.append(np.where(free, covariance[own, own], np.nan))
        with_slope.append(np.where(free, covariance[own, own[:, :1]], np.nan))
        at += block.size
    variance, shared = (
        _join(problem, tuple(variances)),
        _join(problem, tuple(with_slope)),
    )
    parameters = _join(problem, by_trait)
    a, b = parameters[:, :1], -parameters[:, 1:] / parameters[:, :1]
    b = np.where(np.isfinite(b), b, 0.0)
    # b = -d/a: var b = (b²·var a + 2b·cov(a, d) + var d) / a²
    spread = (b**2 * variance[:, :1] + 2.0 * b * shared[:, 1:] + variance[:, 1:]) / a**2
    places = problem.recoding.places()
    rho_error = None
    if latent.size:
        rho_error = float(np.sqrt(covariance[-1, -1]) * (1.0 - np.tanh(latent[0]) ** 2))
    return StandardErrors(
        discrimination=np.sqrt(variance[:, 0]),
        intercepts=_picked(np.sqrt(variance), places)[:, 1:],
        thresholds=_picked(np.column_stack([a, np.sqrt(spread)]), places)[:, 1:],
        correlation=rho_error,
    )


def _picked(values: FloatArray, places: IntArray) -> FloatArray:
    found = np.take_along_axis(values, np.maximum(places, 0), axis=1)
    return np.where(places >= 0, found, np.nan)
