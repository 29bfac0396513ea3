"""Two maps: how sure, what fits whom, and nothing that was taken back."""

from __future__ import annotations

import re
import uuid
from itertools import product
from typing import Literal

import pytest
from django.test import Client
from django.utils import translation

from nearer.content import catalogue
from nearer.core.measurement import Verdict
from nearer.core.safety import Switch
from nearer.entries import Linked, SharedMap
from nearer.us.maps import figure, sentence
from tests.web.accounts.conftest import Clock
from tests.web.assess.walking import answer_all, begin_walk
from tests.web.us.pairs import Pair, answered, text

HIGH, LOW, BETWEEN = (3.4, 3.9, 4.4), (1.2, 1.7, 2.2), (2.0, 2.8, 3.6)


def a_map(
    clock: Clock,
    by: Literal[1, 2],
    verdict: str,
    *,
    avoidance: tuple[float, float, float] = HIGH,
    anxiety: tuple[float, float, float] = LOW,
) -> SharedMap:
    return SharedMap(
        id=uuid.uuid4(),
        at=clock.now,
        day=clock.now.date(),
        by=by,
        verdict=verdict,
        avoidance=avoidance,
        anxiety=anxiety,
        most=5,
    )


def put(pair: Pair, mine: str, theirs: str) -> None:
    """Let Ana's map and Ben's lie in the space of both."""
    diary = pair.diary_of("Ana")
    space = next(e.space for e in diary.entries() if isinstance(e, Linked))
    diary.shared(space).append(a_map(pair.clock, 1, mine), a_map(pair.clock, 2, theirs))


def maps_offered(client: Client) -> list[str]:
    page = client.get("/us/share").content.decode()
    return re.findall(r'name="item" value="(map:[^"]+)"', page)


@pytest.mark.parametrize("language", ["en", "es"])
def test_bands_that_overlap_are_called_a_guess(language: str) -> None:
    clock = Clock()
    apart = a_map(clock, 1, "avoidance")
    touch = a_map(clock, 1, "avoidance", anxiety=BETWEEN, avoidance=(3.0, 3.5, 4.0))
    unclear = a_map(clock, 1, "unclear", anxiety=BETWEEN)

    with translation.override(language):
        said = [sentence(one, name="Alex") for one in (apart, touch, unclear)]
        sure = [
            catalogue().say(f"beside.sure.{one}", language)
            for one in ("apart", "touch")
        ]

    assert said[0].endswith(sure[0])
    assert said[1].endswith(sure[1])
    assert not any(words in said[2] for words in sure)


def test_a_verdict_of_a_newer_program_is_called_unclear() -> None:
    with translation.override("en"):
        new, known = (
            sentence(a_map(Clock(), 1, verdict), name="Alex")
            for verdict in ("newer", "unclear")
        )

    assert new == known


def test_the_picture_has_both_bands_and_a_table_with_the_same_numbers() -> None:
    of = a_map(Clock(), 1, "avoidance")
    with translation.override("en"):
        drawn = figure(of, name="Alex", mine=False)
    with translation.override("es"):
        spanish = figure(of, name="Alex", mine=False)

    assert drawn.sentence.startswith("For Alex, being close")
    assert [row[1] for row in drawn.table.rows] == ["3.4 – 4.4 of 5", "1.2 – 2.2 of 5"]
    assert spanish.table.rows[0][1] == "3,4 – 4,4 de 5"


@pytest.mark.django_db(transaction=True)
def test_whatever_the_two_maps_say_the_guide_has_words_for_it(pair: Pair) -> None:
    known = catalogue()
    for mine, theirs in product((*Verdict, "newer"), (*Verdict, "newer")):
        put(pair, mine, theirs)
        page = text(pair.ana, "/beside")
        lead = theirs if theirs in set(Verdict) else "unclear"
        first, second = (
            page.find("When they hold on ", 900),
            page.find("When they pull away ", 900),
        )

        assert known.say(f"beside.both-maps.{lead}", "en") in page.replace(
            "&#x27;", "'"
        )
        assert (0 < first < second) is (lead == "anxiety"), (mine, theirs)
        both_lead = {mine, theirs} <= {"avoidance", "anxiety"}
        told = f"beside.pair.{mine}-{theirs}"
        assert (both_lead and known.say(told, "en") in page) is both_lead


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("lead", "unfolded"),
    [
        ("avoidance", ["When they pull away"]),
        ("anxiety", ["When they hold on"]),
        ("both", []),
    ],
)
def test_what_may_fit_first_lies_open_and_the_rest_is_folded(
    pair: Pair, lead: str, unfolded: list[str]
) -> None:
    put(pair, "both", lead)

    page = pair.ana.get("/beside").content.decode()

    parts = re.findall(r'<details class="part"( open)?><summary><h2>([^<]+)', page)
    assert [name for is_open, name in parts if is_open] == unfolded
    assert len(parts) == len({name for _, name in parts}) == 6


@pytest.mark.django_db(transaction=True)
def test_what_may_not_be_told_is_left_out_of_what_fits(pair: Pair) -> None:
    put(pair, "anxiety", "avoidance")
    between = catalogue().say("beside.pair.anxiety-avoidance", "en")
    assert between in text(pair.ana, "/beside")

    answered(pair.ana, pair.clock, "Ana", off={Switch.LOOP})
    without = text(pair.ana, "/beside")
    answered(pair.ana, pair.clock, "Ana", off={Switch.CARDS})
    plain = text(pair.ana, "/beside")
    answered(pair.ana, pair.clock, "Ana", off={Switch.COMPARE})

    assert "For the two of you" in without
    assert between not in without
    assert "two alarms answer" not in without
    assert "For the two of you" not in plain
    assert "Where each of us stands" not in text(pair.ana)
    assert "Where each of us stands" in text(pair.ben), "nothing changes for Ben"


@pytest.mark.django_db(transaction=True)
def test_a_map_taken_back_can_be_shown_anew_and_no_earlier_one_comes_up(
    pair: Pair,
) -> None:
    put(pair, "anxiety", "avoidance")
    answer_all(pair.ana, begin_walk(pair.ana))
    for _ in range(2):
        pair.ana.post("/us/share", {"do": "share", "item": maps_offered(pair.ana)})
        assert maps_offered(pair.ana) == []
        assert "Where Ana B. stands" in text(pair.ben)

        pair.ana.post("/us/share", {"do": "back"})
        pair.ana.post("/us/share", {"do": "back"})

        assert "Where Ana B. stands" not in text(pair.ben)
        assert len(maps_offered(pair.ana)) == 1


@pytest.mark.django_db(transaction=True)
def test_before_it_is_shared_it_is_drawn_word_for_word(pair: Pair) -> None:
    for client in (pair.ana, pair.ben):
        answer_all(client, begin_walk(client))
    before = text(pair.ana, "/us/share")
    for client in (pair.ana, pair.ben):
        client.post("/us/share", {"do": "share", "item": maps_offered(client)})
    seen = re.search(r"For Ana B\., [^.]*\.", text(pair.ben))

    assert seen
    assert seen[0] in before
