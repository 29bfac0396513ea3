"""The pictures of these pages: numbers from the readings, words from the catalogue."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import numpy as np
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from nearer.content.steps import steps
from nearer.core.dynamics import level
from nearer.core.pacing import DEFAULT, LEVELS, Domain, Track, nominal_difficulty
from nearer.pictures import (
    DaysWords,
    Figure,
    Foretold,
    ForetoldWords,
    LadderWords,
    Line,
    Standing,
    Table,
    days,
    foretold,
    ladders,
)
from nearer.pictures.svg import Hue
from nearer.readings.days import CONNECTED, SCALES
from nearer.readings.programme import Plan, Programme
from nearer.review.voice import language, one_decimal, say, words

BAND = 1.645
"""Standard deviations to either side: 90 %."""
HUES: dict[Track, Hue] = {Track.CLOSENESS: "window", Track.DISTANCE: "lamp"}
_FIRST = nominal_difficulty(1)
_LONGEST = 60
_DOMAINS = {domain.name.lower(): domain for domain in Domain}


def ladder_figure(of: Programme, track: Track, domains: Sequence[Domain]) -> Figure:
    """Draw where one stands on a ladder, rung by rung, with how sure that is."""
    tolerance = of.tolerance
    reached = _reached(of)
    taken = {d: sum(a.done and a.domain is d for a in of.attempts) for d in domains}
    rows = []
    for domain in domains:
        middle = _rung(float(tolerance.mean[domain]))
        reach = BAND * float(tolerance.sd[domain])
        rows.append(
            Standing(
                name=domain_name(domain.name.lower()),
                low=middle - reach,
                value=middle,
                high=middle + reach,
                reached=reached.get(domain),
            )
        )
    title = say(f"pacing.track.{track}.name")
    return ladders(
        rows,
        ident=f"ladder-{track}",
        words=LadderWords(
            title=title,
            value=_("likely within reach"),
            reached=_("taken so far"),
            low_end=_("an easy rung"),
            high_end=_("a hard rung"),
        ),
        sentence=_ladder_sentence(
            title, [r for d, r in zip(domains, rows, strict=True) if taken[d]]
        ),
        table=Table(
            title,
            (_("Kind of step"), _("Within reach"), _("Steps taken")),
            tuple(
                (row.name, _rungs(row, domain), str(taken[domain]))
                for domain, row in zip(domains, rows, strict=True)
            ),
        ),
        hue=HUES[track],
    )


def domain_name(name: str) -> str:
    """Return what a kind of step is called; its own name for one of elsewhere."""
    domain = _DOMAINS.get(name)
    return say(f"pacing.domain.{_id(domain)}.name") if domain is not None else name


def _id(domain: Domain) -> str:
    return domain.name.lower().replace("_", "-")


def _rung(tolerance: float) -> float:
    return tolerance - _FIRST + 1.0


def _reached(of: Programme) -> dict[Domain, int]:
    """Return the highest rung of each domain that was taken and went well enough."""
    found: dict[Domain, int] = {}
    for attempt in of.attempts:
        if attempt.done and attempt.discomfort <= DEFAULT.success_at_most:
            highest = max(found.get(attempt.domain, 0), attempt.level)
            found[attempt.domain] = highest
    return found


def _ladder_sentence(title: str, tried: Sequence[Standing]) -> str:
    """Say which of the kinds that were tried comes easiest."""
    if not tried:
        return _(
            "%(ladder)s: before the first step nobody knows, so the bands are wide."
        ) % {"ladder": title}
    farthest = max(tried, key=lambda row: row.value)
    gaps = {"ladder": title, "kind": farthest.name}
    if len(tried) == 1:
        return (
            _(
                "%(ladder)s: one kind of step so far, “%(kind)s”. Of the others the "
                "bands say little yet."
            )
            % gaps
        )
    return (
        _("%(ladder)s: by your own ratings, “%(kind)s” comes easiest to you so far.")
        % gaps
    )


def _rungs(row: Standing, domain: Domain) -> str:
    """Say which rung is within reach, by its words, and how sure that is."""
    low, value, high = (
        min(max(round(rung), 1), len(LEVELS)) for rung in (row.low, row.value, row.high)
    )
    title = say(f"pacing.domain.{_id(domain)}.level-{value}")
    if low == high:
        return title
    return _("%(title)s (rung %(rung)s; between %(low)s and %(high)s)") % {
        "title": title,
        "rung": value,
        "low": low,
        "high": high,
    }


def foretold_figure(plans: Sequence[Plan], *, title: str) -> Figure | None:
    """Draw how hard steps were thought to be beside how hard they were."""
    told = [plan for plan in plans if plan.ended]
    if not told:
        return None
    said = words("review.expectancy")
    rows = tuple(_foretold_row(plan) for plan in told)
    return foretold(
        rows,
        ident="foretold",
        words=ForetoldWords(
            title=title,
            expected=_("as hard as you expected"),
            actual=_("as hard as it was"),
            low_end=_("0: not hard"),
            high_end=_("10: as hard as can be"),
        ),
        sentence=_foretold_sentence(rows),
        table=Table(
            title,
            (_("Step"), said["expected"], _("as it was"), said["feared"]),
            tuple(
                (
                    row.name,
                    _number(row.expected),
                    _number(row.actual),
                    _became(plan),
                )
                for plan, row in zip(told, rows, strict=True)
            ),
        ),
    )


def step_name(plan: Plan) -> str:
    """Return a step's title; where the content has lost it, the kind of step."""
    step = steps().get(plan.planned.step)
    title = step.words(language()).title if step else plan.planned.title
    title = title or domain_name(plan.planned.domain)
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"


