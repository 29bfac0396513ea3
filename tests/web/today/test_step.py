from __future__ import annotations

import re

import pytest

from nearer.content import steps as content_steps
from nearer.content.steps import steps
from nearer.core.safety import Switch
from nearer.entries import StepEnded, StepPlanned, StepSetAside
from tests.web.assess.walking import hidden
from tests.web.today.walking import Walker, words

pytestmark = pytest.mark.django_db
NOBODY = "00000000-0000-7000-8000-000000000000"


def test_a_step_from_before_to_after(on_the_way: Walker) -> None:
    url = on_the_way.takes_on(
        feared="They roll their eyes", p_feared="70", expected="6", setting="At home"
    )
    (plan,) = on_the_way.written(StepPlanned)
    assert (plan.feared, plan.p_feared, plan.expected) == (
        "They roll their eyes",
        70,
        6,
    )
    assert (plan.setting, plan.chosen) == ("At home", "offered")
    assert plan.title == steps()[plan.step].words("en").title
    assert "They roll their eyes" in on_the_way.read(url)

    on_the_way.ends(url, happened="no", learned="They listened", response="good")
    (end,) = on_the_way.written(StepEnded)
    page = on_the_way.read(url)
    assert (end.planned, end.done, end.discomfort) == (plan.id, "yes", 4)
    assert (end.happened, end.response, end.drifted) == ("no", "good", False)
    assert "70 % sure" in page
    assert "it did not happen" in page
    assert "They listened" in page
    assert "That was today's step" in on_the_way.read()


def test_everything_before_a_step_may_stay_empty(on_the_way: Walker) -> None:
    url = on_the_way.takes_on()
    on_the_way.send(url, done="no")

    (end,) = on_the_way.written(StepEnded)
    assert (end.done, end.discomfort, end.happened, end.response) == (
        "no",
        None,
        None,
        None,
    )
    assert "says nothing about you" in on_the_way.read(url)


@pytest.mark.parametrize(
    "said",
    [
        {"p_feared": "71"},
        {"p_feared": "-10"},
        {"expected": "11"},
        {"feared": "a" * 4_001},
        {"setting": "a" * 201},
        {"key": ""},
    ],
)
def test_what_cannot_be_before_is_refused_and_the_words_stay(
    on_the_way: Walker, said: dict[str, str]
) -> None:
    url = on_the_way.offered()
    response = on_the_way.send(url, **({"feared": "Ocelot"} | said))

    assert response.status_code == 422
    assert said.get("feared", "Ocelot") in response.content.decode()
    assert on_the_way.written(StepPlanned) == []


@pytest.mark.parametrize(
    "said", [{"done": ""}, {"done": "often"}, {"discomfort": "11"}, {"response": "x"}]
)
def test_what_cannot_be_after_is_refused_and_the_words_stay(
    on_the_way: Walker, said: dict[str, str]
) -> None:
    url = on_the_way.takes_on()
    response = on_the_way.ends(url, **({"learned": "Ocelot"} | said))

    assert response.status_code == 422
    assert "Ocelot" in response.content.decode()
    assert on_the_way.written(StepEnded) == []


def test_a_double_click_and_two_tabs_take_on_one_step(on_the_way: Walker) -> None:
    url = on_the_way.offered()
    first, second = on_the_way.get(url), on_the_way.get(url)
    answers = [
        on_the_way.client.post(url, hidden(page)) for page in (first, first, second)
    ]

    assert len(on_the_way.written(StepPlanned)) == 1
    assert [answer.status_code for answer in answers] == [302, 200, 200]


def test_the_form_sent_again_after_back_leads_to_the_same_step(
    on_the_way: Walker,
) -> None:
    url = on_the_way.offered()
    page = on_the_way.get(url)
    on_the_way.client.post(url, hidden(page))
    again = on_the_way.client.post(url, hidden(page))

    assert "under way" in words(again.content.decode())
    assert len(on_the_way.written(StepPlanned)) == 1


