"""The ascent never goes down, and says how it ended."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nearer.core.measurement.calibration._maximise import (
    Ending,
    Limits,
    Point,
    inverted,
    maximise,
)

PEAK = np.array([1.0, -2.0])
CURVATURE = np.array([[3.0, 1.0], [1.0, 2.0]])
FREE = Limits(
    tolerance=1e-9,
    max_steps=60,
    is_legal=lambda _: True,
    is_runaway=lambda _: False,
)


class Hill:
    """A bent hill: the square of the distance, and its fourth power."""

    def __init__(self) -> None:
        self.seen: list[float] = []

    def __call__(self, x: np.ndarray) -> Point:
        off = x - PEAK
        square = float(off @ CURVATURE @ off)
        value = -0.5 * square - 0.1 * square**2
        slope = -(1.0 + 0.4 * square) * (CURVATURE @ off)
        self.seen.append(value)
        return Point(x, value, slope, lambda: 40.0 * np.eye(2))


class KnownHill(Hill):
    """The same hill, where every point knows its curvature, or tells something else."""

    def __init__(self, told: np.ndarray | None = None) -> None:
        super().__init__()
        self.told = told
        self.asked = 0

    def __call__(self, x: np.ndarray) -> Point:
        return replace(super().__call__(x), near_information=lambda: self.curvature(x))

    def curvature(self, x: np.ndarray) -> np.ndarray:
        self.asked += 1
        if self.told is not None:
            return self.told
        pull = CURVATURE @ (x - PEAK)
        square = float((x - PEAK) @ pull)
        return (1.0 + 0.4 * square) * CURVATURE + 0.8 * np.outer(pull, pull)


@pytest.mark.parametrize(
    "information",
    [
        CURVATURE,
        None,
        -np.eye(2),
        np.array([[1.0, 2.0], [2.0, 1.0]]),
        1e-3 * CURVATURE,
        1e3 * CURVATURE,
    ],
    ids=["right", "none", "negative", "indefinite", "too long", "too short"],
)
def test_it_arrives_from_whatever_metric(information: np.ndarray | None) -> None:
    inverse = None if information is None else inverted(information)

    found = maximise(Hill(), start=np.array([4.0, 3.0]), inverse=inverse, limits=FREE)

    assert found.ending is Ending.CONVERGED
    np.testing.assert_allclose(found.point.x, PEAK, atol=1e-8)


@pytest.mark.parametrize(
    "told",
    [None, 0.7 * CURVATURE, 40.0 * np.eye(2), -np.eye(2), 1e-6 * np.eye(2)],
    ids=["right", "nearly", "too short", "not a hill", "far too long"],
)
def test_it_arrives_whatever_points_know_of_their_curvature(
    told: np.ndarray | None,
) -> None:
    hill = KnownHill(told)

    found = maximise(hill, start=np.array([4.0, 3.0]), limits=FREE)

    assert found.ending is Ending.CONVERGED
    assert hill.asked > 0
    np.testing.assert_allclose(found.point.x, PEAK, atol=1e-8)


def test_points_that_know_their_curvature_need_fewer_looks() -> None:
    start = np.array([4.0, 3.0])

    blind = maximise(Hill(), start=start, limits=FREE)
    told = maximise(KnownHill(), start=start, limits=FREE)

    assert told.evaluations < blind.evaluations


def test_an_ascent_is_gone_on_with_where_it_ended() -> None:
    rough = maximise(
        KnownHill(), start=np.array([4.0, 3.0]), limits=replace(FREE, gain=0.1)
    )
    hill = KnownHill()

    found = maximise(hill, start=rough, limits=replace(FREE, gain=0.01))

    assert found.ending is Ending.CONVERGED
    assert hill.asked == 0  # it knows the curvature, and how fast gains shrink
    assert found.evaluations < maximise(hill, start=PEAK + 3.0, limits=FREE).evaluations
    assert -0.05 < Hill()(found.point.x).value <= 0.0


def test_it_stops_where_little_is_to_gain_and_says_how_little() -> None:
    limits = replace(FREE, gain=0.01)
    start = np.array([4.0, 3.0])

    inverse = inverted(CURVATURE)

    near = maximise(Hill(), start=start, inverse=inverse, limits=limits)
    there = maximise(Hill(), start=start, inverse=inverse, limits=FREE)

    assert near.ending is Ending.CONVERGED
    assert near.evaluations < there.evaluations
    assert near.last is not None
    assert near.last.length > FREE.tolerance
    short = -Hill()(near.point.x).value  # of the peak, where the value is 0
    assert 0.0 <= short < min(near.last.gain, 0.01)


def test_a_metric_that_makes_short_steps_is_not_asked_what_is_to_gain() -> None:
    limits = replace(FREE, gain=0.01, max_steps=1)
    near_by = PEAK + 0.02

    blind = maximise(Hill(), start=near_by, limits=limits)
    told = maximise(Hill(), start=near_by, inverse=inverted(CURVATURE), limits=limits)

    assert blind.last is not None
    assert blind.last.gain < 0.01
    assert blind.ending is Ending.TOO_MANY_STEPS
    assert told.ending is Ending.CONVERGED


def test_it_keeps_to_what_is_legal() -> None:
    limits = Limits(
        tolerance=1e-9,
        max_steps=60,
        is_legal=lambda x: bool(x[0] > -0.5),
        is_runaway=lambda _: False,
    )
    hill = Hill()

    found = maximise(
        hill, start=np.array([0.0, 5.0]), inverse=100.0 * np.eye(2), limits=limits
    )

    assert found.ending is Ending.CONVERGED
    assert found.evaluations == len(hill.seen)


def test_a_slope_that_leads_nowhere_is_said() -> None:
    def lying(x: np.ndarray) -> Point:
        return Point(x, -float(x @ x), 2.0 * x + 1.0, lambda: np.eye(2))

    found = maximise(lying, start=np.array([3.0, 3.0]), inverse=np.eye(2), limits=FREE)

    assert found.ending is Ending.STUCK
    assert found.point.value == -18.0


def test_without_any_metric_it_does_not_move() -> None:
    def flat(x: np.ndarray) -> Point:
        return Point(x, 0.0, np.ones(2), lambda: np.zeros((2, 2)))

    found = maximise(flat, start=np.zeros(2), limits=FREE)

    assert found.ending is Ending.STUCK
    assert found.steps == 0


def test_what_runs_away_is_stopped() -> None:
    limits = Limits(
        tolerance=1e-9,
        max_steps=60,
        is_legal=lambda _: True,
        is_runaway=lambda x: bool(x[0] > 100.0),
    )

    def endless(x: np.ndarray) -> Point:
        slope = np.array([np.exp(-x[0] / 50.0), 0.0])
        return Point(x, -50.0 * slope[0], slope, lambda: np.eye(2))

    found = maximise(endless, start=np.zeros(2), limits=limits)

    assert found.ending is Ending.RUNAWAY


def test_it_climbs_out_of_a_hollow() -> None:
    def wave(x: np.ndarray) -> Point:
        return Point(x, float(np.sin(x[0])), np.cos(x), lambda: np.eye(1))

    found = maximise(wave, start=np.array([-1.2]), limits=FREE)  # slopes grow at first

    assert found.ending is Ending.CONVERGED
    np.testing.assert_allclose(found.point.x, np.pi / 2, atol=1e-8)
