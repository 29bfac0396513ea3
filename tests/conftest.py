"""What holds for every test: no network but loopback, and a profile for Hypothesis."""

from __future__ import annotations

import os
import signal

# One thread: two are slower here where both cores are busy. Before NumPy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from hypothesis import settings

# A shell that runs the tests in the background leaves Ctrl-C ignored, for children too.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples in every run, so that a failure belongs to the change that made it.
# `NEARER_HYPOTHESIS=search` looks elsewhere each time, and further.
settings.register_profile("same", max_examples=25, deadline=None, derandomize=True)
settings.register_profile("search", max_examples=250, deadline=None)
settings.load_profile(os.environ.get("NEARER_HYPOTHESIS", "same"))