def test_the_same_end_twice_is_written_once_and_another_one_replaces(
    on_the_way: Walker,
) -> None:
    url = on_the_way.takes_on()
    page = on_the_way.get(url)
    for sent in (page, page, on_the_way.get(f"{url}?change=1")):
        on_the_way.send(url, sent, done="yes", discomfort="4")
    on_the_way.send(url, on_the_way.get(f"{url}?change=1"), done="yes", discomfort="6")

    assert [e.discomfort for e in on_the_way.written(StepEnded)] == [4, 6]


def test_what_was_said_can_be_said_otherwise_and_undone(on_the_way: Walker) -> None:
    url = on_the_way.takes_on()
    on_the_way.ends(url, discomfort="3")
    change = on_the_way.get(f"{url}?change=1")
    assert re.search(r'id="discomfort_3" value="3" checked', change)
    on_the_way.send(url, change, done="partly", discomfort="5")
    assert "5" in on_the_way.read(url)

    on_the_way.send(url, on_the_way.get(url), do="undo")
    assert re.search(r"<td>3</td>", on_the_way.get(url))
    on_the_way.send(url, on_the_way.get(url), do="undo")
    assert "How did it go?" in on_the_way.read(url)
    assert "Under way" in on_the_way.read()


def test_a_step_can_be_put_back(on_the_way: Walker) -> None:
    offered = on_the_way.offered()
    url = on_the_way.takes_on()
    on_the_way.taps("back")

    assert on_the_way.offered() == offered
    assert on_the_way.client.get(url).status_code == 404


def test_a_step_left_open_waits_without_hurry(on_the_way: Walker) -> None:
    url = on_the_way.takes_on()
    on_the_way.goes(days=5)

    assert "There is no hurry" in on_the_way.read()
    on_the_way.ends(url)
    assert on_the_way.offered() == "", "one a day"
    on_the_way.goes(days=1)
    assert on_the_way.offered()


def test_a_harder_one_is_asked_about_first(on_the_way: Walker) -> None:
    page = on_the_way.read("/step/e5a")
    assert "harder than what fits today" in page
    answer = on_the_way.client.post("/step/e5a", {"key": "a"})
    assert "harder than what fits today" in words(answer.content.decode())
    assert on_the_way.written(StepPlanned) == []

    on_the_way.send("/step/e5a", on_the_way.get("/step/e5a?sure=1"))
    assert on_the_way.written(StepPlanned)[0].chosen == "harder"


def test_an_easier_and_a_different_one_stand_beside_it(on_the_way: Walker) -> None:
    page = on_the_way.get()
    links = {
        label: url
        for url, label in re.findall(r'href="(/step/\w+)">(An? \w+ one)', page)
    }
    assert "A different one" in links
    on_the_way.takes_on(links["A different one"])

    assert on_the_way.written(StepPlanned)[0].chosen == "different"


def test_afterwards_only_what_can_be_answered_is_asked(on_the_way: Walker) -> None:
    feared, other = "Did what you feared happen?", "How did the other respond?"
    alone = on_the_way.takes_on("/step/s1a")
    assert feared not in on_the_way.read(alone), "nothing was feared"
    assert other not in on_the_way.read(alone), "nobody else is part of it"
    on_the_way.ends(alone, happened="no", response="none")
    page = on_the_way.read(f"{alone}?change=1")
    assert feared in page, "what was said can be said otherwise"
    assert other in page

    on_the_way.goes(days=1)
    page = on_the_way.read(on_the_way.takes_on("/step/d1a", p_feared="40"))
    assert feared in page
    assert other in page


def test_what_stands_beside_is_never_called_too_hard(on_the_way: Walker) -> None:
    for _ in range(4):
        on_the_way.ends(on_the_way.takes_on(), discomfort="7")
        on_the_way.goes(days=1)
    beside = re.findall(r'href="(/step/\w+)">An? \w+ one', on_the_way.get())

    assert beside
    for url in beside:
        assert "harder than what fits today" not in on_the_way.read(url)


