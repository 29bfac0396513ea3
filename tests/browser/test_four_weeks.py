"""Two people, two browsers, four weeks: every choice, a danger, a leaving.

One story, and worlds that part from it: in each, the one who stays gets the same bytes
as in the story, where the other is only quiet.
"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import PdfMargins

from nearer.content.steps import steps
from tests.browser import visitors
from tests.browser.answering import answer_quickly, keyed
from tests.browser.conftest import OpenPage
from tests.browser.lived_on import live_on
from tests.browser.timed_server import Timed
from tests.browser.two_people import Answer, One, Two, copied, two

# Two real browsers, four weeks, four places.
pytestmark = pytest.mark.slow

NAME = "Robin"
"""Both of them: what the other sees need not be what one unlocks with."""
SECRET = ("Ocelot", "Margay")
ONE_BY_ONE = ("temperature", "steps", "moments")
OF_ANA = ("temperature", "steps", "moments", "pattern")
OF_BEN = ("temperature", "pattern")
MARGINS: PdfMargins = {"top": "1cm", "right": "1cm", "bottom": "1cm", "left": "1cm"}
SEEN = ("us", "us/days", "us/share", "today", "more", "keep", "beside", "weeks")


def test_four_weeks_of_two(tmp_path: Path, open_page: OpenPage) -> None:
    place = tmp_path / "place"
    place.mkdir(mode=0o700)
    with two(place, open_page) as there:
        meet(there)
        linked = copied(place, tmp_path / "linked"), there.timed.now
        quiet_at_first = a_quiet_day(there)
        shares_one_by_one(there)
        opens_both_maps(there)
        opens_a_week_together(there)
        agrees_on_a_step(there)
        lets_it_go_along(there)
        now = there.timed.now
        later = [(copied(place, tmp_path / name), now) for name in ("danger", "gone")]
        quiet = a_quiet_time(there)
        goes_on(there, to=27)
        many_days_later(there, place)
        faults = there.faults
    worlds = (
        (linked, in_danger_at_once, quiet_at_first),
        (later[0], in_danger_then_away, quiet),
        (later[1], leaves_in_silence, quiet),
    )
    for (parted, now), lives, same in worlds:
        with two(parted, open_page, at=now) as there:
            assert lives(there) == same
            faults += there.faults
    assert faults == []


# --- the story ----------------------------------------------------------------------
def meet(there: Two) -> None:
    """Each begins, and answers the private questions alone."""
    for one in there.both:
        one.begins()
        one.goes("us")
        one.looks("closed")
        one.answers_privately()
        visitors.begin_weeks(one.page, there.timed.address)
    there.ana.goes("us")
    there.ana.looks("start")
    link(there.ana, there.ben)


def link(ana: One, ben: One) -> None:
    """One makes a code; the other sees whose it is and what it means, and says yes."""
    ana.proves("us/invite")
    ana.looks("invite")
    ana.writes("#id_name", NAME, press=".primary")
    ana.looks("code")
    code = ana.page.locator("#code").inner_text()
    ana.goes("us")
    ana.sees("A code is waiting")
    ana.looks("waiting")
    ben.proves("us/join")
    ben.looks("join")
    ben.writes("#id_code", code[:-1], press=".primary")
    ben.sees("doce letras y cifras")
    ben.looks("slip")
    ben.writes("#id_code", code.lower().replace("-", " "), press=".primary")
    ben.sees(NAME, "no se le dice", "La otra persona nunca ve")
    ben.looks("offer")
    ana.goes("us")
    ana.sees("A code is waiting")
    ben.writes("#id_name", NAME, press=".primary")
    for one, words in ((ana, f"You and {NAME}"), (ben, NAME)):
        one.goes("us/share")
        assert one.goes_along() == set()
        one.goes("us")
        one.sees(words)
        one.looks("linked")


def a_quiet_day(there: Two) -> list[dict[str, Answer]]:
    """Let Ben look on the day after, and the day after that."""
    found = []
    for pages in (SEEN[:2], SEEN):
        there.timed.goes(days=1)
        found.append(there.ben.gets(*pages))
    return found


def shares_one_by_one(there: Two) -> None:
    """Share a day's temperature, a step, a moment and the return, each once."""
    ana, ben = there.both
    ana.feels(7)
    step = takes_a_step(ana)
    takes_time_alone(ana, there.timed)
    before = ben.gets("us")["us"]
    assert step not in before.text
    ana.goes("us/share")
    ana.looks("share")
    lines = ana.shares_once(*ONE_BY_ONE) + ana.shares_once("moments")

    title = {name: steps()[step].words(name).title for name in ("en", "es")}
    assert lines == [
        "4 March 2026: 7 of 10",
        f"4 March 2026: done – {title['en']}",
        f"4 March 2026: time alone from 19:30 to 19:50 – {WORDS}",
        "4 March 2026: back at 19:42",
    ]
    ana.goes("us/share")
    ana.sees("nothing new to share one by one")
    ben.goes("us")
    day = "4 de marzo de 2026"
    ben.sees(
        f"{NAME}, {day}: 7 de 10",
        f"{NAME}, {day}: {title['es']}",
        f"{NAME}, {day}, 16:30–16:50: «{WORDS}»",
        "16:42",
    )
    ben.sees_not(title["en"], *SECRET)
    ben.looks("one-by-one")


