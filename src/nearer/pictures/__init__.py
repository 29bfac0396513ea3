"""Figures as SVG, drawn from plain numbers and ready-made words. No Django.

Every picture returns a `Figure`: markup, one sentence, the numbers as a table. All
words come in translated. A page shows one with `{% include "web/figure.html" with
figure=… %}`; a file of its own is `standalone(figure)`.
"""

from __future__ import annotations

from nearer.pictures.bonds import Bond, bonds
from nearer.pictures.cloud import CloudWords, Quarters, cloud, quarters
from nearer.pictures.days import DaysWords, Line, days
from nearer.pictures.dial import DialWords, dial
from nearer.pictures.figure import Figure, Table
from nearer.pictures.foretold import Foretold, ForetoldWords, foretold
from nearer.pictures.kinds import Kind, KindsWords, kinds
from nearer.pictures.ladders import LadderWords, Standing, ladders
from nearer.pictures.lines import LinesWords, Series, line_with_band
from nearer.pictures.links import Bar, BarWords, Strip, StripWords, bars, strips
from nearer.pictures.loop import Stop, Way, loop
from nearer.pictures.standalone import standalone
from nearer.pictures.tallies import Tally, WeekRow, WeekWords, tallies, weeks

__all__ = [
    "Bar",
    "BarWords",
    "Bond",
    "CloudWords",
    "DaysWords",
    "DialWords",
    "Figure",
    "Foretold",
    "ForetoldWords",
    "Kind",
    "KindsWords",
    "LadderWords",
    "Line",
    "LinesWords",
    "Quarters",
    "Series",
    "Standing",
    "Stop",
    "Strip",
    "StripWords",
    "Table",
    "Tally",
    "Way",
    "WeekRow",
    "WeekWords",
    "bars",
    "bonds",
    "cloud",
    "days",
    "dial",
    "foretold",
    "kinds",
    "ladders",
    "line_with_band",
    "loop",
    "quarters",
    "standalone",
    "strips",
    "tallies",
    "weeks",
]