def test_too_much_is_met_with_gentle_words_and_gentle_days(on_the_way: Walker) -> None:
    on_the_way.is_kept_from()
    url = on_the_way.takes_on()
    on_the_way.ends(url, discomfort="10")
    page = on_the_way.get(url)
    assert "That was a lot" in words(page)
    assert 'href="/check"' in page
    assert "There are private questions that help" in on_the_way.read()

    on_the_way.goes(days=1)
    assert on_the_way.offered()[6] in "sp"
    on_the_way.is_kept_from()  # the private questions were answered meanwhile
    assert "There are private questions that help" not in on_the_way.read()


def test_a_hurtful_response_asks_the_private_question(on_the_way: Walker) -> None:
    url = on_the_way.takes_on()
    on_the_way.ends(url, discomfort="2", response="hurtful")

    assert "could you not freely say no" in on_the_way.read(url)


def test_losing_touch_brings_ground_first_and_no_blame(on_the_way: Walker) -> None:
    url = on_the_way.takes_on()
    on_the_way.ends(url, drifted="on")
    page = on_the_way.read(url)

    assert "Put both feet on the floor" in page
    assert "EMDR" in page


def test_where_days_may_not_be_sober_that_is_asked_first(on_the_way: Walker) -> None:
    on_the_way.is_kept_from(Switch.UNASKED)
    url = on_the_way.offered()
    assert "Is your head clear today" in on_the_way.read(url)
    assert on_the_way.send(url).status_code == 422
    assert on_the_way.send(url, clear="no")["Location"] == "/today"
    assert on_the_way.written(StepPlanned) == []
    assert len(on_the_way.written(StepSetAside)) == 1

    on_the_way.goes(days=1)
    on_the_way.takes_on(clear="yes")
    assert len(on_the_way.written(StepPlanned)) == 1


@pytest.mark.parametrize("path", ["/step/nothing", "/step/e9z", f"/step/{NOBODY}"])
def test_a_step_that_is_none_is_not_found(on_the_way: Walker, path: str) -> None:
    assert on_the_way.client.get(path).status_code == 404
    assert on_the_way.client.post(path, {"key": "a"}).status_code == 404


def test_a_step_that_the_content_lost_is_shown_as_it_was(
    on_the_way: Walker, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = on_the_way.takes_on()
    title = on_the_way.written(StepPlanned)[0].title
    left = {name: s for name, s in steps().items() if s.id not in on_the_way.steps}
    for place in ("here", "cards", "stepping"):
        monkeypatch.setattr(f"nearer.today.{place}.steps", lambda: left)

    assert title in on_the_way.read()
    assert title in on_the_way.read(url)
    on_the_way.ends(url)
    assert title in on_the_way.read(url)
    on_the_way.goes(days=1)
    assert on_the_way.offered()
    assert content_steps.steps() is steps()


def test_the_place_of_before_is_offered_again(on_the_way: Walker) -> None:
    on_the_way.ends(on_the_way.takes_on(setting="On the stairs"))
    on_the_way.goes(days=1)

    assert '<option value="On the stairs">' in on_the_way.get(on_the_way.offered())


def test_someone_in_danger_cannot_reach_a_step_toward_anyone(
    on_the_way: Walker,
) -> None:
    on_the_way.is_kept_from(Switch.TOWARD)

    assert on_the_way.offered()[6] in "sva"
    for name in ("e1a", "b1a", "q1a", "m1a", "w1a", "u1a"):
        assert "Not on offer" in on_the_way.read(f"/step/{name}?sure=1")
        answer = on_the_way.client.post(f"/step/{name}", {"key": "a", "sure": "1"})
        assert "Not on offer" in words(answer.content.decode())
    assert on_the_way.written(StepPlanned) == []


def test_a_step_under_way_says_whether_it_is_of_today(on_the_way: Walker) -> None:
    on_the_way.takes_on()
    assert "You took this on today" in on_the_way.read()
    on_the_way.goes(days=2)
    assert "You took this on some days ago" in on_the_way.read()