WORDS = (
    "I am full to the brim right now. I need 20 minutes to myself. "
    "I am not leaving, and I care about you. I will come back to you then."
)


def takes_a_step(one: One) -> str:
    """Do the step of today, with words that are nobody else's; return its id."""
    one.goes("today")
    one.presses(".step a.primary")
    step = one.path.rsplit("/", 1)[1]
    one.writes("[name=feared]", SECRET[0], press=".primary")
    for name, value in (("done", "yes"), ("discomfort", 3), ("happened", "no")):
        one.chooses(name, value)
    one.writes("[name=learned]", SECRET[1], press=".primary")
    return step


def takes_time_alone(one: One, timed: Timed) -> None:
    """Pull away and say so; be back after twelve minutes, when the notes are locked."""
    one.goes("moment")
    one.taps("Pull away")
    one.taps("6")
    one.page.get_by_role("link", name="20 minutes").click()
    one.page.wait_for_load_state()
    one.taps("Start the 20 minutes")
    where = one.path.lstrip("/")
    timed.goes(minutes=12)
    one.goes(where)
    one.taps("I am back")


def opens_both_maps(there: Two) -> None:
    """Nobody sees one before both are there; what is shown before is what opens."""
    ana, ben = there.both
    first, second = "Where Robin stands", "Dónde está Robin"
    for one, bands in ((ana, (5, 2)), (ben, (2, 4))):
        for other in there.both:
            other.goes("us")
            other.sees_not(first, second)
        answer_quickly(one.page, f"{there.timed.address}/questions", keyed(*bands))
        one.goes("us/share")
        one.looks("share-map")
        one.shares_once("map")
    for one, words in ((ana, first), (ben, second)):
        one.goes("us")
        one.sees(words)
        one.looks("maps")
        one.goes("beside")
        one.looks("beside")
    paper = ana.page.pdf(format="A4", margin=MARGINS)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) <= 4, "two sheets, both sides"


def opens_a_week_together(there: Two) -> None:
    """Nobody goes first; gladness is there at once."""
    ana, ben = there.both
    ana.goes("us")
    ana.writes("#week-words", "A slow week.", press="form[action='/us/week'] .primary")
    ana.sees("Both open together", "A slow week.")
    ana.looks("week-waits")
    ben.goes("us")
    ben.sees_not("A slow week.")
    ben.writes("#week-words", "Una buena.", press="form[action='/us/week'] .primary")
    ana.goes("us")
    for one in there.both:
        one.sees("A slow week.", "Una buena.")
    for one, words in ((ana, "The soup"), (ben, "La lluvia")):
        one.writes("#id_words", words, press="form[action='/us/glad'] button")
    ana.goes("us")
    ana.sees(f"{NAME} (you): The soup", f"{NAME}: La lluvia")
    ben.sees(f"{NAME}: The soup", f"{NAME} (tú): La lluvia")


def agrees_on_a_step(there: Two) -> None:
    """One no, without a reason; then a yes of both."""
    ana, ben = there.both
    no, yes = "p1a", "p1b"
    title = {step: steps()[step].words("es").title for step in (no, yes)}
    ana.goes("us")
    proposes(ana, no)
    ben.goes("us")
    ben.sees(title[no])
    ben.presses("[name=say][value=no]")
    ben.sees("Donde dijiste que no", title[no])
    proposes(ben, yes)
    ana.goes("us")
    ana.sees_not("Both of you said yes")
    ana.looks("proposed")
    ana.presses(".notice [name=say][value=yes]")
    ana.sees("Both of you said yes")
    ben.goes("us")
    ben.sees(title[yes])
    ben.looks("agreed")


def proposes(one: One, step: str) -> None:
    one.presses("details:has(#both-step) > summary")
    one.page.locator("#both-step").select_option(step)
    one.presses("form:has(#both-step) button")


def lets_it_go_along(there: Two) -> None:
    """By itself from a day on: nothing of before, and nothing that was not chosen."""
    ana, ben = there.both
    there.timed.goes(days=3, minutes=-12)
    ana.lets_go_along(*OF_ANA)
    ana.looks("share-standing")
    ben.lets_go_along(*OF_BEN)
    ana.feels(3)
    ben.feels(9)
    step = takes_a_step(ben)  # he chose that none goes along
    takes_time_alone(ana, there.timed)
    ana.goes("us")
    ana.sees("7 March 2026: 9 of 10", "the latest at 3 of 10")
    ben.goes("us")
    ben.sees("el último en 3 de 10", "7 de marzo de 2026, 16:30–16:50", "16:42")
    ana.goes("us")
    ana.sees_not(f"{NAME}, 7 March 2026: {steps()[step].words('en').title}")
    goes_on(there, to=20)
    for one in there.both:
        one.goes("us")
        one.looks("us")
        one.goes("us/days")
        one.looks("days-few")
    ana.sees("There is not enough to tell yet.", "Days that both of you have: 16.")
    ben.sees("Todavía no hay bastante", "Días en común: 16.")


