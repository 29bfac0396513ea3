"""After the ten weeks: choosing a step oneself."""

from __future__ import annotations

import pytest

from nearer.content.steps import steps
from nearer.entries import StepPlanned
from nearer.readings.switches import Switch
from tests.web.today.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)
NOTED = "It was quieter than I thought."
LINK = 'href="/today/again"'


def did_one(walker: Walker) -> str:
    """Do the first step offered, and say what it taught; return its id."""
    walker.ends(walker.takes_on(), learned=NOTED, discomfort="1")
    return walker.steps[-1]


def test_within_the_ten_weeks_the_program_chooses(on_the_way: Walker) -> None:
    did_one(on_the_way)
    on_the_way.goes(days=8)

    assert LINK not in on_the_way.get()
    assert on_the_way.client.get("/today/again")["Location"] == "/today"


def test_in_a_booster_week_one_chooses_what_one_knows(on_the_way: Walker) -> None:
    step = did_one(on_the_way)
    on_the_way.goes(days=95)

    assert LINK in on_the_way.get("/today?on=1")
    page = on_the_way.get("/today/again")
    assert f'href="/step/{step}"' in page
    assert NOTED in page
    assert "up to five steps" in page

    on_the_way.ends(on_the_way.takes_on(f"/step/{step}"))
    (_, again) = on_the_way.written(StepPlanned)
    assert again.chosen in {"offered", "booster"}
    assert again.step == step
    assert LINK not in on_the_way.get("/today?on=1"), "one a day is enough"


def test_what_was_hard_says_so(on_the_way: Walker) -> None:
    on_the_way.ends(on_the_way.takes_on(), discomfort="7")
    on_the_way.goes(days=95)

    page = on_the_way.get("/today/again")

    known = page.partition('id="known"')[2].partition("</section>")[0]
    assert "harder than what fits today" in known


def test_others_fit_today_and_were_not_done_yet(on_the_way: Walker) -> None:
    step = did_one(on_the_way)
    on_the_way.goes(days=80)

    page = on_the_way.get("/today/again")

    others = page.partition('id="others"')[2]
    listed = [name for name in steps() if f'href="/step/{name}"' in others]
    assert 1 <= len(listed) <= 6
    assert step not in listed
    assert all(steps()[name].booster for name in listed)


def test_what_goes_toward_anyone_is_not_listed_where_it_is_off(
    on_the_way: Walker,
) -> None:
    did_one(on_the_way)
    on_the_way.goes(days=95)
    on_the_way.is_kept_from(Switch.TOWARD)

    page = on_the_way.get("/today/again")

    listed = [one for one in steps().values() if f'href="/step/{one.id}"' in page]
    assert all(one.solo for one in listed)


def test_where_practising_is_off_nothing_can_be_chosen(on_the_way: Walker) -> None:
    did_one(on_the_way)
    on_the_way.goes(days=95)
    on_the_way.is_kept_from(Switch.PRACTICE)

    assert on_the_way.client.get("/today/again")["Location"] == "/today"
    assert LINK not in on_the_way.get("/today?on=1")


def test_a_step_that_the_content_lost_is_left_out(
    on_the_way: Walker, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = did_one(on_the_way)
    on_the_way.goes(days=95)
    left = {name: one for name, one in steps().items() if name != step}
    monkeypatch.setattr("nearer.today.again.steps", lambda: left)

    assert f'href="/step/{step}"' not in on_the_way.get("/today/again")
