"""The lessons: all of the system, both languages, each claim graded, plain and safe."""

from __future__ import annotations

import re

import pytest

from nearer.content import Grade, catalogue
from nearer.content.lessoning import LONGEST, SHORTEST
from nearer.content.lessons import TOPIC, Lesson, after, groups, lessons
from nearer.content.references import NEEDS_SOURCE
from nearer.core.safety import Switch

LANGUAGES = ("en", "es")
TO_KNOW = {
    *(f"A{n}" for n in range(1, 11)),
    *(f"B{n}" for n in range(1, 11)),
    *(f"C{n}" for n in range(1, 8)),
}
"""Every part of the system; C8, the languages, is shown and not told."""
NOT_FOR_EVERYONE = (
    "too-near",
    "too-far",
    "the-circle",
    "four-habits",
    "small-signs",
    "two-sides",
    "bit-by-bit",
    "minutes-and-back",
    "leaning-and-standing",
    "beside-you",
    "the-long-run",
)
"""What would be wrong advice for someone who is frightened or controlled."""
LISTED = re.compile(
    r"partner|violen|trauma|therap|intima|abandon|abus|attach|fear|pareja|terapia|miedo"
    r"|apego|abuso",
    re.IGNORECASE,
)


def everything(lesson: Lesson, language: str) -> str:
    words = lesson.words(language)
    parts = [p.words for s in words.sections for p in s.paragraphs]
    return " ".join([words.lead, *parts, *(hint.words for hint in words.hints)])


def test_there_are_enough_and_they_explain_the_whole_system() -> None:
    assert len(lessons()) >= 20
    assert {part for one in lessons().values() for part in one.system} == TO_KNOW


def test_addresses_and_titles_say_nothing_to_someone_who_looks_over() -> None:
    seen = [
        said
        for lesson in lessons().values()
        for said in (lesson.id, *(lesson.words(lang).title for lang in LANGUAGES))
    ]

    assert [said for said in seen if LISTED.search(said)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_differ_and_groups_have_names(language: str) -> None:
    titles = [lesson.words(language).title for lesson in lessons().values()]

    assert len(set(titles)) == len(titles)
    for group in groups():
        assert catalogue().say(f"{TOPIC}.group.{group}.name", language)
        assert catalogue().say(f"{TOPIC}.group.{group}.about", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lesson_takes_a_minute_or_two(language: str) -> None:
    for lesson in lessons().values():
        texts = catalogue().texts(f"{TOPIC}.{lesson.id}", language)
        count = sum(len(text.words.split()) for text in texts)
        assert SHORTEST <= count <= LONGEST, (lesson.id, count)
        assert lesson.minutes in {1, 2}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_has_headings_and_most_of_what_it_says_is_graded(language: str) -> None:
    for lesson in lessons().values():
        words = lesson.words(language)
        paragraphs = [p for s in words.sections for p in s.paragraphs]
        graded = [p for p in paragraphs if p.grade]
        assert len(words.sections) >= 3
        assert all(section.title for section in words.sections)
        assert 2 * len(graded) >= len(paragraphs), lesson.id


def test_what_studies_found_names_a_study_that_was_looked_at() -> None:
    for lesson in lessons().values():
        for section in lesson.words("en").sections:
            for text in section.paragraphs:
                if text.grade in NEEDS_SOURCE:
                    seen = {catalogue().reference(k).checked for k in text.sources}
                    assert "source" in seen, text.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_lesson_names_a_study_without_a_grade(language: str) -> None:
    told = re.compile(r"\b(stud(y|ies)|trials?|estudios?|ensayos?)\b", re.IGNORECASE)
    found = [
        text.id
        for lesson in lessons().values()
        for section in lesson.words(language).sections
        for text in section.paragraphs
        if text.grade is None and told.search(text.words)
    ]

    assert found == []


def test_what_is_often_said_is_graded_as_what_it_is() -> None:
    for lesson in groups()["said"]:
        first = lesson.words("en").sections[0].paragraphs
        grades = {text.grade for text in first}
        assert grades <= {Grade.OVERSTATED, Grade.UNSUPPORTED}, lesson.id


def test_numbers_are_the_same_in_both_languages() -> None:
    for lesson in lessons().values():
        english = numbers(everything(lesson, "en").replace(",", ""))
        spanish = numbers(everything(lesson, "es").replace(",", ".").replace(".", ""))
        assert english == spanish, lesson.id


def numbers(text: str) -> list[str]:
    found = re.findall(r"\d+", text.replace(".", ""))
    return sorted(number.lstrip("0") for number in found)


def test_the_safety_lesson_stands_before_the_circle_and_is_named_first() -> None:
    ids = list(lessons())

    assert ids.index("great-highs") < ids.index("the-circle")
    for lesson_id in NOT_FOR_EVERYONE:
        assert lessons()[lesson_id].first == "great-highs"
        assert all(lessons()[lesson_id].words(lang).first for lang in LANGUAGES)


def test_what_may_be_tried_toward_someone_needs_that_to_be_on() -> None:
    assert Switch.LOOP in lessons()["the-circle"].needs
    for lesson_id in ("bit-by-bit", "minutes-and-back", "five-kinds", "too-far"):
        assert Switch.TOWARD in lessons()[lesson_id].needs


def test_the_way_out_of_the_circle_stands_in_what_may_be_tried_alone() -> None:
    words = lessons()["the-circle"].words("en")
    said = " ".join(p.words for s in words.sections for p in s.paragraphs)

    assert "opened" in words.hints[0].words
    assert not re.search(r"\bopen", said)


def test_the_safety_lesson_does_not_ask_for_more_closeness() -> None:
    assert "the answer here is not more closeness" in everything(
        lessons()["great-highs"], "en"
    )
    assert "la respuesta no es más cercanía" in everything(
        lessons()["great-highs"], "es"
    )
    assert not lessons()["great-highs"].words("en").hints


def test_stand_ins_are_named_without_a_link_or_a_verdict() -> None:
    for language in LANGUAGES:
        said = everything(lessons()["stand-ins"], language)
        assert not re.search(r"http|www|escort|\.com", said)
        assert re.search("no fault|No es una falta", said)


def test_lessons_lead_on_one_after_another() -> None:
    ids = list(lessons())
    following = [after(lesson_id) for lesson_id in ids]

    assert [one.id for one in following if one] == ids[1:]
    assert following[-1] is None


def test_a_language_that_is_not_there_gets_the_first_one() -> None:
    lesson = next(iter(lessons().values()))

    assert lesson.words("fr") == lesson.words("en")
