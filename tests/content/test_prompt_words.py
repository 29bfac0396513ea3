"""Prompts for writing, old sentences in a new wording, and bonds on a line."""

from __future__ import annotations

import pytest

from nearer.content import catalogue

LANGUAGES = ("en", "es")
GROUPS = ("closeness", "distance", "both", "roots", "habits", "worth")


def under(topic: str, language: str = "en") -> dict[str, str]:
    """Return the texts under a topic by the last part of their ids."""
    return {
        text.id.removeprefix(f"{topic}."): text.words
        for text in catalogue().texts(topic, language)
    }


@pytest.mark.parametrize("group", GROUPS)
def test_each_group_of_prompts_has_a_name_and_enough_to_choose_from(group: str) -> None:
    prompts = under(f"prompts.{group}").keys() - {"note"}

    assert group in under("prompts.group")
    assert len(prompts) >= 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_prompts_are_the_same_and_none_needs_a_gap(language: str) -> None:
    prompts = [
        text
        for group in GROUPS
        for text in catalogue().texts(f"prompts.{group}", language)
    ]

    assert len({text.words for text in prompts}) == len(prompts) >= 24
    assert not any(text.gaps for text in prompts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_prompt_can_be_skipped_and_writing_stopped(language: str) -> None:
    assert {"skip", "stop", "another", "free"} <= under("prompts", language).keys()


def test_what_touches_old_hurt_says_that_no_cause_is_needed() -> None:
    assert "need not find a cause" in catalogue().say("prompts.roots.note", "en")


def test_every_old_sentence_has_a_new_wording_to_look_at() -> None:
    old = under("prompts.script.example")

    assert old.keys() == under("prompts.script.example-new").keys()
    assert len(old) >= 6


def test_a_bond_that_harmed_need_not_be_laid_out() -> None:
    assert {"hard", "unsafe-yardstick"} <= under("prompts.bond").keys()
    assert {"got-away", "rather-not", "goes-on"} <= under("prompts.bond.end").keys()
    assert {"partner", "friend", "family"} <= under("prompts.bond.kind").keys()
