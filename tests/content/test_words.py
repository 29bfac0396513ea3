"""What no sentence of ours may say, in either language, and how plain it has to be."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from nearer.content import catalogue
from nearer.content.library import WORDS
from nearer.content.steps import steps
from tests.content.reading_age import english_grade, spanish_ease, syllables

LANGUAGES = ("en", "es")


def strings(tables: Any) -> Iterator[str]:
    if isinstance(tables, str):
        yield tables
    elif isinstance(tables, dict):
        for value in tables.values():
            yield from strings(value)
    elif isinstance(tables, list):
        for value in tables:
            yield from strings(value)


@cache
def spoken(language: str) -> dict[str, list[str]]:
    """Return every string of every file in a language."""
    return {
        path.relative_to(WORDS).as_posix(): [
            *strings(tomllib.loads(path.read_text(encoding="utf-8")))
        ]
        for path in sorted(WORDS.rglob(f"{language}.toml"))
    }


FILES = [(lang, file) for lang in LANGUAGES for file in spoken(lang)]

PROMISES = {
    "en": r"\b(cur(e|es|ed|ing)|heal(s|ed|ing)?|treat(s|ed|ing|ment)?|diagnos\w*"
    r"|guarantee\w*|rewir\w*|proven)\b",
    "es": r"\b(cura(r|s|n|mos|ción)?|san(ar|a|as|ación)|tratamientos?|diagn[oó]stic\w*"
    r"|garant[ií]\w*|reprograma\w*)\b",
}
BLAME = {
    "en": r"\b(needy|clingy|cold|broken|toxic|narciss\w*|damaged|crazy|dysfunction\w*"
    r"|abnormal|weak(ness)?|victims?|your fault|commitment-phob\w*|issues)\b",
    "es": r"\b(dependientes?|pegajos[oa]|frí[oa]s?|rot[oa]s?|t[oó]xic[oa]s?|narcis\w*"
    r"|dañad[oa]s?|loc[oa]s?|disfuncional\w*|anormal\w*|d[eé]bil(es|idad)?"
    r"|v[ií]ctimas?|tu culpa)\b",
}
GENDERED = {
    "en": r"\b(boyfriend|girlfriend|husband|wife|wives|spouse|he|she|him|his|hers?"
    r"|himself|herself|man|men|woman|women|mother|father|mum|mom|dad)\b",
    "es": r"\b(novi[oa]s?|marid\w+|espos[oa]s?|él|ell[oa]s?|hombres?|mujer(es)?"
    r"|madres?|padres?|mamá|papá|nosotr[oa]s|vosotr[oa]s|ustedes)\b",
}
GUILT = {
    "en": r"\b(streaks?|missed|failed|failure|lost)\b",
    "es": r"\b(rachas?|fallaste|fallado|fracas\w+|perdiste|perdido)\b",
}
# An adjective that would tell the reader which gender they have.
ADDRESSED = (
    r"\b(estás|estoy|eres|soy|quedas(te)?|sientes|siento|ponerte|sentirte|verte)"
    r"\s+(muy |más |tan )?(?!ahora|sobre|como|algo|todo|mucho|poco|cerca)\w{3,}[oa]s?\b"
)
ENGLISH = r"\b(the|and|of|you|with|is|are|your|this|that|not|what|from|how)\b"

# The help pages speak of services and of harm: words that are wrong for a person
# are right there ("treatment" as a service, "victims" in a service's own name).
SAFETY = re.compile(r"^safety/")


def found(pattern: str, language: str, file: str) -> list[str]:
    return [s for s in spoken(language)[file] if re.search(pattern, s, re.IGNORECASE)]


OURS = [(lang, file) for lang, file in FILES if not SAFETY.match(file)]


@pytest.mark.parametrize(("language", "file"), OURS)
@pytest.mark.parametrize("banned", [PROMISES, BLAME, GENDERED, GUILT])
def test_no_promise_no_blame_no_gender_no_guilt(
    language: str, file: str, banned: dict[str, str]
) -> None:
    assert found(banned[language], language, file) == []


@pytest.mark.parametrize(("language", "file"), FILES)
def test_nothing_shouts(language: str, file: str) -> None:
    assert found("[!¡]", language, file) == []


@pytest.mark.parametrize("file", [f for lang, f in OURS if lang == "es"])
def test_spanish_does_not_guess_the_readers_gender(file: str) -> None:
    assert found(ADDRESSED, "es", file) == []


@pytest.mark.parametrize("file", [f for lang, f in FILES if lang == "es"])
def test_no_english_is_left_in_spanish(file: str) -> None:
    names = r"Experiences in Close Relationships"
    left = [re.sub(names, "", text) for text in spoken("es")[file]]

    assert [text for text in left if re.search(ENGLISH, text)] == []


@pytest.mark.parametrize("file", [f for lang, f in OURS if lang == "en"])
def test_english_is_plain_enough_for_eleven(file: str) -> None:
    text = " ".join(sentence(s) for s in spoken("en")[file])

    assert english_grade(text) <= 6


@pytest.mark.parametrize("file", [f for lang, f in OURS if lang == "es"])
def test_spanish_is_easy_to_read(file: str) -> None:
    text = " ".join(sentence(s) for s in spoken("es")[file])

    assert spanish_ease(text) >= 70


def sentence(text: str) -> str:
    """Return the text with a full stop, so that labels count as sentences."""
    return text if text.rstrip()[-1:] in ".?:…»”" else f"{text}."


@pytest.mark.parametrize(("language", "file"), OURS)
def test_no_sentence_runs_on(language: str, file: str) -> None:
    long = [
        part
        for text in spoken(language)[file]
        for part in re.split(r"(?<=[.?:;])\s+", text)
        if len(part.split()) > 26
    ]

    assert long == []


# Statements: one idea, first person, and a "no" to them is no double negation.


@pytest.mark.parametrize("language", LANGUAGES)
def test_statements_are_single_short_sentences(language: str) -> None:
    for item in catalogue().instruments["two-fears"].items:
        text = item.text[language]
        assert text.endswith((".", "”.", "».", "?».")), text
        assert len(text.split()) <= 18, text
        assert len(re.findall(r"[.?](?=\s+[A-ZÁÉÍÓÚ¿])", text)) == 0, text


def test_statements_can_be_denied_without_double_negation() -> None:
    for item in catalogue().instruments["two-fears"].items:
        assert not re.search(r"\b(not|never|cannot|\w+n[’']t)\b", item.text["en"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_statements_fit_people_with_no_partner(language: str) -> None:
    for item in catalogue().instruments["two-fears"].items:
        assert not re.search(r"\bpartner|\bmi pareja", item.text[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_statements_are_the_same(language: str) -> None:
    texts = [
        item.text[language]
        for instrument in catalogue().instruments.values()
        if language in instrument.languages
        for item in instrument.items
    ]

    assert len(set(texts)) == len(texts)


# What hard questions need.


def test_hard_questions_say_why_and_what_happens_with_the_answer() -> None:
    roots = catalogue().instruments["roots"]
    for language in LANGUAGES:
        assert {"before", "why", "after"} <= roots.words[language].notes.keys()
    assert all(item.sensitive for item in roots.items)


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_about_sex_say_that_nobody_owes_anything(language: str) -> None:
    asked = [
        catalogue().instruments["closeness"].item("sexual-felt"),
        catalogue().instruments["closeness"].item("sexual-wished"),
        catalogue().instruments["habits"].item("touch"),
    ]

    assert all(item.sensitive and item.note[language] for item in asked)


def test_paid_or_casual_closeness_is_named_without_a_verdict_or_a_link() -> None:
    for language in LANGUAGES:
        item = catalogue().instruments["habits"].item("low-stakes")
        said = f"{item.text[language]} {item.note[language]}"
        assert "http" not in said
        assert re.search("no fault|no es una falta", said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_limits_are_said_plainly(language: str) -> None:
    untested, not_therapy = {
        "en": ("not itself been tested in a trial", "not therapy"),
        "es": ("no se ha puesto a prueba en un ensayo", "No es una terapia"),
    }[language]

    assert untested in catalogue().say("map.about.tested-parts", language)
    assert not_therapy in catalogue().say("map.about.not-therapy", language)


# Claims and their sources.


def test_memory_is_never_the_only_ground_of_a_claim() -> None:
    for text in catalogue().spoken["en"].values():
        seen = [catalogue().reference(key).checked for key in text.sources]
        assert not seen or "source" in seen, text.id


def test_every_source_is_used() -> None:
    used = {key for text in catalogue().spoken["en"].values() for key in text.sources}
    used |= {key for i in catalogue().instruments.values() for key in i.sources}
    used |= {key for step in steps().values() for key in step.sources}

    assert set(catalogue().references) == used


@pytest.mark.parametrize("grade", ["well", "partly", "overstated", "unsupported"])
def test_every_strength_of_evidence_has_a_name(grade: str) -> None:
    for language in LANGUAGES:
        assert catalogue().say(f"grade.{grade}.name", language)
        assert catalogue().say(f"grade.{grade}.about", language)


# The two formulas, on paper.


def test_the_english_formula() -> None:
    # 6 words, 22 letters, 1 sentence: 4.71 * 22/6 + 0.5 * 6 - 21.43 = -1.16
    assert english_grade("The quiet door is left open.") == pytest.approx(-1.16)


def test_the_spanish_formula() -> None:
    # La ca-sa tie-ne u-na puer-ta: 1+2+2+2+2 = 9 syllables, 5 words, 1 sentence:
    # 206.84 - 60 * 9/5 - 1.02 * 5 = 93.74
    assert spanish_ease("La casa tiene una puerta.") == pytest.approx(93.74)


@pytest.mark.parametrize(
    ("word", "beats"),
    [("día", 2), ("quiero", 2), ("cercanía", 4), ("aún", 2), ("guerra", 2), ("y", 1)],
)
def test_spanish_syllables(word: str, beats: int) -> None:
    assert syllables(word) == beats
