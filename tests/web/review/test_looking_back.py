"""Weeks, a week looked back on, and what helps: seen by the person who lived them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from nearer.core.pacing import Domain
from nearer.entries import Reviewed
from nearer.review.models import Feed
from tests.readings.pen import FIRST_DAY
from tests.readings.people import sit
from tests.readings.test_helps import noted
from tests.readings.test_review import HIGH, LOW
from tests.readings.weeks_lived import Life
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import diary, unlock
from tests.web.assess.walking import hidden
from tests.web.help.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lived(inside: Client, clock: Clock) -> Any:
    """Give a function that puts a life into the diary and comes on a later day."""

    def put(life: Life, *, day: int) -> Client:
        diary(inside, clock).append(*life.entries)
        clock.now = datetime(
            FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, 12, tzinfo=UTC
        ) + timedelta(days=day)
        assert unlock(inside) == 302
        return inside

    return put


def text(client: Client, path: str, **typed: str) -> str:
    response = client.get(path, typed)
    assert response.status_code == 200, path
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", main)


def send(client: Client, path: str = "/review", **typed: str) -> Any:
    fields = hidden(client.get(path).content.decode().partition("<h1>")[2])
    number = re.search(r'action="(/review/\d+)"', client.get(path).content.decode())
    assert number
    return client.post(number[1], {**fields, **typed})


def reviews(client: Client, clock: Clock) -> list[Reviewed]:
    entries = diary(client, clock).entries()
    return [entry for entry in entries if isinstance(entry, Reviewed)]


@pytest.mark.parametrize("path", ["/weeks", "/review", "/helps", "/review/3"])
def test_before_it_began_there_is_nothing_to_look_back_on(
    inside: Client, path: str
) -> None:
    page = text(inside, path)

    assert "nothing to look back on yet" in page
    assert 'href="/today/begin"' in page


def test_the_way_shows_what_was_and_what_comes(lived: Any) -> None:
    life = Life().begins().practises()
    life.on(10).notes(clo=5)
    page = text(lived(life, day=16), "/weeks")

    assert "Week 3 of ten" in page
    assert page.count('aria-current="step"') == 1
    assert "/review/0" in page
    assert "/review/3" in page
    assert "/review/4" not in page
    assert "Week 26" in page
    assert "to stay" in page
    assert "One day with a note in the last 14" in page


def test_each_ladder_has_its_rows_and_touch_only_where_both_agreed(lived: Any) -> None:
    life = Life().begins().practises()
    life.on(1).steps(Domain.EMOTIONAL, level=2)
    client = lived(life, day=2)
    page = text(client, "/weeks")

    assert page.count('class="picture ladders') == 2
    assert "What you feel" in page
    assert "Touch that both want" not in page


def test_touch_has_a_row_where_both_agreed(lived: Any) -> None:
    assert "Touch that both want" in text(
        lived(Life().begins().practises(touch=True), day=2), "/weeks"
    )


def test_where_nothing_toward_anyone_is_offered_only_what_is_alone_stays(
    lived: Any,
) -> None:
    client = lived(Life().begins().practises(), day=2)
    walker = Walker(client, yes={"afraid"})
    walker.walk()
    client.get("/check/end")
    client.post("/check/end", {"do": "keep"})

    page = text(client, "/weeks")

    assert page.count('class="picture ladders') == 1
    assert "Calming yourself" in page
    assert "What you feel" not in page
    assert "Waiting" not in page


def test_nobody_in_danger_is_told_to_open_up(lived: Any) -> None:
    client = lived(changed_life(LOW, HIGH), day=33)
    walker = Walker(client, yes={"afraid"})
    walker.walk()
    client.get("/check/end")
    client.post("/check/end", {"do": "keep"})

    page, helped = text(client, "/review"), text(client, "/helps")

    assert "It has become harder" in page
    assert "Someone who could help" in page
    assert "talk with couples" not in page
    assert "What teaches most" not in page
    assert "For now this page stays empty." in helped
    assert "<svg" not in helped


def test_a_calendar_ends_where_nothing_may_be_seen_outside(lived: Any) -> None:
    client = lived(Life().begins(), day=2)
    typed = {"key": "k", "time": "19:30", "days": ["0"], "words": ""}
    assert client.post("/reminders", typed).status_code == 302
    assert Feed.objects.count() == 1
    walker = Walker(client, yes={"seen"})
    walker.walk()
    client.get("/check/end")
    client.post("/check/end", {"do": "keep"})

    text(client, "/weeks")

    assert Feed.objects.count() == 0


def test_in_a_crisis_there_are_no_ladders_and_no_blame(lived: Any) -> None:
    client = lived(Life().begins(), day=2)
    walker = Walker(client, yes={"crisis"})
    walker.walk()
    client.get("/check/end")
    client.post("/check/end", {"do": "keep"})

    page = text(client, "/weeks")

    assert "picture ladders" not in page
    assert "For now there are no steps here." in page


def test_a_pause_is_shown_kindly(lived: Any) -> None:
    life = Life().begins().on(3).pauses()
    page = text(lived(life, day=40), "/weeks")

    assert "You are resting." in page
    assert "Week 1 of ten" in page


def test_a_week_shows_what_was_foretold_beside_what_came(lived: Any) -> None:
    life = Life().begins()
    life.on(1).steps(p_feared=80, expected=7, discomfort=3)
    life.on(2).steps(p_feared=40, expected=6, discomfort=4, happened="yes")
    life.on(3).steps_away(back_after=10)
    page = text(lived(life, day=4), "/review")

    assert "Of 2 fears that you wrote down, 1 did not come, 0 came in part" in page
    assert "On average you were 60 percent sure. It happened in 50 percent." in page
    assert "On average it was less hard than you expected: 6.5 expected, 3.5" in page
    assert "Small steps this week: 2" in page
    assert "One moment that you noticed" in page
    assert "came back after time alone: 1, and 1 of them in the time" in page
    assert 'class="picture foretold' in page


def test_a_lone_step_is_no_average_and_a_fear_left_open_is_no_fear_missing(
    lived: Any,
) -> None:
    life = Life().begins()
    life.on(1).steps(p_feared=80, expected=7, discomfort=3, happened=None)
    page = text(lived(life, day=2), "/review")

    assert "It was less hard than you expected: 7.0 expected, 3.0 as it was." in page
    assert "On average" not in page
    assert "no step has both what you feared and what came" in page


def test_what_comes_easiest_is_one_of_what_was_tried(lived: Any) -> None:
    life = Life().begins().practises()
    life.on(1).steps(Domain.DEPENDING, step="d1a", discomfort=7)
    one = text(lived(life, day=2), "/weeks")
    more = Life(before=len(life.entries)).on(3)
    more.steps(Domain.RECEIVING, step="r1a", discomfort=5)
    two = text(lived(more, day=4), "/weeks")

    assert "one kind of step so far, “Leaning on someone”" in one
    assert "“Taking kindness in” comes easiest to you so far" in two


def test_coming_back_late_is_counted_and_nothing_is_held_up_to_anyone(
    lived: Any,
) -> None:
    life = Life().begins().on(2)
    life.steps_away(back_after=90)
    life.steps_away(back_after=None)
    page = text(lived(life, day=3), "/review")

    assert "Times you came back after time alone: 1<" in page
    assert "in the time you said" not in page


def test_the_first_day_asks_first_and_prints_no_empty_part(lived: Any) -> None:
    client = lived(Life().begins(), day=0)
    page = text(client, "/review")

    assert "They show where you stand as you begin." in page
    assert "once more" not in page
    assert "What you feared" not in page
    assert "Since the beginning" not in page
    weeks = text(client, "/weeks")
    assert 'class="picture ladders' in weeks.partition('<details class="part">')[2]


def test_questions_that_are_late_name_no_week_that_is_over(lived: Any) -> None:
    life = Life().begins()
    sit(life, LOW)
    page = text(lived(life, day=7 * 7), "/review")

    assert "The questions, once more" in page
    assert not re.search(r"week (0|5)\b", page)


def test_a_quiet_week_has_no_word_of_blame(lived: Any) -> None:
    page = text(lived(Life().begins(), day=20), "/review")

    assert "A week may be quiet." in page
    assert re.search(r"\b(missed|failed|lost|streak)\b", page) is None


def test_what_was_said_of_a_week_is_kept_once_and_can_be_changed(
    lived: Any, clock: Clock
) -> None:
    client = lived(Life().begins(), day=9)
    said = {"note": "It was fine.", "low": "1", "worry": "0", "satisfaction": "7"}
    page = client.get("/review").content.decode().partition("<h1>")[2]
    fields = {**hidden(page), **said}

    response = client.post("/review/2", fields)
    client.post("/review/2", fields)
    send(client, **{**said, "note": "It was good."})
    shown = text(client, "/review")

    assert response["Location"] == "/review/2?saved"
    assert [r.note for r in reviews(client, clock)] == ["It was fine.", "It was good."]
    last = reviews(client, clock)[-1]
    assert (last.week, last.low, last.worry, last.satisfaction) == (2, 1, 0, 7)
    assert "It was good.</textarea>" in shown
    assert re.search(r'id="satisfaction_7" value="7" checked', shown)
    assert re.search(r'id="low_1" value="1" checked', shown)


def test_everything_may_be_left_out(lived: Any, clock: Clock) -> None:
    client = lived(Life().begins(), day=9)

    assert send(client)["Location"] == "/review/2"
    assert reviews(client, clock) == []


def test_a_note_can_be_emptied_again(lived: Any, clock: Clock) -> None:
    client = lived(Life().begins(), day=9)
    send(client, note="Oh no.")
    send(client, note="")

    assert [r.note for r in reviews(client, clock)] == ["Oh no.", ""]


def test_a_note_for_a_week_long_ago_changes_no_mood(lived: Any, clock: Clock) -> None:
    life = Life().begins().on(7)
    life.reviews(1, low=2, worry=3, satisfaction=4, note="then")
    client = lived(life, day=40)
    page = text(client, "/review/1")

    send(client, "/review/1", note="now", low="0", satisfaction="9")

    assert "Feeling low: on most days" in page
    assert "The bond as a whole: 4" in page
    assert 'name="low"' not in page
    last = reviews(client, clock)[-1]
    assert (last.week, last.note, last.low, last.worry) == (1, "now", 2, 3)
    assert last.satisfaction == 4


@pytest.mark.parametrize(
    "typed",
    [
        {"low": "4"},
        {"worry": "-1"},
        {"satisfaction": "11"},
        {"note": "x" * 5001},
        {"note": "a\x00"},
        {"key": ""},
    ],
    ids=range(6),
)
def test_what_cannot_be_is_refused(
    lived: Any, clock: Clock, typed: dict[str, str]
) -> None:
    client = lived(Life().begins(), day=9)

    assert send(client, **typed).status_code == 422
    assert reviews(client, clock) == []


def test_a_week_that_has_not_begun_is_not_there(lived: Any) -> None:
    client = lived(Life().begins(), day=9)
    client.raise_request_exception = False

    assert client.get("/review/3").status_code == 404
    assert client.post("/review/3", {"key": "a"}).status_code == 404
    assert client.get("/review/99999999").status_code == 404


def changed_life(first: Any, last: Any) -> Life:
    life = Life().begins()
    sit(life, first)
    sit(life.on(32), last)
    return life


def test_harder_and_easier_are_said_in_the_same_place_and_size(lived: Any) -> None:
    page = text(lived(changed_life(LOW, HIGH), day=33), "/review")

    assert '<div class="notice"> <h2>It has become harder</h2>' in page
    assert "Closeness sets off more alarm for you than it did" in page
    assert "You can pause for as long as you like." in page
    assert 'href="/today/pause"' in page
    assert 'href="/help"' in page
    assert "Someone who could help" in page
    assert "worse than before, and by more than chance would do" in page


def test_easier_is_said_too(lived: Any) -> None:
    page = text(lived(changed_life(HIGH, LOW), day=33), "/review")

    assert '<div class="notice"> <h2>It has become easier</h2>' in page
    assert "Some of it may fade when you stop." in page
    assert "Someone who could help" not in page


def test_two_heavy_weeks_call_for_a_person(lived: Any) -> None:
    life = Life().begins().on(7)
    life.reviews(1, low=2, worry=2)
    life.on(14).reviews(2, low=2, worry=1)
    page = text(lived(life, day=15), "/review")

    assert "A low time" in page
    assert "For two weeks your days have been low or full of worry." in page


def test_weeks_that_were_heavy_long_ago_are_not_held_up_now(lived: Any) -> None:
    life = Life().begins().on(7)
    life.reviews(1, low=2, worry=2)
    life.on(14).reviews(2, low=2, worry=1)
    page = text(lived(life, day=60), "/review")

    assert "A low time" not in page
    assert "For two weeks your days have been low" not in page


def test_the_questions_come_again_in_the_fifth_week(lived: Any) -> None:
    life = Life().begins()
    sit(life, LOW)
    client = lived(life, day=28)

    assert "The questions, once more" not in text(client, "/review")


def test_in_the_fifth_week_they_are_due(lived: Any) -> None:
    life = Life().begins()
    sit(life, LOW)
    page = text(lived(life, day=29), "/review")

    assert "The questions, once more" in page
    assert 'href="/questions"' in page


def test_a_step_that_the_content_has_lost_keeps_its_kind(lived: Any) -> None:
    life = Life().begins()
    life.on(1).steps(Domain.WAITING, step="w9z")
    life.on(1).steps(Domain.WAITING, step="w9y", title="An old step")
    page = text(lived(life, day=2), "/review")

    assert ">Waiting</text>" in page
    assert ">An old step</text>" in page


def test_what_helps_says_how_many_days_it_needs(lived: Any) -> None:
    life = Life().begins()
    life.on(1).notes(clo=5, dis=2)
    page = text(lived(life, day=2), "/helps")

    assert "Not enough yet: 1 of 28 days." in page
    assert "Not enough yet: 0 of 12 steps" in page
    assert "<svg" not in page


def test_what_helps_shows_bars_dots_and_never_says_causes(lived: Any) -> None:
    page = text(lived(noted(40), day=40), "/helps")

    assert "A link is likely with “Feelings shared”. The rest is not clear." in page
    assert re.search(
        r"On days when you shared more of your feelings than you usually do, you felt "
        r"more connected: by about \d\.\d points of 10",
        page,
    )
    assert "Stress from outside: not enough yet, 0 of 28 days." in page
    assert page.count('class="picture strips') == 2
    assert "It does not show what leads to what" in page
    assert re.search(r"\b(cause|causes|because)\b", page) is None


def test_no_means_are_shown_of_what_cannot_be_told_yet(lived: Any) -> None:
    life = noted(40)
    for day in range(20):
        life.on(day).notes(strs=day % 8)
    page = text(lived(life, day=40), "/helps")

    assert "Stress from outside: not enough yet, 20 of 28 days." in page
    assert page.count("picture strips") == 2
    assert "more of it you felt" not in page.partition("Stress from outside: not")[2]


def test_kinds_of_steps_are_shown_once_there_are_enough(lived: Any) -> None:
    life = Life().begins()
    for day in range(1, 8):
        life.on(day).steps(Domain.EMOTIONAL, expected=8, discomfort=3, p_feared=90)
        life.on(day).steps(Domain.PLAY, expected=4, discomfort=4, p_feared=10)
    page = text(lived(life, day=9), "/helps")

    assert "Easier than you thought: “What you feel”." in page
    assert "What you feared came less often than you thought: “What you feel”" in page


@pytest.mark.parametrize("path", ["/weeks", "/review", "/helps"])
def test_in_spanish(lived: Any, path: str) -> None:
    life = noted(40)
    for day in range(1, 8):
        life.on(day).steps()
    client = lived(life, day=41)
    client.cookies["language"] = "es"

    page = re.sub('<cite lang="en">.*?</cite>', "", text(client, path))
    page = re.sub("<[^>]*>", " ", page)

    assert re.search(r"\b(the|and|you|week|steps)\b", page, re.IGNORECASE) is None


def test_answers_that_are_all_the_same_crash_nothing(lived: Any) -> None:
    life = Life().begins()
    for day in range(60):
        life.on(day).notes(clo=1, dis=0, ppr=0, strs=0)
        life.steps(p_feared=0, expected=0, discomfort=0, done="no", happened="no")
    client = lived(life, day=200)

    for path in ("/weeks", "/review", "/review/3", "/helps"):
        assert text(client, path)


def test_a_clock_that_was_set_back_crashes_nothing(lived: Any) -> None:
    life = Life().begins().on(5)
    life.steps()
    life.notes(clo=5)
    client = lived(life, day=-3)

    for path in ("/weeks", "/review", "/helps"):
        assert text(client, path)


def test_weeks_of_a_time_before_open_again_and_ask_nothing(lived: Any) -> None:
    life = Life().begins()
    life.on(2).steps(p_feared=80, expected=7, discomfort=3)
    life.on(4).reviews(week=1, note="It held.")
    life.on(90).begins()
    client = lived(life, day=92)

    weeks = text(client, "/weeks")
    assert "The times before" in weeks
    assert "/review/1/13" in weeks
    assert "/review/1/14" not in weeks
    page = text(client, "/review/1/1")
    assert "From ten weeks that are over." in page
    assert "It held." in page
    assert "Small step" in page or "small step" in page
    assert "<form" not in page
    assert "/review/1/2" in page
    for path in ("/review/2/0", "/review/0/0", "/review/1/14", "/review/9/1"):
        assert client.get(path).status_code == 404
    assert client.post("/review/1/1", {"note": "x"}).status_code == 405