def goes_on(there: Two, *, to: int) -> None:
    """Let both tell each day until the one of this number is over."""
    first = there.timed.now
    begun = first.replace(year=2026, month=3, day=2).date()
    for number in range((first.date() - begun).days + 1, to + 1):
        there.timed.goes(days=1)
        for place, one in enumerate(there.both):
            one.tells_a_day(clo=1 + (number * 3 + place) % 10, pur=number % 5, wdr=1)


def a_quiet_time(there: Two) -> list[dict[str, Answer]]:
    """Ben goes on alone for three days; return what he gets on each."""
    found = []
    for number, pages in enumerate((SEEN[:2], SEEN[:2], SEEN)):
        there.timed.goes(days=1)
        there.ben.tells_a_day(clo=4 + number, pur=1, wdr=number)
        there.ben.goes("us")
        there.ben.writes(
            "#id_words", f"Té {number}", press="[action='/us/glad'] button"
        )
        found.append(there.ben.gets(*pages))
    there.ben.goes("us")
    there.ben.looks("quiet")
    return found


def many_days_later(there: Two, place: Path) -> None:
    """See what both days say; after three months the choices are asked about."""
    ana, ben = there.both
    for one in there.both:
        one.goes("us/days")
        one.sees("20.")
    first = there.timed.now.date() + timedelta(days=1)
    there.timed.goes(days=72)
    now = there.timed.now
    live_on(place, names=("Ana", "Ben"), first=first, last=now.date(), now=now)
    ana.goes("us")
    ana.sees("three months since you chose", "Does it still fit?")
    ana.looks("asked-again")
    ana.goes("us/share")
    assert ana.goes_along() == set(OF_ANA), "it is asked, and nothing ends by itself"
    ana.sees("Does it still fit?")
    ana.lets_go_along("temperature")
    ana.goes("us")
    ana.sees_not("three months")
    ben.goes("us/days")
    ben.sees("Parece haber un patrón", f"{NAME} (tú)", "No es obra de una sola persona")
    ben.looks("days-many")
    ana.goes("us/days")
    ana.sees("This needs a yes of both")
    ana.lets_go_along("pattern")
    ana.goes("us/days")
    ana.sees("There seems to be a pattern between you.", f"{NAME} (you) reached out")
    ana.looks("days-many")


# --- worlds that part from it -------------------------------------------------------
def in_danger_at_once(there: Two) -> list[dict[str, Answer]]:
    """Ana is in danger the day after linking, and goes on writing; Ben looks."""
    ana = there.ana
    found: list[dict[str, Answer]] = []
    for pages in (SEEN[:2], SEEN):
        there.timed.goes(days=1)
        if not found:
            ana.answers_privately("afraid")
        ana.feels(2)
        ana.goes("us")
        ana.sees("Pairing is off")
        found.append(there.ben.gets(*pages))
    ana.looks("danger")
    assert ana.there("a[href='/us/mine']")
    ana.page.goto(f"{there.timed.address}/us/share")
    ana.sees("Pairing is off")
    return found


def in_danger_then_away(there: Two) -> list[dict[str, Answer]]:
    """Ana is in danger after three weeks of sharing; later she leaves."""
    ana = there.ana
    ana.answers_privately("hurt")
    ana.feels(2)
    ana.goes("us")
    ana.sees("Pairing is off")
    found = a_quiet_time(there)
    takes_it_back(there)
    return found


def takes_it_back(there: Two) -> None:
    """From the page that is closed, Ana leaves, and takes back what she had shared."""
    ana, ben = there.both
    ana.goes("us")
    ana.presses("a[href='/us/mine']")
    ana.sees("They may notice", "leave silently, and talk to someone first")
    ana.looks("leave")
    ana.presses("[name=way][value=back]")
    ben.goes("us")
    ben.sees("La lluvia", "Té 2")
    ben.sees_not("The soup", "A slow week.", WORDS, "el último en 3")
    ben.looks("taken-back")


def leaves_in_silence(there: Two) -> list[dict[str, Answer]]:
    """Ana leaves, and nobody is told."""
    ana = there.ana
    ana.goes("us/mine")
    ana.presses("[name=way][value=silent]")
    ana.sees("You have left. Nobody was told.")
    ana.looks("left")
    ana.goes("keep")
    ana.sees("You share nothing with anyone")
    return a_quiet_time(there)
