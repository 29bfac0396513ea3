"""The command line: serve the program, run the science on files."""

from __future__ import annotations