def _foretold_row(plan: Plan) -> Foretold:
    ended = plan.ended
    return Foretold(
        name=step_name(plan),
        expected=_inside(plan.planned.expected),
        actual=_inside(ended.discomfort if ended else None),
        beside=_beside(plan),
    )


def _beside(plan: Plan) -> str:
    sure, happened = plan.planned.p_feared, plan.ended and plan.ended.happened
    if sure is None or not happened:
        return ""
    texts = {
        "yes": _("%(sure)s % sure of what you feared: it happened"),
        "partly": _("%(sure)s % sure of what you feared: it happened in part"),
        "no": _("%(sure)s % sure of what you feared: it did not happen"),
    }
    return texts[happened].replace("%(sure)s", str(sure))


def _foretold_sentence(rows: Iterable[Foretold]) -> str:
    pairs = [
        (row.expected, row.actual)
        for row in rows
        if row.expected is not None and row.actual is not None
    ]
    if not pairs:
        return _("No step has both numbers, so there is nothing to compare.")
    expected, actual = (sum(column) / len(pairs) for column in zip(*pairs, strict=True))
    gaps = {"expected": one_decimal(expected), "actual": one_decimal(actual)}
    near = math.isclose(expected, actual, abs_tol=0.5)
    turn = "as" if near else "less" if actual < expected else "more"
    return (_of_one(turn) if len(pairs) == 1 else _on_average(turn)) % gaps


def _of_one(turn: str) -> str:
    return {
        "as": _(
            "It was about as hard as you expected: %(expected)s expected, "
            "%(actual)s as it was."
        ),
        "less": _(
            "It was less hard than you expected: %(expected)s expected, "
            "%(actual)s as it was."
        ),
        "more": _(
            "It was harder than you expected: %(expected)s expected, "
            "%(actual)s as it was."
        ),
    }[turn]


def _on_average(turn: str) -> str:
    return {
        "as": _(
            "On average it was about as hard as you expected: "
            "%(expected)s expected, %(actual)s as it was."
        ),
        "less": _(
            "On average it was less hard than you expected: %(expected)s expected, "
            "%(actual)s as it was."
        ),
        "more": _(
            "On average it was harder than you expected: %(expected)s expected, "
            "%(actual)s as it was."
        ),
    }[turn]


def _inside(value: int | None) -> float | None:
    return None if value is None else float(min(max(value, 0), 10))


def _number(value: float | None) -> str:
    return say("review.expectancy.not-said") if value is None else f"{value:g}"


def _became(plan: Plan) -> str:
    """Say how sure the fear was and whether it came: "45 %: no"."""
    sure, happened = plan.planned.p_feared, plan.ended and plan.ended.happened
    if sure is None or not happened:
        return say("review.expectancy.not-said")
    return f"{sure} %: {say(f'review.expectancy.{happened}')}"


def days_figure(
    felt: Sequence[int | None], *, first: date, starts: Sequence[tuple[date, str]]
) -> Figure | None:
    """Draw how connected one felt day by day, with a smooth line where it can be."""
    answered = sum(value is not None for value in felt)
    if len(felt) < 2 or not answered:
        return None
    title = say("review.closeness")
    least, most = SCALES[CONNECTED]
    found = level(np.array([math.nan if v is None else v for v in felt], dtype=float))
    line = None
    if found is not None:
        low, high = found.band()
        line = Line(found.mean.tolist(), low.tolist(), high.tolist())
    return days(
        felt,
        ident="connected",
        scale=(least, most),
        words=DaysWords(
            title=title,
            y_axis=_("%(least)s to %(most)s") % {"least": least, "most": most},
            marks=tuple(((day - first).days, name) for day, name in starts),
        ),
        sentence=_days_sentence(line, answered),
        table=Table(
            title,
            (_("Day"), say("days.short.clo")),
            tuple(
                (date_format(first + timedelta(days=n)), str(value))
                for n, value in enumerate(felt)
                if value is not None
            ),
        ),
        line=line,
    )


def _days_sentence(line: Line | None, answered: int) -> str:
    if line is None:
        return _("A few days so far. From five days on, a line goes through them.")
    start, end = line.middle[0], line.middle[-1]
    gaps = {"start": one_decimal(start), "end": one_decimal(end), "n": answered}
    apart = line.low[-1] > line.middle[0] or line.high[-1] < line.middle[0]
    if apart:
        return (
            _(
                "The line goes from %(start)s to %(end)s over %(n)s days. "
                "Single days go up and down."
            )
            % gaps
        )
    return (
        _("Over %(n)s days the line stays near %(end)s. Single days go up and down.")
        % gaps
    )
