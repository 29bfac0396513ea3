"""Whether each sentence of a page that claims something says how that is known."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from nearer.content import catalogue

_FOLDS = re.compile(r'<details class="(?:known|evidence).*?</details>', re.DOTALL)
_SHORT = 12
"""Shorter texts are names; a page may hold their words by chance."""


def unproven(page: str, language: str = "en") -> list[str]:
    """Return the texts on a page that claim something without a fold-out beside them.

    The fold-out has to say how strong the evidence is, and name every source.
    """
    content = catalogue()
    said, folded = _plain(_FOLDS.sub(" ", page)), _plain(" ".join(_FOLDS.findall(page)))

    def is_proven(text_id: str) -> bool:
        text = content.text(text_id, language)
        about = content.say(f"grade.{text.grade}.about", language)
        titles = (content.reference(key).title for key in text.sources)
        return about in folded and all(title in folded for title in titles)

    return [found for found in _claims_in(said, language) if not is_proven(found)]


def foreign_titles(page: str) -> list[str]:
    """Return the titles of sources that do not say that they are English."""
    marked = _plain(" ".join(re.findall(r'<cite lang="en">.*?</cite>', page)))
    shown = _plain(page)
    titles = {one.title for one in catalogue().references.values()}
    return sorted(t for t in titles if t in shown and shown.count(t) > marked.count(t))


def _claims_in(said: str, language: str) -> Iterator[str]:
    for text in catalogue().spoken[language].values():
        words = re.escape(_plain(str(text)))
        with_gaps = re.sub(r"\\\{\w+\\\}", ".{1,60}?", words)
        claims = text.grade is not None and len(str(text)) >= _SHORT
        if claims and re.search(with_gaps, said):
            yield text.id


def _plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())
