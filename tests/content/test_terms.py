"""One word for one idea: what docs/develop/words.md says is said in another way."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from tests.content.test_words import ADDRESSED, PROMISES, strings

ROOT = Path(__file__).parents[2]
NEARER = ROOT / "src" / "nearer"
# How a page refers to what it does not say itself: an address, a name in a sentence.
NOT_SAID = re.compile(
    r"https?://\S+|%\(\w+\)\w|\{\w+\}|\b[\w-]+\.(json|csv|age|md|org|com)\b"
)


def rows() -> Iterator[tuple[str, str, str]]:
    """Yield (language, word to use, pattern not to be found) of the table."""
    page = (ROOT / "docs" / "develop" / "words.md").read_text(encoding="utf-8")
    for line in page.splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == 4 and cells[1] in {"en", "es"}:
            for pattern in re.findall(r"`([^`]+)`", cells[3]):
                yield cells[1], cells[2], pattern.replace(r"\|", "|")


def said(language: str) -> Iterator[tuple[str, str]]:
    """Yield (file, sentence) of pages, reports and everything in the content."""
    files = [
        *(NEARER / "content" / "words").rglob(f"{language}.toml"),
        *NEARER.glob(f"c*/words/*.{language}.toml"),
    ]
    for path in files:
        for text in strings(tomllib.loads(path.read_text(encoding="utf-8"))):
            yield path.relative_to(NEARER).as_posix(), text
    for path in NEARER.glob("*/locale/es/LC_MESSAGES/django.po"):
        for entry in polib.pofile(str(path)):
            english = [entry.msgid, entry.msgid_plural]
            spanish = [entry.msgstr, *entry.msgstr_plural.values()]
            for text in english if language == "en" else spanish:
                yield path.relative_to(NEARER).parts[0], text


SAID = {
    language: [(file, NOT_SAID.sub("…", text)) for file, text in said(language)]
    for language in ("en", "es")
}


@pytest.mark.parametrize(("language", "word", "pattern"), list(rows()))
def test_one_idea_has_one_word(language: str, word: str, pattern: str) -> None:
    found = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)
    if pattern.startswith((r"\w", "[a-z]", "«")):
        found = re.compile(pattern)

    assert [at for at in SAID[language] if found.search(at[1])] == [], word


def test_the_table_is_read() -> None:
    assert {language for language, *_ in rows()} == {"en", "es"}
    assert len(list(rows())) > 30


PAGES = [(lang, at) for lang in SAID for at in SAID[lang] if "content/" not in at[0]]


def test_no_page_shouts_or_promises_or_guesses_a_gender() -> None:
    for language, (file, text) in PAGES:
        assert not re.search("[!¡]", text), file
        assert not re.search(PROMISES[language], text, re.IGNORECASE), text
        if language == "es":
            assert not re.search(ADDRESSED, text, re.IGNORECASE), text
