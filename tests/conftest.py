"""What holds for every test: no network but loopback, and a profile for Hypothesis."""

from __future__ import annotations

import os

# One thread: two are slower here where both cores are busy. Before NumPy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from hypothesis import settings

settings.register_profile("ci", max_examples=50, deadline=None, derandomize=True)
settings.register_profile("dev", max_examples=25, deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")
