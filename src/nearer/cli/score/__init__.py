"""Score a file of answers: `nearer score`."""

from __future__ import annotations
