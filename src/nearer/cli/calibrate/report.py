"""The report of a calibration: one page, small, readable without a network."""

from __future__ import annotations

import math
from xml.etree import ElementTree as ET

import nearer
from nearer.cli.calibrate.outcome import ENOUGH, Outcome
from nearer.cli.calibrate.report_groups import groups_part, norms_part
from nearer.cli.writing.page import (
    Words,
    contents,
    drawing,
    element,
    figure,
    folded,
    page,
    paragraph,
    section,
    table,
)
from nearer.core.measurement.calibration import ItemPriors
from nearer.pictures.curves import Curve, CurveWords, answer_curves, smooth_curves
from nearer.pictures.figure import Table
from nearer.research.study import Study

PAIRS_SHOWN = 12
HUES = ("window", "lamp")
NUMBERS_AT = (-3, -2, -1, 0, 1, 2, 3)


def report(outcome: Outcome, *, language: str) -> str:
    """Return the whole page."""
    words = Words("calibrate", language)
    title = words.say("page.title", scale=outcome.instrument.id)
    study = outcome.study
    sections = [
        _entered(outcome, words),
        _parameters(outcome, words),
        _answers(study, words),
        _information(study, words),
        _fit(study, words),
        _dependence(study, words),
        *groups_part(study, words),
        norms_part(study, words),
        _change(outcome, words),
        _method(outcome, words),
    ]
    links = contents(words.say("page.contents"), sections)
    header = element("header", element("h1", title), *_opening(outcome, words), links)
    return page(title, language, header, *sections)


def _opening(outcome: Outcome, words: Words) -> list[ET.Element]:
    found = outcome.calibration
    ending = found.convergence
    lead = words.say(
        "page.lead",
        people=words.whole(found.n_people),
        items=words.whole(len(found.names)),
    )
    parts = [paragraph(lead, class_="lead")]
    if ending.converged:
        arrived = words.say(
            "page.converged",
            step=words.tiny(max(ending.last_step, 1e-12)),
            value=words.fixed(found.log_likelihood),
        )
        parts.append(paragraph(arrived))
    else:
        why = words.name(f"ending.{ending.ending.name.lower()}")
        missed = words.say("page.not_converged", ending=why)
        parts.append(paragraph(missed, class_="warn"))
    parts += _correlation(outcome, words)
    parts += _warnings(outcome, words)
    parts.append(paragraph(words.say("page.caution"), class_="soft"))
    return parts


def _correlation(outcome: Outcome, words: Words) -> list[ET.Element]:
    found = outcome.calibration
    errors = found.standard_errors
    if found.correlation is None or errors is None or errors.correlation is None:
        return []
    # By Fisher's z, in which the correlation was fitted: no end lies beyond 1.
    half = 1.96 * errors.correlation / (1.0 - found.correlation**2)
    low, high = (math.tanh(math.atanh(found.correlation) + d) for d in (-half, half))
    sentence = words.say(
        "page.correlation",
        value=words.fixed(found.correlation, 3),
        low=words.fixed(low, 3),
        high=words.fixed(high, 3),
    )
    return [paragraph(sentence)]


def _warnings(outcome: Outcome, words: Words) -> list[ET.Element]:
    found = outcome.calibration
    said = []
    if outcome.is_small:
        said.append(words.say("page.small", enough=words.whole(ENOUGH)))
    if outcome.priors is not None:
        said.append(_said_priors(outcome.priors, words))
    if found.standard_errors is None:
        said.append(words.say("page.no_errors"))
    if found.opposed_items:
        names = ", ".join(found.names[item] for item in found.opposed_items)
        said.append(words.say("page.opposed", items=names))
    said += [
        words.say("page.unused", answer=words.short(answer), items=", ".join(names))
        for answer, names in outcome.unused_answers.items()
    ]
    said += [
        words.say("page.alike", one=one, two=two) for one, two in outcome.answered_alike
    ]
    if outcome.gathered.item_like:
        said.append(
            words.say(
                "page.item_like",
                names=", ".join(outcome.gathered.item_like),
                scale=outcome.instrument.id,
                count=words.whole(len(outcome.instrument.items)),
            )
        )
    return [paragraph(sentence, class_="warn") for sentence in said]


def _said_priors(priors: ItemPriors, words: Words) -> str:
    return words.say(
        "page.priors",
        slope=words.short(round(math.exp(priors.log_slope_mean), 2)),
        slope_sd=words.short(priors.log_slope_sd),
        threshold=words.short(float(priors.threshold_mean)),
        threshold_sd=words.short(priors.threshold_sd),
    )


