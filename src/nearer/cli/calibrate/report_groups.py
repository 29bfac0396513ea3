"""The parts of a calibration's report that compare people with people."""

from __future__ import annotations

import math
from xml.etree import ElementTree as ET

from nearer.cli.writing.page import Words, figure, paragraph, section, table
from nearer.core.measurement.calibration import ItemDifference
from nearer.pictures.curves import Band, CurveWords, bands
from nearer.pictures.figure import Table
from nearer.research.grouping import Grouping
from nearer.research.study import Comparison, NormRow, Study

WORTH_DRAWING = 0.1
MOST_DRAWN = 30
BAND = 1.96
DASH = "\N{WORD JOINER}–\N{WORD JOINER}"


def groups_part(study: Study, words: Words) -> list[ET.Element]:
    """Return a section for every column that tells people apart."""
    done = {own.grouping.column: own for own in study.comparisons}
    parts = []
    for grouping in study.groupings:
        column = words.name(f"column.{grouping.column.strip().casefold()}")
        title = words.say("groups.title", column=column)
        if grouping.column in done:
            inside = _compared(study, done[grouping.column], column, words)
        else:
            inside = [paragraph(words.say("groups.alone", column=column))]
        parts.append(section(title, *inside, *_beside(grouping, words)))
    return parts


def _label(grouping: Grouping, place: int, words: Words) -> str:
    return _group_name(grouping.column, grouping.labels[place], words)


def _group_name(column: str, label: str, words: Words) -> str:
    name = words.name(f"label.{label}")
    plain = name.replace("-", "–") if name[:1].isdigit() and "-" in name else name
    if plain.isdigit():
        return f"{words.name(f'column.{column.strip().casefold()}')} {plain}"
    return plain


def _beside(grouping: Grouping, words: Words) -> list[ET.Element]:
    if not grouping.beside:
        return []
    listed = sorted(grouping.beside.items(), key=lambda pair: -pair[1])
    shown = [
        f"{_group_name(grouping.column, label, words)} ({words.whole(count)})"
        for label, count in listed[:12]
    ]
    rest = sum(count for _, count in listed[12:])
    if rest:
        shown.append(f"… ({words.whole(rest)})")
    return [paragraph(words.say("groups.too_small", list=", ".join(shown)))]


def _compared(
    study: Study, own: Comparison, column: str, words: Words
) -> list[ET.Element]:
    grouping, found = own.grouping, own.differences
    reference = _label(grouping, 0, words)
    about = words.say("groups.about", reference=reference)
    parts = [paragraph(about[:1].upper() + about[1:])]
    rows = []
    for one in found.groups:
        group = _label(grouping, one.group, words)
        scale = words.name(f"scale.{study.scales[one.trait]}").partition(" (")[0]
        mean = f"{words.fixed(one.mean)} ({words.fixed(one.mean_error)})"
        people = words.whole(one.n_people)
        rows.append((group, scale, people, mean, words.fixed(one.sd)))
        if not one.converged:
            said = words.say("groups.not_converged", group=group, scale=scale)
            parts.append(paragraph(said, class_="warn"))
    columns = words.all("groups.trait_columns")
    caption = words.say("groups.trait", reference=reference)
    parts.append(table(columns, rows, caption=caption))
    count = sum(one.notable for one in found.items)
    key = "groups.some" if count else "groups.none"
    all_ = words.whole(len(found.items))
    parts.append(paragraph(words.say(key, count=words.whole(count), all=all_)))
    drawn = [
        one for one in found.items if one.notable or abs(one.effect) >= WORTH_DRAWING
    ]
    if drawn:
        parts.append(_effects(study, own, drawn, column, words))
    return parts


