from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from nearer.assess.sections import fears_part
from nearer.assess.voice import voice
from nearer.content import Instrument, catalogue
from nearer.core.measurement import Lead
from nearer.core.safety import Switch
from nearer.diary.access import Diary
from nearer.entries import SwitchesSet
from nearer.readings.fears import Why, read_fears
from tests.readings.pen import Pen
from tests.readings.people import TWO_FEARS, Answer, of_scales, sit
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import PASSPHRASE, begin
from tests.web.assess.walking import answer, begin_walk
from tests.web.proofs import foreign_titles, unproven

pytestmark = pytest.mark.django_db
Own = Callable[[], Diary]
Sat = Callable[..., None]
CLOSENESS, HABITS, ROOTS = (
    catalogue().instruments[name] for name in ("closeness", "habits", "roots")
)


@pytest.fixture
def sat(own: Own, clock: Clock) -> Sat:
    """Write a sitting into the diary, as answering page by page does."""

    def write(answer: Answer, instrument: Instrument = TWO_FEARS) -> None:
        pen = Pen(day=clock.now.date(), before=len(own().entries()))
        sit(pen, answer, instrument=instrument)
        own().append(*pen.entries)

    return write


def fears(avoidance: int, anxiety: int) -> Answer:
    return of_scales(TWO_FEARS, {"avoidance": avoidance, "anxiety": anxiety})


def plain(client: Client) -> str:
    page = client.get("/map").content.decode()
    return page.partition("<main")[2].partition("</main>")[0]


def say(text_id: str, language: str = "en", **gaps: object) -> str:
    return catalogue().say(text_id, language, **gaps)


def switch_off(own: Own, *off: Switch) -> None:
    entry = SwitchesSet(
        **Pen().stamp(),
        switches=tuple(f"-{switch}" for switch in off),
        rules_version=1,
        completed=True,
    )
    own().safety.append(entry)


def test_before_any_answer_it_says_so_and_leads_to_the_questions(
    inside: Client,
) -> None:
    page = plain(inside)

    assert "There is nothing to show yet" in page
    assert 'class="button primary" href="/questions"' in page


@pytest.mark.parametrize(
    ("avoidance", "anxiety", "verdict"),
    [(5, 1, "avoidance"), (1, 5, "anxiety"), (5, 5, "both"), (1, 1, "neither")],
)
def test_it_says_which_fear_leads(
    inside: Client, sat: Sat, avoidance: int, anxiety: int, verdict: str
) -> None:
    sat(fears(avoidance, anxiety))

    page = plain(inside)

    assert say(f"map.verdict.{verdict}") in page
    assert page.count('role="img"') >= 3  # two dials and the cloud


def test_a_lead_comes_with_how_sure_it_is(inside: Client, sat: Sat) -> None:
    sat(fears(1, 5))

    page = plain(inside)

    assert say("map.sure.anxiety", percent=99) in page
    assert "100 in 100" not in page


def test_the_middle_cannot_be_said_yet_and_says_why(inside: Client, sat: Sat) -> None:
    sat(fears(3, 3))

    page = plain(inside)

    assert say("map.verdict.unclear") in page
    assert say("map.why.middle") in page
    assert say("map.verdict.unclear-common") in page


def test_too_few_answers_show_no_dial_and_lead_on(inside: Client) -> None:
    answer(inside, begin_walk(inside), "5")

    page = plain(inside)

    assert say("map.why.too-few") in page
    assert 'role="img"' not in page
    assert "Go on with the questions" in page


def test_our_own_statements_show_no_comparison_with_others(
    inside: Client, sat: Sat
) -> None:
    sat(fears(1, 5))

    page = plain(inside)

    assert say("map.note.uncalibrated") in page
    assert "reference group" not in page


def test_every_figure_has_a_sentence_and_a_table(inside: Client, sat: Sat) -> None:
    sat(fears(1, 5))

    page = plain(inside)

    figures = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    assert len(figures) == 4  # two dials, the cloud, the circle
    for figure in figures:
        assert re.search(r"<figcaption[^>]*>\s*\S", figure)
        assert figure.count("<tr>") > 1


def test_what_matters_first_stands_open_and_the_rest_is_folded(
    inside: Client, sat: Sat
) -> None:
    sat(fears(1, 5))

    folded = re.compile(r'<details class="part">.*?</div></details>', re.DOTALL)
    open_ = folded.sub("", plain(inside))

    assert say("map.verdict.anxiety") in open_
    assert open_.count('role="img"') == 3  # two dials and the circle
    assert 'class="button primary"' in open_
    assert say("map.about.not-therapy") not in open_


def test_claims_come_with_their_sources_and_strength(inside: Client, sat: Sat) -> None:
    sat(fears(1, 5))

    page = plain(inside)

    assert "How do we know this?" in page
    assert "Downey" in page
    assert say("grade.partly.name") in page
    assert unproven(page) == []


def test_there_is_one_next_thing(inside: Client, sat: Sat) -> None:
    sat(fears(1, 5))

    page = plain(inside)

    assert page.count('class="button primary"') == 1
    assert 'class="button primary" href="/today/begin"' in page


def test_own_habits_are_drawn_into_the_circle(inside: Client, sat: Sat) -> None:
    sat(fears(1, 5))
    sat(lambda item: 5 if item == "checking" else 1, HABITS)

    page = plain(inside)

    assert HABITS.item("checking").name["en"] in page
    assert say("map.loop.none-marked") not in page


