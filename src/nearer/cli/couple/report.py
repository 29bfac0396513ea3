"""The pages and pictures of fitted couples: small, readable without a network."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import nearer
from nearer.cli.couple.files import Couple, Fitted, Outcome
from nearer.cli.writing.page import (
    Words,
    element,
    figure,
    folded,
    page,
    paragraph,
    section,
    table,
)
from nearer.core.dynamics import CROSS, METHOD, smooth
from nearer.core.dynamics import Path as Route
from nearer.pictures.curves import Band, CurveWords, bands
from nearer.pictures.days_of_two import Panel, PanelWords, panels, thinned
from nearer.pictures.figure import Figure, Table
from nearer.pictures.standalone import standalone
from nearer.pictures.svg import Hue

FEW = 12
"""Couples that get a picture each."""
NAMED = 40
"""Couples whose intervals are drawn with their names."""
LISTED = 100
HUES: dict[Route, Hue] = {Route.X_TO_Y: "window", Route.Y_TO_X: "lamp"}


def _picture_of(place: int) -> str:
    """Return the file of a couple's days, by the couple's place in the table."""
    return f"couple-{place}.svg"


SOMETIMES = ("paths.svg", *map(_picture_of, range(1, FEW + 1)))
"""Files that only some tables get."""


def write_pages(folder: Path, outcome: Outcome, *, language: str) -> None:
    """Write report.html and the pictures beside it."""
    words = Words("couple", language)
    every = _intervals(outcome, words)
    if every:
        (folder / "paths.svg").write_text(standalone(every), encoding="utf-8")
    few: list[Figure] = []
    for one in outcome.fitted if len(outcome.couples) <= FEW else ():
        drawn = _days(one, outcome, words)
        name = _picture_of(outcome.couples.index(one.couple) + 1)
        (folder / name).write_text(standalone(drawn), encoding="utf-8")
        few.append(drawn)
    text = _page(outcome, every, few, words)
    (folder / "report.html").write_text(text, encoding="utf-8")


def _page(
    outcome: Outcome, every: Figure | None, few: Sequence[Figure], words: Words
) -> str:
    title = words.say("page.title")
    parts = [
        element("header", element("h1", title), *_opening(outcome, words)),
        _verdicts(outcome, words),
    ]
    if every:
        about = paragraph(words.say("paths.about"))
        parts.append(section(words.say("paths.title"), about, figure(every)))
    if few:
        about = paragraph(words.say("days.about"))
        parts.append(section(words.say("days.title"), about, *map(figure, few)))
    parts += [_table(outcome, words), _method(outcome, words)]
    return page(title, words.language, *parts)


def _opening(outcome: Outcome, words: Words) -> list[ET.Element]:
    lead = words.say(
        "page.lead",
        couples=words.whole(len(outcome.couples)),
        rows=words.whole(outcome.gathered.rows),
        fitted=words.whole(len(outcome.fitted)),
        x=outcome.columns[0],
        y=outcome.columns[1],
    )
    parts = [paragraph(lead, class_="lead"), paragraph(words.say("page.caution"))]
    if outcome.gathered.may_be_cut_off:
        parts.append(paragraph(words.say("page.cut_off"), class_="warn"))
    if outcome.gathered.out_of_order:
        count = words.whole(outcome.gathered.out_of_order)
        parts.append(paragraph(words.say("page.order", couples=count), class_="soft"))
    if not outcome.gathered.dated:
        parts.append(paragraph(words.say("page.undated"), class_="soft"))
    return parts


def _verdicts(outcome: Outcome, words: Words) -> ET.Element:
    loops = [
        (words.name(f"verdict.{verdict}"), words.whole(count))
        for verdict, count in outcome.loops().items()
    ]
    parts = [
        paragraph(words.say("loop.about", alone=words.short(outcome.rules.alone))),
        table(words.all("loop.columns"), loops),
    ]
    reasons = [
        (words.name(f"reason.{reason}"), words.whole(count))
        for reason, count in outcome.reasons().items()
    ]
    if reasons:
        parts.append(paragraph(words.say("loop.reasons")))
        parts.append(table(words.all("loop.reason_columns"), reasons))
    return section(words.say("loop.title"), *parts)


def _intervals(outcome: Outcome, words: Words) -> Figure | None:
    fitted = outcome.fitted
    if not fitted:
        return None
    counted = {
        route: sum(c.paths[route].p_positive > outcome.rules.likely for c in fitted)
        for route in CROSS
    }
    sentence = words.say(
        "paths.sentence",
        forth=words.whole(counted[Route.X_TO_Y]),
        back=words.whole(counted[Route.Y_TO_X]),
        couples=words.whole(len(fitted)),
        x=outcome.columns[0],
        y=outcome.columns[1],
    )
    numbers = _numbers(fitted[:LISTED], words, caption=words.say("paths.caption"))
    if len(fitted) <= NAMED:
        return _named(fitted, outcome, words, sentence, numbers)
    return _ranked(fitted, outcome, words, sentence, numbers)


def _named(
    fitted: Sequence[Fitted],
    outcome: Outcome,
    words: Words,
    sentence: str,
    numbers: Table,
) -> Figure:
    rows = []
    for one in fitted:
        for route in CROSS:
            found = one.paths[route]
            rows.append(
                Band(
                    name=f"{one.couple.name[:24]}  {_route(route, outcome)}",
                    value=found.mean,
                    low=found.low,
                    high=found.high,
                    hue=HUES[route],
                    strong=route is Route.X_TO_Y,
                )
            )
    about = CurveWords(
        words.say("paths.figure"), words.say("paths.axis"), "", words.short
    )
    return bands(
        rows,
        ident="paths",
        words=about,
        sentence=sentence,
        table=numbers,
        quiet=(0.0, 0.0),
    )


def _ranked(
    fitted: Sequence[Fitted],
    outcome: Outcome,
    words: Words,
    sentence: str,
    numbers: Table,
) -> Figure:
    rows = []
    for route in CROSS:
        found = sorted((c.paths[route] for c in fitted), key=lambda e: e.mean)
        places = thinned(len(found))
        rows.append(
            Panel(
                name=_route(route, outcome),
                x=[place + 1.0 for place in places],
                mean=[found[place].mean for place in places],
                low=[found[place].low for place in places],
                high=[found[place].high for place in places],
                hue=HUES[route],
            )
        )
    about = PanelWords(words.say("paths.figure"), words.say("paths.rank"), words.short)
    return panels(
        rows, ident="paths", words=about, sentence=sentence, table=numbers, zero=True
    )


def _route(route: Route, outcome: Outcome) -> str:
    x, y = (name[:24] for name in outcome.columns)
    return {
        Route.X_TO_Y: f"{x} → {y}",
        Route.Y_TO_X: f"{y} → {x}",
        Route.X_TO_X: f"{x} → {x}",
        Route.Y_TO_Y: f"{y} → {y}",
    }[route]


def _days(one: Fitted, outcome: Outcome, words: Words) -> Figure:
    couple, days = one.couple, one.days
    line = smooth(days=days)
    numbered = [float(day + 1) for day in range(days.n_days)]
    rows = [
        Panel(
            name=name,
            x=numbered,
            mean=line.mean[:, place].tolist(),
            low=line.low[:, place].tolist(),
            high=line.high[:, place].tolist(),
            dots=_dots(days.array[:, place].tolist()),
            hue=hue,
        )
        for place, (name, hue) in enumerate(
            zip(outcome.columns, HUES.values(), strict=True)
        )
    ]
    title = words.say("days.couple", couple=couple.name)
    return panels(
        rows,
        ident=f"days-{outcome.couples.index(couple) + 1}",
        words=PanelWords(title, words.say("days.axis"), words.short),
        sentence=f"{title}. {_said(couple, words)}",
        table=_numbers([one], words, caption=title),
    )


def _dots(values: Sequence[float]) -> list[float | None]:
    return [None if math.isnan(value) else value for value in values]


def _said(couple: Couple, words: Words) -> str:
    if couple.loop_reason:
        reason = words.name(f"reason.{couple.loop_reason}")
        return words.say("days.not_enough", reason=reason)
    verdict = words.name(f"verdict.{couple.loop}")
    return words.say("days.verdict", verdict=verdict)


def _numbers(couples: Sequence[Fitted], words: Words, *, caption: str) -> Table:
    rows = []
    for fitted in couples:
        for route in Route:
            one = fitted.paths[route]
            rows.append(
                (
                    fitted.couple.name,
                    route.value,
                    words.fixed(one.mean),
                    words.fixed(one.low),
                    words.fixed(one.high),
                    words.fixed(one.p_positive, 3),
                )
            )
    return Table(caption, words.all("paths.columns"), tuple(rows))


def _table(outcome: Outcome, words: Words) -> ET.Element:
    rows = [
        (
            couple.name,
            words.name(f"verdict.{couple.loop}"),
            words.whole(couple.reading.n_days) if couple.reading else "–",
            words.name(f"reason.{couple.loop_reason}") if couple.loop_reason else "",
        )
        for couple in outcome.couples[:LISTED]
    ]
    more = len(outcome.couples) - len(rows)
    parts = [
        folded(words.say("couples.show"), table(words.all("couples.columns"), rows))
    ]
    if more > 0:
        parts.append(paragraph(words.say("couples.more", count=words.whole(more))))
    return section(words.say("couples.title"), *parts)


def _method(outcome: Outcome, words: Words) -> ET.Element:
    rules = outcome.rules
    asked = words.say(
        "method.rules",
        days=words.whole(rules.least_days),
        pairs=words.whole(rules.least_pairs),
        sd=words.short(rules.least_sd),
    )
    noise = words.say("method.noise" if outcome.noise else "method.exact")
    version = words.say("method.version", version=nearer.__version__, method=METHOD)
    return section(
        words.say("method.title"),
        *map(paragraph, (words.say("method.model"), noise, asked, version)),
    )
