"""Safety questions, rules and notices, read from words/safety and checked whole.

`safety()` gives the shipped ones. What a file says wrong is refused with its name, the
place in it and what to do; a text that is missing in one language is such a fault.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from nearer.content.errors import ContentError
from nearer.content.helplines import Topic
from nearer.content.reading import read_toml
from nearer.core.safety import Need, Rule, Rules, Switch

SHIPPED = Path(__file__).parent / "words" / "safety"
LANGUAGES = ("en", "es")
GUIDES = ("someone", "swings", "device", "limits")


class Frozen(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A read-only record; a field that is not known is a fault in the file."""


class Part(Frozen, frozen=True):
    """A heading, paragraphs and points; each may be missing."""

    heading: str = ""
    text: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


class Article(Frozen, frozen=True):
    """A short text with a title."""

    title: str
    lead: str
    parts: tuple[Part, ...] = ()

    def sentences(self) -> Iterable[str]:
        """Yield every text, for the checks of words."""
        yield from (self.title, self.lead)
        for part in self.parts:
            yield from (part.heading, *part.text, *part.points, *part.steps)


class PageText(Frozen, frozen=True):
    """What stands above the questions of a page."""

    title: str
    intro: str


class Page(Frozen, frozen=True):
    """Questions that are asked together."""

    id: str
    kind: Literal["each", "tick"]
    questions: tuple[str, ...]


class Notice(Frozen, frozen=True):
    """What is shown when a rule fires, and where it leads."""

    id: str
    topics: tuple[Topic, ...]
    more: tuple[str, ...]


class Gate(Frozen, frozen=True):
    """A rule as the file states it, with the words that explain it to a reader."""

    id: str
    situation: str
    needs: tuple[Need, ...]
    off: tuple[Switch, ...]
    show: str
    never: tuple[str, ...]


class Words(Frozen, frozen=True):
    """Every text of one language."""

    intro: Article
    pages: dict[str, PageText]
    questions: dict[str, str]
    ends: dict[str, Article]
    notices: dict[str, Article]
    guides: dict[str, Article] = {}
    """Pages of the help section; they stand in a file of their own."""


class Safety(Frozen, frozen=True):
    """Everything that the private questions need."""

    rules: Rules
    gates: tuple[Gate, ...]
    facts: dict[str, str]
    pages: tuple[Page, ...]
    notices: dict[str, Notice]
    words: dict[str, Words]

    @property
    def asked(self) -> tuple[str, ...]:
        """Return the questions in the order of the pages."""
        return tuple(name for page in self.pages for name in page.questions)

    def text(self, language: str) -> Words:
        """Return the texts in a language; of one that is not there, in English."""
        return self.words.get(language.split("-", maxsplit=1)[0], self.words["en"])


class _RuleFile(Frozen, frozen=True):
    version: int
    completes: tuple[str, ...]
    needs_check: tuple[Switch, ...]
    facts: dict[str, str]
    hold_days: dict[Switch, int]
    rules: tuple[Gate, ...]
    pages: tuple[Page, ...]
    notices: tuple[Notice, ...]


@cache
def safety() -> Safety:
    """Return the shipped safety content."""
    return read(SHIPPED)


def read(folder: Path) -> Safety:
    """Return the content of a folder.

    Raises
    ------
    ContentError
        For a file that is not there, is no TOML, or does not fit the others.
    """
    rule_file = folder / "rules.toml"
    data = read_toml(rule_file, _RuleFile, root=folder.parent)
    asked = tuple(question for page in data.pages for question in page.questions)
    try:
        rules = Rules(
            version=data.version,
            questions=(*asked, *data.facts),
            completes=frozenset(data.completes),
            needs_check=frozenset(data.needs_check),
            rules=tuple(
                Rule(id=g.id, needs=g.needs, off=frozenset(g.off), show=g.show)
                for g in data.rules
            ),
            hold_days=data.hold_days,
        )
    except ValueError as fault:
        raise _fault(
            rule_file, "rules", f"{fault}.", "Correct the rule or the question."
        ) from fault
    notices = {notice.id: notice for notice in data.notices}
    _same(rule_file, "notices", wanted={g.show for g in data.rules}, found=notices)
    led_to = {guide for notice in data.notices for guide in notice.more}
    if unknown := sorted(led_to - set(GUIDES)):
        raise _fault(
            rule_file, "notices", f"No guide is called {unknown[0]}.", "Correct it."
        )
    words = {language: _words(folder, language, data) for language in LANGUAGES}
    return Safety(
        rules=rules,
        gates=data.rules,
        facts=data.facts,
        pages=data.pages,
        notices=notices,
        words=words,
    )


def _words(folder: Path, language: str, data: _RuleFile) -> Words:
    file = folder / f"{language}.toml"
    words = read_toml(file, Words, root=folder.parent)
    guides = folder / "guides" / f"{language}.toml"
    found = read_toml(guides, dict[str, Article], root=folder.parent)
    asked = {question for page in data.pages for question in page.questions}
    _same(file, "pages", wanted={page.id for page in data.pages}, found=words.pages)
    _same(file, "questions", wanted=asked, found=words.questions)
    _same(file, "notices", wanted={n.id for n in data.notices}, found=words.notices)
    _same(file, "ends", wanted={"finished", "stopped"}, found=words.ends)
    _same(guides, "", wanted=set(GUIDES), found=found)
    return msgspec.structs.replace(words, guides=found)


def _same(file: Path, place: str, *, wanted: set[str], found: Iterable[str]) -> None:
    have = set(found)
    if missing := sorted(wanted - have):
        raise _fault(file, place, f"Nothing for {', '.join(missing)}.", "Add it.")
    if idle := sorted(have - wanted):
        raise _fault(file, place, f"{', '.join(idle)} is used nowhere.", "Take it out.")


def _fault(file: Path, place: str, what: str, what_to_do: str) -> ContentError:
    name = "/".join(file.parts[-2:])
    return ContentError(file=name, place=place, what=what, what_to_do=what_to_do)