def _effects(
    study: Study,
    own: Comparison,
    differences: list[ItemDifference],
    column: str,
    words: Words,
) -> ET.Element:
    names = study.calibration.names
    several = len(own.grouping.labels) > 2
    ordered = sorted(differences, key=lambda one: -abs(one.effect))
    rows, numbers = [], []
    for one in ordered:
        group = _label(own.grouping, one.group, words)
        ratio = one.effect / one.signed if one.signed else 0.0
        half = BAND * abs(one.signed_error * ratio)
        rows.append(
            Band(
                name=f"{names[one.item]} · {group}" if several else names[one.item],
                value=one.effect,
                low=one.effect - half,
                high=one.effect + half,
                hue="lamp" if one.notable else "window",
                strong=one.notable,
            )
        )
        numbers.append(
            (
                names[one.item],
                group,
                words.fixed(one.signed),
                words.fixed(one.signed_error),
                words.fixed(one.effect),
                words.fixed(one.size),
                words.fixed(one.statistic, 1),
                words.chance(one.p),
                words.say("yes") if one.notable else words.say("no"),
            )
        )
    title = words.say("groups.figure", column=column)
    sentence = words.say(
        "groups.sentence",
        reference=_label(own.grouping, 0, words),
        value=words.fixed(ordered[0].effect),
        item=names[ordered[0].item],
        group=_label(own.grouping, ordered[0].group, words),
    )
    return figure(
        bands(
            rows[:MOST_DRAWN],
            ident=f"effects-{study.groupings.index(own.grouping)}",
            words=CurveWords(title, words.say("groups.x"), "", words.short),
            sentence=sentence,
            table=Table(title, words.all("groups.columns"), tuple(numbers)),
            quiet=(-0.2, 0.2),
        )
    )


def norms_part(study: Study, words: Words) -> ET.Element:
    """Return the norms of the mean answer, for everybody and by group."""
    parts: list[ET.Element] = [paragraph(words.say("norms.about"))]
    for scale in study.scales:
        rows = [r for r in study.norms if r.scale == scale and r.score != "theta"]
        known = [row for row in rows if not math.isnan(row.norms.mean)]
        if known[0].score == "mean":  # what was seen goes before what is implied
            known = [row for row in known if row.score == "mean"]
        if known:
            parts.append(_norms_of(scale, known, words))
    return section(words.say("norms.title"), *parts)


def _whom(row: NormRow, words: Words) -> str:
    if row.column:
        return _group_name(row.column, row.group, words)
    return words.say("norms.implied" if row.score == "implied" else "everybody")


def _with_band(words: Words, value: float, low: float, high: float) -> str:
    if math.isnan(low):
        return words.fixed(value)
    return f"{words.fixed(value)} ({words.fixed(low)}{DASH}{words.fixed(high)})"


def _norms_of(scale: str, rows: list[NormRow], words: Words) -> ET.Element:
    name = words.name(f"scale.{scale}")
    percentiles = rows[0].norms.percentiles
    columns = [
        *words.all("norms.columns"),
        *(f"P{words.short(percentile)}" for percentile in percentiles),
    ]
    numbers, drawn = [], []
    for row in rows:
        own = row.norms
        group = _whom(row, words)
        half = 0.0 if math.isnan(own.mean_error) else BAND * own.mean_error
        drawn.append(
            Band(
                name=group,
                value=own.mean,
                low=own.mean - half,
                high=own.mean + half,
                hue="window" if row.column else "lamp",
            )
        )
        numbers.append(
            (
                group,
                words.whole(own.n_people),
                f"{words.fixed(own.mean)} ({words.fixed(own.mean_error, 3)})",
                f"{words.fixed(own.sd)} ({words.fixed(own.sd_error, 3)})",
                *(
                    _with_band(words, v, low, high)
                    for v, low, high in zip(own.values, own.low, own.high, strict=True)
                ),
            )
        )
    first, middle = rows[0].norms, percentiles.index(50.0)
    sentence = words.say(
        "norms.by_model" if rows[0].score == "implied" else "norms.sentence",
        scale=name,
        median=words.fixed(first.values[middle]),
        low=words.fixed(first.low[middle]),
        high=words.fixed(first.high[middle]),
    )
    title = words.say("norms.figure", scale=name)
    return figure(
        bands(
            drawn,
            ident=f"norms-{scale}",
            words=CurveWords(title, words.say("norms.x"), "", words.short),
            sentence=sentence,
            table=Table(
                words.say("norms.caption", scale=name), tuple(columns), tuple(numbers)
            ),
        ),
        open_table=True,
    )
