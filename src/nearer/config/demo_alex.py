"""The other made-up person of `make demo`: Alex, who stands beside Robin.

Alex notes days on the same evenings as Robin, is frightened more by being left, and has
walked a part of the path of the one beside.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import datetime

from nearer.config import demo_words
from nearer.config.demo_days import SEED, Pen, given
from nearer.config.demo_pull import pull
from nearer.config.demo_weeks import DAYS, Weeks
from nearer.config.demo_words import answers, words
from nearer.content import catalogue
from nearer.content.alongside import path
from nearer.content.steps import steps
from nearer.entries import (
    AlongsideNoted,
    AnyEntry,
    Began,
    CheckedIn,
    ProgrammeBegan,
    SituationSet,
    StepEnded,
    StepPlanned,
    Wrote,
)
from nearer.readings.days import SCALES

BEGAN = 3
"""Days after Robin."""
ALSO = 0.95
"""How often Alex noted an evening that Robin noted."""
ANSWERS = answers("alex")
STEPS: tuple[tuple[int, str, int, int, int], ...] = (
    (5, "w1a", 60, 5, 4),
    (9, "s1a", 40, 3, 2),
    (16, "a1a", 30, 3, 1),
    (24, "q1a", 55, 5, 5),
    (37, "w2a", 60, 6, 4),
)
"""Day, step; how sure of what was feared, how hard it would be, how hard it was."""


def entries(
    *, now: datetime, noted: Sequence[CheckedIn], language: str = "en"
) -> list[AnyEntry]:
    """Return Alex's diary beside the days that Robin noted."""
    said = words(language)
    weeks = Weeks(now=now, seed=SEED, language=language)
    pen = Pen(random.Random(SEED + 2))  # noqa: S311 - a made-up life, not a secret
    start = weeks.at(BEGAN, 16)
    shelf = catalogue().instruments
    found: list[AnyEntry] = [
        Began(**pen.stamp(start), name=said.alex, language=language),
        *pen.sat_down(shelf["two-fears"], weeks.at(BEGAN, 17), given(ANSWERS, 3)),
        ProgrammeBegan(
            **pen.stamp(weeks.at(BEGAN, 18)),
            value=said.alex_value,
            aim=said.alex_aim,
        ),
        SituationSet(
            **pen.stamp(weeks.at(BEGAN, 18, 1)),
            company="partner",
            far=False,
            touch=False,
            track=None,
            conditions=(),
        ),
        *_days(pen, noted),
        *_steps(pen, weeks, language),
        *_words(pen, weeks, language),
    ]
    return sorted(found, key=lambda entry: entry.at)  # type: ignore[union-attr]  # known kinds


def _days(pen: Pen, noted: Sequence[CheckedIn]) -> Iterator[AnyEntry]:
    """Note the same evenings: a good one is good for both, if not equally."""
    dice = random.Random(SEED + 3)  # noqa: S311 - a made-up life, not a secret
    pulled = pull(DAYS, seed=SEED)
    first = noted[0].about
    for theirs in noted:
        day = (theirs.about - first).days
        is_noted = dice.random() < ALSO and day >= BEGAN
        feels = {
            "clo": 0.6 * theirs.values["clo"] + 2.0 + dice.gauss(0, 0.9),
            "dis": dice.gauss(2.4, 0.9),
            "ppr": 0.5 * theirs.values["clo"] + 2.6 + dice.gauss(0, 1.2),
            "pur": pulled[day].alex.reached,
            "wdr": pulled[day].alex.withdrew,
            "ctc": float(theirs.values["ctc"]),
            "cfl": float(theirs.values["cfl"]),
        }
        values = {
            name: min(max(round(value), SCALES[name][0]), SCALES[name][1])
            for name, value in feels.items()
        }
        if is_noted:
            yield CheckedIn(
                **pen.stamp(theirs.at.replace(minute=55)),
                about=theirs.about,
                values=values,
                asked=tuple(values),
            )


def _steps(pen: Pen, weeks: Weeks, language: str) -> Iterator[AnyEntry]:
    for day, step_id, p_feared, expected, actual in STEPS:
        step = steps()[step_id]
        planned = StepPlanned(
            **pen.stamp(weeks.at(day, 18, 30)),
            step=step.id,
            title=step.words(language).title,
            domain=step.domain.name.lower(),
            level=step.level,
            difficulty=step.difficulty,
            chosen="offered",
            feared="",
            p_feared=p_feared,
            expected=expected,
            setting=words(language).home,
        )
        yield planned
        yield StepEnded(
            **pen.stamp(weeks.at(day, 20, 30)),
            planned=planned.id,
            done="yes",
            discomfort=actual,
            happened="no",
            learned="",
            response="good",
        )


def _words(pen: Pen, weeks: Weeks, language: str) -> Iterator[AnyEntry]:
    said = words(language)
    for day, step_id in demo_words.ALONGSIDE:
        yield AlongsideNoted(
            **pen.stamp(weeks.at(day, 19, 40)),
            step=step_id,
            title=path()[step_id].words(language).title,
            answer="done",
            words=said.alongside[str(day)],
        )
    at = weeks.at(demo_words.ALEX_PAGE, 22, 50)
    yield Wrote(**pen.stamp(at), prompt="", text=said.alex_page, replaces=None)
