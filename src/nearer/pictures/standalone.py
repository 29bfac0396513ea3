"""A figure as a file of its own, with its colours inside, for whoever has no page."""

from __future__ import annotations

import re
from importlib.resources import files

from nearer.pictures.figure import Figure
from nearer.pictures.svg import number

MARGIN = 24.0
_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def standalone(figure: Figure) -> str:
    """Return the drawing with its stylesheet, ready to be written to an `.svg` file."""
    folder = files("nearer.pictures").joinpath("static", "pictures")
    style = "".join(
        folder.joinpath(name).read_text("utf-8")
        for name in ("standalone.css", "pictures.css")
    )
    head, _, rest = figure.svg.partition("<title")
    return f"{_BOX.sub(_with_margin, head)}<style>{style}</style><title{rest}\n"


def _with_margin(box: re.Match[str]) -> str:
    """Put the margin into the drawing: a padding would push its far edges out."""
    wide, high = (number(float(side) + 2 * MARGIN) for side in box.groups())
    return f'viewBox="{number(-MARGIN)} {number(-MARGIN)} {wide} {high}"'