def _entered(outcome: Outcome, words: Words) -> ET.Element:
    gathered = outcome.gathered
    rows = [
        (words.say("entered.rows"), gathered.rows),
        (words.say("entered.people"), outcome.calibration.n_people),
    ]
    for key, counts in (("left_out", gathered.left_out), ("kept", gathered.odd)):
        for why, count in counts.items():
            what = words.name(f"why.{why}")
            rows.append((words.say(f"entered.{key}", why=what, what=what), count))
    empty = words.say("entered.empty")
    for code, count in gathered.missing.items():
        rows.append((words.say("entered.missing", code=code or empty), count))
    shown = [(name, words.whole(count)) for name, count in rows if count]
    parts = [
        paragraph(words.say("entered.about")),
        table(words.all("entered.columns"), shown),
    ]
    for key, names in (
        ("entered.items_left_out", outcome.items_left_out),
        ("entered.not_read", gathered.not_read),
        ("entered.named", gathered.named),
    ):
        if names:
            parts.append(paragraph(words.say(key, names=", ".join(names))))
    if outcome.stride > 1:
        sampled = words.say(
            "entered.sampled",
            step=words.whole(outcome.stride),
            people=words.whole(len(outcome.study.examination.people.theta)),
        )
        parts.append(paragraph(sampled))
    parts += [
        paragraph(words.say(f"entered.{note.replace('-', '_')}"), class_="warn")
        for note in gathered.notes
    ]
    return section(words.say("entered.title"), *parts)


def _parameters(outcome: Outcome, words: Words) -> ET.Element:
    found = outcome.calibration
    errors = found.standard_errors
    steps = range(found.thresholds.shape[1])
    columns = [words.say("parameters.item"), words.say("parameters.trait"), "a"]
    columns += [f"b{step + 1}" for step in steps]
    rows = []
    for item, name in enumerate(found.names):
        scale = words.name(f"scale.{outcome.scale(item)}").partition(" (")[0]
        numbers = [found.discrimination[item], *found.thresholds[item]]
        spread = [math.nan] * len(numbers)
        if errors is not None:
            spread = [errors.discrimination[item], *errors.thresholds[item]]
        cells = [
            words.fixed(n) if math.isnan(e) else f"{words.fixed(n)} ({words.fixed(e)})"
            for n, e in zip(numbers, spread, strict=True)
        ]
        own = outcome.items[item]
        called = name if own.id == name else f"{name} · {own.id}"
        if own.reversed:
            called += " r"
        rows.append([called, scale, *cells])
    return section(
        words.say("parameters.title"),
        paragraph(words.say("parameters.about")),
        table(columns, rows),
    )


def _answers(study: Study, words: Words) -> ET.Element:
    found = study.calibration
    levels = study.levels[(study.levels >= -3.0) & (study.levels <= 3.0)][::2]
    chances = found.chances(levels)
    parts: list[ET.Element] = [paragraph(words.say("answers.about"))]
    for place, scale in enumerate(study.scales):
        panels = [
            drawing(
                answer_curves(
                    ident=f"curve-{item}",
                    title=found.names[item],
                    description=words.say("answers.curve", item=found.names[item]),
                    levels=levels.tolist(),
                    chances=chances[item].tolist(),
                )
            )
            for item in found.problem.items[place].tolist()
        ]
        name = words.name(f"scale.{scale}")
        parts.append(
            folded(
                words.say("answers.show", scale=name),
                element("div", *panels, class_="panels"),
                is_open=place == 0,
            )
        )
    return section(words.say("answers.title"), *parts)


