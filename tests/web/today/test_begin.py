from __future__ import annotations

import re

import pytest
from django.test import Client

from nearer.content.steps import steps
from nearer.entries import Consented, ProgrammeBegan, SituationSet
from nearer.readings.switches import Switch
from tests.web.accounts.people import begin
from tests.web.assess.walking import hidden
from tests.web.today.walking import Walker, words

pytestmark = pytest.mark.django_db


def test_beginning_keeps_the_yes_with_whom_and_what_matters(walker: Walker) -> None:
    response = walker.begins(company="far", touch="on", value="To be known", track="")

    (situation,) = walker.written(SituationSet)
    assert response["Location"] == "/today"
    assert walker.written(Consented)
    assert walker.written(ProgrammeBegan)[0].value == "To be known"
    assert (situation.company, situation.far, situation.touch) == (
        "partner",
        True,
        True,
    )
    assert situation.track is None


def test_touch_without_a_partner_is_no_touch(walker: Walker) -> None:
    walker.begins(company="alone", touch="on", conditions=["grief", "quarrel"])

    (situation,) = walker.written(SituationSet)
    assert not situation.touch
    assert situation.conditions == ("grief", "quarrel")


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"company": "partner"},
        {"agreed": "on"},
        {"company": "cat", "agreed": "on"},
        {"company": "alone", "agreed": "on", "conditions": ["cold feet"]},
        {"company": "alone", "agreed": "on", "aim": "a" * 201},
    ],
)
def test_without_a_yes_or_with_nonsense_nothing_begins(
    walker: Walker, fields: dict[str, str]
) -> None:
    response = walker.send("/today/begin", **fields)

    assert response.status_code == 422
    assert 'class="summary"' in response.content.decode()
    assert not walker.written(ProgrammeBegan)


def test_pressed_twice_it_begins_once(walker: Walker) -> None:
    page = walker.get("/today/begin")
    for _ in range(2):
        walker.client.post(
            "/today/begin", hidden(page) | {"company": "alone", "agreed": "on"}
        )

    assert len(walker.written(ProgrammeBegan)) == 1


def test_until_it_began_today_leads_there_and_the_start_to_the_questions(
    walker: Walker,
) -> None:
    assert walker.client.get("/today")["Location"] == "/today/begin"
    assert walker.client.get("/")["Location"] == "/questions"
    walker.begins()
    assert walker.client.get("/")["Location"] == "/today"


def test_the_bar_of_places_changes_with_it(walker: Walker) -> None:
    assert 'href="/today"' not in walker.get("/help").partition("<main")[0]
    walker.begins()
    bar = walker.get("/help").partition("<main")[0]

    assert 'href="/today"' in bar
    assert 'href="/more"' in bar


def test_with_whom_can_be_changed(on_the_way: Walker) -> None:
    assert re.search(r'value="partner"[^>]* checked', on_the_way.get("/today/with"))
    response = on_the_way.send("/today/with", company="friend", track="distance")

    latest = on_the_way.written(SituationSet)[-1]
    assert response["Location"] == "/today"
    assert (latest.company, latest.track) == ("friend", "distance")
    assert on_the_way.send("/today/with", company="cat").status_code == 422


def test_it_can_be_begun_anew_and_says_that_all_stays(on_the_way: Walker) -> None:
    on_the_way.goes(days=75)

    assert "Begin the ten weeks anew" in on_the_way.read("/today?on=1")
    assert "Everything from before stays" in on_the_way.read("/today/begin")
    on_the_way.begins(company="alone")
    assert "The first day" in on_the_way.read()


def test_another_persons_ten_weeks_are_not_mine(on_the_way: Walker) -> None:
    url = on_the_way.takes_on()
    other = Client()
    begin(other, name="Bea")
    assert other.get("/today")["Location"] == "/today/begin"
    Walker(other, on_the_way.clock).begins()

    assert other.get(url).status_code == 404


def test_more_lists_what_there_is(on_the_way: Walker) -> None:
    page = on_the_way.get("/more")

    assert "Where I stand" in words(page)
    assert "Settings" in words(page)
    assert Client().get("/more").status_code == 200


def test_where_nothing_may_lead_to_anyone_nobody_and_no_touch_is_asked_for(
    walker: Walker,
) -> None:
    walker.is_kept_from(Switch.TOWARD)
    page = walker.get("/today/begin")

    for name in ("company", "touch", "track"):
        assert f'name="{name}"' not in page
    walker.begins(company="partner", touch="on", track="closeness")
    said = walker.written(SituationSet)[-1]
    assert (said.company, said.touch, said.track) == ("alone", False, None)


def test_with_whom_one_practised_stays_said_while_it_is_not_asked(
    walker: Walker,
) -> None:
    walker.begins(company="far", track="distance")
    walker.is_kept_from(Switch.TOWARD)
    page = walker.get("/today/with")
    assert 'name="company"' not in page
    walker.send("/today/with", page, conditions="grief")
    said = walker.written(SituationSet)[-1]

    assert (said.company, said.far, said.track) == ("partner", True, "distance")


def test_someone_alone_reads_the_step_and_their_own_way_to_do_it(
    walker: Walker,
) -> None:
    walker.begins(company="alone")
    words = steps()["n4b"].words("en")

    page = walker.read("/step/n4b?sure=1")
    assert page.index(words.how) < page.index(words.solo)

    walker.is_kept_from(Switch.TOWARD)
    words = steps()["v3a"].words("en")
    page = walker.read("/step/v3a?sure=1")
    assert words.solo in page
    assert words.how not in page


def test_a_step_says_whom_it_needs(walker: Walker) -> None:
    walker.begins(company="friend")
    assert "with a friend, or on your own" in walker.read("/step/e1a?sure=1")
    assert "with a friend. From" in walker.read("/step/o1b?sure=1")

    walker.send("/today/with", company="alone")
    assert "with a friend, or on your own" in walker.read("/step/e1a?sure=1")
    assert "Not on offer just now" in walker.read("/step/o1b?sure=1")
