"""Write, find it again, change it, take it back, bring it back: nothing is lost."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from nearer.content import catalogue
from nearer.diary.access import LARGEST_ENTRY
from nearer.entries import Wrote
from nearer.journal.forms import MOST_BYTES
from tests.web.accounts.people import diary
from tests.web.help.walking import Walker
from tests.web.journal.hand import Hand

pytestmark = pytest.mark.django_db


def prompt_on(page: str) -> str:
    found = re.search(r'name="prompt" value="([^"]*)"', page)
    return found[1] if found else ""


def test_a_page_is_kept_as_it_was_written(hand: Hand) -> None:
    address = hand.writes("\r\n  First line.\r\n\r\nMañana <b>hablo</b>.\r\n")
    page = hand.sees(address)

    assert hand.wrote(Wrote)[0].text == "  First line.\n\nMañana <b>hablo</b>."
    assert "Mañana &lt;b&gt;hablo&lt;/b&gt;." in page
    assert address in hand.sees("/write/all")
    assert address in hand.sees("/write")


def test_a_second_tap_writes_no_second_page(hand: Hand, client: Client) -> None:
    sent = {"key": "same", "text": "once"}
    places = {client.post("/write", sent)["Location"] for _ in range(2)}

    assert len(places) == 1
    assert len(hand.wrote(Wrote)) == 1


@pytest.mark.parametrize("text", ["", "  \r\n ", "a\x00b"])
def test_an_empty_page_is_not_kept(hand: Hand, text: str) -> None:
    answer = hand.sends("/write", text=text)

    assert answer.status_code == 422
    assert hand.wrote(Wrote) == []


@pytest.mark.parametrize("letter", ["a", "ñ", "🙂"])
def test_the_longest_page_is_kept_and_a_longer_one_stays_on_the_screen(
    hand: Hand, letter: str
) -> None:
    most = MOST_BYTES // len(letter.encode())
    hand.writes(letter * most)
    answer = hand.sends("/write", text=letter * (most + 1))
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "take a part of it to a second page" in page
    assert letter * (most + 1) in page
    assert len(hand.wrote(Wrote)) == 1
    assert MOST_BYTES < LARGEST_ENTRY


def test_whoever_is_over_the_limit_stays_at_the_same_prompt(hand: Hand) -> None:
    number = re.search(r'name="number" value="(\d+)"', hand.sees("/write"))
    assert number
    prompt = prompt_on(hand.sees("/write"))
    answer = hand.sends("/write", text="", number=number[1], prompt=prompt)

    assert prompt_on(answer.content.decode()) == prompt


def test_prompts_go_round_and_every_one_of_them_comes(hand: Hand) -> None:
    seen, page = [], hand.sees("/write")
    for _ in range(80):
        prompt = prompt_on(page)
        if prompt in seen:
            break
        seen.append(prompt)
        onward = re.search(r'href="(\?p=[1-9]\d*)"', page)
        assert onward
        page = hand.sees(f"/write{onward[1]}")
    known = {
        text.id
        for group in ("closeness", "distance", "both", "roots", "habits", "worth")
        for text in catalogue().texts(f"prompts.{group}", "en")
        if not text.id.endswith(".note")
    }
    assert set(seen) == known


def test_one_can_write_without_a_prompt(hand: Hand) -> None:
    assert prompt_on(hand.sees("/write?p=0")) == ""
    for query in ("?p=9999", "?p=x", "?p=-1", "?p="):
        assert prompt_on(hand.sees(f"/write{query}")), query


def test_a_prompt_is_kept_and_one_that_there_is_not_is_left_out(hand: Hand) -> None:
    prompt = prompt_on(hand.sees("/write"))
    address = hand.writes("to it", prompt=prompt)
    hand.writes("to nothing", prompt="prompts.nowhere.at-all")

    assert [page.prompt for page in hand.wrote(Wrote)] == [prompt, ""]
    words = str(catalogue().text(prompt, "en"))
    assert words.partition("“")[0][:40] in hand.sees(address)


def test_words_are_found_without_accents_and_never_stand_in_an_address(
    hand: Hand,
) -> None:
    first = hand.writes("El niño habló con ÁNGELA en el corazón de Peñíscola")
    hand.writes("Nothing of the kind")

    for words in ("nino", "NIÑO angela", "corazón penis", "Pen\u0303i\u0301scola"):
        assert hand.finds(words) == [first], words
    for words in ("nino nothing", "", "   ", "x" * 201, "a\x00"):
        assert hand.finds(words) == [], words
    page = hand.sees("/write/find?sought=nino")
    assert first not in page
    assert '<form method="post" action="/write/find"' in page


def test_what_is_found_is_marked_and_never_run(hand: Hand) -> None:
    hand.writes("before <script>Ábaco</script> after")
    answer = hand.client.post("/write/find", {"sought": "abaco"}).content.decode()

    assert "&lt;script&gt;<mark>Ábaco</mark>&lt;/script&gt;" in answer


def test_a_change_stands_in_its_place_and_the_old_one_can_be_seen(hand: Hand) -> None:
    address = hand.writes("storm in the evening")
    hand.clock.go(minutes=9)
    answer = hand.sends(f"{address}/edit", text="calm in the evening")
    changed = str(answer["Location"]).partition("?")[0]

    assert hand.finds("storm") == []
    assert hand.finds("calm") == [changed]
    assert "storm" not in hand.sees(changed)
    assert "storm in the evening" in hand.sees(f"{changed}/before")
    assert hand.sees("/write/all").count("in the evening") == 1
    assert "calm in the evening" in hand.sees(address), "an old address leads to it"


def test_a_change_that_is_refused_keeps_what_was_typed(hand: Hand) -> None:
    address = hand.writes("short")
    long = "w" * (MOST_BYTES + 1)
    answer = hand.sends(f"{address}/edit", text=long)

    assert answer.status_code == 422
    assert long in answer.content.decode()
    assert len(hand.wrote(Wrote)) == 1


def test_a_page_goes_with_every_wording_and_comes_back_with_undo(hand: Hand) -> None:
    address = hand.writes("one")
    changed = hand.sends(f"{address}/edit", text="two")["Location"].partition("?")[0]
    where = hand.sends(f"{changed}/remove")["Location"]
    page = hand.sees(where)
    assert "Taken back." in page
    assert "Undo" in page
    assert f'href="{changed}"' not in page
    assert hand.finds("one") == hand.finds("two") == []
    assert hand.client.get(changed).status_code == 404

    hand.sends(f"{changed}/undo")
    assert hand.finds("two") == [changed]
    assert "Undo" not in hand.sees(where), "there is nothing to undo any more"


def test_a_tap_without_a_key_takes_nothing_back(hand: Hand) -> None:
    address = hand.writes("stays")
    hand.client.post(f"{address}/remove", {})
    hand.client.post(f"{address}/undo", {})

    assert hand.finds("stays") == [address]


def test_many_days_are_shown_some_at_a_time(hand: Hand) -> None:
    own = diary(hand.client, hand.clock)
    for nth in range(43):
        day = hand.clock.now.date() - timedelta(days=43 - nth)
        entry = Wrote(
            id=UUID(int=nth + 1),
            at=hand.clock.now,
            day=day,
            prompt="",
            text=f"day number {nth}",
            replaces=None,
        )
        own.append(entry)
    first = hand.sees("/write/all")
    assert "day number 42" in first
    assert "day number 2<" not in first
    assert "Older days" in first
    later = hand.sees("/write/all?from=40")
    assert "day number 2<" in later
    assert "Newer days" in later
    for query in ("?from=-1", "?from=x", "?from=²", "?from=999999"):
        assert hand.client.get(f"/write/all{query}").status_code == 200


def test_where_someone_is_afraid_no_prompt_leads_to_the_other_person(
    hand: Hand, client: Client
) -> None:
    Walker(client, yes={"afraid"}).walk()
    page = hand.sees("/write")

    offered = re.findall(r"\?p=([1-9]\d*)", page)
    ids = {prompt_on(hand.sees(f"/write?p={number}")) for number in set(offered)}
    assert ids
    assert all(one.startswith("prompts.worth.") for one in ids)


def test_where_exercises_are_off_one_can_still_write(
    hand: Hand, client: Client
) -> None:
    Walker(client, yes={"crisis"}).walk()
    page = hand.sees("/write")

    assert "?p=" not in page
    assert prompt_on(page) == ""
    assert hand.finds("still") == []
    address = hand.writes("still here")
    assert hand.finds("still") == [address]


def test_heavy_memories_are_not_asked_for(hand: Hand, client: Client) -> None:
    Walker(client, yes={"dreams", "avoid", "guard"}).walk()

    assert "Where it may come from" not in hand.sees("/write")