def _information(study: Study, words: Words) -> ET.Element:
    error = study.error()
    reliability = study.conditional_reliability()
    curves, sentences, tables = [], [], []
    for place, scale in enumerate(study.scales):
        name = words.name(f"scale.{scale}")
        best = int(error[place].argmin())
        sentences.append(
            words.say(
                "information.sentence",
                scale=name,
                least=words.fixed(error[place, best]),
                where=words.fixed(study.levels[best], 1),
                reliability=words.fixed(study.examination.reliability[place], 3),
                alpha=words.fixed(study.examination.alpha[place], 3),
            )
        )
        curves.append(
            Curve(
                name=name.partition(" (")[0],
                x=study.levels.tolist(),
                y=error[place].tolist(),
                hue="lamp" if place else "window",
                dashed=bool(place),
            )
        )
        at = [int(abs(study.levels - level).argmin()) for level in NUMBERS_AT]
        rows = [
            (
                words.fixed(study.levels[k], 0),
                words.fixed(study.information[place, k], 1),
                words.fixed(error[place, k]),
                words.fixed(reliability[place, k]),
            )
            for k in at
        ]
        caption = words.say("information.caption", scale=name)
        tables.append(Table(caption, words.all("information.columns"), tuple(rows)))
    drawn = smooth_curves(
        curves,
        ident="information",
        words=CurveWords(
            words.say("information.figure"),
            words.say("information.x"),
            words.say("information.y"),
            words.short,
        ),
        sentence=" ".join(sentences),
        table=tables[0],
    )
    others = [folded(one.caption, table(one.columns, one.rows)) for one in tables[1:]]
    return section(
        words.say("information.title"),
        paragraph(words.say("information.about")),
        figure(drawn),
        *others,
    )


def _fit(study: Study, words: Words) -> ET.Element:
    fits = study.examination.item_fit
    names = study.calibration.names
    known = [i for i, fit in enumerate(fits) if not math.isnan(fit.rmsea)]
    rows = [
        (
            names[item],
            words.fixed(fit.statistic, 1),
            words.whole(fit.degrees),
            words.chance(fit.p),
            words.fixed(fit.rmsea, 3),
            words.whole(fit.n_people),
        )
        for item, fit in enumerate(fits)
    ]
    parts = [paragraph(words.say("fit.about"))]
    if known:
        worst = max(known, key=lambda item: fits[item].rmsea)
        sentence = words.say(
            "fit.sentence", value=words.fixed(fits[worst].rmsea, 3), item=names[worst]
        )
        parts.append(paragraph(sentence))
        strong = [item for item in known if fits[item].rmsea >= 0.05]
        parts.append(table(words.all("fit.columns"), rows, strong=strong))
    else:
        parts.append(paragraph(words.say("fit.none")))
    share = study.misfitting_share
    if not math.isnan(share):
        people = words.fixed(100 * share, 1) + " %"
        parts.append(paragraph(words.say("fit.people", share=people)))
    return section(words.say("fit.title"), *parts)


def _dependence(study: Study, words: Words) -> ET.Element:
    names = study.calibration.names
    standing_out = study.dependent_pairs
    rest = [p for p in study.examination.dependent_pairs if p not in standing_out]
    pairs, count = [*standing_out, *rest], len(standing_out)
    verdict = "dependence.some" if count else "dependence.none"
    rows = [
        (f"{names[one]} · {names[two]}", words.fixed(above, 2))
        for one, two, above in pairs[:PAIRS_SHOWN]
    ]
    return section(
        words.say("dependence.title"),
        paragraph(words.say("dependence.about")),
        paragraph(words.say(verdict, count=words.whole(count))),
        table(
            words.all("dependence.columns"),
            rows,
            strong=range(min(count, PAIRS_SHOWN)),
        ),
    )


def _change(outcome: Outcome, words: Words) -> ET.Element:
    rows = [
        (
            words.name(f"scale.{row.scale}").partition(" (")[0],
            words.say(f"change.{row.basis}"),
            words.fixed(row.reliability, 3),
            words.fixed(row.error_of_measurement, 3),
            words.fixed(row.reliable_change),
        )
        for row in outcome.study.changes
    ]
    said = [
        words.say(
            "change.retest",
            scale=words.name(f"scale.{row.scale}").partition(" (")[0],
            people=words.whole(row.retest.n_people),
            r=words.fixed(row.retest.r, 3),
            low=words.fixed(row.retest.r_low, 3),
            high=words.fixed(row.retest.r_high, 3),
            error=words.fixed(row.retest.error_of_measurement, 3),
            change=words.fixed(row.retest.reliable_change),
        )
        for row in outcome.study.retests
        if row.score == "mean"
    ]
    return section(
        words.say("change.title"),
        paragraph(words.say("change.about")),
        table(words.all("change.columns"), rows),
        *map(paragraph, said),
    )


def _method(outcome: Outcome, words: Words) -> ET.Element:
    found = outcome.calibration
    about = words.say(
        "method.about",
        nodes=words.whole(len(found.nodes)),
        low=words.short(float(found.nodes[0])),
        high=words.short(float(found.nodes[-1])),
        steps=words.whole(found.convergence.steps),
        version=nearer.__version__,
        seconds=words.fixed(outcome.times.fit),
        engine=outcome.engine,
    )
    return section(words.say("method.title"), paragraph(about))
