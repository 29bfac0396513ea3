"""Note a habit with one tap, see the notes together, lay bonds, rewrite a sentence."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from nearer.content import catalogue
from nearer.entries import (
    BondLaid,
    MomentBegan,
    ScriptWritten,
    StepPlanned,
    UrgeNoticed,
)
from tests.web.accounts.people import diary
from tests.web.help.walking import Walker
from tests.web.journal.hand import Hand
from tests.web.proofs import unproven

pytestmark = pytest.mark.django_db


def notes(hand: Hand, *urges: str) -> list[str]:
    """Note habits; return the addresses of the notes."""
    answers = [hand.sends("/patterns", urge=urge) for urge in urges]
    return [str(answer["Location"]) for answer in answers]


def test_one_tap_notes_a_habit_and_a_second_tells_more(hand: Hand) -> None:
    (address,) = notes(hand, "joke")
    assert "It is noted." in hand.sees(address)
    answer = hand.sends(address, after="late-reply", went="no", note=" At dinner ")

    first, fuller = hand.wrote(UrgeNoticed)
    assert (first.urge, first.after, first.acted) == ("joke", "", None)
    assert (fuller.after, fuller.acted, fuller.note) == (
        "late-reply",
        False,
        "At dinner",
    )
    assert (fuller.at, fuller.day) == (first.at, first.day)
    assert "checked" in hand.sees(answer["Location"])
    page = hand.sees("/patterns/all")
    assert page.count("Joking it away</strong>") == 1
    assert "after a late reply" in page


def test_a_second_tap_notes_nothing_twice(hand: Hand, client: Client) -> None:
    sent = {"key": "same", "urge": "joke"}
    places = {client.post("/patterns", sent)["Location"] for _ in range(2)}

    assert len(places) == 1
    assert len(hand.wrote(UrgeNoticed)) == 1


@pytest.mark.parametrize("urge", ["", "nowhere", "a\x00", "x" * 3_000])
def test_a_habit_that_there_is_not_is_refused(hand: Hand, urge: str) -> None:
    assert hand.sends("/patterns", urge=urge).status_code == 422
    assert hand.wrote(UrgeNoticed) == []


def test_a_note_that_is_too_long_stays_with_all_that_was_chosen(hand: Hand) -> None:
    (address,) = notes(hand, "joke")
    answer = hand.sends(address, after="late-reply", note="n" * 2_001)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "n" * 2_001 in page
    assert re.search(r'value="late-reply" checked', page)


def test_every_habit_can_be_tapped_once_and_own_ones_come_first(hand: Hand) -> None:
    notes(hand, "praise", "praise", "sign")
    page = hand.sees("/patterns")
    shown = re.findall(r'name="urge" value="([a-z-]+)"', page)
    protest = page.partition('class="protest"')[2]

    assert sorted(shown) == sorted(
        item.id for item in catalogue().instruments["habits"].items
    )
    assert re.findall(r'value="([a-z-]+)"', protest)[:2] == ["praise", "sign"]


def test_from_three_notes_on_they_are_drawn(hand: Hand) -> None:
    notes(hand, "joke", "flaws")
    assert "2 notes so far" in hand.sees("/patterns")
    (address,) = notes(hand, "joke")
    hand.sends(address, after="quarrel")
    page = hand.sees("/patterns")

    assert "“Joking it away” was noted most often: 2 times." in page
    assert page.count('<svg xmlns="http://www.w3.org/2000/svg"') == 5
    assert "Most often: A quarrel, once." in page
    assert "The circle, in your own notes" in page
    folded = page.partition('<details class="part">')[2]
    assert page.index("Most often: A quarrel") < page.index(folded)
    assert folded.index("Time of day. ") < folded.index("Day of the week. ")


def test_the_circle_and_the_prompts_say_how_it_is_known(hand: Hand) -> None:
    notes(hand, "joke", "flaws", "joke")

    assert "Keeping distance can protect" in hand.sees("/patterns")
    assert unproven(hand.sees("/patterns")) == []
    assert unproven(hand.sees("/write")) == []


def test_where_fear_is_no_pattern_of_ones_own_no_circle_is_drawn(
    hand: Hand, client: Client
) -> None:
    notes(hand, "joke", "joke", "joke")
    for name in ("A", "B", "C"):
        hand.sends("/patterns/line/new", name=name, habits="joke")
    assert "With 3 of 3 you noted" in hand.sees("/patterns/line")
    Walker(client, yes={"afraid"}).walk()

    assert "The circle" not in hand.sees("/patterns")
    assert "With 3 of 3" not in hand.sees("/patterns/line")


def test_a_note_goes_and_comes_back(hand: Hand) -> None:
    (address,) = notes(hand, "joke")
    note = address.rpartition("/")[2]
    where = hand.sends(f"/patterns/{note}/remove")["Location"]
    assert "Joking it away" not in hand.sees(where)
    assert hand.client.get(address).status_code == 404

    hand.sends(f"/patterns/{note}/undo")
    assert "Joking it away" in hand.sees("/patterns/all")
    assert hand.sends(f"/patterns/{hand.wrote(UrgeNoticed)[0].id}/remove")


def test_a_moment_counts_and_can_be_taken_back_too(hand: Hand) -> None:
    hand.sends("/moment", urge="quarrel")
    (moment,) = hand.wrote(MomentBegan)
    assert "in a moment" in hand.sees("/patterns/all")
    hand.sends(f"/patterns/{moment.id}/remove")

    assert "in a moment" not in hand.sees("/patterns/all")
    assert hand.client.get(f"/moment/{moment.id}").status_code == 404


def test_what_the_content_lost_is_still_shown_and_counted(hand: Hand) -> None:
    own = diary(hand.client, hand.clock)
    (address,) = notes(hand, "joke")
    entry = hand.wrote(UrgeNoticed)[0]
    for number in range(3):
        own.append(
            UrgeNoticed(
                id=entry.id.__class__(int=number + 1),
                at=entry.at,
                day=entry.day,
                urge="long-gone",
                strength=None,
                after="gone-too",
                note="",
                acted=None,
            )
        )
    assert address
    assert "long-gone" in hand.sees("/patterns")
    assert "gone-too" in hand.sees("/patterns/all")
    assert hand.sees(f"/patterns/noted/{entry.id.__class__(int=1)}")


def test_bonds_lie_on_the_line_with_years_or_without(hand: Hand) -> None:
    for name, began, ended in (
        ("S.", "2009", "2012"),
        ("Older", "", "1999"),
        ("?", "", ""),
    ):
        answer = hand.sends(
            "/patterns/line/new",
            name=name,
            began=began,
            ended=ended,
            habits=["joke", "nonsense"],
            with_whom="friend",
            ending="nonsense",
        )
        assert answer["Location"] == "/patterns/line"
    page = hand.sees("/patterns/line")

    assert "3 bonds, the first year 1999, the last 2012." in page
    assert "2009 to 2012" in page
    assert "no year" in page
    assert "With 3 of 3 you noted “Joking it away”." in page
    assert [bond.habits for bond in hand.wrote(BondLaid)] == [("joke",)] * 3
    assert {bond.ending for bond in hand.wrote(BondLaid)} == {""}


def test_a_bond_that_goes_on_is_open(hand: Hand) -> None:
    hand.sends("/patterns/line/new", name="R.", began="2019", ending="goes-on")
    hand.sends("/patterns/line/new", name="S.", began="2011")
    hand.sends("/patterns/line/new", name="T.", began="2003", ending="faded")
    page = hand.sees("/patterns/line")

    assert "since 2019" in page
    assert "since 2011" in page
    assert "since 2003" not in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "Write something here first."),
        ({"name": "n" * 61}, "Use at most 60 characters"),
        ({"name": "a\x00"}, "a character that cannot be kept"),
        ({"name": "A", "began": "soon"}, "Write the year in numbers"),
        ({"name": "A", "began": "1066"}, "Write the year in numbers"),
        ({"name": "A", "began": "9" * 400}, "year"),
        ({"name": "A", "ended": "2027"}, "still to come"),
        ({"name": "A", "began": "2012", "ended": "2009"}, "ends before it begins"),
        ({"name": "A", "note": "n" * 2_001}, "Use at most 2000 characters"),
    ],
)
def test_what_cannot_be_kept_of_a_bond_is_said_and_stays_on_the_page(
    hand: Hand, fields: dict[str, str], words: str
) -> None:
    answer = hand.sends(
        "/patterns/line/new", with_whom="friend", habits="joke", **fields
    )
    page = answer.content.decode()

    assert answer.status_code == 422
    assert words in page
    assert re.search(r'value="friend" checked', page)
    assert re.search(r'value="joke" checked', page)
    assert hand.wrote(BondLaid) == []


def test_a_bond_is_changed_taken_off_and_brought_back(hand: Hand) -> None:
    hand.sends("/patterns/line/new", name="Before", began="2001")
    (bond,) = hand.wrote(BondLaid)
    assert 'value="Before"' in hand.sees(f"/patterns/line/{bond.id}")
    hand.sends(f"/patterns/line/{bond.id}", name="After", began="2001")
    changed = hand.wrote(BondLaid)[-1]
    page = hand.sees("/patterns/line")
    assert "Before" not in page
    assert "After" in page

    where = hand.sends(f"/patterns/line/{changed.id}/remove")["Location"]
    assert "No bond on the line yet." in hand.sees(where)
    hand.client.post(f"/patterns/line/{changed.id}/undo", {})
    assert "No bond on the line yet." in hand.sees("/patterns/line")
    hand.sends(f"/patterns/line/{changed.id}/undo")
    assert "After" in hand.sees("/patterns/line")
    hand.client.post(f"/patterns/line/{changed.id}/remove", {})
    assert "After" in hand.sees("/patterns/line")


def test_an_old_sentence_gets_new_words_and_keeps_the_old_ones(hand: Hand) -> None:
    hand.sends("/patterns/words/new", belief="They all leave.", wording="Some stayed.")
    (script,) = hand.wrote(ScriptWritten)
    assert "They all leave." in hand.sees(f"/patterns/words/{script.id}")
    hand.sends(
        f"/patterns/words/{script.id}",
        belief="They all leave.",
        wording="Some stay.",
        speaks_against="My sister",
    )
    changed = hand.wrote(ScriptWritten)[-1]
    page = hand.sees("/patterns/words")
    assert "Some stay." in page
    assert "Some stayed." not in page
    assert "Some stayed." in hand.sees(f"/patterns/words/{changed.id}/before")

    where = hand.sends(f"/patterns/words/{changed.id}/remove")["Location"]
    assert "They all leave." not in hand.sees(where)
    hand.sends(f"/patterns/words/{changed.id}/undo")
    assert "Some stay." in hand.sees("/patterns/words")
    hand.client.post(f"/patterns/words/{changed.id}/remove", {})
    assert "Some stay." in hand.sees("/patterns/words")


def test_a_sentence_without_words_is_refused_and_the_rest_is_kept(hand: Hand) -> None:
    answer = hand.sends("/patterns/words/new", belief="", speaks_for="It was so")

    assert answer.status_code == 422
    assert "It was so" in answer.content.decode()
    long = hand.sends("/patterns/words/new", belief="b", speaks_for="ñ" * 140_000)
    assert long.status_code == 422
    assert "take a part of it" in long.content.decode()
    assert hand.wrote(ScriptWritten) == []


def test_a_sentence_is_tested_by_a_step_that_was_taken_on(
    hand: Hand, client: Client
) -> None:
    hand.sends("/patterns/words/new", belief="old")
    (script,) = hand.wrote(ScriptWritten)
    own = diary(hand.client, hand.clock)
    for number, step in ((1, "w1a"), (2, "gone-step")):
        own.append(
            StepPlanned(
                id=script.id.__class__(int=number),
                at=script.at,
                day=script.day,
                step=step,
                domain="waiting",
                level=1,
                difficulty=0.0,
                chosen="offered",
                feared="",
                p_feared=None,
                expected=None,
                setting="",
            )
        )
    page = hand.sees(f"/patterns/words/{script.id}")
    assert 'name="step" value="w1a"' in page
    assert "gone-step" not in page
    hand.sends(f"/patterns/words/{script.id}", belief="old", step="w1a")
    assert "A step that tests it:" in hand.sees("/patterns/words")

    Walker(client, yes={"afraid"}).walk()
    changed = hand.wrote(ScriptWritten)[-1]
    page = hand.sees(f"/patterns/words/{changed.id}")
    assert "A step that tests it" not in page
    assert '<input type="hidden" name="step" value="w1a">' in page


@pytest.mark.parametrize(
    "path", ["/patterns", "/patterns/line", "/patterns/words", "/write"]
)
def test_pages_speak_spanish_whole(hand: Hand, path: str) -> None:
    notes(hand, "joke", "joke", "low-stakes")
    hand.sends("/patterns/line/new", name="S.", began="2009")
    hand.client.cookies["language"] = "es"
    page = hand.sees(path).partition("<main")[2].partition("</main>")[0]

    assert not re.findall(
        r"\b(the|your|what|with|noted|back)\b", re.sub("<[^>]*>", " ", page)
    )
