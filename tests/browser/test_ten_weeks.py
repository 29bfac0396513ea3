"""Ten weeks, walked tap by tap: one who pulls away, one who clings, one in danger."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from nearer.content import catalogue
from nearer.content.steps import steps
from nearer.core.pacing import Track
from tests.browser.conftest import OpenPage
from tests.browser.ten_weeks import SAFE_ALONE, Someone, Walk
from tests.browser.timed_server import Timed

# Ten weeks of three people, each in both languages by turns, in a real browser: the
# only test that sees the whole way as a person does.
pytestmark = pytest.mark.slow

PULLS_AWAY = Someone("Ana", avoidance=5, anxiety=1)
CLINGS = Someone("Bea", avoidance=1, anxiety=5)
IN_DANGER = Someone("Eva", avoidance=3, anxiety=4, yes=frozenset({"afraid"}))
WEEK = {"en": "Week {} of ten", "es": "Semana {} de diez"}
REST = 14
"""Days of rest in week 6; the weeks stand still."""


@pytest.fixture(scope="module")
def timed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Timed]:
    with Timed(tmp_path_factory.mktemp("data")) as found:
        yield found


def comes_back(walk: Walk, week: int, weekday: int, *, rested: int = 0) -> None:
    """Come on a day of a week; every other week is lived in the other language."""
    walk.on_day(7 * (week - 1) + weekday + rested)
    if weekday == 1:
        walk.switches()
    walk.sees(WEEK[walk.language].format(week))


def first_day(walk: Walk) -> None:
    """Begin, and go every way that a step leads to."""
    walk.looks("today-first")
    walk.tells_the_day(2)
    walk.feels(4)
    for step in walk.steps_there():
        walk.goes_to(f"step/{step}")
        walk.sees(steps()[step].words(walk.language).title)
        assert walk.there("form[action^='/step/']"), f"{step} is offered, and held back"
    walk.goes_to("today")
    walk.lives(0)


def first_week(walk: Walk) -> None:
    comes_back(walk, 1, 1)
    walk.lives(1)
    comes_back(walk, 1, 2)
    walk.press("[name=do][value=aside]")
    assert not walk.offered()
    walk.looks("not-today")
    walk.press("[name=do][value=undo]")
    assert walk.offered()
    walk.press("[name=do][value=aside]")
    walk.on_day(3, hour=9.0)
    walk.press("a[href='/today/day?about=yesterday']")
    walk.looks("yesterday")
    walk.chooses("ctc", 1)
    walk.press(".primary")
    comes_back(walk, 1, 4)
    walk.takes_on(sure=80, expected=7, where="Ocelot")
    walk.goes_to("today")
    walk.looks("under-way")
    walk.on_day(5)
    walk.press(".step .primary")
    walk.tells(done="no", discomfort=5)


def a_usual_week(
    walk: Walk, week: int, *, days: tuple[int, ...] = (1,), rested: int = 0
) -> None:
    """Live a day or two with a step; look back at the week before."""
    for weekday in days:
        comes_back(walk, week, weekday, rested=rested)
        walk.lives(week + weekday)
    walk.goes_to("today")
    walk.looks_back(week - 1)


def too_much(walk: Walk) -> None:
    """Take a step that is too much: two gentle days follow, and no blame."""
    comes_back(walk, 3, 1)
    walk.takes_on(sure=90, expected=8, where="Ocelot")
    walk.tells(discomfort=9, happened="yes")
    assert walk.there(".notice")
    comes_back(walk, 3, 2)
    assert all(steps()[step].level == 1 for step in walk.steps_there())
    walk.lives(3)
    walk.goes_to("today")
    walk.looks_back(2)


def rests(walk: Walk) -> None:
    comes_back(walk, 6, 1)
    walk.press("a[href='/today/pause']")
    walk.looks("pause")
    walk.press(".primary")
    walk.looks("resting")
    assert not walk.steps_there()
    walk.on_day(7 * 5 + 1 + REST)
    walk.press("[name=do][value=resume]")
    walk.sees(WEEK[walk.language].format(6))
    walk.lives(1)


def asks_again(walk: Walk, week: int, levels: tuple[int, int]) -> str:
    """Answer the questions again; return what the look back says of it."""
    walk.press("a[href='/questions']")
    again = Someone(walk.who.name, *levels)
    walk.answers_the_questions(by=again.by)
    walk.looks(f"map-{week}")
    walk.goes_to("review")
    return walk.looks(f"review-{week}")


def looks_around(walk: Walk) -> None:
    for path in ("weeks", "helps", "patterns", "write", "learn", "more", "us"):
        walk.goes_to(path)
        walk.looks(path)


def after_week_ten(walk: Walk) -> None:
    """Come back weeks later, look at what could be done again, and begin anew."""
    walk.on_day(7 * 13 + REST + 3)
    words = walk.looks("back")
    assert not walk.steps_there(), words
    walk.press(".primary")
    walk.looks("later")
    assert walk.there("a[href='/questions']")
    walk.press("a[href='/today/again']")
    walk.looks("again")
    assert walk.there("#known")
    walk.goes_to("today?on=1")
    walk.press("a[href='/today/begin']")
    walk.looks("begin-anew")
    if walk.there("[name=company]"):
        walk.chooses("company", "partner")
    walk.page.locator("[name=agreed]").check()
    walk.press(".primary")
    walk.looks("today-anew")
    walk.goes_to("weeks")
    walk.looks("weeks-anew")


def ten_weeks(
    walk: Walk,
    *,
    moment: Callable[[Walk], None],
    halfway: tuple[int, int],
    last: tuple[int, int],
) -> tuple[str, str]:
    """Walk them; return what the look backs of weeks 5 and 10 said."""
    walk.begins()
    first_day(walk)
    first_week(walk)
    a_usual_week(walk, 2, days=(1, 4))
    walk.goes_to("today")
    moment(walk)
    too_much(walk)
    a_usual_week(walk, 4, days=(1, 4))
    a_usual_week(walk, 5)
    walk.goes_to("today")
    five = asks_again(walk, 5, halfway)
    rests(walk)
    for week in (7, 8, 9, 10):
        days = (1, 4) if week == 9 else (1,)
        a_usual_week(walk, week, days=days, rested=REST)
    looks_around(walk)
    walk.goes_to("today")
    ten = asks_again(walk, 10, last)
    after_week_ten(walk)
    return five, ten


def share_of_closeness(walk: Walk) -> float:
    near = [steps()[step].domain.track is Track.CLOSENESS for step in walk.steps]
    return sum(near) / len(near)


def says(said: str, text_id: str, **gaps: str) -> bool:
    """Return whether words of the content stand there, in either language."""
    return any(
        catalogue().say(
            text_id,
            language,
            **{gap: catalogue().say(words, language) for gap, words in gaps.items()},
        )
        in said
        for language in ("en", "es")
    )


def moved(said: str, trait: str, *directions: str) -> bool:
    """Return whether one of these directions is said of a fear."""
    thing = f"map.dial.{trait}"
    return any(says(said, f"review.change.{way}", thing=thing) for way in directions)


def test_someone_who_pulls_away(open_page: OpenPage, timed: Timed) -> None:
    walk = Walk(open_page(timed.address, width=390), timed, PULLS_AWAY, "en")
    five, ten = ten_weeks(walk, moment=Walk.steps_aside, halfway=(5, 1), last=(2, 1))

    assert walk.faults == []
    assert 0.6 < share_of_closeness(walk) < 1.0, walk.steps
    assert {"d", "e"} & {step[0] for step in walk.steps}
    assert moved(five, "avoidance", "cannot-tell")
    assert moved(ten, "avoidance", "reliable-better")
    assert says(ten, "review.better.careful")


def test_someone_who_clings(open_page: OpenPage, timed: Timed) -> None:
    page = open_page(timed.address, look="dark", language="es")
    walk = Walk(page, timed, CLINGS, "es")
    five, ten = ten_weeks(walk, moment=Walk.waits, halfway=(1, 4), last=(1, 2))

    assert walk.faults == []
    assert 0.0 < share_of_closeness(walk) < 0.4, walk.steps
    assert moved(five, "anxiety", "probable-better", "reliable-better"), five
    assert moved(ten, "anxiety", "reliable-better")


def test_someone_in_danger(open_page: OpenPage, timed: Timed) -> None:
    walk = Walk(open_page(timed.address, width=390), timed, IN_DANGER, "en")
    five, ten = ten_weeks(walk, moment=Walk.is_quiet, halfway=(5, 4), last=(5, 4))

    assert walk.faults == []
    assert {step[0] for step in walk.seen_steps} <= set(SAFE_ALONE)
    assert len(walk.steps) > 11, "what is safe is offered all the same"
    for said in (five, ten):
        assert says(said, "review.worse.title")
        assert says(said, "review.worse.not-fault")
        assert not says(said, "review.expectancy.why")
    for step in ("e1a", "w1a", "t1a"):
        walk.goes_to(f"step/{step}")
        assert not walk.there("form"), "what is not offered cannot be taken on either"
    walk.goes_to("today/with")
    assert not walk.there("[name=company], [name=touch], [name=track]")
    walk.goes_to("helps")
    assert not walk.there("svg")
