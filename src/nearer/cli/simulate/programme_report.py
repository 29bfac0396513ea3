"""Pictures and report of `nearer simulate programme`: they stand alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from nearer.cli.writing.page import (
    Words,
    element,
    figure,
    page,
    paragraph,
    section,
    table,
)
from nearer.core.pacing import Outcome, Rule
from nearer.pictures import Figure, Table, standalone
from nearer.pictures.curves import Curve, CurveWords, smooth_curves

DRAWN: Mapping[Rule, tuple[Literal["window", "lamp"], bool]] = {
    Rule.KALMAN_CAUTIOUS: ("window", False),
    Rule.KALMAN: ("window", True),
    Rule.ELO_FADING: ("lamp", True),
    Rule.CALENDAR: ("lamp", False),
}
"""Hue and whether dashed; the fifth rule lies on its neighbour and is in the table."""
Found = Sequence[Outcome]
Reference = Mapping[Rule, tuple[str, str, str]]


def pictures(found: Found, *, language: str) -> dict[str, str]:
    """Return the drawings by name, each a file of its own."""
    words = Words("simulate", language)
    return {
        "error": standalone(_error(found, words)),
        "too_much": standalone(_too_much(found, words)),
    }


def report(
    found: Found, *, reference: Reference, people: int, seed: int, language: str
) -> str:
    """Return the whole page."""
    words = Words("simulate", language)
    by_rule = {one.rule: one for one in found}
    lead = words.say(
        "page.lead",
        people=words.whole(people),
        steps=words.whole(len(found[0].error_by_step)),
        seed=str(seed),
    )
    sentence = words.say(
        "page.sentence",
        hard=_of_100(by_rule[Rule.KALMAN_CAUTIOUS].share_overwhelm, words),
        calendar=_of_100(by_rule[Rule.CALENDAR].share_overwhelm, words),
    )
    title = words.say("page.title")
    return page(
        title,
        language,
        element("header", element("h1", title), paragraph(lead, class_="lead")),
        paragraph(sentence),
        paragraph(words.say("page.caution"), class_="soft"),
        section(
            words.say("table.title"),
            paragraph(words.say("table.about")),
            table(
                words.all("table.columns"),
                [_row(one, reference, words) for one in found],
                strong=(0,),
            ),
        ),
        section(words.say("error.title"), figure(_error(found, words))),
        section(words.say("hard.title"), figure(_too_much(found, words))),
    )


def _row(one: Outcome, reference: Reference, words: Words) -> tuple[str, ...]:
    cells = [words.name(f"rule.{one.rule}")]
    known = reference.get(one.rule, ("", "", ""))
    for value, error, beside in (
        (one.rmse_10, one.se_rmse_10, known[0]),
        (one.share_success, one.se_success, known[1]),
        (one.share_overwhelm, one.se_overwhelm, known[2]),
    ):
        told = words.say(
            "table.plus", value=words.fixed(value, 3), error=words.fixed(error, 3)
        )
        ends = (words.fixed(float(part)) for part in beside.split("-") if part)
        cells += [told, "–".join(ends)]
    return tuple(cells)


def _of_100(share: float, words: Words) -> str:
    return words.fixed(100 * share, 1)


def _error(found: Found, words: Words) -> Figure:
    at_ten = {one.rule: words.fixed(one.rmse_10) for one in found}
    sentence = words.say(
        "error.sentence",
        tracker=at_ten[Rule.KALMAN_CAUTIOUS],
        elo=at_ten[Rule.ELO_FADING],
        calendar=at_ten[Rule.CALENDAR],
    )
    return _drawn(
        found, "error", lambda one: one.error_by_step.tolist(), sentence, words
    )


def _too_much(found: Found, words: Words) -> Figure:
    last = {o.rule: _of_100(float(o.overwhelm_by_step[-1]), words) for o in found}
    sentence = words.say(
        "hard.sentence",
        tracker=last[Rule.KALMAN_CAUTIOUS],
        calendar=last[Rule.CALENDAR],
    )
    return _drawn(
        found, "hard", lambda one: one.overwhelm_by_step.tolist(), sentence, words
    )


def _drawn(
    found: Found,
    name: str,
    column: Callable[[Outcome], list[float]],
    sentence: str,
    words: Words,
) -> Figure:
    steps = list(range(1, len(found[0].error_by_step) + 1))
    curves = [
        Curve(words.name(f"rule.{one.rule}"), steps, column(one), *DRAWN[one.rule])
        for one in found
        if one.rule in DRAWN
    ]
    rows = zip(steps, *(column(one) for one in found), strict=True)
    return smooth_curves(
        curves,
        ident=f"programme-{name}",
        words=CurveWords(
            title=words.say(f"{name}.title"),
            x_axis=words.say(f"{name}.x"),
            y_axis=words.say(f"{name}.y"),
            number=words.short,
        ),
        sentence=sentence,
        table=Table(
            caption=words.say(f"{name}.title"),
            columns=(
                words.say("numbers.step"),
                *(words.name(f"rule.{one.rule}") for one in found),
            ),
            rows=tuple(
                (str(step), *(words.fixed(value, 3) for value in values))
                for step, *values in rows
            ),
        ),
    )
