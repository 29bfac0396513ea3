from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from nearer.content import referring
from nearer.content.errors import ContentError
from nearer.content.referring import LANGUAGES, SHIPPED
from nearer.core.safety import referrals
from tests.content.reading_age import english_grade, spanish_ease

FOUND = referring.referring()


def test_any_gate_brings_the_suggestion_before_all_others() -> None:
    every = referrals(FOUND.signs, FOUND.rules)

    assert every == FOUND.rules
    assert every[0].id == "gate"


@pytest.mark.parametrize("sign", FOUND.signs)
def test_every_sign_leads_to_a_suggestion_with_three_ways(sign: str) -> None:
    (rule,) = referrals([sign], FOUND.rules)

    assert len(rule.options) == 3
    for language in LANGUAGES:
        words = FOUND.words[language]
        assert words.said[rule.id].noticed
        assert all(words.options[option] for option in rule.options)


def test_after_a_gate_no_way_leads_to_two_people_together() -> None:
    gate = FOUND.rules[0]

    assert gate.options == ("line", "trained", "doctor")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_plain_and_put_no_pressure(language: str) -> None:
    words = FOUND.words[language]
    texts = [words.closing, *words.options.values()]
    texts += [t for said in words.said.values() for t in (said.noticed, said.why)]
    text = " ".join(texts)

    grade = english_grade(text) <= 6 if language == "en" else spanish_ease(text) >= 70
    assert grade
    assert not re.search(
        r"you have (?!to\b)|you should|you must|your partner is|you are (?!\w+ing)"
        r"|deberías|tienes que (?!ir)|tu pareja es|eres ",
        text.lower(),
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("rules.toml", 'signs = ["gate"]', 'signs = ["door"]', "door is missing"),
        ("rules.toml", 'asked = "The', 'bored = "x"\nasked = "The', "bored is unused"),
        ("rules.toml", '"line", "trained", "doctor"', '"line"', "3 different ways"),
        ("en.toml", "[said.use]", "[said.used]", "use is missing"),
        ("es.toml", "doctor =", "medic =", "doctor is missing"),
    ],
)
def test_rules_and_words_have_to_fit(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    folder = tmp_path / "referral"
    shutil.copytree(SHIPPED, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(ContentError, match=said):
        referring.read(folder)
