"""Many people's answers at once: scores with what was odd about each row, and replays.

Pure: arrays in, arrays out. Files are read and written by the command line.
"""

from __future__ import annotations

from nearer.research.front import posterior, score
from nearer.research.oddities import NO_ANSWER, WRONG_VALUE
from nearer.research.scoring import COLUMNS, Scored, Scorer

__all__ = [
    "COLUMNS",
    "NO_ANSWER",
    "WRONG_VALUE",
    "Scored",
    "Scorer",
    "posterior",
    "score",
]
