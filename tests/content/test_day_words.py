"""The words of a day and of a moment: whole, and fit for anyone at half past eleven."""

from __future__ import annotations

import re

import pytest

from nearer.content import Grade, catalogue

LANGUAGES = ("en", "es")
VARIABLES = {
    *("clo", "dis", "ppr", "pur", "wdr", "ctc", "cfl"),
    *("anx", "avd", "mood", "strs"),
}
LONG = {"clo", "ppr", "anx", "avd", "mood", "strs"}
OPTIONS = {"dis": 5, "pur": 5, "wdr": 5, "ctc": 4, "cfl": 2}


def under(topic: str, language: str = "en") -> dict[str, str]:
    """Return the texts right under a topic by the last part of their ids."""
    return {
        text.id.removeprefix(f"{topic}."): text.words
        for text in catalogue().texts(topic, language)
    }


@pytest.mark.parametrize("company", ["partner", "friend", "alone"])
def test_every_variable_of_a_day_is_asked_whoever_one_practises_with(
    company: str,
) -> None:
    assert under(f"days.ask.{company}").keys() == VARIABLES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("company", ["friend", "alone"])
def test_nobody_without_a_partner_is_asked_about_one(
    company: str, language: str
) -> None:
    said = " ".join(under(f"days.ask.{company}", language).values())

    assert "partner" not in said
    assert "pareja" not in said


def test_long_scales_have_two_ends_and_short_ones_a_word_for_every_answer() -> None:
    assert {key.split(".")[0] for key in under("days.ends")} == LONG
    assert len(under("days.ends")) == 2 * len(LONG)
    for variable, options in OPTIONS.items():
        assert [*under(f"days.labels.{variable}")] == [str(n) for n in range(options)]


def test_every_variable_has_a_short_name() -> None:
    assert under("days.short").keys() == VARIABLES


def test_the_urges_are_the_habits() -> None:
    habits = {item.id for item in catalogue().instruments["habits"].items}

    assert under("moment.urge").keys() == habits


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_urge_fits_on_a_button(language: str) -> None:
    urges = under("moment.urge", language).values()

    assert all(len(words) <= 36 for words in urges)
    assert len(set(urges)) == len(urges)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_says_how_long_and_that_one_returns(language: str) -> None:
    returns = {
        "en": r"\b(back|again|then|go on|still)\b",
        "es": r"\b(vuelvo|otra vez|seguimos|te escribo|sigo contigo)\b",
    }[language]
    messages = catalogue().texts("moment.message", language)

    assert len(messages) >= 3
    for message in messages:
        assert message.gaps == {"minutes"}
        said = message.fill(minutes=20)
        assert "20" in said
        assert re.search(returns, said, re.IGNORECASE), said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_late_reply_can_mean_ten_other_things(language: str) -> None:
    meanings = [*under("moment.meaning.item", language).values()]

    assert len(set(meanings)) == len(meanings) >= 10


def test_each_way_to_soothe_says_how_and_how_well_it_is_borne_out() -> None:
    said = under("moment.soothe")
    ways = {key.split(".")[0] for key in said if "." in key}

    assert len(ways) >= 8
    for way in ways:
        assert {f"{way}.name", f"{way}.how", f"{way}.time"} <= said.keys()
        how = catalogue().text(f"moment.soothe.{way}.how", "en")
        assert how.grade in {Grade.PARTLY, Grade.JUDGEMENT}


def test_every_end_of_a_moment_has_its_word() -> None:
    assert {"easier", "same", "harder"} <= under("moment.afterwards").keys()
    assert {"line", "link", "afraid", "own-anger"} <= under("moment.danger").keys()


def test_worse_is_said_as_plainly_as_better() -> None:
    said = under("review.change")

    for sure in ("reliable", "probable"):
        better, worse = said[f"{sure}-better"], said[f"{sure}-worse"]
        assert worse.replace("worse", "better") == better


def test_what_has_become_worse_comes_with_a_pause_and_a_person() -> None:
    assert {"avoidance", "anxiety", "satisfaction", "mood"} <= under(
        "review.worse"
    ).keys()
    assert {"pause", "person", "not-fault"} <= under("review.worse").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_coming_back_after_a_gap_asks_nothing(language: str) -> None:
    assert not any(
        "?" in said for said in under("review.welcome-back", language).values()
    )
    assert not any(
        re.search(r"\d|{", said)
        for said in under("review.welcome-back", language).values()
    )


def test_mood_has_two_questions_with_four_answers() -> None:
    assert [*under("review.mood.label")] == ["0", "1", "2", "3"]
    assert under("review.satisfaction").keys() >= {"partner", "friend", "alone"}
