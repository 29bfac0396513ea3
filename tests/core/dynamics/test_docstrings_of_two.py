"""Every public name about two people tells its callers what it needs and gives."""

from __future__ import annotations

import doctest
import importlib
import inspect

import pytest
from numpydoc.validate import validate

from nearer.core import dynamics

DROPPED = {"ES01", "SA01", "EX01"}  # as for measurement
MODULES = ("_days", "_engines", "_loop", "_paths", "_reading", "_states")
NAMES = [
    "Couples",
    "Days",
    "PathPriors",
    "PathRules",
    "couples_of",
    "drifting_covariance",
    "engine_for",
    "examine",
    "expm",
    "fit",
    "fit_many",
    "log_likelihood",
    "loop",
    "over_a_gap",
    "read",
    "read_many",
    "same_day_of_two",
    "simulate",
    "smooth",
    "stationary_covariance",
]


@pytest.mark.parametrize("name", NAMES)
def test_it_follows_numpydoc(name: str) -> None:
    faults = validate(f"{dynamics.__name__}.{name}")["errors"]

    assert [fault for fault in faults if fault[0] not in DROPPED] == []


@pytest.mark.parametrize("name", [name for name in NAMES if name[0].islower()])
def test_arguments_are_passed_by_name(name: str) -> None:
    parameters = inspect.signature(getattr(dynamics, name)).parameters.values()

    kinds = {p.name for p in parameters if p.kind is not p.KEYWORD_ONLY}
    assert kinds in (set(), {"matrix"})  # expm(A) reads as it is written


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_run(name: str) -> None:
    module = importlib.import_module(f"{dynamics.__name__}.{name}")

    assert doctest.testmod(module).failed == 0
