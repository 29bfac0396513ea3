"""The words of the safety pages: easy to read, no label, no blame, no promise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest

from nearer.content.safety import LANGUAGES, Article, Words, safety
from tests.content.reading_age import english_grade, spanish_ease

NEVER = {
    "en": [
        r"\byou have (?!closed|no|to\b)",
        r"\byour partner is\b",
        r"\byou should\b",
        r"\byou must\b",
        r"\byou are (?:not )?safe\b",
        r"\bsoul",
        r"\btrauma bond",
        r"\b(?:abuser|victim|toxic|narciss|broken|needy|cold)\b",
        r"\b(?:cure|heal|treats?)\b",
        r"\bscreen(?:ing|er)\b",
        r"\b(?:his|her|he|she|husband|wife|boyfriend|girlfriend)\b",
        r"couple(?:s)? therapy",
        r"!",
    ],
    "es": [
        r"\btu pareja es\b",
        r"\bdeberías\b",
        r"\btienes que (?!llevar|contarlo)",
        r"(?<!si )(?<!que )\best[aá]s (?:a salvo|segur)",
        r"\balma",
        r"\b(?:maltratador|víctima|tóxic|narcis|rot[oa]s?)\b",
        r"\b(?:cura|sana|trata)\b",
        r"\b(?:esposo|esposa|marido|novio|novia|él)\b",
        r"terapia de pareja",
        r"[@!]|\w+[oa]/[oa]\b|\bxs\b|\btodes\b|\busted",
    ],
}
DISCLAIMED = {"en": r"diagnos", "es": r"diagn[oó]stic"}


def running(texts: Iterable[str]) -> str:
    """Return texts as one; a heading or a point without a full stop gets one."""
    return " ".join(
        text if text[-1] in ".?!”»" else f"{text}." for text in texts if text
    )


def articles(words: Words) -> Iterator[tuple[str, Article]]:
    yield "intro", words.intro
    for group in (words.ends, words.notices, words.guides):
        yield from group.items()


def every_text(words: Words) -> Iterator[str]:
    for _, article in articles(words):
        yield from article.sentences()
    for page in words.pages.values():
        yield from (page.title, page.intro)
    yield from words.questions.values()


CASES = [
    (language, name)
    for language in LANGUAGES
    for name, _ in articles(safety().words[language])
]


@pytest.mark.parametrize(("language", "name"), CASES)
def test_every_page_reads_at_the_age_of_eleven(language: str, name: str) -> None:
    words = safety().words[language]
    text = running(dict(articles(words))[name].sentences())

    if language == "en":
        assert english_grade(text) <= 6
    else:
        assert spanish_ease(text) >= 70


def test_the_questions_read_at_the_age_of_eleven() -> None:
    english, spanish = (safety().words[code].questions.values() for code in LANGUAGES)

    assert english_grade(running(english)) <= 6
    assert spanish_ease(running(spanish)) >= 70


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_labels_blames_orders_or_promises(language: str) -> None:
    found = [
        (pattern, text)
        for text in every_text(safety().words[language])
        for pattern in NEVER[language]
        if re.search(pattern, text.lower())
    ]

    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_diagnosis_is_only_ever_denied(language: str) -> None:
    for text in every_text(safety().words[language]):
        for sentence in re.split(r"(?<=[.?])\s", text):
            if re.search(DISCLAIMED[language], sentence.lower()):
                assert re.search(r"\b(?:not|no es)\b", sentence.lower())


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_harm_nothing_asks_for_more_openness(language: str) -> None:
    notices = safety().words[language].notices
    said = " ".join([*notices["harm"].sentences(), *notices["bond"].sentences()])

    assert not re.search(
        r"attachment|apego|vulnerab|open up|ábrete|be more open|trust (?:him|her|them)",
        said.lower(),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hard_question_comes_after_a_word_about_what_and_why(language: str) -> None:
    intro = safety().words[language].intro

    assert len(intro.parts) == 3
    assert all(part.heading and part.text for part in intro.parts)


def test_both_languages_say_the_same_in_the_same_order() -> None:
    english, spanish = (safety().words[code] for code in LANGUAGES)

    for (name, one), (other, two) in zip(
        articles(english), articles(spanish), strict=True
    ):
        assert name == other
        assert [(bool(p.heading), len(p.text), len(p.points)) for p in one.parts] == [
            (bool(p.heading), len(p.text), len(p.points)) for p in two.parts
        ], name
