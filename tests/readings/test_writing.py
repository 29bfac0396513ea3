from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from nearer.readings import writing
from tests.readings.written import Hand


def found(hand: Hand, wanted: str) -> list[str]:
    hits = writing.search(writing.pages(hand.entries), wanted)
    return [hit.page.newest.text for hit in hits]


def test_accents_and_capitals_do_not_matter_either_way() -> None:
    hand = Hand()
    hand.writes("Mañana hablé con ÁNGEL en el corazón")

    for wanted in ("manana", "MAÑANA", "ángel hablé", "corazon", "Corazo\u0301n"):
        assert len(found(hand, wanted)) == 1, wanted
    assert found(hand, "mantra") == []
    assert found(hand, "  ") == []


def test_every_word_must_be_there_and_the_newest_page_comes_first() -> None:
    hand = Hand()
    hand.writes("rain and wind")
    hand.writes("rain alone")
    hand.writes("wind, then rain")

    assert found(hand, "rain wind") == ["wind, then rain", "rain and wind"]


def test_an_older_wording_is_not_found_any_more() -> None:
    hand = Hand()
    hand.writes("calm", replaces=hand.writes("storm"))

    assert found(hand, "storm") == []
    assert found(hand, "calm") == ["calm"]


def test_the_found_words_are_marked_as_they_were_written() -> None:
    hand = Hand()
    hand.writes("a" * 300 + " " + "so " * 30 + "el Niño dijo, niño " + "b " * 200)
    (hit,) = writing.search(writing.pages(hand.entries), "nino")

    assert [p.words for p in hit.pieces if p.is_found] == ["Niño", "niño"]
    assert hit.pieces[0].words.startswith("…")
    assert hit.pieces[-1].words.endswith("…")
    assert sum(len(p.words) for p in hit.pieces) < 200


def test_pages_stand_under_the_day_they_were_first_written() -> None:
    hand = Hand()
    first = hand.writes("one")
    hand.go(days=3).writes("two")
    hand.writes("one, later", replaces=first)
    hand.go(days=-3).writes("clock set back")

    days = writing.by_day(writing.pages(hand.entries))
    assert [[p.newest.text for p in day.pages] for day in days] == [
        ["two"],
        ["clock set back", "one, later"],
    ]


texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=200)


@given(texts, st.data())
def test_whatever_was_written_is_found_by_any_of_its_words(
    text: str, data: st.DataObject
) -> None:
    hand = Hand()
    hand.writes(text)
    words = [word for word in text.split() if writing.plain(word).split()]
    if not words:
        return
    word = data.draw(st.sampled_from(words))
    if data.draw(st.booleans()):
        word = unicodedata.normalize("NFD", word)

    (hit,) = writing.search(writing.pages(hand.entries), word.casefold())
    assert "".join(p.words for p in hit.pieces).replace("… ", "")
    assert any(p.is_found for p in hit.pieces)
