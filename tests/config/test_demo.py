from __future__ import annotations

from datetime import UTC, datetime

from nearer.config import demo_days, demo_words
from nearer.config.demo_weeks import MOMENTS, STEPS
from nearer.content import catalogue
from nearer.content.lessons import lessons
from nearer.content.steps import steps
from nearer.core.dynamics import Sense
from nearer.entries import (
    AnyEntry,
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

NOW = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


def entries(now: datetime = NOW) -> list[AnyEntry]:
    return demo_days.entries(name="Robin Example", now=now)


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
    standing = read_standing(
        demo_days.entries(name="Robin Example", now=NOW), catalogue=catalogue()
    )

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
    assert all(set(habits) <= urges for *_, habits, _ in demo_words.BONDS)
    for _, _, _, kind, ending, _, _ in demo_words.BONDS:
        assert f"prompts.bond.kind.{kind}" in spoken
        assert f"prompts.bond.end.{ending}" in spoken
    assert {lesson for _, lesson in demo_words.LESSONS} <= lessons().keys()
    assert {prompt for _, prompt, _ in demo_words.PAGES} - {""} <= spoken.keys()


def test_every_kind_of_step_has_words_of_its_own() -> None:
    kinds = {domain.name.lower() for _, domain, *_ in STEPS}

    assert kinds <= demo_words.FEARED.keys()
    assert kinds <= demo_words.LEARNED.keys()


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
    assert 0.55 < share < 0.72
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
