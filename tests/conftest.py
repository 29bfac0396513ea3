"""What holds for every test: no network but loopback, and a profile for Hypothesis."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest

# One thread: two are slower here where both cores are busy. Before NumPy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from hypothesis import HealthCheck, settings

# A shell that runs the tests in the background leaves Ctrl-C ignored, for children too.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples in every run, so that a failure belongs to the change that made it.
# `NEARER_HYPOTHESIS=search` looks elsewhere each time, and further.
# How long an example takes to make says how busy the machine is, and fails nothing.
ANY_SPEED: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow],
}
settings.register_profile("same", max_examples=25, derandomize=True, **ANY_SPEED)
settings.register_profile("search", max_examples=250, **ANY_SPEED)
settings.load_profile(os.environ.get("NEARER_HYPOTHESIS", "same"))

WALKS = ("access", "canary", "concurrency", "fuzz", "web")
"""Folders whose slow tests go to every address: no floor of coverage rests on them."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take long: at the end, no worker waits for another.

    Each line is counted by the tests of its own part, so the walks go uncounted, which
    is quicker.
    """
    here = Path(__file__).parent
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    for item in items:
        folder = item.path.relative_to(here).parts[0]
        if folder in WALKS and item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.no_cover)
    items.sort(key=lambda item: item.path not in slow)  # else as they were
