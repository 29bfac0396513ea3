from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest

from nearer.core.safety import Switch
from nearer.entries import CheckedIn, ProgrammePaused, StepPlanned, StepSetAside
from tests.readings.pen import Pen
from tests.readings.people import TWO_FEARS, of_scales, sit
from tests.web.assess.walking import hidden
from tests.web.proofs import foreign_titles, unproven
from tests.web.today.walking import Walker, words

pytestmark = pytest.mark.django_db


def test_one_tap_keeps_how_connected_i_feel(on_the_way: Walker) -> None:
    on_the_way.feels(7)

    (entry,) = on_the_way.written(CheckedIn)
    assert (entry.values, entry.asked) == ({"clo": 7}, ("clo",))
    assert re.search(r'value="7" aria-pressed="true"', on_the_way.get())
    assert "Noted: 7" in on_the_way.read()


def test_the_same_tap_again_writes_nothing_and_another_one_replaces(
    on_the_way: Walker,
) -> None:
    for number in (7, 7, 3):
        on_the_way.feels(number)

    assert [e.values["clo"] for e in on_the_way.written(CheckedIn)] == [7, 3]
    assert "Noted: 3" in on_the_way.read()


@pytest.mark.parametrize("number", ["0", "11", "-1", "x", "", "7.5", "９"])
def test_a_number_that_is_none_is_not_kept(on_the_way: Walker, number: str) -> None:
    on_the_way.send("/today/felt", on_the_way.get(), clo=number)

    found = [e.values for e in on_the_way.written(CheckedIn)]
    assert found in ([], [{"clo": 9}])


def test_the_day_asks_seven_and_two_and_every_one_may_be_left_out(
    on_the_way: Walker,
) -> None:
    page = on_the_way.get("/today/day")
    assert page.count("<fieldset") == 9

    on_the_way.send("/today/day", page, dis="2", cfl="1")
    (entry,) = on_the_way.written(CheckedIn)
    assert entry.values == {"dis": 2, "cfl": 1}
    assert len(entry.asked) == 9
    on_the_way.send("/today/day")  # nothing tapped
    assert len(on_the_way.written(CheckedIn)) == 1


def test_hints_and_steps_say_how_it_is_known(on_the_way: Walker) -> None:
    pages = [on_the_way.get("/today/day"), on_the_way.get("/step/e1a")]
    on_the_way.goes(days=2)  # the other hints take their turn
    pages.append(on_the_way.get("/today/day"))

    assert [unproven(page) for page in pages] == [[]] * 3
    assert [foreign_titles(page) for page in pages] == [[]] * 3


def test_two_visits_a_day_come_together(on_the_way: Walker) -> None:
    on_the_way.send("/today/day", dis="2", clo="4")
    on_the_way.goes(hours=1)
    page = on_the_way.get("/today/day")

    assert re.search(r'id="dis_2" value="2" checked', page)
    on_the_way.send("/today/day", page, clo="5", dis="2", ppr="8")
    assert on_the_way.written(CheckedIn)[-1].values == {"clo": 5, "ppr": 8}


def test_a_value_that_cannot_be_is_refused_and_nothing_is_kept(
    on_the_way: Walker,
) -> None:
    assert on_the_way.send("/today/day", dis="9").status_code == 422
    assert on_the_way.send("/today/day", about="soon").status_code == 422
    assert on_the_way.send("/today/day", about="2019-01-01").status_code == 422
    assert on_the_way.written(CheckedIn) == []


def test_until_noon_yesterday_is_open_and_after_it_is_closed(
    on_the_way: Walker,
) -> None:
    on_the_way.clock.now = datetime(2026, 3, 2, 22, 0, tzinfo=UTC)
    on_the_way.goes(hours=0)
    late = on_the_way.get("/today/day")
    on_the_way.goes(hours=9)  # seven in the morning, and the page still stands there
    on_the_way.send("/today/day", late, clo="2")
    assert on_the_way.written(CheckedIn)[-1].about == date(2026, 3, 2)
    assert "About yesterday" in on_the_way.read(), "the rest of it is still open"

    on_the_way.clock.now = datetime(2026, 3, 4, 11, 50, tzinfo=UTC)
    on_the_way.goes(hours=0)
    assert "About yesterday" in on_the_way.read()
    morning = on_the_way.get("/today/day?about=yesterday")
    assert hidden(morning)["about"] == "2026-03-03"
    on_the_way.goes(minutes=9)
    assert on_the_way.send("/today/day", morning, clo="3").status_code == 302
    on_the_way.goes(minutes=2)
    refused = on_the_way.send("/today/day", morning, clo="4")
    assert refused.status_code == 422
    assert "closed by now" in refused.content.decode()
    assert "About yesterday" not in on_the_way.read()


def test_the_day_is_the_persons_own_wherever_they_are(on_the_way: Walker) -> None:
    # 22:30 UTC: in Auckland it is tomorrow, in Los Angeles still today.
    for zone, day in (("Pacific/Auckland", 2), ("America/Los_Angeles", 1)):
        on_the_way.client.cookies["tz"] = zone
        on_the_way.feels(day)
        assert on_the_way.written(CheckedIn)[-1].about == date(2026, 3, day)


def test_travelling_back_over_the_date_line_loses_nothing(on_the_way: Walker) -> None:
    on_the_way.client.cookies["tz"] = "Pacific/Auckland"
    url = on_the_way.takes_on()
    on_the_way.ends(url)
    on_the_way.client.cookies["tz"] = "Pacific/Honolulu"

    assert "The first day" in on_the_way.read()
    assert on_the_way.client.get(url).status_code == 200


