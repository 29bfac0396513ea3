"""Every public name of measurement tells its callers what it needs and gives."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
from types import ModuleType

import numpy as np
import pytest
from numpydoc.validate import validate

from nearer.core import measurement

DROPPED = {
    "ES01",  # no extended summary where the first line says it
    "SA01",  # no "see also"
    "EX01",  # examples where they help
}
PRIVATE = [
    importlib.import_module(f"{measurement.__name__}.{found.name}")
    for found in pkgutil.iter_modules(measurement.__path__)
    if not found.ispkg
]
FUNCTIONS = [
    name
    for name in measurement.__all__
    if inspect.isfunction(getattr(measurement, name))
]
BUILT_BY_CALLERS = [  # other classes come out of functions: their doc lists attributes
    "AdaptiveRules",
    "ChangeRules",
    "GradedBank",
    "Grid",
    "Prior",
    "VerdictRules",
]


@pytest.mark.parametrize("name", [*FUNCTIONS, *BUILT_BY_CALLERS])
def test_it_follows_numpydoc(name: str) -> None:
    faults = validate(f"{measurement.__name__}.{name}")["errors"]

    assert [fault for fault in faults if fault[0] not in DROPPED] == []


@pytest.mark.parametrize("name", FUNCTIONS)
def test_arguments_are_passed_by_name(name: str) -> None:
    thing = getattr(measurement, name)

    parameters = inspect.signature(thing).parameters.values()
    positional = [p.name for p in parameters if p.kind is not p.KEYWORD_ONLY]

    assert positional in ([], ["of"])  # verdict(posterior) reads as a sentence


@pytest.mark.parametrize("module", PRIVATE, ids=lambda module: module.__name__)
def test_the_examples_run(module: ModuleType) -> None:
    failed, _ = doctest.testmod(module, extraglobs={"np": np})

    assert failed == 0
