from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from uuid import UUID

import numpy as np
import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from nearer.config import demo, demo_alex, demo_days, demo_words
from nearer.config.demo_shared import Between
from nearer.config.demo_weeks import MOMENTS, STEPS
from nearer.config.demo_words import words
from nearer.content import catalogue
from nearer.content.alongside import path
from nearer.content.lessons import lessons
from nearer.content.steps import steps
from nearer.core.dynamics import Days, Sense, Verdict, loop
from nearer.entries import (
    AnyEntry,
    CheckedIn,
    InTwo,
    MomentEnded,
    StepEnded,
    StepPlanned,
    UrgeNoticed,
    decode,
    encode,
)
from nearer.readings import programme, review, since
from nearer.readings.days import days
from nearer.readings.helps import read_helps
from nearer.readings.standing import read_standing
from nearer.readings.two import together

NOW = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
SPACE = UUID(int=7)
Points = Mapping[date, Mapping[str, int]]


def entries(now: datetime = NOW) -> list[AnyEntry]:
    return demo_days.entries(now=now)


def test_the_made_up_answers_name_items_that_there_are() -> None:
    shelf = catalogue().instruments
    named = {
        "two-fears": {*demo_days.FIRST, *demo_days.LATER},
        "closeness": set(demo_days.CLOSENESS),
        "habits": set(demo_days.HABITS),
    }

    for instrument, items in named.items():
        assert items <= {item.id for item in shelf[instrument].items}


def test_every_part_of_the_map_has_something_to_show() -> None:
    standing = read_standing(demo_days.entries(now=NOW), catalogue=catalogue())

    assert standing.fears is not None
    assert standing.moved is not None
    assert standing.habits is not None
    assert standing.closeness is not None


def test_it_is_the_same_life_every_time() -> None:
    assert entries() == entries()


def test_a_diary_can_hold_it_and_it_is_in_order() -> None:
    written = entries()
    instants = [entry.at for entry in written if hasattr(entry, "at")]

    assert [decode(encode(entry)) for entry in written] == written
    assert instants == sorted(instants)
    assert instants[-1] <= NOW
    assert len({entry.id for entry in written if hasattr(entry, "id")}) == len(written)


def test_everything_it_names_is_in_the_content() -> None:
    written = entries()
    spoken = catalogue().spoken["en"]
    urges = {item.id for item in catalogue().instruments["habits"].items}
    planned = [e for e in written if isinstance(e, StepPlanned)]

    assert {e.step for e in planned} <= set(steps())
    assert len(planned) == len(STEPS) + 2
    for entry in written:
        if isinstance(entry, UrgeNoticed):
            assert entry.urge in urges
            assert f"moment.after.item.{entry.after}" in spoken
        if isinstance(entry, MomentEnded):
            assert all(f"moment.helped.{tried}" in spoken for tried in entry.helped)
    assert all(set(habits) <= urges for *_, habits in demo_words.BONDS)
    for _, _, _, kind, ending, _ in demo_words.BONDS:
        assert f"prompts.bond.kind.{kind}" in spoken
        assert f"prompts.bond.end.{ending}" in spoken
    assert {lesson for _, lesson in demo_words.LESSONS} <= lessons().keys()
    assert {prompt for _, prompt in demo_words.PAGES} - {""} <= spoken.keys()


def test_every_kind_of_step_has_words_of_its_own() -> None:
    kinds = {domain.name.lower() for _, domain, *_ in STEPS}

    for language in demo_words.LANGUAGES:
        assert kinds <= words(language).feared.keys()
        assert kinds <= words(language).learned.keys()


def test_both_languages_have_the_same_words_to_say() -> None:
    english, spanish = asdict(words("en")), asdict(words("es"))

    for key, said in english.items():
        assert type(spanish[key]) is type(said), key
        if isinstance(said, Mapping):
            assert spanish[key].keys() == said.keys(), key
        if isinstance(said, list):
            assert len(spanish[key]) == len(said), key


def test_only_the_words_differ_from_one_language_to_the_other() -> None:
    english = entries()
    spanish = demo_days.entries(now=NOW, language="es")
    titles = {(e.step, e.title) for e in spanish if isinstance(e, StepPlanned)}

    assert [type(e) for e in spanish] == [type(e) for e in english]
    assert all(title == steps()[step].words("es").title for step, title in titles)


def test_today_lies_in_the_eighth_week_and_every_page_has_something() -> None:
    written = entries()
    found = programme.of(written, NOW.date())
    assert found is not None
    helped = read_helps(written, plans=found.plans, today=NOW.date())
    changed = since.changes(written, of=found, catalogue=catalogue())
    week = review.look_back(written, of=found, week=5)
    share = len(days(written)) / 52

    assert found.week == 8
    assert not found.paused
    assert 0.75 < share < 0.95
    assert helped.same_day.nothing is None
    assert Sense.LIKELY in {link.sense for link in helped.same_day.links}
    assert changed.fears is not None
    assert changed.worse == ()
    assert week is not None
    assert week.reviewed is not None
    assert len(MOMENTS) == 4


