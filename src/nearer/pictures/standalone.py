"""A figure as a file of its own, with its colours inside, for whoever has no page."""

from __future__ import annotations

from importlib.resources import files

from nearer.pictures.figure import Figure


def standalone(figure: Figure) -> str:
    """Return the drawing with its stylesheet, ready to be written to an `.svg` file."""
    folder = files("nearer.pictures").joinpath("static", "pictures")
    style = "".join(
        folder.joinpath(name).read_text("utf-8")
        for name in ("standalone.css", "pictures.css")
    )
    head, _, rest = figure.svg.partition("<title")
    return f"{head}<style>{style}</style><title{rest}\n"
