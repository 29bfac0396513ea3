"""The path of the one beside: its kinds, its words, and what each rests on."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from nearer.content import catalogue
from nearer.content.alongside import BEFORE, TOPIC, Kind, path
from nearer.content.references import NEEDS_SOURCE

LANGUAGES = ("en", "es")
LISTED = re.compile(
    r"partner|violen|trauma|therap|intima|abandon|abus|attach|fear|pareja|terapia|miedo"
    r"|apego|abuso|patient|paciente",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d+")


def test_there_are_enough_of_every_kind_and_one_kind_does_not_crowd_out_another() -> (
    None
):
    kinds = [step.kind for step in path().values()]

    assert 8 <= len(kinds) <= 12
    assert all(kinds.count(kind) >= 2 for kind in Kind)
    assert all(one != next_ for one, next_ in pairwise(kinds[:-1]))


def test_somebody_who_may_not_turn_to_the_other_still_has_steps() -> None:
    alone = [step for step in path().values() if step.is_alone]

    assert len(alone) >= 2
    assert {step.kind for step in alone} == {Kind.OWN}


@pytest.mark.parametrize("language", LANGUAGES)
def test_addresses_and_titles_say_nothing_to_who_looks_over(language: str) -> None:
    titles = [step.words(language).title for step in path().values()]

    assert len(set(titles)) == len(titles)
    assert [said for said in (*path(), *titles) if LISTED.search(said)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_says_when_not_and_each_kind_has_a_name(language: str) -> None:
    for step in path().values():
        words = step.words(language)
        assert min(map(len, (words.how, words.unless, words.why.words))) > 30, step.id
    for kind in Kind:
        assert catalogue().say(f"{TOPIC}.kind.{kind}.name", language)
    assert len(catalogue().texts(BEFORE, language)) == 3


def test_every_reason_is_graded_and_a_study_that_is_named_was_looked_at() -> None:
    for step in path().values():
        why = step.words("en").why
        assert why.grade is not None, step.id
        if why.grade in NEEDS_SOURCE:
            seen = {catalogue().reference(key).checked for key in why.sources}
            assert "source" in seen, step.id


def test_numbers_are_the_same_in_both_languages() -> None:
    for step in path().values():
        said = [step.words(language) for language in LANGUAGES]
        numbers = [NUMBER.findall(f"{w.why.words} {w.how}") for w in said]
        assert numbers[0] == numbers[1], step.id


def test_a_language_that_is_not_there_gets_the_first_one() -> None:
    step = path()["thanks"]

    assert step.words("xx") is step.words("en")
