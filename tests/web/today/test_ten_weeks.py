"""Ten weeks, walked through the pages by three people, in two languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client

from nearer.content import catalogue
from nearer.content.steps import steps
from nearer.core.pacing import Track
from nearer.core.safety import Switch
from nearer.entries import AnyEntry, CheckedIn, StepEnded, StepPlanned
from nearer.readings.programme import of
from tests.readings.pen import Pen
from tests.readings.people import TWO_FEARS, of_scales, sit
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import begin
from tests.web.today.walking import Walker

# Three people, two days a week, eight pages a day: some seconds each.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SAFE = "sva"
VISITS = [day for day in range(1, 71) if day % 7 in {1, 4}]
WORDS = {"en": ("Week 10 of ten", "Today"), "es": ("Semana 10 de diez", "Hoy")}


@dataclass(frozen=True)
class Someone:
    """How a person answers, and what the private questions put off."""

    avoidance: int
    anxiety: int
    company: str
    off: tuple[Switch, ...] = ()

    def discomfort(self, step: str, turn: int) -> int:
        """Return how hard a step is: more on the side of one's own fear."""
        found = steps()[step]
        near = found.domain.track is Track.CLOSENESS
        fear = self.avoidance if near else self.anxiety
        return min(10, fear + found.level - 2 + turn % 2)


PULLS_AWAY = Someone(5, 1, "partner")
CLINGS = Someone(1, 5, "partner")
IN_DANGER = Someone(3, 4, "partner", (Switch.TOWARD, Switch.LOOP, Switch.JOIN))


def answers(someone: Someone) -> list[AnyEntry]:
    pen = Pen()
    levels = {"avoidance": someone.avoidance, "anxiety": someone.anxiety}
    sit(pen, of_scales(TWO_FEARS, levels))
    return pen.entries


def walk(walker: Walker, someone: Someone) -> None:
    """Visit on two days a week: one tap, a step, sometimes not today."""
    walker.diary().append(*answers(someone))
    walker.begins(company=someone.company, touch="on", value="Not to hide")
    if someone.off:
        walker.is_kept_from(*someone.off)
    before = 0
    for turn, day in enumerate(VISITS):
        walker.goes(days=day - before)
        before = day
        live_a_day(walker, someone, turn)


def live_a_day(walker: Walker, someone: Someone, turn: int) -> None:
    page = walker.get()
    walker.send("/today/felt", page, clo=1 + turn % 10)
    url = walker.offered(page)
    if not url:
        return
    if turn % 9 == 8:
        walker.taps("aside", page)
        return
    end = walker.takes_on(url, p_feared="60", expected="5", setting=f"place {turn % 3}")
    hard = someone.discomfort(walker.steps[-1], turn)
    walker.ends(end, discomfort=str(hard), happened="no", response="good")


def language_of(client: Client, language: str) -> None:
    client.cookies["language"] = language


@pytest.mark.parametrize("language", ["en", "es"])
def test_ten_weeks_of_three_people(clock: Clock, language: str) -> None:
    started, walked = clock.now, {}
    for name, someone in (
        ("Ana", PULLS_AWAY),
        ("Bea", CLINGS),
        ("Eva", IN_DANGER),
    ):
        clock.now = started
        client = Client()
        begin(client, name=name)
        language_of(client, language)
        walker = walked[name] = Walker(client, clock, name=name)
        walk(walker, someone)

        week, today = WORDS[language]
        page = walker.read()
        assert week in page
        assert today in page
        assert len(walker.written(StepEnded)) >= 14
        assert len(walker.written(CheckedIn)) == len(VISITS)
        days = [plan.day for plan in walker.written(StepPlanned)]
        assert len(days) == len(set(days)), "at most one a day"

    tracks = {
        name: [steps()[s].domain.track for s in walker.steps].count(Track.CLOSENESS)
        / len(walker.steps)
        for name, walker in walked.items()
    }
    assert tracks["Ana"] > tracks["Bea"] + 0.15
    assert {step[0] for step in walked["Eva"].steps} == set(SAFE)
    assert {step[0] for step in walked["Ana"].steps} - set(SAFE)


def test_the_language_may_change_in_week_four(on_the_way: Walker) -> None:
    first = on_the_way.takes_on(feared="They laugh", setting="At home")
    on_the_way.ends(first)
    on_the_way.goes(days=24)
    language_of(on_the_way.client, "es")
    page = on_the_way.read("/today?on=1")
    title = steps()[on_the_way.steps[0]].words("es").title

    assert "Semana 4 de diez" in page
    assert title in on_the_way.read(first)
    assert "They laugh" in on_the_way.read(first), "one's own words stay as they are"
    assert catalogue().say("days.ask.partner.clo", "es") in page


def test_after_week_ten_it_can_begin_again_with_what_was_learned(
    on_the_way: Walker,
) -> None:
    on_the_way.ends(on_the_way.takes_on(), discomfort="2")
    on_the_way.goes(days=80)
    on_the_way.begins(company="friend")
    entries = on_the_way.diary().entries()
    found = of(entries, on_the_way.clock.now.date())

    assert found
    assert (found.week, found.times, len(found.attempts)) == (0, 2, 1)
    assert found.began - found.plans[0].day == timedelta(days=80)
    assert on_the_way.offered()
