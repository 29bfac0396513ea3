"""The pictures of "what helps me": bars for how sure, dots for every day."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from nearer.core.dynamics import Kinds, Link, SameDay, Sense
from nearer.pictures import (
    Bar,
    BarWords,
    Figure,
    Strip,
    StripWords,
    Table,
    bars,
    strips,
)
from nearer.readings.days import CONNECTED, SCALES
from nearer.readings.helps import Split
from nearer.review.figures import domain_name
from nearer.review.voice import listed, one_decimal, say, words

MASS = 0.80
LEAST_REACH = 2.0
"""Points: a picture of hardly any difference must not look like one of much."""
SURE = "surprised"


def points(link: Link) -> tuple[float, float, float]:
    """Return the estimate and its 80 % interval, in points of closeness."""
    if link.belief is None:
        raise ValueError(f"nothing is said of {link.name}")
    low, high = link.belief.interval(MASS)
    return (
        link.belief.mean * link.per_sd,
        low * link.per_sd,
        high * link.per_sd,
    )


def shown_links(of: SameDay) -> tuple[Link, ...]:
    """Return the links of which something is said."""
    return tuple(link for link in of.links if link.belief is not None)


def links_figure(of: SameDay) -> Figure | None:
    """Draw what goes with close days, as intervals about no difference."""
    shown = shown_links(of)
    if not shown:
        return None
    said = words("helps.days")
    rows = []
    table = []
    for link in shown:
        value, low, high = points(link)
        name = say(f"days.short.{link.name}")
        rows.append(Bar(name, low, value, high, sure=link.sense is Sense.LIKELY))
        numbers = f"{signed(value)} ({signed(low)} – {signed(high)})"
        sense = said[str(link.sense).replace("-", "_")]
        table.append((name, numbers, sense))
    likely = [row.name for row in rows if row.sure]
    return bars(
        rows,
        ident="links",
        reach=max(LEAST_REACH, *(max(-row.low, row.high) for row in rows)),
        words=BarWords(
            title=said["title"],
            less=said["less"],
            none=said["same"],
            more=said["more"],
        ),
        sentence=_sentence(likely, n_shown=len(shown)),
        table=Table(
            said["title"],
            (
                said["column_what"],
                said["column_points"],
                said["column_sense"],
            ),
            tuple(table),
        ),
    )


def _sentence(likely: list[str], *, n_shown: int) -> str:
    if not likely:
        return say("helps.days.none-of-these")
    all_of_them = len(likely) == n_shown
    text_id = "helps.days.all-of-these" if all_of_them else "helps.days.one-of-these"
    return say(text_id, thing=listed(likely))


def split_figure(of: Split, name: str) -> Figure | None:
    """Draw every day: those with more than usual, and those with less."""
    if not of.more or not of.less:
        return None
    least, most = SCALES[CONNECTED]
    rows = (
        Strip(say("helps.more-days", n=len(of.more)), of.more),
        Strip(say("helps.less-days", n=len(of.less)), of.less),
    )
    return strips(
        rows,
        ident=f"days-{of.name}",
        scale=(least, most),
        words=StripWords(title=name, axis=say("helps.axis")),
        sentence=say(
            "helps.dots",
            more=one_decimal(fmean(of.more)),
            less=one_decimal(fmean(of.less)),
        ),
        table=Table(
            name,
            (name, say("days.short.clo")),
            tuple((row.name, _counted(row.values)) for row in rows),
        ),
    )


def _counted(values: Sequence[int]) -> str:
    """Return the days as numbers with how often each: 5 (2), 6, 7 (3)."""
    parts = []
    for number in sorted(set(values)):
        times = values.count(number)
        parts.append(f"{number} ({times})" if times > 1 else str(number))
    return ", ".join(parts)


def kinds_figure(of: Kinds, name: str) -> Figure | None:
    """Draw how each kind of step turned out beside what was thought."""
    if not of.means:
        return None
    said = words("helps.kinds")
    sure = name == SURE
    rows = []
    for kind in of.means:
        low, high = kind.belief.interval(MASS)
        rows.append(
            Bar(
                name=domain_name(kind.name),
                low=low,
                value=kind.belief.mean,
                high=high,
                sure=kind.sense is Sense.LIKELY,
            )
        )
    least = 20.0 if sure else LEAST_REACH
    column = said["column_learned" if sure else "column_easier"]
    return bars(
        rows,
        ident=f"kinds-{name}",
        reach=max(least, *(max(-row.low, row.high) for row in rows)),
        words=BarWords(
            title=said["surprised_title" if sure else "easier_title"],
            less=said["bars_came" if sure else "bars_less_hard"],
            none=said["bars_same"],
            more=said["bars_learned" if sure else "bars_hard"],
        ),
        sentence=kinds_said(of, name),
        table=Table(
            said["surprised_title" if sure else "easier_title"],
            (said["column_kind"], said["column_steps"], column),
            tuple(
                (
                    row.name,
                    str(kind.n),
                    _numbers(row, sure=sure),
                )
                for kind, row in zip(of.means, rows, strict=True)
            ),
        ),
        hue="lamp",
    )


def kinds_said(of: Kinds, name: str) -> str:
    """Return which kinds turned out otherwise than thought, or that none did."""
    down, up = ("came", "learned") if name == SURE else ("harder", "easier")
    clear = [kind for kind in of.means if kind.sense is Sense.LIKELY]
    found = []
    for sign, higher in ((up, True), (down, False)):
        names = [domain_name(k.name) for k in clear if (k.belief.mean > 0) == higher]
        if names:
            found.append(say(f"helps.kinds.{sign}", kinds=listed(names)))
    return " ".join(found) or say("helps.kinds.unclear")


def _numbers(row: Bar, *, sure: bool) -> str:
    value, low, high = (
        _number(number, sure=sure) for number in (row.value, row.low, row.high)
    )
    return f"{value} ({low} – {high})"


def _number(value: float, *, sure: bool) -> str:
    return f"{value:+.0f}".replace("-", "−") if sure else signed(value)


def signed(value: float) -> str:
    """Return a difference with its sign, as the reader's language writes it."""
    sign = "−" if round(value, 1) < 0 else "+"
    return f"{sign}{one_decimal(abs(value))}"
