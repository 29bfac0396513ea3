"""A figure as a file of its own, with its colours inside, for whoever has no page.

A browser follows the reader's look. What draws a file without knowing variables (a word
processor, a drawing program) gets the colours of the light look, each said beforehand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from nearer.pictures.figure import Figure
from nearer.pictures.svg import number

MARGIN = 24.0
_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_PALETTE = re.compile(r"(--[\w-]+): ([^;]+);")
_RULE = re.compile(r"([^{}@]+)\{([^{}]*var\([^{}]*)\}")
_VARIABLE = re.compile(r"var\((--[\w-]+)\)")
_OF_ONE_HUE = re.compile(r"var\(--(?:hue|wash)\)")


def standalone(figure: Figure) -> str:
    """Return the drawing with its stylesheet, ready to be written to an `.svg` file."""
    head, _, rest = figure.svg.partition("<title")
    head = _BOX.sub(_with_margin, head)
    return f"{head}<style>{_style()}</style><title{rest}\n"


def _with_margin(box: re.Match[str]) -> str:
    """Put the margin into the drawing: a padding would push its far edges out."""
    wide, high = (number(float(side) + 2 * MARGIN) for side in box.groups())
    return f'viewBox="{number(-MARGIN)} {number(-MARGIN)} {wide} {high}"'


@cache
def _style() -> str:
    folder = files("nearer.pictures").joinpath("static", "pictures")
    own, shared = (
        folder.joinpath(name).read_text("utf-8")
        for name in ("standalone.css", "pictures.css")
    )
    palette = dict(_PALETTE.findall(own.partition("@media")[0]))
    return own + _RULE.sub(lambda rule: _plainly(rule, palette), shared)


def _plainly(rule: re.Match[str], palette: Mapping[str, str]) -> str:
    """Return a rule that says each colour before it asks for the variable."""
    selectors, said = rule[1], [one.strip() for one in rule[2].split(";")]
    asks = [one for one in said if "var(" in one and not one.startswith("--")]
    found = [f"{selectors}{{ {_resolved(asks, palette, 'window')} {rule[2].strip()} }}"]
    of_one_hue = [one for one in asks if _OF_ONE_HUE.search(one)]
    if of_one_hue:
        for hue in ("lamp", "window"):
            named = ", ".join(dict.fromkeys(_of_hue(selectors, hue)))
            told = "; ".join(of_one_hue)
            plain = _resolved(of_one_hue, palette, hue)
            found.append(f"\n{named} {{ {plain} {told}; }}")
    return "".join(found)


def _resolved(asks: list[str], palette: Mapping[str, str], hue: str) -> str:
    known = {
        **palette,
        "--hue": palette[f"--{hue}"],
        "--wash": palette[f"--{hue}-wash"],
    }
    return " ".join(f"{_VARIABLE.sub(lambda v: known[v[1]], one)};" for one in asks)


def _of_hue(selectors: str, hue: str) -> list[str]:
    """Return the selectors for all within a hue and for one mark, as strong as before.

    A stronger one would win over a later rule, and browsers draw otherwise.
    """
    pairs = [one.strip().partition(" ") for one in selectors.split(",")]
    return [
        named.strip()
        for root, _, rest in pairs
        for kind in [root.removeprefix(".picture")]
        for named in (
            f"{kind}.{hue} {rest}",
            f"{kind} .{hue} {rest}",
            f"{kind} .{hue}{rest}",
        )
    ]
