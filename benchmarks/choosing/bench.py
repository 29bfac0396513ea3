"""Choose the step of today from a year of entries, with its reasons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from uuid import UUID

from benchmarks.side_by_side import in_turn, seconds, table, versions, write_page
from nearer.content import catalogue
from nearer.content.steps import Step, steps
from nearer.core.safety import Switches
from nearer.entries import (
    Answered,
    AnyEntry,
    CheckedIn,
    ProgrammeBegan,
    SittingClosed,
    SittingOpened,
    SituationSet,
    StepEnded,
    StepPlanned,
    UrgeNoticed,
    Wrote,
)
from nearer.readings import heaviness, leaning, programme
from nearer.readings.choosing import Offer, choose
from nearer.readings.days import asked_on
from nearer.readings.offering import Standpoint

BEGUN = date(2026, 1, 1)
DAYS = 365
TARGET = 0.005
TURNS = 20
"""Choices in one round, so that a round is long enough to time."""


class Year:
    """A year of someone who checks in daily and takes five steps a week."""

    def __init__(self) -> None:
        self.entries: list[AnyEntry] = []
        self.day = BEGUN

    def add(self, kind: Callable[..., AnyEntry], **said: object) -> UUID:
        at = datetime(*self.day.timetuple()[:3], 21, tzinfo=UTC)
        one = UUID(int=len(self.entries) + 1)
        self.entries.append(kind(id=one, at=at, day=self.day, **said))
        return one

    def sits(self) -> None:
        form = catalogue().instruments["two-fears"]
        sitting = self.add(SittingOpened, instrument=form.id, form=form.binding, seed=1)
        for place, item in enumerate(form.items):
            self.add(Answered, sitting=sitting, item=item.id, value=1 + place % 5)
        self.add(SittingClosed, sitting=sitting, reason="precise")

    def steps_out(self, step: Step) -> None:
        plan = self.add(
            StepPlanned,
            step=step.id,
            domain=step.domain.name.lower(),
            level=step.level,
            difficulty=step.difficulty,
            chosen="offered",
            feared="They turn away",
            p_feared=60,
            expected=5,
            setting=f"place {self.day.day % 4}",
        )
        self.add(
            StepEnded,
            planned=plan,
            done="yes",
            discomfort=2 + self.day.toordinal() % 5,
            happened="no",
            learned="It was all right",
            response="good",
        )


def year() -> tuple[tuple[AnyEntry, ...], date]:
    """Return about 3,000 entries."""
    life, turn = Year(), cycle(list(steps().values())[:60])
    life.sits()
    life.add(ProgrammeBegan, value="", aim="")
    life.add(
        SituationSet,
        company="partner",
        far=False,
        touch=True,
        track=None,
        conditions=(),
    )
    for number in range(DAYS):
        life.day = BEGUN + timedelta(days=number)
        asked = asked_on(life.day)
        for part in (asked[:1], asked[1:]):
            values = {name: 1 + number % 3 for name in part if name != "cfl"}
            life.add(CheckedIn, about=life.day, values=values, asked=part)
        if number % 7 < 5:
            life.steps_out(next(turn))
        for strength in range(3):
            life.add(
                UrgeNoticed, urge="alone", strength=strength, after="", note="",
                acted=None,
            )  # fmt: skip
        life.add(Wrote, prompt="", text="A line about the day", replaces=None)
    life.day += timedelta(days=3)
    return tuple(life.entries), life.day


def chosen(entries: tuple[AnyEntry, ...], today: date) -> Offer:
    """Return the offer of a day, as the page of today asks for it."""
    found = programme.of(entries, today)
    assert found
    view = Standpoint(
        programme=found,
        switches=Switches(off=frozenset(), show=(), completed=True),
        share=leaning.share(entries, situation=found.situation, catalogue=catalogue()),
        heavy=heaviness.is_heavy(entries, today),
    )
    return choose(view, steps())


def main() -> None:
    entries, today = year()
    offer = chosen(entries, today)
    assert offer.step, "there is a step to choose"

    def often(act: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            for _ in range(TURNS):
                act()

        return run

    found = programme.of(entries, today)
    assert found
    times = in_turn(
        {
            "read": often(lambda: programme.of(entries, today)),
            "whole": often(lambda: chosen(entries, today)),
        }
    )
    rows = [
        ["read the ten weeks from the entries", seconds(times["read"] / TURNS), ""],
        [
            "read, ask the questions' lean and the mood, choose with reasons",
            seconds(times["whole"] / TURNS),
            f"≤ {seconds(TARGET)}",
        ],
    ]
    what = (
        f"{len(entries):,} entries of one person's year, {len(found.attempts)} steps "
        f"among them; {len(steps())} steps to choose from. The diary is open already. "
        f"{versions('msgspec')}."
    )
    write_page(
        "choosing",
        title="Choosing the step of today",
        parts=[what, table(["", "median", "target"], rows)],
        how=f"medians of 5 rounds of {TURNS}, in turn",
    )


if __name__ == "__main__":
    main()
