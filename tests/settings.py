"""The program's own settings; only what a guess costs is lowered, for speed."""

from __future__ import annotations

from nearer.config.settings import *  # noqa: F403 - every setting of the program

TESTING = True
KDF_PASSES = 1
KDF_MEMORY = 8 * 1024