def test_a_clock_set_back_tells_nobody_off(on_the_way: Walker) -> None:
    on_the_way.goes(days=9)
    on_the_way.feels(5)
    on_the_way.ends(on_the_way.takes_on())
    on_the_way.goes(days=-20)

    assert "The first day" in on_the_way.read()
    assert on_the_way.offered()


def test_not_today_says_nothing_and_offers_the_same_tomorrow(
    on_the_way: Walker,
) -> None:
    offered = on_the_way.offered()
    on_the_way.taps("aside")
    page = on_the_way.get()
    assert on_the_way.offered(page) == ""
    assert "Tomorrow there will be a step again" in words(page)
    assert len(on_the_way.written(StepSetAside)) == 1

    on_the_way.goes(days=1)
    assert on_the_way.offered() == offered


def test_not_today_can_be_taken_back(on_the_way: Walker) -> None:
    offered = on_the_way.offered()
    page = on_the_way.get()
    for _ in range(2):
        on_the_way.taps("aside", page)
    on_the_way.taps("undo")

    assert on_the_way.offered() == offered


def test_a_pause_lasts_as_long_as_i_like(on_the_way: Walker) -> None:
    on_the_way.goes(days=8)
    assert "Week 2 of ten" in on_the_way.read()
    page = on_the_way.get("/today/pause")
    for _ in range(2):
        on_the_way.send("/today/pause", page, do="pause")
    assert len(on_the_way.written(ProgrammePaused)) == 1

    on_the_way.goes(days=60)
    resting = on_the_way.get()
    assert "Resting" in words(resting)
    assert on_the_way.offered(resting) == ""
    assert on_the_way.client.get("/step/s1a")["Location"] == "/today"
    on_the_way.send("/today/pause", resting, do="resume")
    assert "Week 2 of ten" in on_the_way.read()
    assert on_the_way.offered()


def test_after_a_month_of_silence_the_first_screen_asks_nothing(
    on_the_way: Walker,
) -> None:
    on_the_way.feels(4)
    on_the_way.goes(days=30)
    page = on_the_way.get()

    assert "Good to see you" in words(page)
    main = page.partition("<main")[2].partition("</main>")[0]
    assert "<form" not in main
    assert "<input" not in main
    assert on_the_way.offered(on_the_way.get("/today?on=1"))


def test_private_questions_are_mentioned_when_they_are_due_and_only_then(
    on_the_way: Walker,
) -> None:
    assert "It is time for the private questions" in on_the_way.read()
    on_the_way.is_kept_from()
    assert "private questions" not in on_the_way.read()
    on_the_way.goes(days=14)
    assert "It is time for the private questions" in on_the_way.read("/today?on=1")


def test_where_practice_is_off_there_is_no_step_and_no_blame(
    on_the_way: Walker,
) -> None:
    on_the_way.is_kept_from(Switch.PRACTICE)
    page = on_the_way.get()

    assert on_the_way.offered(page) == ""
    assert "No step for now" in words(page)
    assert "Not on offer" in on_the_way.read("/step/s1a")
    assert "Not on offer" in words(on_the_way.send("/step/s1a", page).content.decode())
    assert on_the_way.written(StepPlanned) == []


def test_there_is_one_primary_action(on_the_way: Walker) -> None:
    for path in ("/today", "/today/day", "/today/pause", on_the_way.offered()):
        main = on_the_way.get(path).partition("<main")[2].partition("</main>")[0]
        assert len(re.findall(r'class="(button )?primary"', main)) == 1, path


def test_with_danger_near_the_day_is_asked_without_the_other_person(
    on_the_way: Walker,
) -> None:
    assert "your partner" in on_the_way.read("/today/day")
    on_the_way.is_kept_from(Switch.TOWARD)

    assert "partner" not in on_the_way.read("/today/day")
    assert "partner" not in on_the_way.read()


def test_in_spanish_no_english_is_left(on_the_way: Walker) -> None:
    on_the_way.client.cookies["language"] = "es"
    page = on_the_way.read()

    assert "El primer día" in page
    assert " the " not in page


def test_a_moment_is_one_tap_away_and_one_that_waits_leads_back(
    on_the_way: Walker,
) -> None:
    assert 'href="/moment">I need a moment' in on_the_way.get()
    page = on_the_way.get("/moment")
    urge = re.search(r'name="urge" value="([\w-]+)"', page)
    assert urge
    on_the_way.send("/moment", page, urge=urge[1])

    assert re.search(r'href="/moment/[\w-]+">Back to my moment', on_the_way.get())


def test_last_week_and_the_questions_are_mentioned_quietly(on_the_way: Walker) -> None:
    assert "look back at last week" not in on_the_way.read()
    on_the_way.goes(days=8)
    assert 'href="/review/1"' in on_the_way.get()
    page = on_the_way.get("/review/1")
    on_the_way.send("/review/1", page, note="", low="0", worry="0")
    assert 'href="/review/1"' not in on_the_way.get()
    assert "There are questions that show where you stand" not in on_the_way.read()

    on_the_way.goes(days=25)
    page = on_the_way.read("/today?on=1")
    assert "There are questions that show where you stand" in page, "never answered"
    pen = Pen(day=on_the_way.clock.now.date(), before=on_the_way.count())
    sit(pen, of_scales(TWO_FEARS, {"avoidance": 4, "anxiety": 2}))
    on_the_way.diary().append(*pen.entries)
    assert "There are questions" not in on_the_way.read("/today?on=1")
    on_the_way.goes(days=35)
    assert "answer the questions again" in on_the_way.read("/today?on=1")