def test_closeness_is_shown_as_it_is_and_as_wished(inside: Client, sat: Sat) -> None:
    sat(fears(1, 5))
    sat(lambda item: 9 if item.endswith("wished") else 4, CLOSENESS)

    page = plain(inside)

    gap = say("map.closeness.gap-more", kind="Feelings", felt="3", wished="8")
    assert gap in page
    assert say("map.closeness.start-with-fun") in page


def test_roots_that_were_told_stand_with_what_held(inside: Client, sat: Sat) -> None:
    sat(fears(1, 5))
    sat(lambda item: 3 if item in {"loss", "safe-then"} else 1, ROOTS)

    page = plain(inside)

    assert say("map.roots.read") in page
    assert say("map.roots.held") in page
    assert ROOTS.item("loss").name["en"] in page
    assert ROOTS.item("betrayal").name["en"] not in page


def test_a_change_is_told_only_when_there_are_two_sittings(
    inside: Client, sat: Sat, clock: Clock
) -> None:
    sat(fears(3, 5))
    first = plain(inside)
    clock.go(days=70)
    inside.post("/unlock", {"secret": PASSPHRASE})
    sat(fears(3, 1))

    second = plain(inside)

    assert "What has changed" not in first
    assert say("map.change.less-anxiety") in second
    still = say("map.change.within-noise")
    assert f"{say('map.dial.avoidance')}. {still}" in second, "which one, it says"
    assert "Since 1 March 2026" in second


def test_a_rise_is_told_kindly(inside: Client, sat: Sat, clock: Clock) -> None:
    sat(fears(3, 1))
    clock.go(days=70)
    inside.post("/unlock", {"secret": PASSPHRASE})
    sat(fears(3, 5))

    page = plain(inside)

    assert say("map.change.more-anxiety") in page
    assert say("map.change.harder-weeks") in page


@pytest.mark.parametrize(
    ("by_z", "named"), [(Lead.ANXIETY, "anxiety"), (Lead.AVOIDANCE, "avoidance")]
)
def test_two_ways_to_compare_that_disagree_get_their_own_sentence(
    by_z: Lead, named: str
) -> None:
    pen = Pen()
    read = read_fears(sitting=sit(pen, fears(3, 3)), instrument=TWO_FEARS)
    assert read.judgement
    torn = replace(
        read,
        why=(Why.CONTRADICT,),
        judgement=replace(read.judgement, lead_by_z=by_z),
    )

    part = fears_part(torn, voice(catalogue()), TWO_FEARS)

    assert say(f"map.why.contradict-{named}") in part.because[0]


def test_what_is_off_is_not_there_and_leaves_no_mark(
    inside: Client, sat: Sat, own: Own
) -> None:
    sat(fears(1, 5))
    sat(lambda _: 5, CLOSENESS)
    switch_off(own, Switch.LOOP, Switch.DEPTH, Switch.TOWARD)

    page = plain(inside)

    assert say("map.loop.title") not in page
    assert "What raises it" not in page
    assert 'href="/roots"' not in page
    assert inside.get("/roots")["Location"] == "/map"
    assert inside.post("/roots/1")["Location"] == "/map"


def test_the_leading_fears_circle_comes_first(inside: Client, sat: Sat) -> None:
    sat(fears(1, 5))
    sat(lambda item: 5 if item in {"checking", "joke"} else 1, HABITS)

    page = plain(inside)

    assert 0 < page.index('id="loop-anxiety') < page.index('id="loop-avoidance')


def test_the_circle_of_two_waits_for_the_private_questions(
    inside: Client, sat: Sat, own: Own
) -> None:
    sat(fears(1, 5))
    before = plain(inside)
    switch_off(own)

    assert say("map.loop.two.about") not in before
    assert say("map.loop.two.about") in plain(inside)


def test_substitutes_are_named_only_where_they_were_marked(
    inside: Client, sat: Sat
) -> None:
    sat(fears(5, 1))
    before = plain(inside)
    sat(lambda item: 4 if item == "low-stakes" else 1, HABITS)

    assert say("map.habits.substitutes") not in before
    assert say("map.habits.substitutes") in plain(inside)


def test_after_five_weeks_it_offers_the_questions_again(
    inside: Client, sat: Sat, clock: Clock
) -> None:
    sat(fears(1, 5))
    soon = plain(inside)
    clock.go(days=35)
    inside.post("/unlock", {"secret": PASSPHRASE})

    assert "Answer the questions again" not in soon
    assert "Answer the questions again" in plain(inside)


def test_a_second_sitting_that_was_begun_waits_beside_the_first_map(
    inside: Client, sat: Sat
) -> None:
    sat(fears(1, 5))
    answer(inside, begin_walk(inside), "3")

    page = plain(inside)

    assert say("map.verdict.anxiety") in page
    assert 'class="button primary" href="/questions"' in page
    assert "Go on with the questions" in page


def test_it_speaks_spanish_throughout(inside: Client, sat: Sat) -> None:
    sat(fears(1, 5))
    inside.cookies["language"] = "es"

    page = plain(inside)

    assert say("map.verdict.anxiety", "es") in page
    assert "likely" not in page
    assert re.search(r"\d,\d de 5", page)
    assert foreign_titles(page) == []


def test_a_stranger_sees_nothing_of_it(sat: Sat) -> None:
    sat(fears(1, 5))
    bea = Client()
    begin(bea, name="Bea")

    assert "There is nothing to show yet" in plain(bea)
    assert Client().get("/map")["Location"].startswith("/unlock")


def test_it_is_only_for_reading(inside: Client) -> None:
    assert inside.post("/map").status_code == 405
