"""How hard a text is to read: one plain formula for each language.

English: automated readability index (Smith & Senter 1967), about a US school grade.
Spanish: Fernández Huerta 1959, 0 to 100, from about 70 on easy.
"""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[.!?:;…]+(?=\s|[»”\"]|$)")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_STRONG = "aeoáéóíú"
_GROUP = re.compile(r"[aeiouáéíóúü]+")


def english_grade(text: str) -> float:
    """Return the automated readability index: 4.71 c/w + 0.5 w/s - 21.43."""
    words, sentences = _counts(text)
    letters = sum(len(word) for word in words)
    return 4.71 * letters / len(words) + 0.5 * len(words) / sentences - 21.43


def spanish_ease(text: str) -> float:
    """Return Fernández Huerta's ease: 206.84 - 60 syllables/w - 1.02 w/s."""
    words, sentences = _counts(text)
    beats = sum(syllables(word) for word in words)
    return 206.84 - 60 * beats / len(words) - 1.02 * len(words) / sentences


def syllables(word: str) -> int:
    """Return how many syllables a Spanish word has; two strong vowels part."""
    word = re.sub(r"([qg])u(?=[eiéí])", r"\1", word.lower())
    count = 0
    for group in _GROUP.findall(re.sub(r"y\b", "i", word)):
        strong = sum(letter in _STRONG for letter in group)
        count += max(1, strong)
    return max(1, count)


def _counts(text: str) -> tuple[list[str], int]:
    return _WORD.findall(text), max(1, len(_SENTENCE.findall(text)))
