"""Link: only with a yes of both, only once, and off looks the same for every cause."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from nearer.core.safety import Switch
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import begin
from tests.web.help.walking import END, Walker
from tests.web.us.pairs import Pair, code_from, prove, someone, text

pytestmark = pytest.mark.django_db(transaction=True)


def closed(page: str) -> str:
    """Return the main part of a page without what differs on every page."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r'value="[^"]{20,}"', "", main)


def test_both_see_each_other_after_one_code_and_one_yes(pair: Pair) -> None:
    assert "You and Ben" in text(pair.ana)
    assert "You and Ana B." in text(pair.ben)


def test_what_it_means_is_said_before_the_yes(clock: Clock) -> None:
    ana, ben = someone(clock, "Ana"), someone(clock, "Ben")
    code = code_from(ana)
    prove(ben)

    page = ben.post("/us/join", {"code": code}).content.decode()

    assert "Ana B. would like to link with you" in page
    assert "the other is not told" in page
    assert "Nobody has come in" not in text(ana)
    assert "You and" not in text(ana), "a look links nobody"


def test_a_browser_that_is_led_to_the_code_sees_it_this_once(clock: Clock) -> None:
    ana = someone(clock, "Ana")
    prove(ana)

    led = ana.post(
        "/us/invite", {"name": "Ana"}, headers={"Sec-Fetch-Mode": "navigate"}
    )

    assert 'id="code"' in ana.get(led["Location"]).content.decode()
    assert 'id="code"' not in ana.get(led["Location"]).content.decode()


def test_what_two_share_is_never_shown_as_it_was(pair: Pair) -> None:
    """The other may have taken it back since."""
    led = pair.ana.post("/us/mine", headers={"Sec-Fetch-Mode": "navigate"})["Location"]

    assert pair.ana.get(led).status_code == 422
    assert pair.ana.get(led).status_code == 200, "the page as it is now"


def test_a_fresh_passphrase_is_asked_for(clock: Clock) -> None:
    ana = someone(clock, "Ana")

    for path in ("/us/invite", "/us/join"):
        assert ana.get(path)["Location"].startswith("/unlock/again")


def test_off_looks_the_same_for_every_cause(clock: Clock) -> None:
    never = Client()
    begin(never, name="Nia")
    harmed = someone(clock, "Ana", off={Switch.JOIN})
    wrong = someone(clock, "Ben")
    for client in (harmed, wrong):
        prove(client)

    pages = {
        closed(never.get("/us").content.decode()),
        closed(harmed.get("/us").content.decode()),
        closed(harmed.get("/us/invite").content.decode()),
        closed(harmed.post("/us/join", {"code": "ABCD-EFGH-JKMN"}).content.decode()),
        closed(wrong.post("/us/join", {"code": "ABCD-EFGH-JKMN"}).content.decode()),
    }

    assert len(pages) == 1


def test_a_code_serves_once_and_only_another(clock: Clock) -> None:
    ana, ben, cleo = (someone(clock, name) for name in ("Ana", "Ben", "Cleo"))
    code = code_from(ana)
    assert (
        "This is your own code" in ana.post("/us/join", {"code": code}).content.decode()
    )
    for client in (ben, cleo):
        prove(client)
    yes = {"code": code, "do": "yes", "name": "B"}

    first, second = (client.post("/us/join", yes) for client in (ben, cleo))

    assert first["Location"] == "/us"
    assert "Pairing is off" in second.content.decode()
    assert ana.get("/us/invite")["Location"] == "/us", "linked already"


def test_both_press_at_once_and_one_link_comes_of_it(clock: Clock) -> None:
    ana, ben = someone(clock, "Ana"), someone(clock, "Ben")
    first, second = code_from(ana, "Ana"), code_from(ben, "Ben")
    prove(ana)
    prove(ben)
    ben.post("/us/join", {"code": first, "do": "yes", "name": "Ben"})

    late = ana.post("/us/join", {"code": second, "do": "yes", "name": "Ana"})

    assert late["Location"] == "/us"
    assert "You and Ben" in text(ana)
    assert "You and Ana" in text(ben)


def test_after_private_questions_that_say_otherwise_a_code_is_worth_nothing(
    clock: Clock,
) -> None:
    ana, ben = someone(clock, "Ana"), someone(clock, "Ben")
    code = code_from(ana)
    walker = Walker(ana, yes={"afraid"})
    walker.walk()
    walker.read(END)
    ana.post(END, {"do": "end"})
    prove(ben)

    page = ben.post("/us/join", {"code": code}).content.decode()

    assert "Pairing is off" in page


def test_whoever_guesses_codes_is_soon_not_heard(clock: Clock) -> None:
    ana, ben = someone(clock, "Ana"), someone(clock, "Ben")
    code = code_from(ana)
    prove(ben)
    tried = ["2222-2222-2222"] * 20 + [code]

    said = {closed(ben.post("/us/join", {"code": c}).content.decode()) for c in tried}

    assert len(said) == 1, "nor does it say that the last one was right"
