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

settings.register_profile("ci", max_examples=50, deadline=None, derandomize=True)
settings.register_profile("dev", max_examples=25, deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")
