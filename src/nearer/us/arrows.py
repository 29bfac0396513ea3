"""The loop between two people: its two arrows, and how sure each of them is."""

from __future__ import annotations

from typing import Literal

from django.utils.translation import gettext

from nearer.core.dynamics import Path, Paths, Reading, Verdict
from nearer.pictures import Bar, BarWords, Figure, Stop, Table, Way, bars, loop
from nearer.pictures.svg import Hue
from nearer.us.lines import decimal

Ident = Literal["mine", "theirs"]


def figures(reading: Reading, *, one: str, other: str, ident: Ident) -> list[Figure]:
    """Draw the round and, below it, both arrows with their intervals."""
    if reading.reason is not None or reading.paths is None:
        return []
    round_ = _round(reading, one=one, other=other, ident=ident)
    measured = _bars(reading, reading.paths, one=one, other=other, ident=ident)
    return [round_, *([measured] if measured else [])]


def _round(reading: Reading, *, one: str, other: str, ident: Ident) -> Figure:
    names = {"one": one, "other": other}
    there, back = (_said(reading, path) for path in (Path.X_TO_Y, Path.Y_TO_X))
    down = gettext("the next day %(other)s drew back more") % names
    up = gettext("the next day %(one)s reached out more") % names
    title = gettext("The two arrows between %(one)s and %(other)s") % names
    hues: tuple[Hue, Hue] = ("window", "lamp")
    return loop(
        ident=f"round-{ident}",
        top=Stop(one, gettext("reached out more")),
        down=Way(there, (down,), sure=_likely(reading, Path.X_TO_Y)),
        bottom=Stop(other, gettext("drew back more")),
        up=Way(back, (up,), sure=_likely(reading, Path.Y_TO_X)),
        title=title,
        sentence=gettext("A whole line is likely, a dotted one is not."),
        description=f"{down}: {there}. {up}: {back}.",
        table=Table(
            caption=title,
            columns=(gettext("From one day to the next"), gettext("How sure")),
            rows=((down, there), (up, back)),
        ),
        hues=hues if ident == "mine" else (hues[1], hues[0]),
    )


def _likely(reading: Reading, path: Path) -> bool:
    return reading.verdicts[path] is Verdict.LIKELY


def _said(reading: Reading, path: Path) -> str:
    said = {
        Verdict.LIKELY: gettext("likely"),
        Verdict.UNCLEAR: gettext("unclear"),
        Verdict.LIKELY_NOT: gettext("likely not there"),
        Verdict.NOT_ENOUGH: gettext("not the same in all weeks"),
    }
    return said[reading.verdicts[path]]


def _bars(
    reading: Reading, paths: Paths, *, one: str, other: str, ident: Ident
) -> Figure | None:
    """Draw both arrows between two people with their intervals; None: not enough."""
    names = {"one": one, "other": other}
    told = {
        Path.X_TO_Y: gettext("%(one)s reached out, next day %(other)s drew back"),
        Path.Y_TO_X: gettext("%(other)s drew back, next day %(one)s reached out"),
    }
    found = {
        Path.X_TO_Y: paths.x_to_y,
        Path.Y_TO_X: paths.y_to_x,
    }
    rows = [
        Bar(
            name=told[path] % names,
            low=size.low,
            value=size.mean,
            high=size.high,
            sure=reading.verdicts[path] is Verdict.LIKELY,
        )
        for path, size in found.items()
        if path not in reading.leaning
    ]
    if not rows:
        return None
    title = gettext("How sure each arrow is")
    return bars(
        rows,
        ident=f"arrows-{ident}",
        reach=1.0,
        words=BarWords(
            title=title,
            less=gettext("less"),
            none=gettext("as usual"),
            more=gettext("more"),
        ),
        sentence=gettext(
            "The longer the bar, the less sure. A full dot is likely, a ring is not."
        ),
        table=Table(
            caption=title,
            columns=(
                gettext("From one day to the next"),
                gettext("Likely between, in usual ups and downs"),
            ),
            rows=tuple(
                (row.name, f"{decimal(row.low, 2)} – {decimal(row.high, 2)}")
                for row in rows
            ),
        ),
    )