def test_every_end_belongs_to_a_step_of_the_same_day() -> None:
    written = entries()
    planned = {e.id: e.day for e in written if isinstance(e, StepPlanned)}

    for entry in written:
        if isinstance(entry, StepEnded):
            assert planned[entry.planned] == entry.day


def both_lives() -> tuple[list[AnyEntry], list[AnyEntry], list[InTwo]]:
    """Return Robin's diary, Alex's, and what lies between them."""
    robin = entries()
    noted = [e for e in robin if isinstance(e, CheckedIn)]
    alex = demo_alex.entries(now=NOW, noted=noted)
    between = Between(now=NOW, space=SPACE)
    both = between.both({1: robin, 2: alex}, {1: "Robin", 2: "Alex"})
    return robin, alex, both


def test_alex_has_a_life_that_a_diary_can_hold() -> None:
    robin, alex, both = both_lives()
    instants = [entry.at for entry in alex if hasattr(entry, "at")]
    found = programme.of(alex, NOW.date())

    assert [decode(encode(entry)) for entry in (*alex, *both)] == [*alex, *both]
    assert instants == sorted(instants)
    assert instants[-1] <= NOW
    ids = [e.id for e in (*robin, *alex, *both) if hasattr(e, "id")]
    assert len(set(ids)) == len(ids)
    assert both_lives()[1] == alex, "the same life every time"
    assert found is not None
    assert len(found.plans) == len(demo_alex.STEPS)
    assert {step for _, step in demo_words.ALONGSIDE} <= path().keys()


def test_one_is_frightened_more_by_closeness_and_one_by_being_left() -> None:
    robin, alex, both = both_lives()
    leads = [read_standing(one, catalogue=catalogue()).fears for one in (robin, alex)]
    maps = together(both, by=1).maps

    assert [fears and fears.verdict for fears in leads] == ["avoidance", "anxiety"]
    assert {by: one.verdict for by, one in maps.items()} == {
        1: "avoidance",
        2: "anxiety",
    }


def test_what_they_share_fills_the_page_of_two() -> None:
    _, _, both = both_lives()
    seen = together(both, by=2)

    assert min(len(days) for days in seen.temperatures.values()) >= 28
    assert len([w for w in seen.weeks if w.is_open]) == len(demo_words.WEEKS_OF_TWO)
    assert [m.returned is not None for m in seen.moments] == [True] * len(MOMENTS)
    assert len(seen.steps) > 10
    assert all(step.by == 1 for step in seen.steps), "Alex keeps theirs"
    assert [p.stands for p in seen.proposals] == [True]
    assert len(seen.thanks) == len(demo_words.GLAD)


def test_their_days_are_enough_to_tell_one_way_and_not_the_other() -> None:
    _, _, both = both_lives()
    days = together(both, by=1).pattern
    found = loop(
        first=series(days[2], "pur", days[1], "wdr"),
        second=series(days[1], "pur", days[2], "wdr"),
    )

    assert found.first.reason is None
    assert found.first.loop is Verdict.LIKELY
    assert found.second.reason is None
    assert found.second.loop is not Verdict.LIKELY


def series(one: Points, x: str, other: Points, y: str) -> Days:
    first, last = min(*one, *other), max(*one, *other)
    grid = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
    rows = [
        (one.get(day, {}).get(x, np.nan), other.get(day, {}).get(y, np.nan))
        for day in grid
    ]
    weekend = np.array([day.weekday() >= 5 for day in grid])
    return Days(np.array(rows, dtype=float), weekend=weekend)


HOME = {"en": "You and {}", "es": "Tú y {}"}
SAID = {"en": "The soup, and that", "es": "La sopa, y que"}


@pytest.mark.django_db(transaction=True)
def test_both_can_come_in_and_see_each_other(settings: Settings) -> None:
    said = demo.furnish()
    settings.DEMO = True

    for language in demo_words.LANGUAGES:
        made_up = words(language)
        for name, other in ((made_up.robin, "Alex"), (made_up.alex, "Robin")):
            client = Client(headers={"accept-language": language})
            for door in ("/", "/unlock"):
                page = client.get(door).content.decode()
                assert f"<strong>{name}</strong>" in page
                assert f"<strong>{made_up.passphrase}</strong>" in page
            client.post("/unlock", {"name": name, "secret": made_up.passphrase})
            home = client.get("/us").content.decode()

            assert name in said
            assert HOME[language].format(other) in home
            assert SAID[language] in home


@pytest.mark.django_db(transaction=True)
def test_the_page_of_two_is_full(settings: Settings) -> None:
    settings.DEMO = True
    demo.furnish()
    client, made_up = Client(), words("en")
    client.post("/unlock", {"name": made_up.robin, "secret": made_up.passphrase})

    assert "Where each of us stands" in client.get("/us").content.decode()
    assert "How sure each arrow is" in client.get("/us/days").content.decode()
    assert "For the two of you" in client.get("/beside").content.decode()
    assert client.get("/us/share").status_code == 200


@pytest.mark.django_db
def test_nobody_else_is_told_of_a_demo(client: Client) -> None:
    assert b'id="demo"' not in client.get("/unlock").content
