"""The steps: each has its place, its words in both languages, and what it rests on."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from nearer.content import catalogue
from nearer.content.steps import (
    LETTERS,
    MOST_SHIFT,
    Step,
    contraindications,
    for_pacing,
    ladders,
    of_domain,
    steps,
)
from nearer.core import pacing
from nearer.core.pacing import LEVELS, Domain, Phase, Reason, Track
from tests.content.reading_age import english_grade, spanish_ease

LANGUAGES = ("en", "es")
ALL = list(steps().values())
SAFE_ALONE = {Domain.SOOTHING, Domain.WORTH, Domain.OWN_TIME}


def sentences(text: str) -> int:
    return len(re.findall(r"[.?…](?=[”»]?(?:\s|$))", text))


# The ladders.


def test_every_letter_belongs_to_one_domain() -> None:
    assert list(LETTERS.values()) == list(Domain)


def test_steps_come_in_the_order_of_the_ladders() -> None:
    places = [(step.domain, step.level, step.variant) for step in ALL]

    assert places == sorted(places)
    assert list(steps()) == [step.id for step in ALL]


@pytest.mark.parametrize("domain", sorted({step.domain for step in ALL}))
@pytest.mark.parametrize("level", LEVELS)
def test_every_level_has_another_one_to_offer(domain: Domain, level: int) -> None:
    here = of_domain(domain, level)

    assert len(here) >= 2
    assert set(here) <= set(of_domain(domain))
    for step in here:
        assert step.level == level
        nominal = pacing.nominal_difficulty(level)
        assert abs(step.difficulty - nominal) <= MOST_SHIFT
        assert -2.4 <= step.difficulty <= 2.4


def test_a_step_that_left_the_content_is_none() -> None:
    assert steps().get("e9z") is None


def test_pacing_gets_what_it_needs_to_know() -> None:
    (first, *_) = for_pacing()

    assert len(for_pacing()) == len(ALL)
    assert first == pacing.Step(
        id="e1a",
        domain=Domain.EMOTIONAL,
        level=1,
        difficulty=-2.0,
        solo=True,
        contraindications=steps()["e1a"].contraindications,
        weeks=(1, 4),
    )


def test_the_choice_works_on_these_steps() -> None:
    found = pacing.next_step(
        steps=for_pacing(),
        attempts=(),
        tolerance=pacing.prior(),
        situation=pacing.Situation(day=1, week=1, with_partner=True),
    )

    assert found.step is not None
    assert found.step.level == 1


# The words.


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_step_is_short_and_whole(language: str) -> None:
    for text in (step.words(language) for step in ALL):
        assert len(text.title.split()) <= 10, text.title
        assert text.title[-1] not in ".!", text.title
        assert 1 <= sentences(text.why) <= 3, text.why
        assert 2 <= sentences(text.how) <= 8, text.how
        assert 1 <= sentences(text.again) <= 2, text.again
        assert len(text.how.split()) <= 75, text.how


def test_each_step_is_easy_to_read() -> None:
    """A single step is a small sample: the limits are wider than for a file."""
    for step in ALL:
        for language, words in step.text.items():
            text = " ".join((words.why, words.how, words.solo, words.again))
            if language == "en":
                assert english_grade(text) <= 7, text
            else:
                assert spanish_ease(text) >= 65, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_steps_are_the_same(language: str) -> None:
    for part in ("title", "how"):
        said = [getattr(step.words(language), part) for step in ALL]
        assert len(set(said)) == len(said), part


def test_no_step_counts_on_a_form_of_spanish_that_half_of_its_readers_do_not_use() -> (
    None
):
    forms = r"\b(vuestr[oa]s?|os)\b|\b\w+(áis|éis)\b"
    for step in ALL:
        words = step.words("es")
        for text in (words.title, words.why, words.how, words.solo, words.again):
            assert not re.search(forms, text), text


def test_a_language_that_is_not_there_gets_the_first() -> None:
    step = ALL[0]

    assert step.words("fr") == step.words("en")


def test_somebody_alone_is_told_the_form_for_one() -> None:
    either = next(step for step in ALL if step.company == "either")
    words = either.words("en")

    assert words.told(alone=True) == words.solo != words.how
    assert words.told(alone=False) == words.how
    for step in ALL:
        if step.company != "either":
            assert step.words("en").told(alone=True) == step.words("en").how
        assert step.needs_partner is not step.solo


# What keeps people safe.


def test_nothing_toward_someone_feared_is_ever_offered() -> None:
    for step in ALL:
        if step.domain not in SAFE_ALONE:
            assert "unsafe" in step.contraindications


@pytest.mark.parametrize(
    ("language", "toward"),
    [
        ("en", r"(?i)\b(the other\b(?! (hand|half|direction))|your partner|tell them)"),
        ("es", r"(?i)\b(la otra persona|tu pareja|dile|díselo)\b"),
    ],
)
def test_what_is_safe_alone_asks_for_nothing_toward_another(
    language: str, toward: str
) -> None:
    for step in ALL:
        if step.domain in SAFE_ALONE and step.solo:
            words = step.words(language)
            for text in (words.title, words.told(alone=True), words.again):
                assert not re.search(toward, text), (step.id, text)


def test_nothing_is_tried_after_drinking_except_rest() -> None:
    for step in ALL:
        assert "after-drinking" in step.contraindications or step.kind == "rest"


@pytest.mark.parametrize("condition", ["grief", "very-unwell"])
def test_what_opens_somebody_up_waits_for_better_times(condition: str) -> None:
    """Feelings and touch at every level, the others from where it gets personal."""
    opening = {
        Domain.EMOTIONAL: 1,
        Domain.TOUCH: 1,
        Domain.INTELLECTUAL: 3,
        Domain.DEPENDING: 4,
        Domain.RECEIVING: 4,
        Domain.NAMING: 5,
    }
    for step in ALL:
        if step.level >= opening.get(step.domain, 6):
            assert condition in step.contraindications, step.id


def test_touch_is_for_two_who_both_want_it_and_can_be_left_out() -> None:
    for step in ALL:
        if step.domain is not Domain.TOUCH:
            continue
        assert (step.company, step.consent) == ("partner", "both")
        assert {"touch-hurts", "far"} <= step.contraindications
        for language, said in {
            "en": r"(?i)\b(no reason|either of you|skip|stop)\b",
            "es": r"(?i)\b(sin (dar|decir)|parar|sáltalo|puedes saltarlo|cualquiera)",
        }.items():
            words = step.words(language)
            assert re.search(said, f"{words.why} {words.how}"), words.how


def test_what_is_named_exists() -> None:
    for step in ALL:
        spoken = catalogue().spoken["en"]

        assert set(step.sources) <= set(catalogue().references)
        assert step.contraindications <= set(contraindications())
        assert all(f"pacing.card.{card}.text" in spoken for card in step.cards)


def test_memory_is_never_the_only_ground_of_a_step() -> None:
    for step in ALL:
        seen = [catalogue().reference(key).checked for key in step.sources]

        assert not seen or "source" in seen


# Odd lives.


def climbable(step_filter: Callable[[Step], bool]) -> set[Domain]:
    """Return the domains in which every level has something left."""
    left = {(step.domain, step.level) for step in ALL if step_filter(step)}
    here = {step.domain for step in ALL}
    return {d for d in here if all((d, level) in left for level in LEVELS)}


def test_somebody_far_away_can_climb_every_ladder_but_touch() -> None:
    found = climbable(lambda step: "far" not in step.contraindications)

    assert {step.domain for step in ALL} - found == {Domain.TOUCH}


def test_somebody_without_a_partner_can_climb_every_ladder_but_touch() -> None:
    found = climbable(lambda step: step.solo)

    assert {step.domain for step in ALL} - found == {Domain.TOUCH}


def test_after_a_hard_step_there_is_something_gentle_for_everyone() -> None:
    assert [s for s in of_domain(Domain.PLAY, 1) if s.solo]


# The practices that the plan began with keep their places.


@pytest.mark.parametrize(
    ("step_id", "practice", "weeks"),
    [
        ("e1a", "B5", (1, 4)),
        ("d1a", "B5", (1, 4)),
        ("t3a", "B5", (5, 8)),
        ("t3b", "B5", (5, 8)),
        ("n4a", "B6", (9, 10)),
        ("n4b", "B6", (9, 10)),
        ("n3a", "B7", (9, 10)),
        ("n3b", "B7", (9, 10)),
        ("e3a", "B5", (5, 8)),
        ("e3b", "B5", (5, 8)),
    ],
)
def test_the_first_practices_keep_their_weeks(
    step_id: str, practice: str, weeks: tuple[int, int]
) -> None:
    step = steps()[step_id]

    assert (step.practice, step.weeks) == (practice, weeks)


def test_play_is_where_somebody_begins_for_whom_feelings_are_too_much() -> None:
    assert [s.id for s in of_domain(Domain.PLAY, 2) if s.practice == "B4"]


def test_both_ladders_are_whole() -> None:
    for track in Track:
        here = [step for step in ALL if step.domain.track is track]
        assert len({step.domain for step in here}) == 8
        assert len(here) >= 80
        assert len([step for step in here if step.booster]) >= 8
    assert {step.kind for step in ALL} == {"step", "play", "rest"}


# Words around the steps.


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_domain_and_each_of_its_levels_has_a_name(language: str) -> None:
    found = ladders(language)

    assert [ladder.domain for ladder in found] == list(Domain)
    names = [name for ladder in found for name in (ladder.name, *ladder.levels)]
    assert len(set(names)) == len(names)
    assert {len(ladder.levels) for ladder in found} == {len(LEVELS)}
    assert all(ladder.about for ladder in found)


def test_a_language_without_ladders_gets_the_first() -> None:
    assert ladders("fr") == ladders("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_the_pacing_decides_has_words(language: str) -> None:
    say = catalogue().say
    named = [f"phase.{phase}" for phase in Phase]
    named += [f"track.{track}" for track in Track]
    named += [f"against.{name}" for name in contraindications()]
    for reason in Reason:
        assert say(f"pacing.reason.{reason}", language)
    for name in named:
        assert say(f"pacing.{name}.name", language)
        assert say(f"pacing.{name}.about", language)
